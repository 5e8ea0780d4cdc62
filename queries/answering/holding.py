"""A passage held against a question: which of its words it says, and how much that weighs.

Knows passages, words, times and studies; knows nothing of how much is enough.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from evigraph.ontology.terms import HTC
from evigraph.queries.answering.matching import Matcher, forms
from evigraph.queries.answering.ranking import Weighing
from evigraph.queries.answering.whom import is_for_others
from evigraph.queries.knowledge.passages import concept_term
from evigraph.queries.understanding.asks import asks_of
from evigraph.queries.understanding.filters import window
from evigraph.queries.understanding.mentions import Kind, Mention, Question, covered
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.weights import FULL, is_faint, is_light, weight
from evigraph.queries.words.stems import stem_of, stems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evigraph.queries.knowledge.passages import Passage, PassageIndex

#: Kinds of passage that state something, and kinds that are the words behind a fact.
SAYING = ("statement", "paragraph", "paper", "attribute")
FACTUAL = ("result", "event", "patient")
#: How much the words behind a fact count against those of a statement.
FACTUALLY = 0.95
#: How much statements count against facts where a number of people is wanted.
STATED = 0.93
#: What it adds that a passage gives a reason where one is asked for.
REASONED = 1.35
REASON = re.compile(
    r"\b(?:because|since|so|therefore|due to|owing to|given that|only(?! in (?:the context of )?research)|limited"
    r"|uncertain\w*|unclear|lack|needed|to (?:avoid|reduce|prevent))\b",
    re.IGNORECASE,
)
RECOMMENDATION = f"{HTC}recommendation"
RECOMMENDED = frozenset({RECOMMENDATION, f"{HTC}research-recommendation"})
#: What a guidance recommends is said by its recommendations alone.
RECOMMENDS = re.compile(
    r"^what (?:does|do|did|has) (?:the )?(?:nice|guidance|committee)(?: guidance)? (?:recommend|advise)"
    r"|^what (?:does|did) nice say\b",
    re.IGNORECASE,
)
#: What it adds that a passage starts with what is to be defined, and that it says what that is; shorter words are not.
DEFINING, TELLING, SHORT = 1.3, 1.5, 3
#: A word with what it means: "a neuroma: a thickening", "neuromas (AN) are thickenings".
MEANS = re.compile(
    r"\b(?P<term>[^\W\d_]+)(?: \([^()]*\))?(?::| is| are| means?| refers?) (?:an? |the )?\w", re.IGNORECASE
)
BRACKETS = re.compile(r"\([^()]*\)")
#: What a word counts that a passage has in other words, in its heading, or only as a description of its study, and what
#: it adds that a guidance speaks for its committee.
ALIKE, HEADED, DESCRIBED, VOICED = 0.7, 0.85, 0.8, 1.4
#: What a fact counts that was measured at another time than the one that is asked for, and what words count of no time.
UNTIMELY, TIMELESS = 0.5, 0.85
#: Cues that say how to answer, and nothing that a passage could say.
ASKING = (
    *("count", "which", "who", "where", "when", "why", "define", "compare", "source", "overall", "bound"),
    *("voice", "significant", "active", "predictor"),
)
#: Schemes whose names of several words count as a whole or not at all.
WHOLE = ("outcome", "event", "instrument", "technique", "precision", "procedure", "anaesthesia", "imaging")


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage with the words of a question that it says, and the weight of that."""

    score: float
    explained: frozenset[int]
    passage: Passage


