"""What no number answers, answered by the statement itself: quoted, never paraphrased, refused below a stated share.

Knows passages and words; knows nothing of templates but that statements and paragraphs are looked up as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from evigraph.queries.answering.matching import Matcher, forms
from evigraph.queries.answering.ranking import Weighing
from evigraph.queries.knowledge.passages import concept_term
from evigraph.queries.understanding.asks import asks_of
from evigraph.queries.understanding.filters import PHASES, window
from evigraph.queries.understanding.mentions import Kind, Mention, Question, covered
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.weights import FULL, is_faint, is_light, weight, weights
from evigraph.queries.understanding.wording import STRICT
from evigraph.queries.words.stems import stem_of, stems_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from evigraph.queries.knowledge.passages import Passage, PassageIndex
    from evigraph.queries.words.tokens import Token

#: The share of a question's weight that a statement has to explain; the words behind a number, and words for a question
#: that wants a number, have to explain more.
ENOUGH, ENOUGH_OF_FINDING, ENOUGH_FOR_NUMBER = 0.55, 0.75, 0.8
#: The share that the words of what an audit found have to explain, where it is asked whether something fits.
ENOUGH_OF_AUDIT = 0.45
NEAR, CLOSE, MOST = 0.85, 0.95, 3
NUMBERED = ("statement", "paragraph", "attribute", "result", "event")
SAYING = ("statement", "paragraph", "paper", "attribute")
#: How much the words behind a fact count against those of a statement.
FACTUALLY = 0.95
#: How much statements count against facts where a number of people is wanted.
STATED = 0.93
#: A fact that says at least this share answers where it says so many times more than any other one.
LEAST, LEAD, LEAD_PLAINLY = 0.5, 1.35, 1.25
#: A statement of a study that is named answers with less, where it says so many times more than any other one.
OUTSTANDING, FAR = 0.45, 3.0
#: With a word of weight left over it has to say this share.
PLAIN = 0.6
FACTUAL = ("result", "event", "patient")
SUBJECTS = ("outcome", "event", "instrument")
NUMBER = re.compile(r"\d+\.\d+|\d{2,}")
#: What it adds that a passage starts with what is to be defined.
DEFINING = 1.3
#: What a word counts that a passage has in other words, in its heading, or only as a description of its study, and what
#: it adds that a guidance speaks for its committee.
ALIKE, HEADED, DESCRIBED, VOICED = 0.7, 0.85, 0.8, 1.4
#: What a fact counts that was measured at another time than the one that is asked for, and what words count of no time.
UNTIMELY, TIMELESS = 0.5, 0.85
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
ASKING = (
    *("count", "which", "who", "where", "when", "why", "define", "compare", "source", "overall", "bound"),
    *("voice", "significant", "active"),
)
NUMERIC = frozenset({Ask.COUNT, Ask.SUM, Ask.AVERAGE, Ask.MOST, Ask.LEAST, Ask.SIGNIFICANCE})
#: Schemes whose names of several words count as a whole or not at all.
WHOLE = ("outcome", "event", "instrument", "technique", "precision", "procedure")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Passages that answer a question, the best first, with the weight of the words that they leave."""

    passages: tuple[Passage, ...]
    unexplained: float
    share: float


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    explained: frozenset[int]
    passage: Passage


def quoted(
    question: Question,
    passages: PassageIndex,
    studies: Sequence[str],
    known: frozenset[int],
    described: Mapping[int, frozenset[str]],
    *,
    kinds: Sequence[str] = (),
) -> Quoted | None:
    """The passages, of these studies where any are given, that say most of the question; None where none says enough.

    `known` are the words that say which studies are meant, `described` the studies that words describe.
    """
    asking = (*ASKING, "consistent") if "finding" in kinds else ASKING
    matcher = Matcher(question, known | covered([*question.of(Kind.STUDY), *question.cues(*asking)]))
    weighing = Weighing.of(matcher.tokens, passages, [t.index for t in matcher.tokens if is_faint(t)])
    kinds = kinds or _kinds(question)
    found = passages.search(_terms(question, matcher.tokens), studies=studies, kinds=kinds)
    read = _Read(question, matcher, weighing, described)
    scored = sorted((read.scored(p) for p in found), key=lambda s: -s.score)
    least = ENOUGH_FOR_NUMBER if wants_number(question) else ENOUGH
    least = ENOUGH_OF_AUDIT if "finding" in kinds else least
    needed = _needed(question, matcher.tokens)
    leading = _leads(question, matcher, scored, weighing.total)
    near = [s for s in scored if s.score >= scored[0].score * (CLOSE if s.passage.kind in FACTUAL else NEAR)]
    alone = bool(question.of(Kind.STUDY)) and _stands_out(scored, weighing.total)
    if alone and scored[0].passage.kind in SAYING:
        near, least = scored[:1], OUTSTANDING
    good = [s for s in near if _enough(s, weighing.total, least) or (leading and s.passage.kind in FACTUAL)][:MOST]
    firm = binding(question), binding(question, subjects=False)
    good = [
        s
        for s in good
        if s.passage.kind not in FACTUAL or not _left(matcher, s) & firm[s.score >= ENOUGH_FOR_NUMBER * weighing.total]
    ]
    good = [s for i, s in enumerate(good) if not any(_same(s, other) for other in good[:i])]
    good = [s for s in good if needed <= s.explained and ("finding" in kinds or alone or _tells(question, s))]
    if not good:
        return None
    explained = frozenset().union(*(s.explained for s in good))
    known_weights = weights(question)
    left = sum(known_weights[t.index] for t in matcher.tokens if t.index not in explained)
    return Quoted(tuple(s.passage for s in good), left, good[0].score / weighing.total)


