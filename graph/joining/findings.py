"""What findings have to do with other documents: the study that a hint or name points to, and what is said again.

Knows claims and plans; knows nothing of records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.binding import bound
from evigraph.graph.joining.claims import StatedClaim, stated_claims
from evigraph.graph.joining.documents import JoinedDocument, Plan, ask, query_file
from evigraph.graph.restatement import restatements
from evigraph.graph.results import EXPERTS
from evigraph.graph.studies import Candidate, pointed_at
from evigraph.ontology.rdf import NamedNode, Quad, Store, boolean, text
from evigraph.ontology.terms import HTA, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.claims import Claim
    from evigraph.ontology.iris import Iris
    from evigraph.ontology.rdf import Term
    from evigraph.ontology.vocabulary import Vocabulary

#: All claims of the document itself rank alike, below those of better documents: their own order is settled already.
BETTER, OWN = (0,), (1,)


@dataclass(frozen=True, slots=True)
class KnownStudy:
    """A study as a source describes it."""

    node: str
    name: str
    names: frozenset[str]
    population: str
    candidate: Candidate


def joins(store: Store, plan: Plan, iris: Iris, vocabulary: Vocabulary) -> list[Quad]:
    """The quads that join a document to its sources, in the document's graph of joins."""
    if not plan.sources:
        return []
    graph = joins_graph(plan.document, iris)
    stated = stated_claims(store, plan.document.facts, vocabulary)
    studies = _known_studies(store, plan)
    resolved = {claim.node: found for claim in stated if (found := _study_of(claim, studies, vocabulary))}
    triples = [
        *_basis(plan, iris),
        *_studies(stated, resolved),
        *_restatements(stated, resolved, _better_claims(store, plan, vocabulary)),
    ]
    return [Quad(*triple, graph) for triple in triples]


def joins_graph(document: JoinedDocument, iris: Iris) -> NamedNode:
    """The graph of what joins a document to others."""
    return iris.graph(document.id, document.version.value.rsplit("/", 1)[-1], "joins")


Triple3 = tuple[NamedNode, NamedNode, "Term"]


def _basis(plan: Plan, iris: Iris) -> Iterator[Triple3]:
    """That a guidance is based on an overview, with the rule that found it and the words that both are known by."""
    if plan.basis is None:
        return
    document, overview = plan.document, plan.basis
    yield document.node, HTA.basedOn, overview.node
    assertion = iris.part(document.node, "assertion", "based-on")
    yield assertion, RDF.type, HTA.Assertion
    yield assertion, RDFS.label, text(f"{document.id}: based on")
    yield assertion, RDF.subject, document.node
    yield assertion, RDF.predicate, HTA.basedOn
    yield assertion, RDF.object, overview.node
    yield assertion, HTA.attribute, text("based_on")
    yield assertion, HTA.rule, text(plan.rule)
    yield assertion, HTA.statedIn, document.mention
    yield assertion, HTA.statedIn, overview.mention


def _known_studies(store: Store, plan: Plan) -> list[KnownStudy]:
    """The studies of the overview that a guidance is based on."""
    if plan.basis is None:
        return []
    found: dict[str, KnownStudy] = {}
    for row in ask(store, bound(query_file("studies"), "facts", plan.basis.facts), union=True):
        known = found.get(row["study"])
        names = {row["name"], row.get("alias", row["name"])} | (known.names if known else frozenset())
        found[row["study"]] = _known_study(row, frozenset(names))
    return list(found.values())


def _known_study(row: dict[str, str], names: frozenset[str]) -> KnownStudy:
    candidate = Candidate(
        node=row["study"],
        design=f"{row.get('direction', '')} {row.get('design', '')}",
        n_patients=int(row["n_patients"]) if "n_patients" in row else None,
        n_lesions=int(row["n_lesions"]) if "n_lesions" in row else None,
    )
    return KnownStudy(row["study"], row["name"], names, row["population"], candidate)


def _study_of(
    claim: StatedClaim, studies: Iterable[KnownStudy], vocabulary: Vocabulary
) -> tuple[KnownStudy, str] | None:
    """The study that a claim without one is of, and the rule that found it."""
    if claim.study:
        return None
    if claim.study_name:
        named = [s for s in studies if claim.study_name in s.names]
        return (named[0], "join.study.name") if len(named) == 1 else None
    by_node = {s.node: s for s in studies}
    hint = claim.hint
    found = pointed_at(hint, (s.candidate for s in by_node.values()), vocabulary) if hint else None
    return (by_node[found], "join.study.hint") if found else None


def _studies(stated: Iterable[StatedClaim], resolved: dict[str, tuple[KnownStudy, str]]) -> Iterator[Triple3]:
    for claim in stated:
        if claim.node in resolved:
            study, rule = resolved[claim.node]
            node = NamedNode(claim.node)
            yield node, HTA.study, NamedNode(study.node)
            yield node, HTA.studyText, text(study.name)
            yield node, HTA.ofPopulation, NamedNode(study.population)
            yield node, HTA.joinRule, text(rule)


def _restatements(
    stated: Iterable[StatedClaim], resolved: dict[str, tuple[KnownStudy, str]], better: Iterable[Claim]
) -> Iterator[Triple3]:
    """Which findings say again what a better document says."""
    own = [_claim(claim, resolved) for claim in stated if not claim.restates]
    for restated in restatements([*filter(None, own), *better]):
        node = NamedNode(restated.node)
        yield node, RDF.type, HTA.Restatement
        yield node, HTA.restates, NamedNode(restated.canonical)
        yield node, HTA.agrees, boolean(restated.agrees)
        yield node, HTA.joinRule, text("join.restatement")


def _claim(claim: StatedClaim, resolved: dict[str, tuple[KnownStudy, str]]) -> Claim | None:
    study = claim.study or (resolved[claim.node][0].node if claim.node in resolved else "")
    expert = claim.text(HTA.status) in EXPERTS
    return claim.claim(study, OWN) if study or expert else None


def _better_claims(store: Store, plan: Plan, vocabulary: Vocabulary) -> Iterator[Claim]:
    """Canonical claims of other documents: each study's from the one that leads it, experts' from the overview."""
    leads = {study: lead.node for study, lead in plan.leads if lead.node != plan.document.node}
    for source in plan.sources:
        for claim in stated_claims(store, source.facts, vocabulary):
            expert = source == plan.basis and claim.text(HTA.status) in EXPERTS
            if not claim.restates and (leads.get(claim.study) == source.node or expert):
                yield claim.claim(claim.study, BETTER)
