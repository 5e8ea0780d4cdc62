"""A thing of the graph as a page shows it: what is said of it, what points to it, and the words that say so.

Knows which queries tell it; knows no markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from evigraph.graph.answer import ROW_CAP
from evigraph.graph.binding import bound
from evigraph.ontology.rdf import BlankNode, Literal, NamedNode
from evigraph.ontology.terms import PREFIXES, RDF, RDFS
from evigraph.ui.sparql import sparql

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evigraph.graph.solutions import Bound, Solutions
    from evigraph.ui.web.addresses import Addresses

#: Things that point to one, on a page.
PAGE = 100


@dataclass(frozen=True, slots=True)
class Value:
    """A value or a thing: its label, its IRI and where that leads (empty for literals), a literal's datatype."""

    label: str
    iri: str = ""
    link: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A property with all its values."""

    property: Value
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, and the attribute that they tell where it is one."""

    document: str
    start: int
    end: int
    words: str
    section: str
    attribute: str


@dataclass(frozen=True, slots=True)
class Thing:
    """All that a page shows; `page` counts from 1, `more` where another one follows."""

    iri: str
    label: str
    types: tuple[str, ...]
    said: tuple[Said, ...]
    pointing: tuple[Said, ...]
    quotes: tuple[Quote, ...]
    page: int
    more: bool


class Asked(Protocol):
    """What knows of things: a server's site, or whatever answers like one."""

    async def select(self, query: str, *, cap: int = ROW_CAP) -> Solutions:
        """Answer a SELECT query, at most `cap` rows of it."""
        ...

    async def addresses(self) -> Addresses:
        """Where IRIs lead to."""
        ...


async def thing(site: Asked, iri: str, *, page: int = 1) -> Thing | None:
    """What the graph says of an IRI, None where it says nothing; raises like `QueryPool.answer`."""
    node, addresses = NamedNode(iri), await site.addresses()
    found = await site.select(bound(sparql("thing"), "thing", node))
    pointing = await site.select(bound(sparql("pointing"), "thing", node), cap=page * PAGE)
    if not found.rows and not pointing.rows:
        return None
    shown = pointing.rows[(page - 1) * PAGE :]
    return Thing(
        iri=iri,
        label=_label(found, iri),
        types=tuple(value.value for property_, _, value, _ in found if property_ == RDF.type and value is not None),
        said=_said(found, addresses),
        pointing=_said(shown, addresses),
        quotes=_quotes(await site.select(bound(sparql("quotes"), "thing", node))),
        page=page,
        more=pointing.truncated,
    )


def _label(found: Solutions, iri: str) -> str:
    labels = sorted(value.value for property_, _, value, _ in found if property_ == RDFS.label and value is not None)
    return labels[0] if labels else short(iri)


def _said(rows: Iterable[tuple[Bound, ...]], addresses: Addresses) -> tuple[Said, ...]:
    listed: dict[Value, dict[tuple[str, str], Value]] = {}
    for property_, property_label, value, label in rows:
        values = listed.setdefault(_shown(property_, property_label, addresses), {})
        shown = _shown(value, label, addresses)
        values.setdefault((shown.iri, "" if shown.iri else shown.label), shown)
    return tuple(Said(property_, tuple(values.values())) for property_, values in listed.items())


def _shown(term: Bound, label: Bound, addresses: Addresses) -> Value:
    if isinstance(term, Literal):
        return Value(term.value, datatype=term.language or short(term.datatype.value))
    if isinstance(term, BlankNode) or term is None:
        return Value("(unnamed)")
    return Value(label.value if label is not None else short(term.value), term.value, addresses.link(term.value))


def _quotes(found: Solutions) -> tuple[Quote, ...]:
    return tuple(_quote(row) for row in found.texts())


def _quote(row: Mapping[str, str]) -> Quote:
    return Quote(
        document=row["document_id"],
        start=int(row["start"]),
        end=int(row["end"]),
        words=row["quote"],
        section=row.get("section", ""),
        attribute=row.get("property_label", ""),
    )


def short(iri: str) -> str:
    """An IRI with its usual prefix where it has one."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
