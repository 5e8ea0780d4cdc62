"""How much of a question passages have to say to answer it: stated shares, leads over others, and what binds.

Knows passages that were held against a question; searches none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.ontology.terms import HTC
from evigraph.queries.answering.holding import FACTUAL, SAYING
from evigraph.queries.understanding.asks import asks_of, is_exclusive, is_yes_no, of_studies
from evigraph.queries.understanding.filters import PHASES
from evigraph.queries.understanding.mentions import Kind, covered
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.weights import FULL, asked_about, degrees, weight
from evigraph.queries.understanding.wording import STRICT
from evigraph.queries.words.cues import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.queries.answering.holding import Held, Scored
    from evigraph.queries.knowledge.passages import Passage
    from evigraph.queries.understanding.mentions import Question

#: The share of a question's weight that a statement has to explain; the words behind a number, and words for a question
#: that wants a number, have to explain more.
ENOUGH, ENOUGH_OF_FINDING, ENOUGH_FOR_NUMBER = 0.55, 0.75, 0.8
#: The share that the words of what an audit found have to explain, where it is asked whether something fits.
ENOUGH_OF_AUDIT = 0.45
#: Passages that say nearly as much as the best one are given too, and at most so many.
NEAR, CLOSE, MOST = 0.85, 0.95, 3
#: A fact that says at least this share answers where it says so many times more than any other one.
LEAST, LEAD, LEAD_PLAINLY = 0.5, 1.35, 1.25
#: With a word of weight left over it has to say this share.
PLAIN = 0.6
#: A statement of a study that is named answers with less, where it says so many times more than any other one.
OUTSTANDING, FAR = 0.45, 3.0
SUBJECTS = ("outcome", "event", "instrument")
#: Where one thing is held against another, a text has to do so too.
THAN = re.compile(
    r"\b(?:better|worse|safer|more|less|fewer|higher|lower|longer|shorter) (?:\w+ )?than\b", re.IGNORECASE
)
COMPARES = re.compile(
    r"\b(?:than|compared|versus|vs?|similar\w*|same|differ\w*|equal\w*|superior|inferior|unlike)\b", re.IGNORECASE
)
ANY_EVENT = f"{HTC}adverse-event"
#: Facts that name events, and words that only count events of any kind.
LISTING = frozenset(["event", "patient"])
ALL_EVENTS = re.compile(
    r"\W*(?:(?:in all|in total|overall|there were),? )?[\w-]+ (?:\w+ ){0,2}(?:events|complications)"
    r" (?:(?:were|was) (?:noted|reported|recorded|seen|observed)|affected|in|after)\b",
    re.IGNORECASE,
)
#: Words that open a question about the procedure at large.
BEING, DOING = frozenset(["is", "are"]), frozenset(["do", "does", "can", "may", "might", "will", "should"])
#: A text of fewer words says neither yes nor no.
SENTENCE = 4
NUMERIC = frozenset({Ask.COUNT, Ask.SUM, Ask.AVERAGE, Ask.MOST, Ask.LEAST, Ask.SIGNIFICANCE})
NUMBER = re.compile(r"\d+\.\d+|\d{2,}")


def sufficient(held: Held, scored: Sequence[Scored], *, audit: bool) -> list[Scored]:
    """Of passages, the best first, those that answer the question; `audit` says that they are what an audit found."""
    if not scored:
        return []
    alone = scored[0].passage.kind in SAYING and _stands_out(held, scored)
    leading = _leads(held, scored)
    near = [s for s in scored if s.score >= scored[0].score * (CLOSE if s.passage.kind in FACTUAL else NEAR)]
    least = OUTSTANDING if alone else _least(held.question, audit=audit)
    good = [s for s in near if _enough(held, s, least) or (leading and s.passage.kind in FACTUAL)]
    good = [s for s in good[: 1 if alone else MOST] if _meets(held, s)]
    good = [s for i, s in enumerate(good) if not any(_same(s, other) for other in good[:i])]
    needed, subjects = _needed(held), _subjects(held) if audit else frozenset()
    good = [s for s in good if not subjects or subjects & s.explained]
    about = asked_about(held.question) & held.tokens
    good = [s for s in good if not about or about & s.explained]
    good = [s for s in good if audit or _settles(held, s)]
    return [s for s in good if needed <= s.explained and (audit or alone or _tells(held, s))]


def _least(question: Question, *, audit: bool) -> float:
    if audit:
        return ENOUGH_OF_AUDIT
    return ENOUGH_FOR_NUMBER if wants_number(question) else ENOUGH


def _enough(held: Held, scored: Scored, least: float) -> bool:
    share = scored.score / held.weighing.total if held.weighing.total else 0.0
    return share >= (max(least, ENOUGH_OF_FINDING) if scored.passage.kind in FACTUAL else least)


def _meets(held: Held, scored: Scored) -> bool:
    """Whether a fact meets what binds it; its subject may go by another name where nearly all else is said."""
    if scored.passage.kind not in FACTUAL:
        return True
    nearly = scored.score >= ENOUGH_FOR_NUMBER * held.weighing.total
    return not (held.tokens - scored.explained) & binding(held.question, subjects=not nearly)


def _stands_out(held: Held, scored: Sequence[Scored]) -> bool:
    """Whether a passage of a study that is named says several times more than any other one, if not all."""
    if not held.question.of(Kind.STUDY) or scored[0].score < OUTSTANDING * held.weighing.total:
        return False
    others = [s.score for s in scored[1:] if not _contains(scored[0], s)]
    return scored[0].score >= FAR * max(others, default=0.0)


def _same(scored: Scored, other: Scored) -> bool:
    """Whether a passage only says what another one does, such as a part of it."""
    return scored.passage.kind not in FACTUAL and _contains(scored, other)


def _contains(scored: Scored, other: Scored) -> bool:
    """Whether the words of one passage stand in those of another one."""
    said, known = (" ".join(s.passage.text.split()) for s in (scored, other))
    return said in known or known in said


def _settles(held: Held, scored: Scored) -> bool:
    """Whether a passage can say yes or no, or which studies, where that is asked."""
    question, passage = held.question, scored.passage
    settling = _settling(held)
    if not settling <= scored.explained:
        return False
    if not is_yes_no(question):
        listed = question.tokens[0].word == "which" and not question.has("voice", "committee", "experts")
        events = listed and any(m.value == ANY_EVENT for m in question.concepts("event"))
        of_study = bool(passage.studies) or not (listed and of_studies(question))
        return of_study and (not events or (passage.kind in LISTING and not ALL_EVENTS.match(passage.text)))
    moved = question.has("changed", "went_up", "went_down") and passage.kind not in FACTUAL
    if moved:  # that something is hoped for, or was worse in some, does not say that it came
        return False
    if settling and not question.has("voice", "committee", "experts"):  # what can happen need not have happened
        return passage.kind in FACTUAL
    if THAN.search(question.text) and passage.kind not in FACTUAL and not COMPARES.search(passage.text):
        return False
    return len(passage.text.split()) >= SENTENCE


def settles_whole(held: Held, scored: Scored) -> bool:
    """Whether a passage holds all that a yes or no is asked of, and is of those that it is asked of.

    How one study was done, or what an author outside the evidence concludes, says nothing of the procedure at large.
    """
    question, passage = held.question, scored.passage
    left = [question.tokens[i] for i in held.tokens - scored.explained]
    faint = [token for token in left if token.word in cues().everyday]
    if len(faint) > 1 or any(weight(token) >= FULL or token.word in cues().degree for token in left):
        return False
    if question.of(Kind.STUDY, Kind.PAPER):
        return True
    opening = question.tokens[0].word
    told = ("attribute",) if opening in BEING else ("attribute", "statement") if opening in DOING else ()
    return passage.kind != "paper" and not (len(passage.studies) == 1 and passage.kind in told)


def _settling(held: Held) -> frozenset[int]:
    """What a passage has to be about to settle a yes or no: what happened, however lightly it is named."""
    question = held.question
    events = question.concepts("event") if is_yes_no(question) or question.has("which") else []
    return frozenset(max(m.span & held.tokens) for m in events if m.sure and m.span & held.tokens)


def _tells(held: Held, scored: Scored) -> bool:
    """Whether a word of weight is said, or else all that is asked of a time."""
    wholly = bool(held.question.of(Kind.TIME)) and held.tokens <= scored.explained
    return wholly or any(weight(held.question.tokens[i]) >= FULL for i in scored.explained)


def _leads(held: Held, scored: Sequence[Scored]) -> bool:
    """Whether the words behind a fact say much more of a question than those behind others, and all that binds it."""
    first, question, total = scored[0], held.question, held.weighing.total
    if first.passage.kind not in FACTUAL or first.score < LEAST * total:
        return False
    numbers = _numbers(first.passage)
    others = [s.score for s in scored[1:] if not numbers & _numbers(s.passage)]
    left = held.tokens - first.explained
    plainly = first.score >= PLAIN * total or not any(weight(question.tokens[i]) >= FULL for i in left)
    lead = LEAD if first.score < PLAIN * total else LEAD_PLAINLY
    return plainly and first.score >= lead * max(others, default=0.0) and not left & binding(question)


def _numbers(passage: Passage) -> frozenset[str]:
    """The numbers of a passage, by which it is known that another one says the same."""
    return frozenset(NUMBER.findall(passage.text))


def binding(question: Question, *, subjects: bool = True) -> frozenset[int]:
    """The tokens that a fact has to meet: times, phases, statistics, bounds, and what is sure to be its subject."""
    phases = [m for m in question.concepts("phase") if m.value.rpartition("/")[2] in PHASES]
    statistics = [m for m in question.concepts("statistic") if m.value in STRICT]
    named = [m for m in question.concepts(*(SUBJECTS if subjects else ()), "precision") if m.sure]
    bounds = [m for m in question.of(Kind.NUMBER) if not m.exact]
    return covered([*question.of(Kind.TIME, Kind.STRANGER, Kind.PAPER), *phases, *statistics, *named, *bounds])


def _needed(held: Held) -> frozenset[int]:
    """What a passage may not leave out: short forms and names of things."""
    tokens, question = held.matcher.tokens, held.question
    short = frozenset(t.index for t in tokens if len(t.text) > 1 and t.text.isupper() and not t.text.isdigit())
    only = covered(question.cues("only")) if is_exclusive(question) else frozenset[int]()
    things = covered(m for m in question.of(Kind.THING) if m.sure)
    times = covered(m for m in question.of(Kind.TIME) if m.exact) if wants_number(question) else frozenset[int]()
    places = covered(m for m in question.concepts("country") if m.sure)
    return ((short | things | degrees(question) | times | places) & held.tokens) | only


def _subjects(held: Held) -> frozenset[int]:
    """The words for what is asked about, which the finding that answers has to be about."""
    named = [m for m in held.question.concepts(*SUBJECTS) if m.sure]
    return frozenset(i for i in covered(named) & held.tokens if weight(held.question.tokens[i]) >= FULL)


def wants_number(question: Question) -> bool:
    """Whether a question wants a number, so that words are only an answer where they say all of it."""
    statistics = [m for m in question.concepts("statistic", "precision") if m.sure]
    return bool(NUMERIC & set(asks_of(question))) or bool(statistics) or question.has("quantity")
