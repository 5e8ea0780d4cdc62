"""Studies by description: "the French study", "the phantom limb series", "patients with early glaucoma".

Knows what is known of studies; knows nothing of results.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from evigraph.ontology.terms import HTC
from evigraph.ontology.vocabulary import vocabulary
from evigraph.queries.understanding.asks import is_attributive, of_studies
from evigraph.queries.understanding.mentions import Kind, Mention, Question, covered
from evigraph.queries.understanding.weights import FULL, is_stop, weight
from evigraph.queries.words.cues import cues

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from evigraph.queries.knowledge.names import Names
    from evigraph.queries.words.tokens import Token

TRAITS = ("design", "direction", "country", "condition", "procedure", "imaging", "anaesthesia")
#: Schemes whose concepts are what is asked about, and describe no study.
#: A study that is only called a trial is the randomised one, where there is one alone.
TRIAL, RANDOMISED = frozenset(["trial", "trial's"]), f"{HTC}randomised-controlled-trial"
CASE_REPORT = f"{HTC}case-report"
SECONDARY = f"{HTC}secondary-research"
#: Traits that a study has as a whole, and words for studies that are not part of the evidence.
OWN = ("design", "direction", "country")
ELSEWHERE = frozenset(
    [
        *("ongoing", "planned", "future", "larger", "recruiting", "registered", "excluded", "appendix", "underway"),
        *("unpublished", "left", "search", "searched", "rapid", "literature", "evidence", "pooled", "included"),
        "further",
    ]
)
OTHER = ("outcome", "event", "instrument", "technique", "precision", "method", "statistic")
#: A stem this long that ends a longer one is the same word with something before it.
WITHIN = 6
#: Nouns that any study may be called by: alone they describe none, unless one alone is of that design.
LOOSE = frozenset(["series", "trial", "trials", "cohort", "study", "studies", "paper", "report", "review", "registry"])
#: Words for people that few studies are of, though they weigh no more than others for people.
YOUNG = frozenset(["child", "children", "infants", "babies", "adolescents", "teenagers"])
SEPARATORS = frozenset(["versus", "vs", "compared", "against", ";", ":", ",", "?", "(", ")", "and", "or"])


@dataclass(frozen=True, slots=True)
class Described:
    """Studies that a description fits best, none where it fits all alike, and the tokens of it that they explain."""

    studies: tuple[str, ...]
    tokens: frozenset[int]


@dataclass(frozen=True)
class StudyIndex:
    """Studies by the words, traits and numbers that describe them."""

    names: Names

    @cached_property
    def _by_stem(self) -> dict[str, frozenset[int]]:
        return _inverted((i, stem) for i, study in enumerate(self.names.studies) for stem in study.stems)

    @cached_property
    def _by_trait(self) -> dict[str, frozenset[int]]:
        return _inverted((i, trait) for i, study in enumerate(self.names.studies) for trait in study.traits)

    @cached_property
    def _by_number(self) -> dict[str, frozenset[int]]:
        numbers = ((i, str(n)) for i, s in enumerate(self.names.studies) for n in (*s.numbers, s.year))
        return _inverted(numbers)

    @cached_property
    def of_stem(self) -> Callable[[str], frozenset[int]]:
        """The studies that a stem describes."""
        return lru_cache(maxsize=4096)(self._of_stem)

    def _of_stem(self, stem: str) -> frozenset[int]:
        exact = self._by_stem.get(stem, frozenset())
        if exact or len(stem) < WITHIN:
            return exact
        return frozenset().union(*(studies for known, studies in self._by_stem.items() if known.endswith(stem)))

    def described(self, question: Question, tokens: Sequence[Token]) -> Described | None:
        """The studies that explain most of the tokens; None where they tell no studies from the others."""
        fits = self._fits(question, tokens)
        every = len(self._among(question))
        telling = {index for index, studies in fits.items() if 0 < len(studies) < every}
        common = {index for index, studies in fits.items() if every and len(studies) == every}
        if not telling:
            return Described((), frozenset(common)) if common else None
        explained: dict[int, set[int]] = {}
        for index in telling:
            for study in fits[index]:
                explained.setdefault(study, set()).add(index)
        decisive = self._decisive(question, tokens, fits)
        explained = {i: own for i, own in explained.items() if i in decisive} if decisive else explained
        best = [i for i, own in explained.items() if not any(own < other for other in explained.values())]
        chosen = tuple(self.names.studies[i].iri for i in sorted(best))
        return Described(chosen, frozenset(common.union(*(explained[i] for i in best))))

    def _decisive(
        self, question: Question, tokens: Sequence[Token], fits: Mapping[int, frozenset[int]]
    ) -> frozenset[int]:
        """The studies that a trait names beside its noun: "the registry" is one, whatever else describes others."""
        inside = {token.index for token in tokens}
        named = [m for m in question.concepts(*TRAITS) if _said(m, question) <= inside and _is_here(m, question)]
        studies = [frozenset.intersection(*(fits.get(i, frozenset()) for i in _said(m, question))) for m in named]
        known = [found for found in studies if found]
        return (frozenset.intersection(*known) or frozenset().union(*known)) if known else frozenset()

    def meant(self, question: Question) -> tuple[str, ...]:
        """The studies that a trait beside its noun names: "the trial" where one is randomised."""
        tokens = [t for t in question.tokens if t.is_word and not is_stop(t)]
        decisive = self._decisive(question, tokens, self._fits(question, tokens)) or self._sole(question)
        if len(decisive) == len(self._among(question)) > 1:  # "the case series from Germany", where all are case series
            return ()
        return tuple(self.names.studies[i].iri for i in sorted(decisive))

    def _sole(self, question: Question) -> frozenset[int]:
        """The one study that "the case report" is, where nothing says that a paper outside the evidence is meant."""
        reports = [m for m in question.concepts("design") if m.value == CASE_REPORT and m.start]
        definite = [m for m in reports if question.tokens[m.start - 1].word == "the"]
        known = self._by_trait.get(CASE_REPORT, frozenset()) & self._among(question) if definite else frozenset[int]()
        elsewhere = any(token.word in ELSEWHERE for token in question.tokens)
        return known if len(known) == 1 and not elsewhere else frozenset()

    def by_token(self, question: Question) -> dict[int, frozenset[str]]:
        """The studies that each word of a question describes, by the index of the word."""
        tokens = [t for t in question.tokens if t.is_word and not is_stop(t)]
        fits = self._fits(question, tokens)
        return {i: frozenset(self.names.studies[n].iri for n in own) for i, own in fits.items() if own}

    def fitting(self, question: Question, used: Collection[int]) -> frozenset[int]:
        """The tokens that are true of the studies that the question names."""
        named = {m.value for m in question.of(Kind.STUDY)}
        own = {i for i, study in enumerate(self.names.studies) if study.iri in named}
        tokens = [t for t in question.tokens if t.index not in used and t.is_word and not is_stop(t)]
        return frozenset(index for index, studies in self._fits(question, tokens).items() if studies & own)

    def _among(self, question: Question) -> frozenset[int]:
        """The studies of the documents that a question is about."""
        if not question.scope.documents:
            return self._all
        return frozenset(i for i, study in enumerate(self.names.studies) if study.iri in question.scope.studies)

    @cached_property
    def _all(self) -> frozenset[int]:
        return frozenset(range(len(self.names.studies)))

    def _fits(self, question: Question, tokens: Sequence[Token]) -> dict[int, frozenset[int]]:
        """The studies that each token describes, of the documents that the question is about."""
        fits = self._fits_any(question, tokens)
        if not question.scope.documents:
            return fits
        among = self._among(question)
        return {index: studies & among for index, studies in fits.items()}

    def _fits_any(self, question: Question, tokens: Sequence[Token]) -> dict[int, frozenset[int]]:
        """The studies that each token describes: by a trait that covers it, by its stem, by a number or year."""
        inside = {token.index for token in tokens}
        other = covered(m for m in question.concepts(*OTHER) if m.sure) - covered(question.concepts(*TRAITS))
        other |= {t.index for t in tokens if t.word in YOUNG} if of_studies(question) else set()
        fits: dict[int, frozenset[int]] = {t.index: self._of_token(t) for t in tokens if t.index not in other}
        for mention in question.concepts(*TRAITS):
            studies = self._by_trait.get(mention.value, frozenset()) or self._akin(mention)
            if question.words(mention).casefold() == "review" and not _is_here(mention, question):
                continue
            if question.words(mention).casefold() in TRIAL and _is_here(mention, question):
                studies = self._by_trait.get(RANDOMISED, frozenset())
            span = _said(mention, question)
            if span <= inside and not (_loose(question, mention) and len(studies) != 1):
                telling = [i for i in span if question.tokens[i].word not in LOOSE] or span
                whole = frozenset.intersection(*(fits.get(index, frozenset()) for index in telling))
                for index in span:
                    fits[index] = studies | (whole if mention.sure else fits.get(index, frozenset()))
        return fits

    def _akin(self, mention: Mention) -> frozenset[int]:
        """The one study of a design of the same kind, where none has it: a meta-analysis is "the systematic review"."""
        if SECONDARY in vocabulary().closure(mention.value):
            reviews = self._by_trait.get(SECONDARY, frozenset())
            return reviews if len(reviews) == 1 else frozenset()
        known = vocabulary().concept(mention.value) if mention.scheme == "design" else None
        kinds = set(known.broader) if known else set()
        alike = (
            studies
            for trait, studies in self._by_trait.items()
            if kinds & set(getattr(vocabulary().concept(trait), "broader", ()))
        )
        found = frozenset[int]().union(*alike) if kinds else frozenset[int]()
        return found if len(found) == 1 else frozenset()

    def nobody(self, question: Question) -> Mention | None:
        """The design, direction or country by which a study is spoken of and that none has; None where one has it."""
        for mention in question.concepts(*OWN):
            known = self._by_trait.get(mention.value) or self._akin(mention)
            words = question.tokens[mention.start : mention.end]
            if mention.sure and not known and is_attributive(mention, question) and not _loose(question, mention):
                described = any(self.of_stem(t.stem) for t in words if weight(t) >= FULL)
                if not described and _is_here(mention, question):
                    return mention
        return None

    def _of_token(self, token: Token) -> frozenset[int]:
        if token.text.isdigit():
            return self._by_number.get(token.text, frozenset())
        if token.word in LOOSE or (weight(token) < FULL and token.word not in YOUNG):
            return frozenset()
        return self.of_stem(token.stem)


def _is_here(mention: Mention, question: Question) -> bool:
    """Whether a trait describes a study of the evidence, and not one that is planned or was left out."""
    around = {t.word for t in question.tokens[max(0, mention.start - 4) : mention.end + 4]}
    return is_attributive(mention, question) and not around & ELSEWHERE


def _said(mention: Mention, question: Question) -> frozenset[int]:
    """The words of a trait that say something, without the hyphen of "sham-controlled"."""
    tokens = (question.tokens[i] for i in mention.span)
    return frozenset(t.index for t in tokens if t.is_word and not is_stop(t)) or mention.span


def _loose(question: Question, mention: Mention) -> bool:
    return mention.end - mention.start == 1 and question.tokens[mention.start].word in LOOSE


def _inverted(pairs: Iterator[tuple[int, str]]) -> dict[str, frozenset[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for study, key in pairs:
        found[key].add(study)
    return {key: frozenset(studies) for key, studies in found.items()}


def segments(question: Question, taken: Collection[int]) -> list[list[Token]]:
    """The words of a question that may describe studies, apart at each "versus" and comma."""
    found: list[list[Token]] = [[]]
    for token in question.tokens:
        if token.word in SEPARATORS or token.text in SEPARATORS:
            found.append([])
        elif token.index not in taken and not is_stop(token) and token.is_word:
            found[-1].append(token)
    return [segment for segment in found if segment]


def has_head(question: Question, token: Token) -> bool:
    """Whether a noun for studies or people stands within the 4 words after a token."""
    heads = cues().study_heads | cues().people_heads
    return any(t.word in heads for t in question.tokens[token.index : token.index + 5])
