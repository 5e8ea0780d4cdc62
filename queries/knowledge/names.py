"""The names that one generation of the graph knows: studies, papers, things, concepts in use, labels.

Knows records and their JSON; knows nothing of how they are gathered or found in a question.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from evigraph.queries.knowledge.bases import KnownBase

if TYPE_CHECKING:
    from collections.abc import Iterable

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class KnownStudy:
    """A study: how it is called, its numbers of patients and units, and what is known of it.

    `stems` are those of the words that describe it, `traits` the concepts that hold for it and everything broader.
    """

    iri: str
    name: str
    aliases: tuple[str, ...]
    numbers: tuple[int, ...]
    stems: frozenset[str]
    traits: frozenset[str]

    @property
    def surname(self) -> str:
        """The name without its year.

        >>> KnownStudy("", "von Falck 2022", (), (), frozenset(), frozenset()).surname
        'von Falck'
        """
        return self.name.rpartition(" ")[0] or self.name

    @property
    def year(self) -> str:
        """The year of the name, without a letter."""
        return self.name.rpartition(" ")[2].rstrip("abcdefgh")


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A paper that is not part of the key evidence."""

    iri: str
    author: str
    year: str


@dataclass(frozen=True, slots=True)
class KnownThing:
    """A device, organisation, document, journal, source, related guidance or abbreviation by a label of it."""

    kind: str
    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class LocalConcept:
    """A concept that only the documents name."""

    iri: str
    scheme: str
    label: str


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a generation; `live` are the concepts that facts use, `sha256` stands for the whole graph."""

    sha256: str
    studies: tuple[KnownStudy, ...]
    papers: tuple[KnownPaper, ...]
    things: tuple[KnownThing, ...]
    live: frozenset[str]
    local: tuple[LocalConcept, ...]
    labels: tuple[str, ...]
    abbreviations: tuple[tuple[str, str], ...] = ()
    bases: tuple[KnownBase, ...] = ()

    def dumps(self) -> str:
        """The names as JSON, the same for equal names."""
        return json.dumps(self, default=_plain, separators=(",", ":"))

    @classmethod
    def loads(cls, text: str) -> Names:
        """Read what `dumps` wrote."""
        sha256, studies, papers, things, live, local, labels, abbreviations, bases = json.loads(text)
        return cls(
            sha256,
            tuple(_study(*row) for row in studies),
            _records(KnownPaper, papers),
            _records(KnownThing, things),
            frozenset(live),
            _records(LocalConcept, local),
            tuple(labels),
            tuple((short, long) for short, long in abbreviations),
            tuple(KnownBase(title, *map(tuple, lists)) for title, *lists in bases),
        )


def _plain(value: Any) -> list[Any]:  # noqa: ANN401  # json hands over whatever it does not know
    return sorted(value) if isinstance(value, frozenset) else [getattr(value, f.name) for f in fields(value)]


def _records(record: type[R], rows: Iterable[list[str]]) -> tuple[R, ...]:
    return tuple(record(*row) for row in rows)


def _study(iri: str, name: str, *rest: list[Any]) -> KnownStudy:
    aliases, numbers, stems, traits = rest
    return KnownStudy(iri, name, tuple(aliases), tuple(numbers), frozenset(stems), frozenset(traits))