@dataclass(frozen=True)
class Held:
    """A question as passages are held against it."""

    question: Question
    matcher: Matcher
    weighing: Weighing
    described: Mapping[int, frozenset[str]]

    @classmethod
    def of(
        cls,
        question: Question,
        passages: PassageIndex,
        known: Iterable[int] = (),
        described: Mapping[int, frozenset[str]] | None = None,
        *,
        asking: tuple[str, ...] = ASKING,
    ) -> Held:
        """Weigh the words of a question but for `known` ones and cues; words may describe studies (`described`)."""
        passed = covered([*question.of(Kind.STUDY), *question.cues(*asking)])
        matcher = Matcher(question, frozenset(known) | passed)
        weighing = Weighing.of(matcher.tokens, passages, [t.index for t in matcher.tokens if is_faint(t)])
        return cls(question, matcher, weighing, described or {})

    @property
    def tokens(self) -> frozenset[int]:
        """The indexes of the words that count."""
        return frozenset(t.index for t in self.matcher.tokens)

    @property
    def terms(self) -> frozenset[str]:
        """The terms by which passages are searched: words, those that mean the same, and concepts."""
        tokens = self.matcher.tokens
        named = [m for m in self.question.of(Kind.CONCEPT) if m.span <= self.tokens and m.scheme != "unit"]
        words = frozenset().union(*(forms(t) for t in tokens if not is_light(t)), (t.stem for t in tokens))
        return frozenset(word.replace("'", "") for word in words) | {concept_term(m.value) for m in named}

    @cached_property
    def counting(self) -> bool:
        """Whether a number of people or things is wanted, which facts say better than statements."""
        return Ask.COUNT in asks_of(self.question)

    @cached_property
    def reasoning(self) -> bool:
        """Whether a reason is wanted."""
        return asks_of(self.question)[0] is Ask.REASON

    @cached_property
    def recommending(self) -> bool:
        """Whether it is asked what is recommended, and not what else is said."""
        return not self.reasoning and bool(RECOMMENDS.search(self.question.text))

    def may_tell(self, passage: Passage) -> bool:
        """Whether a passage can answer at all: what is only recommended tells no reason."""
        if self.recommending and (not RECOMMENDED & set(passage.topics) or is_for_others(self.question, passage.text)):
            return False
        if self.reasoning and passage.kind == "attribute" and not REASON.search(passage.text):
            return False  # how a study was done is no reason for it
        return not self.reasoning or RECOMMENDATION not in passage.topics or bool(REASON.search(passage.text))

    def scored(self, passage: Passage) -> Scored:
        """What a passage says of the question, and how much that weighs."""
        literal = frozenset(_literally(self.question, self.matcher, passage))
        said = _explained(self.question, self.matcher, passage)
        times, on_time = self._times(passage)
        headed = frozenset(t.index for t in self.matcher.tokens if forms(t) & passage.context) - said
        about = frozenset(i for i, own in self.described.items() if own & set(passage.studies)) - said - headed
        early = covered(m for m in self.question.of(Kind.TIME) if m.exact) - times  # the 5 of "5 years" is no other 5
        explained = ((said | headed | about | times) - early) & self.tokens
        alike = said - literal - covered(self.question.of(Kind.CONCEPT))
        less = ((alike, ALIKE), (headed - times, HEADED), (about - times, DESCRIBED))
        score = self.weighing.score(explained) - sum(self.weighing.score(w & self.tokens) * (1 - f) for w, f in less)
        return Scored(score * on_time * self._factor(passage), explained, passage)

    def _factor(self, passage: Passage) -> float:
        factor = (FACTUALLY if passage.kind in FACTUAL else 1.0) * _defining(self.question, passage)
        factor *= REASONED if self.reasoning and _reasons(passage) else 1
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
            met += [m for m in mentions if m.span & self.tokens <= literal]
        return covered(met), 1.0 if met else UNTIMELY if months else TIMELESS


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


def _reasons(passage: Passage) -> bool:
    """Whether a passage gives reasons, and does not only recommend."""
    return RECOMMENDATION not in passage.topics and bool(REASON.search(passage.text))


def _defining(question: Question, passage: Passage) -> float:
    """What it adds that a passage tells the meaning that is asked for, starts with the word or has it in brackets."""
    if Ask.DEFINITION not in asks_of(question):
        return 1.0
    if question.has("meaning"):
        named = frozenset(t.stem for t in question.tokens if weight(t) >= FULL)
        return DEFINING if any(named <= stems_of(part) for part in BRACKETS.findall(passage.text)) else 1.0
    first = {stem_of(word) for word in passage.text.split()[:2]}
    told = {stem_of(match["term"]) for match in MEANS.finditer(passage.text)}
    asked = {t.stem for t in question.tokens if not is_light(t) and len(t.text) > SHORT}
    return TELLING if asked & told else DEFINING if asked & first else 1.0
