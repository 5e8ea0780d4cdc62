"""What a server's store holds beside the graphs of documents: the union, texts, and the state of the last build.

Knows names and what stands in them; knows nothing of servers.

    BASE graph/union     every triple once, where the server has no default graph of its own
    BASE graph/texts     the texts that offsets refer to
    BASE graph/state     whether the last build has finished, and where the union is
    BASE graph/pending   what an unfinished build is about to put in place
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import NamedNode, RdfFormat, Triple, integer, serialize, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAMES = ("union", "texts", "state", "pending")
CHARACTERS = NamedNode("http://www.w3.org/2011/content#chars")
STATE, UNION = NamedNode("urn:evigraph:state"), NamedNode("urn:evigraph:union")
PART_OF, ORDER = NamedNode("urn:evigraph:part-of"), NamedNode("urn:evigraph:order")
#: Characters of one literal; Virtuoso 7 does not know Turtle for what it is where a line has more than 16 KB.
PIECE = 5_000
#: Where the union is, for a server with a default graph of its own.
DEFAULT = ""


class State(StrEnum):
    """How far the last build came."""

    COMPLETE = "complete"
    SWITCHING = "switching"


@dataclass(frozen=True, slots=True)
class Layout:
    """The graphs of one base that hold no facts; `union` is a graph's name, empty for the default graph."""

    base: str
    union: str = DEFAULT
    state: State = State.COMPLETE

    def graph(self, name: str) -> str:
        """One of the graphs."""
        return f"{self.base}graph/{name}"

    def is_evidence(self, graph: str) -> bool:
        """Whether a graph is one of ours that belongs to a dump."""
        return graph.startswith(f"{self.base}graph/") and graph not in {self.graph(name) for name in NAMES}

    def stated(self) -> bytes:
        """What the graph of the state says."""
        node = NamedNode(self.graph("state"))
        return ntriples([Triple(node, STATE, text(self.state)), Triple(node, UNION, text(self.union))])


def pieces(node: str, content: str) -> list[Triple]:
    """A text in literals so short that every server takes them, each a node of its own with its place in the order."""
    found = []
    for number, start in enumerate(range(0, len(content), PIECE)):
        part = NamedNode(f"{node}?part={number}")
        told = ((PART_OF, text(node)), (ORDER, integer(number)), (CHARACTERS, text(content[start : start + PIECE])))
        found += [Triple(part, predicate, value) for predicate, value in told]
    return found


def joined(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The texts of the pieces that the query `pieces` finds, by their nodes."""
    parts: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for row in rows:
        parts[row["node"]][int(row["order"])] = row["content"]
    return {node: "".join(found[number] for number in sorted(found)) for node, found in parts.items()}


def ntriples(triples: list[Triple]) -> bytes:
    """Triples as N-Triples."""
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


@cache
def query(name: str) -> str:
    """A query of this folder."""
    return Path(__file__).with_name(f"{name}.rq").read_text(encoding="utf-8")