def _stands_out(scored: Sequence[_Scored], total: float) -> bool:
    """Whether the first passage says several times more than any other one, if not all that was asked."""
    if not scored or scored[0].score < OUTSTANDING * total:
        return False
    others = [s.score for s in scored[1:] if not _contains(scored[0], s)]
    return scored[0].score >= FAR * max(others, default=0.0)


def _same(scored: _Scored, other: _Scored) -> bool:
    """Whether a passage only says what another one does, such as a part of it."""
    return scored.passage.kind not in FACTUAL and _contains(scored, other)


def _contains(scored: _Scored, other: _Scored) -> bool:
    """Whether the words of one passage stand in those of another one."""
    said, known = (" ".join(s.passage.text.split()) for s in (scored, other))
    return said in known or known in said


def _tells(question: Question, scored: _Scored) -> bool:
    return any(weight(question.tokens[i]) >= FULL for i in scored.explained)


def _leads(question: Question, matcher: Matcher, scored: Sequence[_Scored], total: float) -> bool:
    """Whether the words behind a fact say much more of a question than those behind others, and all that binds it."""
    if not scored or scored[0].passage.kind not in FACTUAL or scored[0].score < LEAST * total:
        return False
    first = scored[0]
    numbers = _numbers(first.passage)
    others = [s.score for s in scored[1:] if not numbers & _numbers(s.passage)]
    left = _left(matcher, first)
    plainly = first.score >= PLAIN * total or not any(weight(question.tokens[i]) >= FULL for i in left)
    lead = LEAD if first.score < PLAIN * total else LEAD_PLAINLY
    return plainly and first.score >= lead * max(others, default=0.0) and not left & binding(question)


def _left(matcher: Matcher, scored: _Scored) -> frozenset[int]:
    return frozenset(t.index for t in matcher.tokens) - scored.explained


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


def _kinds(question: Question) -> Sequence[str]:
    """The kinds of passage that can answer: no finding, and no fact where a meaning or a reason is asked for."""
    if question.has("voice"):
        return ("paragraph", "statement")
    if {Ask.DEFINITION, Ask.REASON} & set(asks_of(question)):
        return SAYING
    if Ask.COUNT in asks_of(question):  # a table of single patients is counted and not quoted
        return NUMBERED
    return (*NUMBERED, "patient") if wants_number(question) else (*NUMBERED, "patient", "paper")


def share_said(question: Question, passages: PassageIndex, left: Collection[int]) -> float:
    """The share of a question that is said where some of its words are left over, as it is reckoned of passages."""
    matcher = Matcher(question, covered([*question.of(Kind.STUDY), *question.cues(*ASKING)]))
    weighing = Weighing.of(matcher.tokens, passages, [t.index for t in matcher.tokens if is_faint(t)])
    return 1 - weighing.score(frozenset(left)) / weighing.total if weighing.total else 1.0


def _needed(question: Question, tokens: Sequence[Token]) -> frozenset[int]:
    """What a passage may not leave out: short forms and names of things."""
    inside = frozenset(t.index for t in tokens)
    short = frozenset(t.index for t in tokens if len(t.text) > 1 and t.text.isupper() and not t.text.isdigit())
    return (short | covered(m for m in question.of(Kind.THING) if m.sure)) & inside


def wants_number(question: Question) -> bool:
    """Whether a question wants a number, so that words are only an answer where they say all of it."""
    statistics = [m for m in question.concepts("statistic", "precision") if m.sure]
    return bool(NUMERIC & set(asks_of(question))) or bool(statistics) or question.has("quantity")


