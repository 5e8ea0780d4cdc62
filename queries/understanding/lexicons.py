"""The dictionaries by which a question is scanned, made once for a generation of the graph.

Knows vocabulary, names and templates; knows no question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evigraph.ontology.lexicon import Lexicon, words_of
from evigraph.ontology.vocabulary import Concept, vocabulary
from evigraph.queries.template import templates
from evigraph.queries.understanding.mentions import Kind
from evigraph.queries.understanding.scattered import Scattered
from evigraph.queries.words.cues import cues
from evigraph.queries.words.spelling import Speller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from evigraph.queries.knowledge.names import Names

#: Schemes that are scanned together: within a group the longest label wins, across groups all are found.
GROUPS = (
    ("outcome", "instrument"),
    ("event",),
    ("condition",),
    ("procedure",),
    ("design", "direction"),
    ("country",),
    ("imaging",),
    ("anaesthesia",),
    ("statistic",),
    ("precision", "method", "range-kind"),
    ("topic",),
    ("recommendation",),
    ("technique",),
    ("phase",),
    ("severity",),
    ("relatedness",),
    ("status",),
    ("source-type", "document-kind", "programme"),
    ("unit",),
)
#: Schemes whose names may be written in another order.
SCATTERED = ("outcome", "event")
LEGAL = re.compile(r"[\s,]+(?:inc|ltd|limited|gmbh|corp|corporation|co|plc|llc|ag|sa|bv|kg|company)\.?$", re.IGNORECASE)
GENERIC = frozenset(
    [
        "medical",
        "healthcare",
        "health",
        "system",
        "systems",
        "technology",
        "technologies",
        "instrument",
        "instruments",
        "surgical",
        "company",
        "group",
        "device",
        "devices",
        "international",
        "national",
        "journal",
        "of",
        "and",
        "the",
        "de",
        "institute",
        "university",
        "society",
        "annals",
        "archives",
        "research",
        "medicine",
        "surgery",
        "science",
        "sciences",
        "clinical",
        "american",
        "british",
        "european",
        "list",
        "nhs",
        "care",
        "excellence",
    ]
)


def _with_parts(phrases: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Phrases by kind, and each also by the kinds that a phrase inside it asks for, since a longer phrase hides it."""
    kinds: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for phrase, kind in phrases:
        kinds[words_of(phrase)].add(kind)
    for words in kinds:
        size = range(1, len(words) + 1)
        parts = {words[i : i + n] for n in size for i in range(len(words) - n + 1)}
        yield from ((" ".join(words), kind) for part in parts for kind in sorted(kinds.get(part, ())))


@dataclass(frozen=True, slots=True)
class Name:
    """What a name stands for: `kind` is that of its mention, `scheme` the kind of thing; `sure` false for a part."""

    kind: Kind
    iri: str
    label: str
    scheme: str = ""
    sure: bool = True


@dataclass(frozen=True)
class Lexicons:
    """All dictionaries of one generation."""

    names: Names
    seen: Callable[[str], bool]

    @cached_property
    def concepts(self) -> tuple[Lexicon[Concept], ...]:
        """One matcher for each group of schemes, lay words included."""
        known = vocabulary()
        return tuple(known.lexicon(*group, hidden=True) for group in GROUPS)

    @cached_property
    def named(self) -> Lexicon[Name]:
        """Studies, papers and things by their names."""
        return Lexicon([*self._studies(), *self._papers(), *self._things(), *self._locals()])

    @cached_property
    def focus(self) -> Lexicon[str]:
        """Question kinds by the words that ask for them."""
        return Lexicon(
            _with_parts((words, template.name) for template in templates().values() for words in template.words)
        )

    @cached_property
    def scattered(self) -> Scattered[Concept]:
        """Outcomes and events that facts use, by the words of their labels in any order."""
        known = vocabulary()
        live = [c for iri in sorted(self.names.live) if (c := known.concept(iri)) and c.scheme in SCATTERED]
        local = [Concept(iri=c.iri, label=c.label, scheme=c.scheme) for c in self.names.local if c.scheme in SCATTERED]
        return Scattered((label, concept) for concept in (*live, *local) for label in concept.labels)

    @cached_property
    def parts(self) -> dict[str, tuple[Name, ...]]:
        """Things by a single word of their label that nothing else is called, and by the label as one word."""
        found: dict[str, list[Name]] = {}
        for thing in self.names.things:
            name = Name(Kind.THING, thing.iri, thing.label, thing.kind, sure=False)
            for word in (*words_of(thing.label), "".join(words_of(thing.label))):
                if self._distinctive(word):
                    found.setdefault(word, []).append(name)
        return {word: tuple(dict.fromkeys(named)) for word, named in found.items()}

    @cached_property
    def speller(self) -> Speller:
        """Known words: of this graph and of questions first, of the whole vocabulary else."""
        near = {word for words in self._near_words() for word in words_of(words)}
        return Speller(near | cues().words, self._vocabulary_words, self.seen)

    def _distinctive(self, word: str) -> bool:
        plain = word.casefold()
        common = plain in GENERIC or plain in cues().words or plain in self._vocabulary_words
        return len(plain) > 3 and not common and not plain.isdigit()

    @cached_property
    def _vocabulary_words(self) -> frozenset[str]:
        labels = (label for c in vocabulary().concepts for label in (*c.labels, *c.hidden))
        return frozenset(word for label in labels for word in words_of(label))

    def _near_words(self) -> Iterator[str]:
        yield from (phrase for phrase, _ in (*self._studies(), *self._papers(), *self._things()))
        yield from (phrase for template in templates().values() for phrase in template.words)
        yield from (local.label for local in self.names.local)
        yield from self.names.labels
        live = (vocabulary().concept(iri) for iri in self.names.live)
        yield from (label for concept in live if concept for label in (*concept.labels, *concept.hidden))

    def _studies(self) -> Iterator[tuple[str, Name]]:
        for study in self.names.studies:
            name = Name(Kind.STUDY, study.iri, study.name)
            yield from ((phrase, name) for phrase in (study.name, study.surname, *study.aliases))

    def _papers(self) -> Iterator[tuple[str, Name]]:
        for paper in self.names.papers:
            name = Name(Kind.PAPER, paper.iri, f"{paper.author} {paper.year}".strip())
            yield from ((phrase, name) for phrase in (f"{paper.author} {paper.year}", paper.author))

    def _things(self) -> Iterator[tuple[str, Name]]:
        for thing in self.names.things:
            name = Name(Kind.THING, thing.iri, thing.label, thing.kind)
            for label in re.split(r"; ", thing.label):
                yield from ((phrase, name) for phrase in {label, LEGAL.sub("", label)})

    def _locals(self) -> Iterator[tuple[str, Name]]:
        for local in self.names.local:
            if local.label.casefold() in cues().words:  # such a word says something else in a question
                continue
            yield local.label, Name(Kind.CONCEPT, local.iri, local.label, local.scheme)
