"""The source words behind what the graph says.

Knows mentions and assertions; knows nothing of how an answer is put.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.binding import bound
from evigraph.ontology.rdf import NamedNode

if TYPE_CHECKING:
    from evigraph.graph.store import Reader


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


def citations(reader: Reader, *nodes: str) -> list[Citation]:
    """The words behind nodes, given by their IRIs: of each as a whole, then of its attributes; ordered."""
    if not nodes:
        return []
    found = reader.select(bound(provenance_query(), "node", *map(NamedNode, nodes)))
    return [_citation(row) for row in found.texts()]


def attribute_citations(reader: Reader, node: str, attribute: str) -> list[Citation]:
    """The words that say one attribute of a node, as the evidence tables name it (`n_patients`)."""
    return [citation for citation in citations(reader, node) if citation.attribute == attribute]


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
