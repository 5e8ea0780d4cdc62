"""What no number answers, answered by the statement itself: quoted, never paraphrased, refused below a stated share.

Knows passages and words; knows nothing of templates but that statements and paragraphs are looked up as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.queries.answering.matching import Matcher, forms
from evigraph.queries.answering.ranking import Weighing
from evigraph.queries.knowledge.passages import concept_term
from evigraph.queries.understanding.asks import asks_of
from evigraph.queries.understanding.mentions import Kind, Mention, Question, covered
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.weights import FULL, is_faint, is_light, weight, weights
from evigraph.queries.words.stems import stem_of, stems_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.queries.knowledge.passages import Passage, PassageIndex
    from evigraph.queries.words.tokens import Token

#: The share of a question's weight that a statement has to explain; the words behind a number, and words for a question
#: that wants a number, have to explain more.
ENOUGH, ENOUGH_OF_FINDING, ENOUGH_FOR_NUMBER = 0.55, 0.75, 0.8
NEAR, MOST = 0.85, 3
#: How much the words of a statement count against those behind a number.
NUMBERED = ("statement", "paragraph", "result", "event")
KINDS = {"statement": 1.0, "paragraph": 1.0, "paper": 1.0, "result": 0.9, "event": 0.9}
#: What it adds that a passage starts with what is to be defined.
DEFINING = 1.3
#: What a word counts that a passage has in other words, and what it adds that a guidance speaks for its committee.
ALIKE, VOICED = 0.7, 1.4
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
ASKING = ("count", "which", "who", "where", "when", "why", "define", "compare", "source", "overall", "bound")
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


def quoted(question: Question, passages: PassageIndex, studies: Sequence[str], known: frozenset[int]) -> Quoted | None:
    """The passages, of these studies where any are given, that say most of the question; None where none says enough.

    `known` are the words that say which studies are meant.
    """
    matcher = Matcher(question, known | covered([*question.of(Kind.STUDY), *question.cues(*ASKING)]))
    weighing = Weighing.of(matcher.tokens, passages, [t.index for t in matcher.tokens if is_faint(t)])
    kinds = NUMBERED if wants_number(question) else ()
    found = passages.search(_terms(question, matcher.tokens), studies=studies, kinds=kinds)
    scored = sorted((_scored(question, matcher, weighing, p) for p in found), key=lambda s: -s.score)
    least = ENOUGH_FOR_NUMBER if wants_number(question) else ENOUGH
    needed = _needed(question, matcher.tokens)
    good = [s for s in scored if s.score >= scored[0].score * NEAR and _enough(s, weighing.total, least)][:MOST]
    good = [s for s in good if needed <= s.explained and any(weight(question.tokens[i]) >= FULL for i in s.explained)]
    if not good:
        return None
    explained = frozenset().union(*(s.explained for s in good))
    known_weights = weights(question)
    left = sum(known_weights[t.index] for t in matcher.tokens if t.index not in explained)
    return Quoted(tuple(s.passage for s in good), left, good[0].score / weighing.total)


def _needed(question: Question, tokens: Sequence[Token]) -> frozenset[int]:
    """What a passage may not leave out: short forms and names of things."""
    inside = frozenset(t.index for t in tokens)
    short = frozenset(t.index for t in tokens if len(t.text) > 1 and t.text.isupper() and not t.text.isdigit())
    return (short | covered(m for m in question.of(Kind.THING) if m.sure)) & inside


def wants_number(question: Question) -> bool:
    """Whether a question wants a number, so that words are only an answer where they say all of it."""
    statistics = [m for m in question.concepts("statistic", "precision") if m.sure]
    return bool(NUMERIC & set(asks_of(question))) or bool(statistics) or question.has("quantity")


def _scored(question: Question, matcher: Matcher, weighing: Weighing, passage: Passage) -> _Scored:
    explained = _explained(question, matcher, passage)
    factor = KINDS[passage.kind] * (DEFINING if _defines(question, passage) else 1)
    factor *= VOICED if passage.kind == "paragraph" and question.has("committee") else 1
    alike = explained - _literally(question, matcher, passage) - covered(question.of(Kind.CONCEPT))
    score = weighing.score(explained) - weighing.score(alike) * (1 - ALIKE)
    return _Scored(score * factor, explained, passage)


def _enough(scored: _Scored, total: float, least: float) -> bool:
    stated = scored.passage.kind in ("statement", "paragraph", "paper")
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
