"""What no number answers, answered by the statement itself: quoted, never paraphrased, refused below a stated share.

Knows the index of passages; knows nothing of templates but that statements and paragraphs are looked up as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.queries.answering.enough import settles_whole, sufficient, wants_number
from evigraph.queries.answering.holding import ASKING, SAYING, Held
from evigraph.queries.answering.meaning import THING
from evigraph.queries.answering.quantities import lacks
from evigraph.queries.answering.thresholds import contradicts
from evigraph.queries.understanding.asks import asks_of, at_large
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.weights import weights
from evigraph.queries.understanding.wording import numbered
from evigraph.queries.words.stems import stem_of, stems_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from evigraph.queries.knowledge.passages import Passage, PassageIndex
    from evigraph.queries.understanding.mentions import Question

NUMBERED = ("statement", "paragraph", "attribute", "result", "event")
ADVISING = re.compile(
    r"\b(?:guidance|nice|committee)\b(?!.*\boverview\b).*\b(?:recommend|advis)|^what (?:is|are|was|were) recommended\b"
    r"|\brecommendations? of the (?:guidance|committee)\b"
    r"|^(?:is|are|should|may|can|could) (?:\S+ )+?(?:to )?be (?:used|offered|done|given|treated)\b",
    re.IGNORECASE,
)
CRITERIA = re.compile(r"\W*(in|ex)clusion criteria\b", re.IGNORECASE)
#: Who may do something is told by a passage that says by whom it is to be done.
WHO_DOES = re.compile(
    r"^(?:who|which (?:clinicians?|doctors?|surgeons?|specialists?|professionals?)) "
    r"(?:should|can|may|must|is (?:allowed|qualified|meant|supposed) to|are (?:allowed|qualified) to|ought to|has to)"
    r" (?:do|perform|carry out|undertake|offer|deliver|use|give)\b",
    re.IGNORECASE,
)
#: Where a procedure is to be done, as it is asked.
WHERE_DONE = re.compile(
    r"^(?:where|in (?:which|what) (?:\w+ )?(?:centres?|hospitals?|units?|places?|settings?))"
    r" (?:should|can|may|must|could) [\w -]+? (?:only )?be "
    r"(?:done|performed|carried out|undertaken|offered)\W*$",
    re.IGNORECASE,
)
PLACE = re.compile(r"\b(?:centres?|hospitals?|units?|clinics?|services?|theatres?|facilit\w+)\b", re.IGNORECASE)
DONE_BY = re.compile(
    r"\b(?:should|must|may|can) (?:only |always )?be (?:only )?"
    r"(?:done|performed|carried out|undertaken|used|offered|given) (?:only )?(?:by|in)\b"
    r".*\b(?:by|team|trained|training|experience)",
    re.IGNORECASE,
)
DOING = frozenset(map(stem_of, "procedure done performed carried clinicians trained training team experience".split()))  # noqa: SIM905  # a list of words is read, not parsed
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Passages that answer a question, the best first, with the weight of the words that they leave.

    `settles` says whether the first of them may say yes or no.
    """

    passages: tuple[Passage, ...]
    unexplained: float
    share: float
    settles: bool = True


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
    held = Held.of(question, passages, known, described, asking=asking)
    found = passages.search(held.terms, studies=studies, kinds=kinds or _kinds(question))
    held_by = question.scope.holds
    fitting = (
        p
        for p in found
        if any(map(held_by, p.nodes))
        and (p.kind == "finding" or not (lacks(question, p.text) or contradicts(question, p.text)))
        and not _is_opposite(question, p)
    )
    scored = sorted(map(held.scored, (p for p in fitting if held.may_tell(p))), key=lambda s: -s.score)
    good = sufficient(held, scored, audit="finding" in kinds)
    if not good:
        return None
    known_weights = weights(question)
    left = sum(known_weights[i] for i in held.tokens - frozenset().union(*(s.explained for s in good)))
    return Quoted(
        tuple(s.passage for s in good), left, good[0].score / held.weighing.total, settles_whole(held, good[0])
    )


def _is_opposite(question: Question, passage: Passage) -> bool:
    """Whether a passage says who was kept out where it is asked who was taken in, or the other way round."""
    if THING.fullmatch(question.text) and passage.kind == "paper":  # a title says of nothing what it is
        return True
    asked, said = CRITERIA.search(question.text), CRITERIA.match(passage.text)
    return bool(asked and said and asked[1].casefold() != said[1].casefold())


def doers(question: Question, passages: PassageIndex) -> Quoted | None:
    """The passages that say by whom or where the procedure is to be done, where that is asked; None where none does."""
    if not (WHO_DOES.search(question.text) or WHERE_DONE.search(question.text)):
        return None
    found = passages.search(DOING, studies=(), kinds=("paragraph",))
    fitting = [p for p in found if any(map(question.scope.holds, p.nodes)) and DONE_BY.search(p.text)]
    if WHERE_DONE.search(question.text):
        fitting = [p for p in fitting if PLACE.search(p.text)]
    return Quoted(tuple(fitting[:1]), 0.0, 1.0) if fitting else None


def _kinds(question: Question) -> Sequence[str]:
    """The kinds of passage that can answer: no finding, and no fact where a meaning or a reason is asked for."""
    if ADVISING.search(question.text):  # what an overview says of it is no recommendation of the guidance
        return ("paragraph",)
    if question.has("voice"):
        return ("paragraph", "statement")
    if numbered(question):
        return ("patient",)
    if at_large(question):
        return ("paragraph", "statement")
    if {Ask.DEFINITION, Ask.REASON} & set(asks_of(question)):
        return SAYING
    if Ask.COUNT in asks_of(question):  # a table of single patients is counted and not quoted
        return NUMBERED
    return (*NUMBERED, "patient") if wants_number(question) else (*NUMBERED, "patient", "paper")


def share_said(question: Question, passages: PassageIndex, left: Collection[int]) -> float:
    """The share of a question that is said where some of its words are left over, as it is reckoned of passages."""
    weighing = Held.of(question, passages).weighing
    return 1 - weighing.score(frozenset(left)) / weighing.total if weighing.total else 1.0


def telling_sentences(question: Question, text: str, stems: frozenset[str]) -> str:
    """The sentences that say most; where these lack what is wanted, the one that says most of those that have it."""
    chosen = sentences_of(text, stems)
    if not lacks(question, chosen):
        return chosen
    fitting = [part for part in SENTENCE.split(text) if not lacks(question, part)]
    return max(fitting, key=lambda part: len(stems_of(part) & stems), default=chosen)


def sentences_of(text: str, stems: frozenset[str], *, most: int = 2) -> str:
    """The sentences of a text that say most, in their order; the whole text where it is short."""
    parts = SENTENCE.split(text)
    if len(parts) <= most:
        return text
    best = sorted(range(len(parts)), key=lambda i: (-len(stems_of(parts[i]) & stems), i))[:most]
    chosen = sorted(best)
    return " ".join(parts[i] if not k or chosen[k - 1] == i - 1 else f"… {parts[i]}" for k, i in enumerate(chosen))