@dataclass(frozen=True)
class _Read:
    """A question as passages are held against it."""

    question: Question
    matcher: Matcher
    weighing: Weighing
    described: Mapping[int, frozenset[str]]

    @cached_property
    def counting(self) -> bool:
        """Whether a number of people or things is wanted, which facts say better than statements."""
        return Ask.COUNT in asks_of(self.question)

    def scored(self, passage: Passage) -> _Scored:
        """What a passage says of the question, and how much that weighs."""
        literal = frozenset(_literally(self.question, self.matcher, passage))
        said = _explained(self.question, self.matcher, passage)
        times, on_time = self._times(passage)
        headed = frozenset(t.index for t in self.matcher.tokens if forms(t) & passage.context) - said
        about = frozenset(i for i, own in self.described.items() if own & set(passage.studies)) - said - headed
        known = frozenset(t.index for t in self.matcher.tokens)
        explained = (said | headed | about | times) & known
        alike = said - literal - covered(self.question.of(Kind.CONCEPT))
        less = ((alike, ALIKE), (headed - times, HEADED), (about - times, DESCRIBED))
        score = self.weighing.score(explained) - sum(self.weighing.score(w & known) * (1 - f) for w, f in less)
        return _Scored(score * on_time * self._factor(passage), explained, passage)

    def _factor(self, passage: Passage) -> float:
        factor = (FACTUALLY if passage.kind in FACTUAL else 1.0) * (DEFINING if _defines(self.question, passage) else 1)
        factor *= STATED if self.counting and passage.kind in SAYING else 1
        return factor * (VOICED if passage.kind == "paragraph" and self.question.has("committee", "voice") else 1)

    def _times(self, passage: Passage) -> tuple[frozenset[int], float]:
        """The times of the question that a passage is of, and what that does to its weight."""
        mentions = self.question.of(Kind.TIME)
        if not mentions:
            return frozenset(), 1.0
        months = [Decimal(month) for month in passage.months]
        met = [m for m in mentions if any(low <= month <= high for low, high in [window(m)] for month in months)]
        literal = _literally(self.question, self.matcher, passage)
        if not months:
            met += [m for m in mentions if m.span & frozenset(t.index for t in self.matcher.tokens) <= literal]
        return covered(met), 1.0 if met else UNTIMELY if months else TIMELESS


def _enough(scored: _Scored, total: float, least: float) -> bool:
    stated = scored.passage.kind in (*SAYING, "finding")
    return total > 0 and scored.score / total >= (least if stated else max(least, ENOUGH_OF_FINDING))


def _terms(question: Question, tokens: Sequence[Token]) -> frozenset[str]:
    inside = {token.index for token in tokens}
    concepts = {concept_term(m.value) for m in question.of(Kind.CONCEPT) if m.span <= inside and m.scheme != "unit"}
    words = frozenset().union(*(forms(t) for t in tokens if not is_light(t)), (t.stem for t in tokens))
    return frozenset(word.replace("'", "") for word in words) | concepts


def _explained(question: Question, matcher: Matcher, passage: Passage) -> frozenset[int]:
    found = _literally(question, matcher, passage)
    for mention in question.of(Kind.CONCEPT):
        if concept_term(mention.value) in passage.terms or mention.value in passage.topics:
            found |= mention.span
        elif _is_whole(mention) and not mention.span <= found:
            found -= mention.span
    denied = frozenset().union(*(m.span for m in question.of(Kind.CONCEPT) if _is_whole(m) and not m.span <= found))
    alike = {t.index for t in matcher.tokens if forms(t) & passage.terms} - denied
    return frozenset(found | alike) & {t.index for t in matcher.tokens}


def _literally(question: Question, matcher: Matcher, passage: Passage) -> set[int]:
    """The words that a passage has as they are, or as a short form."""
    known = question.abbreviations
    return {t.index for t in matcher.tokens if t.stem in passage.terms or known.explains(t.stem, passage.terms)}


def _is_whole(mention: Mention) -> bool:
    return mention.sure and mention.scheme in WHOLE and mention.end - mention.start > 1


def _defines(question: Question, passage: Passage) -> bool:
    """Whether a passage starts with what the question asks the meaning of."""
    if Ask.DEFINITION not in asks_of(question):
        return False
    first = [stem_of(word) for word in passage.text.split()[:6]]
    return any(t.stem in first[:2] for t in question.tokens if not is_light(t) and len(t.text) > 3)


def sentences_of(text: str, stems: frozenset[str], *, most: int = 2) -> str:
    """The sentences of a text that say most, in their order; the whole text where it is short."""
    parts = SENTENCE.split(text)
    if len(parts) <= most:
        return text
    best = sorted(range(len(parts)), key=lambda i: (-len(stems_of(parts[i]) & stems), i))[:most]
    chosen = sorted(best)
    return " ".join(parts[i] if not k or chosen[k - 1] == i - 1 else f"… {parts[i]}" for k, i in enumerate(chosen))
