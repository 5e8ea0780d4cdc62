"""Checks that are set logic alone: each a SPARQL query over a document and those it is joined to.

Knows the header of a rule and how its rows become findings; knows no rule.  A rule runs as it stands at any endpoint:
`?a`, `?b` are mentions, `?about` the node concerned, `?study` the name of a study, every variable fills the message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from evigraph.graph.asked import predicates
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.solutions import Solutions
from evigraph.ontology.rdf import Literal, NamedNode, Quad, Store
from evigraph.ontology.terms import HTC, SKOS
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Words
    from evigraph.ontology.rdf import QuerySolutions

#: Documents whose triples are kept at hand.
HELD = 4
RULES = Path(__file__).with_name("rules")
HEADER = re.compile(r"^#\+ (?P<key>\w+): (?P<value>.+)$", re.MULTILINE)
KEYS = frozenset({"check", "severity", "message"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One query: what its rows are findings of, and how they are told."""

    check: str
    severity: Severity
    message: str
    query: str


@cache
def rules() -> tuple[Rule, ...]:
    """The rules that ship, in the order of their names; raises ValueError where a header is not whole."""
    return tuple(_rule(path) for path in sorted(RULES.glob("*.rq")))


def _rule(path: Path) -> Rule:
    query = path.read_text(encoding="utf-8")
    header = {match["key"]: match["value"] for match in HEADER.finditer(query)}
    if header.keys() != KEYS:
        raise ValueError(f"{path.name}: the header needs {', '.join(sorted(KEYS))}, and nothing else")
    return Rule(header["check"], Severity(header["severity"]), header["message"], query)


def by_rules(evidence: Evidence) -> Iterator[Finding]:
    """What the rules find in a document, each message about a study once."""
    store = _store(evidence)
    told: set[tuple[str, str]] = set()
    for rule in rules():
        for row in _rows(store, rule):
            found = _finding(rule, row, evidence)
            if found and (found.study, found.message) not in told:
                told.add((found.study, found.message))
                yield found


def _rows(store: Store, rule: Rule) -> list[dict[str, str]]:
    return list(Solutions.of(cast("QuerySolutions", store.query(rule.query))).texts())


def _finding(rule: Rule, row: dict[str, str], evidence: Evidence) -> Finding | None:
    """The finding of a row; None where its first words are another document's."""
    a = evidence.recall.mention(row["a"])
    if a is None:
        return None
    return Finding(
        check=rule.check,
        severity=rule.severity,
        message=rule.message.format(**row),
        a=a,
        b=_elsewhere(row["b"], evidence) if "b" in row else None,
        study=row.get("study", ""),
        about=(row["about"],) if "about" in row else (),
    )


def _elsewhere(mention: str, evidence: Evidence) -> Words | None:
    found = (known.recall.mention(mention) for known in (evidence, *evidence.sources))
    return next(filter(None, found), None)


def _store(evidence: Evidence) -> Store:
    """The triples of document and sources in one graph, with labels and broader concepts of what they name."""
    store = Store()
    for known in (evidence, *evidence.sources):
        store.extend(_triples(known))
    return store


@lru_cache(maxsize=HELD)
def _triples(evidence: Evidence) -> tuple[Quad, ...]:
    """What rules ask of a document and of the concepts that it names; an overview is asked again for its guidance."""
    asked = {NamedNode(name) for name in _predicates()}
    triples = [Quad(q.subject, q.predicate, q.object) for q in evidence.quads if q.predicate in asked]
    named = {value.value for quad in triples if isinstance(value := quad.object, NamedNode)}
    return (*triples, *_concepts(name for name in named if name.startswith(HTC)))


@cache
def _predicates() -> frozenset[str]:
    """The predicates that some rule asks for: other triples need not be looked at."""
    return predicates(rule.query for rule in rules())


def _concepts(named: Iterable[str]) -> Iterator[Quad]:
    concepts = vocabulary()
    for iri in sorted({wider for name in named for wider in concepts.closure(name)}):
        if concept := concepts.concept(iri):
            yield from (Quad(concept.node, SKOS.broader, NamedNode(wider)) for wider in concept.broader)
            yield Quad(concept.node, SKOS.prefLabel, Literal(concept.label, language="en"))
