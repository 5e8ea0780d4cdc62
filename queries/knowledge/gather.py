"""Names and passages out of the graph, by the queries of names/.

Knows the queries and their rows; knows nothing of questions.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.answer import Request
from evigraph.graph.solutions import Solutions
from evigraph.ontology.terms import HTC
from evigraph.queries.knowledge.bases import bases_of
from evigraph.queries.knowledge.names import KnownPaper, KnownStudy, KnownThing, LocalConcept, Names
from evigraph.queries.words.abbreviations import Abbreviations
from evigraph.queries.words.stems import stems_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.store import Reader

FOLDER = Path(__file__).with_name("names")
CAP = 20_000_000
Row = dict[str, str]


@cache
def query_file(name: str) -> str:
    """A query of names/."""
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def rows(reader: Reader, name: str) -> Iterator[Row]:
    """The rows of one of the queries, as text."""
    yield from Solutions.parse(reader.answer(Request(query=query_file(name), cap=CAP)).body).texts()


def graph_sha256(reader: Reader) -> str:
    """What the whole graph was made from, as one hexadecimal SHA-256."""
    parts = (f"{row['graph']}\x1f{row['digest']}\x1e" for row in rows(reader, "graphs"))
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def names(reader: Reader, sha256: str) -> Names:
    """All names of the graph."""
    concepts = list(rows(reader, "concepts"))
    return Names(
        sha256=sha256,
        studies=tuple(_studies(reader)),
        papers=tuple(KnownPaper(r["paper"], r["author"], r.get("year", "")) for r in rows(reader, "papers")),
        things=tuple(KnownThing(r["kind"], r["thing"], r["label"]) for r in rows(reader, "things")),
        live=frozenset(r["concept"] for r in concepts),
        local=(
            *(LocalConcept(r["concept"], _scheme(r["scheme"]), r["label"]) for r in concepts if "label" in r),
            *(LocalConcept(r["country"], "country", r["demonym"]) for r in rows(reader, "demonyms")),
        ),
        labels=tuple(r["label"] for r in rows(reader, "labels")),
        abbreviations=abbreviations(reader).pairs,
        bases=bases_of(rows(reader, "bases")),
    )


def abbreviations(reader: Reader) -> Abbreviations:
    """The short forms that the documents give."""
    return Abbreviations(tuple((r["short"], r["long"]) for r in rows(reader, "abbreviations")))


def _scheme(iri: str) -> str:
    return iri.removeprefix(HTC).removesuffix("-scheme")


def _studies(reader: Reader) -> Iterator[KnownStudy]:
    stems = _grouped(reader, "profiles", "words")
    short = abbreviations(reader)
    traits = _grouped(reader, "traits", "concept")
    listed: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows(reader, "studies"):
        listed[row["study"], row["name"]].append(row)
    for (iri, name), found in listed.items():
        yield KnownStudy(
            iri,
            name,
            aliases=tuple(dict.fromkeys(r["alias"] for r in found if "alias" in r)),
            numbers=tuple(sorted({int(r[key]) for r in found for key in ("patients", "units") if key in r})),
            stems=short.enriched(frozenset().union(*map(stems_of, stems[iri]))),
            traits=frozenset(traits[iri]),
        )


def _grouped(reader: Reader, name: str, column: str) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows(reader, name):
        found[row["study"]].append(row[column])
    return found
