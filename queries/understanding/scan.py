"""A question read: levelled, short forms written out, misspelt words corrected, everything it mentions found.

Knows dictionaries and words; knows nothing of what can be answered.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from evigraph.ontology.lexicon import normalised, words_of
from evigraph.ontology.terms import HTC
from evigraph.queries.understanding.derived import derived
from evigraph.queries.understanding.doubts import (
    amounts,
    comparatives,
    doubts,
    fates,
    meanings,
    methods,
    sides,
    stretches,
)
from evigraph.queries.understanding.lexicons import Lexicons
from evigraph.queries.understanding.mentions import Kind, Mention, Question, covered
from evigraph.queries.understanding.names import YEAR, common_words, people, strangers
from evigraph.queries.understanding.paraphrases import plainly
from evigraph.queries.understanding.scope import Scopes, without
from evigraph.queries.words.abbreviations import Abbreviations
from evigraph.queries.words.cues import cues
from evigraph.queries.words.numbers import numbers_in
from evigraph.queries.words.times import times_in
from evigraph.queries.words.tokens import LONGEST_QUESTION, Token, level, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evigraph.ontology.lexicon import Span
    from evigraph.ontology.vocabulary import Concept
    from evigraph.queries.knowledge.names import Names
    from evigraph.queries.understanding.lexicons import Name

T = TypeVar("T")
#: Cues that are verbs, and schemes whose concepts are things of the same word: "drops", "falls".
VERBS, NOUNS = frozenset({"went_up", "went_down"}), frozenset({"unit", "technique", "event"})
OBSERVATIONAL = f"{HTC}observational-study"
#: Outcomes that are numbers of people or studies: as constraints they say nothing of what is sought.
COUNTED = frozenset(f"{HTC}{name}" for name in ("number-of-studies", "number-of-patients"))
PEOPLE = (Kind.STUDY, Kind.PAPER)
#: Schemes whose concepts are meant even inside a longer name, and schemes whose names are no names of other things.
KEPT = frozenset({"statistic", "precision", "unit"})
WEAK = frozenset({"statistic", "precision", "unit", "status", "topic"})
#: How many words of a question may be one word of a name.
PIECES = (3, 2, 1)


class Scanner:
    """Reads questions by the names of one generation."""

    def __init__(self, names: Names, seen: Callable[[str], bool]) -> None:
        """`seen` tells whether a word stands in some document, so that it is not misspelt."""
        self.names = names
        self.lexicons = Lexicons(names, seen)
        self.abbreviations = Abbreviations(names.abbreviations)
        self.scopes = Scopes(names)
        self.read = lru_cache(maxsize=2048)(self._read)

    def _read(self, asked: str) -> Question:
        text = plainly(cues().expanded(level(asked[:LONGEST_QUESTION])))
        question = self._scanned(asked, text)
        corrections = self._corrections(question)
        if not corrections:
            return question
        return replace(self._scanned(asked, _replaced(question, corrections)), corrected=tuple(corrections.values()))

    def _corrections(self, question: Question) -> dict[int, tuple[str, str]]:
        """The words that nothing explains and that are a known word misspelt, by token."""
        explained = covered(m for m in question.mentions if m.kind is not Kind.STRANGER)
        found: dict[int, tuple[str, str]] = {}
        for token in question.tokens:
            if token.index not in explained and token.word not in cues().words:
                plain = "".join(words_of(token.text))
                known = self.lexicons.speller.correct(plain)
                if known != plain:
                    found[token.index] = (token.text, known)
        return found

    def _scanned(self, asked: str, text: str) -> Question:
        question = self._mentioned(asked, text)
        scope = self.scopes.of(question)
        bare = without(replace(question, scope=scope))
        if bare == text:
            return replace(question, scope=scope)
        return replace(self._mentioned(asked, bare), scope=replace(scope, tokens=frozenset()))

    def _mentioned(self, asked: str, text: str) -> Question:
        scan = _Scan(text, self.lexicons)
        return Question(asked, text, scan.tokens, scan.mentions(), abbreviations=self.abbreviations)


def _replaced(question: Question, corrections: dict[int, tuple[str, str]]) -> str:
    pieces, end = [], 0
    for token in question.tokens:
        known = corrections.get(token.index, ("", token.text))[1]
        pieces += [question.text[end : token.start], known.title() if token.text.istitle() else known]
        end = token.end
    return "".join((*pieces, question.text[end:]))


def _is_kind(topic: Mention, kind: Mention) -> bool:
    """Whether a topic of statements is named by the words that ask for a kind of its own: "related guidance"."""
    same = topic.scheme == "topic" and kind.kind is Kind.FOCUS and topic.label.replace(" ", "_") == kind.value
    return same and kind.start <= topic.start and topic.end <= kind.end


def _is_direction(design: Mention, direction: Mention) -> bool:
    """Whether a design is only called by its direction: "the retrospective studies" need not be observational."""
    same = design.scheme == "design" and direction.scheme == "direction" and design.value == OBSERVATIONAL
    return same and design.within(direction)


class _Scan:
    """One pass over a text with all dictionaries."""

    def __init__(self, text: str, lexicons: Lexicons) -> None:
        self.text = text
        self.tokens: tuple[Token, ...] = tokens_of(text)
        self._lexicons = lexicons

    def mentions(self) -> tuple[Mention, ...]:
        named = list(self._of(self._lexicons.named.scan(self.text), _named))
        known = list(people([m for m in named if m.kind in PEOPLE], self.tokens, common_words()))
        things = [m for m in named if m.kind not in PEOPLE]
        things += [
            part
            for part in self._parts(covered(known))
            if not any(_longer(m, part) or (part.within(m) and part.scheme == "document") for m in things)
        ]
        things = [self._with_head(m) for m in things]
        taken = covered([*known, *things])
        live = self._lexicons.names.live
        concepts = [replace(m, live=m.value in live) for m in self._concepts() if not m.span <= covered(known)]
        concepts += list(derived(self.tokens, concepts))
        concepts += (m for m in self._scattered(concepts) if not m.span & covered(self._headed(things)))
        wide = [*concepts, *things]
        things = [m for m in things if m.kind is not Kind.CONCEPT or not any(_absorbs(other, m) for other in wide)]
        found = [*known, *things, *strangers(self.text, self.tokens, covered(known))]
        found += [m for m in concepts if not any(_absorbs(other, m) for other in concepts)]
        counted = list(self._counted(taken))
        found += [
            *counted,
            *doubts(self.tokens),
            *comparatives(self.tokens),
            *amounts(self.tokens),
            *fates(self.tokens, concepts),
            *sides(self.tokens, covered([*known, *counted])),
            *methods(self.text),
            *meanings(self.tokens, concepts),
            *stretches(self.tokens, (m for m in counted if m.kind is Kind.TIME)),
        ]
        things_named = covered(m for m in concepts if m.scheme in NOUNS)
        asked = self._of(cues().lexicon.scan(self.text), lambda cue: _blank(Kind.CUE, cue))
        found += [m for m in asked if m.value not in VERBS or not (m.span <= things_named and self._is_plural(m))]
        found += self._of(self._lexicons.focus.scan(self.text), lambda name: _blank(Kind.FOCUS, name))
        found = [m for m in found if not any(_is_kind(m, other) or _is_direction(m, other) for other in found)]
        return tuple(sorted(set(found), key=lambda m: (m.start, -m.end, m.kind, m.value)))

    def _with_head(self, thing: Mention) -> Mention:
        """The name of a device with the word for what it is: "the Acme clip"."""
        after = self.tokens[thing.end].word if thing.end < len(self.tokens) else ""
        headed = thing.scheme == "device" and after in cues().device_heads
        return replace(thing, end=thing.end + 1) if headed else thing

    def _headed(self, things: Iterable[Mention]) -> list[Mention]:
        return [m for m in things if m.scheme == "device" and self.tokens[m.end - 1].word in cues().device_heads]

    def _is_plural(self, mention: Mention) -> bool:
        return self.tokens[mention.end - 1].word.endswith("s")

    def _of(self, spans: Iterable[Span[T]], described: Callable[[T], Mention]) -> Iterator[Mention]:
        return (self._at(described(span.concept), span.start, span.end) for span in spans)

    def _at(self, mention: Mention, start: int, end: int) -> Mention:
        inside = [token.index for token in self.tokens if token.start < end and token.end > start]
        return replace(mention, start=inside[0], end=inside[-1] + 1)

    def _concepts(self) -> Iterator[Mention]:
        for lexicon in self._lexicons.concepts:
            for span in lexicon.scan(self.text):
                yield self._at(_concept(span.concept, self.text[span.start : span.end]), span.start, span.end)

    def _scattered(self, concepts: Sequence[Mention]) -> Iterator[Mention]:
        """Outcomes and events whose words stand near each other in another order: "stay in hospital"."""
        taken = {(m.scheme, i) for m in concepts for i in range(m.start, m.end) if m.end - m.start > 1}
        for concept, start, end in self._lexicons.scattered.find(self.tokens):
            if concept.iri not in COUNTED and not any((concept.scheme, i) in taken for i in range(start, end)):
                yield replace(_concept(concept, concept.label), start=start, end=end, sure=False)

    def _counted(self, taken: frozenset[int]) -> Iterator[Mention]:
        """Times, and numbers outside of times and names."""
        times = [
            self._at(replace(_blank(Kind.TIME), low=s.low, high=s.high, open=not (s.point or s.closed)), s.start, s.end)
            for s in times_in(self.text)
        ]
        yield from times
        for span in numbers_in(self.text):
            scheme = "year" if YEAR.fullmatch(self.text[span.start : span.end]) else ""
            blank = replace(
                _blank(Kind.NUMBER, scheme=scheme), low=span.low, high=span.high, open=span.open, percent=span.percent
            )
            number = self._at(blank, span.start, span.end)
            if not number.span & (covered(times) | taken):
                yield number

    def _parts(self, taken: frozenset[int]) -> Iterator[Mention]:
        """Things named by one word of their label, or by their label written as one word or as several."""
        plain = ["".join(words_of(token.text)) for token in self.tokens]
        for size in PIECES:
            for start in range(len(plain) - size + 1):
                for name in self._lexicons.parts.get("".join(plain[start : start + size]), ()):
                    mention = replace(_named(name), start=start, end=start + size)
                    if not mention.span & taken:
                        yield mention


def _longer(mention: Mention, part: Mention) -> bool:
    return part.within(mention) and part.end - part.start < mention.end - mention.start


def _absorbs(longer: Mention, mention: Mention) -> bool:
    """Whether a concept is only part of another one's name, such as the pain in "phantom limb pain"."""
    matter = mention.scheme == "design" and longer.scheme == "topic"  # the commentary of "patient commentary"
    lay = longer.scheme == "statistic" and not mention.sure  # the risk of "risk ratio" is no harm
    strong = longer.scheme not in WEAK or matter or lay
    return mention.scheme not in KEPT and strong and longer.sure and _longer(longer, mention)


def _blank(kind: Kind, value: str = "", *, scheme: str = "") -> Mention:
    return Mention(kind=kind, start=0, end=0, value=value, scheme=scheme)


def _named(name: Name) -> Mention:
    return replace(_blank(name.kind, name.iri, scheme=name.scheme), label=name.label, sure=name.sure)


def _concept(concept: Concept, words: str) -> Mention:
    written = normalised(words)
    lay = written in map(normalised, concept.hidden)
    return replace(_blank(Kind.CONCEPT, concept.iri, scheme=concept.scheme), label=concept.label, sure=not lay)
