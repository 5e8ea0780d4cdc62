"""Which documents belong together: guidance and the overview it is based on, and all documents that describe one study.

Knows how documents are joined; knows nothing of results.  Everything is decided by what the documents say, so that
the order in which they were built does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from os.path import commonpath
from pathlib import Path
from typing import TYPE_CHECKING, cast

from evigraph.graph.solutions import Solutions
from evigraph.ontology.lexicon import normalised
from evigraph.ontology.rdf import NamedNode, QuerySolutions, Store

if TYPE_CHECKING:
    from collections.abc import Iterable

OVERVIEW, GUIDANCE = "overview", "guidance"
NO_DATE = "9999"


@cache
def query_file(name: str) -> str:
    """A query of this folder."""
    return Path(__file__).with_name(f"{name}.rq").read_text(encoding="utf-8")


def ask(store: Store, query: str, *, union: bool = False) -> list[dict[str, str]]:
    """The rows of a query, as text; with `union`, the default graph is that of all graphs, which repeats rows."""
    found = cast("QuerySolutions", store.query(query, use_default_graph_as_union=union))
    return list(Solutions.of(found).texts())


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedDocument:
    """A document as far as it can be joined to others."""

    node: NamedNode
    id: str
    kind: str
    facts: NamedNode
    run: str
    version: NamedNode
    mention: NamedNode
    title: str
    date: str
    identifiers: frozenset[str] = frozenset()
    studies: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[bool, str, str]:
        """Which of several documents is the better source: overviews, then the earlier ones."""
        return self.kind != OVERVIEW, self.date, self.id


@dataclass(frozen=True, slots=True)
class Plan:
    """What a document is joined to: `basis` is its overview, found by `rule`; `leads` the best source of each study."""

    document: JoinedDocument
    basis: JoinedDocument | None
    rule: str
    leads: tuple[tuple[str, JoinedDocument], ...]

    @property
    def sources(self) -> tuple[JoinedDocument, ...]:
        """The other documents that the join depends on, in order."""
        others = {lead.node: lead for _, lead in self.leads} | ({self.basis.node: self.basis} if self.basis else {})
        others.pop(self.document.node, None)
        return tuple(sorted(others.values(), key=lambda d: d.order))


def joined_documents(store: Store) -> list[JoinedDocument]:
    """All documents of a store, in the order of their ids."""
    identifiers: defaultdict[str, set[str]] = defaultdict(set)
    studies: defaultdict[str, set[str]] = defaultdict(set)
    for row in ask(store, query_file("links")):
        (identifiers if "identifier" in row else studies)[row["document"]].add(row.get("identifier") or row["study"])
    found = {row["document"]: _document(row) for row in ask(store, query_file("documents"))}
    return [
        replace(d, identifiers=d.identifiers | identifiers[d.node.value], studies=tuple(sorted(studies[d.node.value])))
        for d in found.values()
    ]


def _document(row: dict[str, str]) -> JoinedDocument:
    return JoinedDocument(
        node=NamedNode(row["document"]),
        id=row["id"],
        kind=row["kind"],
        facts=NamedNode(row["facts"]),
        run=row["run"],
        version=NamedNode(row["version"]),
        mention=NamedNode(row["mention"]),
        title=normalised(row.get("procedure") or row.get("title", "")),
        date=row.get("prepared") or row.get("published") or NO_DATE,
        identifiers=frozenset(filter(None, [row.get("identifier", "")])),
    )


def plans(documents: Iterable[JoinedDocument]) -> list[Plan]:
    """What each document is joined to."""
    listed = sorted(documents, key=lambda d: d.order)
    overviews = _Overviews([d for d in listed if d.kind == OVERVIEW])
    leads: dict[str, JoinedDocument] = {}
    for document in listed:
        for study in document.studies:
            leads.setdefault(study, document)
    return [_plan(document, overviews, leads) for document in listed]


def _plan(document: JoinedDocument, overviews: _Overviews, leads: dict[str, JoinedDocument]) -> Plan:
    basis, rule = overviews.of(document) if document.kind == GUIDANCE else (None, "")
    studies = sorted({*document.studies, *(basis.studies if basis else ())})
    return Plan(document, basis, rule, tuple((study, leads[study]) for study in studies))


def alone(found: Iterable[Plan]) -> tuple[str, ...]:
    """What nothing is joined to, a line each: guidance without its overview, overviews without guidance."""
    listed = list(found)
    used = {plan.basis.node for plan in listed if plan.basis}
    lines = []
    for document in sorted((plan.document for plan in listed if plan.basis is None), key=lambda d: d.id):
        if document.kind == GUIDANCE:
            lines.append(f"{document.id}: guidance without its overview")
        elif document.node not in used:
            lines.append(f"{document.id}: overview without guidance")
    return tuple(lines)


class _Overviews:
    """Finds the overview that a guidance is based on: by identifier, else by the normalised title of the procedure."""

    def __init__(self, overviews: list[JoinedDocument]) -> None:
        self._by_identifier: dict[str, list[JoinedDocument]] = defaultdict(list)
        self._by_title: dict[str, list[JoinedDocument]] = defaultdict(list)
        for overview in overviews:
            self._by_title[overview.title].append(overview)
            for identifier in overview.identifiers:
                self._by_identifier[identifier].append(overview)

    def of(self, guidance: JoinedDocument) -> tuple[JoinedDocument | None, str]:
        """The overview and the rule that found it; of several the latest not after the guidance."""
        named = [o for identifier in sorted(guidance.identifiers) for o in self._by_identifier[identifier]]
        if named:
            return _latest(named, guidance), "join.identifier"
        titled = self._by_title[guidance.title] if guidance.title else []
        return (_latest(titled, guidance), "join.title") if titled else (None, "")


def _latest(overviews: list[JoinedDocument], guidance: JoinedDocument) -> JoinedDocument:
    """The last one before the guidance; of copies the one named most like it."""

    def fitness(overview: JoinedDocument) -> tuple[bool, str, int, str]:
        shared = len(commonpath([overview.id, guidance.id])) + len(commonpath([overview.id[::-1], guidance.id[::-1]]))
        return overview.date <= guidance.date, overview.date, shared, overview.id

    return max(overviews, key=fitness)
