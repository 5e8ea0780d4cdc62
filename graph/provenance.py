"""The source words behind what the graph says.

Knows mentions and assertions; knows nothing of how an answer is put.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.binding import bound
from evigraph.ontology.rdf import NamedNode, text

if TYPE_CHECKING:
    from collections.abc import Collection

    from evigraph.graph.store import Reader

#: The lines by which only some attributes are asked for.
CHOSEN = re.compile(r"IN \([^)]*\)\) # attributes")
#: The branches that find them.
OTHERS = re.compile(r" UNION \{.*\n  \}(?=\n\}\n)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Citation:
    """The words that say something of a node: `quote` is the document's text at half-open offsets `start` to `end`.

    `attribute` is empty where the words are about the node as a whole, `study` where the node is of no study.
    """

    node: str
    attribute: str
    document_id: str
    study: str
    section: str
    quote: str
    start: int
    end: int
    rule: str


@cache
def provenance_query() -> str:
    """The query that finds the words of the nodes in its VALUES."""
    return Path(__file__).with_name("provenance.rq").read_text(encoding="utf-8")


def citations(reader: Reader, *nodes: str, attributes: Collection[str] | None = None) -> list[Citation]:
    """The words behind nodes, given by their IRIs: of each as a whole, then of its attributes; ordered.

    Of their attributes only these, unless it is not said which.
    """
    if not nodes:
        return []
    found = reader.select(bound(_query(attributes), "node", *map(NamedNode, nodes)))
    return [_citation(row) for row in found.texts()]


def _query(attributes: Collection[str] | None) -> str:
    """The query for these attributes, which may be none; for all of them where it is not said for which."""
    if attributes is None:
        return "".join(line for line in provenance_query().splitlines(keepends=True) if not CHOSEN.search(line))
    if not attributes:
        return OTHERS.sub("", provenance_query())
    listed = ", ".join(str(text(attribute)) for attribute in sorted(attributes))
    return CHOSEN.sub(lambda _: f"IN ({listed}))", provenance_query())


def attribute_citations(reader: Reader, node: str, attribute: str) -> list[Citation]:
    """The words that say one attribute of a node, as the evidence tables name it (`n_patients`)."""
    return [citation for citation in citations(reader, node, attributes=[attribute]) if citation.attribute]


def _citation(row: dict[str, str]) -> Citation:
    return Citation(
        node=row["node"],
        attribute=row.get("attribute", ""),
        document_id=row["document_id"],
        study=row.get("study", ""),
        section=row["section"],
        quote=row["quote"],
        start=int(row["start"]),
        end=int(row["end"]),
        rule=row.get("rule", ""),
    )
