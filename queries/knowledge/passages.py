"""Passages by their words: what can be quoted, in a full-text index that one generation of the graph has once.

Knows SQLite; knows words, concepts and studies as terms of a passage; knows nothing of questions.
"""

from __future__ import annotations

import math
import re
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evigraph.ontology.vocabulary import vocabulary
from evigraph.queries.knowledge.gather import abbreviations, rows
from evigraph.queries.words.stems import stem_of, stems_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from evigraph.graph.store import Reader
    from evigraph.ontology.vocabulary import Vocabulary

SCHEMA = """
CREATE TABLE passage (id INTEGER PRIMARY KEY, node TEXT, kind TEXT, text TEXT, topics TEXT, studies TEXT);
CREATE VIRTUAL TABLE words USING fts5 (terms, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE frequency USING fts5vocab (words, row);
"""
HEAVIEST, UNSEEN = 4.0, 2.5
TERM = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that can be quoted; `terms` are the stems of its words, its concepts and its studies."""

    node: str
    kind: str
    text: str
    topics: tuple[str, ...]
    studies: tuple[str, ...]
    terms: frozenset[str]


def concept_term(iri: str) -> str:
    """The term that stands for a concept."""
    return "zc" + TERM.sub("", iri.rpartition("/")[2].casefold())


def study_term(iri: str) -> str:
    """The term that stands for a study."""
    return "zs" + TERM.sub("", iri.rpartition("/")[2].casefold())


def word_terms(text: str) -> frozenset[str]:
    """The terms of a text's words, in the letters that the index keeps apart."""
    return frozenset(stem.replace("'", "").replace("’", "") for stem in stems_of(text))


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
    for (kind, text), listed in found.items():
        studies = tuple(dict.fromkeys(r["study"] for r in listed if "study" in r))
        topics = tuple(dict.fromkeys(r["topic"] for r in listed if "topic" in r))
        terms = short.enriched(word_terms(text)) | concept_terms(text, known) | set(map(study_term, studies))
        yield Passage(listed[0]["node"], kind, text, topics, studies, terms)


class PassageIndex:
    """Finds passages by their terms; safe to use from one thread at a time."""

    def __init__(self, path: Path | None) -> None:
        location = str(path) if path else ":memory:"
        self._database = sqlite3.connect(location, check_same_thread=False)

    def fill(self, passages: Iterable[Passage]) -> None:
        """Make the index of these passages."""
        self._database.executescript(SCHEMA)
        for number, p in enumerate(passages, start=1):
            row = (number, p.node, p.kind, p.text, " ".join(p.topics), " ".join(p.studies))
            self._database.execute("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?)", row)
            self._database.execute(
                "INSERT INTO words (rowid, terms) VALUES (?, ?)", (number, " ".join(sorted(p.terms)))
            )
        self._database.commit()

    def search(
        self, terms: Collection[str], *, studies: Collection[str] = (), kinds: Collection[str] = (), limit: int = 60
    ) -> list[Passage]:
        """The passages that share most with the terms, of one of the studies and kinds where any are given."""
        if not terms:
            return []
        wanted = f"({_any(terms)})" + (f" AND ({_any(map(study_term, studies))})" if studies else "")
        query = (
            "SELECT p.node, p.kind, p.text, p.topics, p.studies, w.terms FROM words w JOIN passage p ON p.id = w.rowid"
            " WHERE words MATCH ? ORDER BY bm25(words), p.id LIMIT ?"
        )
        found = [_passage(*row) for row in self._database.execute(query, (wanted, limit))]
        return [p for p in found if not kinds or p.kind in kinds]

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

    def _count(self, term: str) -> int:
        row = self._database.execute("SELECT doc FROM frequency WHERE term = ?", (term,)).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def _any(terms: Iterable[str]) -> str:
    return " OR ".join(f'"{term}"' for term in sorted(terms))


def _passage(node: str, kind: str, text: str, topics: str, studies: str, terms: str) -> Passage:
    return Passage(node, kind, text, tuple(topics.split()), tuple(studies.split()), frozenset(terms.split()))
