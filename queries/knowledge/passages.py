"""Passages by their words: what can be quoted, in a full-text index that one generation of the graph has once.

Knows SQLite; knows words, concepts and studies as terms of a passage; knows nothing of questions.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evigraph.ontology.vocabulary import vocabulary
from evigraph.queries.knowledge.gather import abbreviations, rows
from evigraph.queries.words.stems import heads_of, stem_of, stems_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from evigraph.graph.store import Reader
    from evigraph.ontology.vocabulary import Vocabulary

SCHEMA = """
CREATE TABLE passage (
  id INTEGER PRIMARY KEY, nodes TEXT, kind TEXT, text TEXT, topics TEXT, studies TEXT, months TEXT
);
CREATE VIRTUAL TABLE words USING fts5 (terms, context, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE frequency USING fts5vocab (words, row);
"""
#: The passages of some kinds, of all where none is given; what stands in a heading weighs less.
SEARCH = """
SELECT p.nodes, p.kind, p.text, p.topics, p.studies, p.months, w.terms, w.context
FROM words w JOIN passage p ON p.id = w.rowid
WHERE words MATCH ?1 AND (?2 = '' OR instr(' ' || ?2 || ' ', ' ' || p.kind || ' '))
ORDER BY bm25(words, 1.0, 0.6), p.id LIMIT ?3
"""
HEAVIEST, UNSEEN = 4.0, 2.5
TERM = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that can be quoted; `terms` are the stems of its words, its concepts and its studies.

    `nodes` are the facts that it states and those that they restate, `months` when they were measured, `context` the
    terms of its heading.
    """

    nodes: tuple[str, ...]
    kind: str
    text: str
    topics: tuple[str, ...]
    studies: tuple[str, ...]
    months: tuple[str, ...]
    terms: frozenset[str]
    context: frozenset[str]

    @property
    def node(self) -> str:
        """The first of its facts."""
        return self.nodes[0]


def concept_term(iri: str) -> str:
    """The term that stands for a concept."""
    return "zc" + TERM.sub("", iri.rpartition("/")[2].casefold())


def study_term(iri: str) -> str:
    """The term that stands for a study."""
    return "zs" + TERM.sub("", iri.rpartition("/")[2].casefold())


def word_terms(text: str) -> frozenset[str]:
    """The terms of a text's words, in the letters that the index keeps apart."""
    return frozenset(stem.replace("'", "").replace("’", "") for stem in stems_of(text) | heads_of(text))


def concept_terms(text: str, concepts: Vocabulary) -> frozenset[str]:
    """The terms of the concepts that a text names, and of everything broader."""
    spans = concepts.lexicon(hidden=True).scan(text)
    return frozenset(concept_term(iri) for span in spans for iri in concepts.closure(span.concept.iri))


def gather_passages(reader: Reader) -> Iterator[Passage]:
    """The passages of a graph, each text once for each kind."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows(reader, "passages"):
        found.setdefault((row["kind"], row["text"]), []).append(row)
    known, short = vocabulary(), abbreviations(reader)
    headings: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows(reader, "contexts"):
        headings[row["node"]].append(row["label"])
    for (kind, text), listed in found.items():
        studies = _each(listed, "study")
        nodes = tuple(dict.fromkeys((*_each(listed, "node"), *_each(listed, "better"))))
        terms = short.enriched(word_terms(text), text) | concept_terms(text, known) | set(map(study_term, studies))
        heading = ". ".join(dict.fromkeys(label for node in nodes for label in headings[node]))
        context = short.enriched(word_terms(heading), heading) | concept_terms(heading, known)
        yield Passage(
            nodes, kind, text, _each(listed, "topic"), studies, _each(listed, "months"), terms, context - terms
        )


def _each(listed: Iterable[dict[str, str]], column: str) -> tuple[str, ...]:
    """The values of a column, each once, in order."""
    return tuple(dict.fromkeys(row[column] for row in listed if column in row))


class PassageIndex:
    """Finds passages by their terms; safe to use from one thread at a time."""

    def __init__(self, path: Path | None) -> None:
        location = str(path) if path else ":memory:"
        self._database = sqlite3.connect(location, check_same_thread=False)

    def fill(self, passages: Iterable[Passage]) -> None:
        """Make the index of these passages."""
        self._database.executescript(SCHEMA)
        for number, p in enumerate(passages, start=1):
            row = (number, *map(" ".join, (p.nodes, (p.kind,), (p.text,), p.topics, p.studies, p.months)))
            self._database.execute("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            self._database.execute(
                "INSERT INTO words (rowid, terms, context) VALUES (?, ?, ?)",
                (number, " ".join(sorted(p.terms)), " ".join(sorted(p.context))),
            )
        self._database.commit()

    def search(
        self, terms: Collection[str], *, studies: Collection[str] = (), kinds: Collection[str] = (), limit: int = 60
    ) -> list[Passage]:
        """The passages that share most with the terms, of one of the studies and kinds where any are given."""
        if not terms:
            return []
        wanted = f"({_any(terms)})" + (f" AND ({_any(map(study_term, studies))})" if studies else "")
        return [_passage(*row) for row in self._database.execute(SEARCH, (wanted, " ".join(kinds), limit))]

    @cached_property
    def size(self) -> int:
        """How many passages there are."""
        return int(self._database.execute("SELECT COUNT(*) FROM passage").fetchone()[0])

    def weight(self, term: str) -> float:
        """How much a term says: the rarer the more, up to a bound; one of no passage says less than a rare one."""
        count = self._count(term)
        return min(math.log(1 + self.size / count), HEAVIEST) if count else UNSEEN

    def seen(self, word: str) -> bool:
        """Whether some passage has a word of the same family."""
        return self._count(stem_of(word)) > 0

    def has(self, term: str) -> bool:
        """Whether some passage has a term."""
        return self._count(term) > 0

    def _count(self, term: str) -> int:
        row = self._database.execute("SELECT doc FROM frequency WHERE term = ?", (term,)).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def _any(terms: Iterable[str]) -> str:
    return " OR ".join(f'"{term}"' for term in sorted(terms))


def _passage(nodes: str, kind: str, text: str, *rest: str) -> Passage:
    topics, studies, months, terms, context = (part.split() for part in rest)
    return Passage(
        tuple(nodes.split()),
        kind,
        text,
        tuple(topics),
        tuple(studies),
        tuple(months),
        frozenset(terms),
        frozenset(context),
    )
