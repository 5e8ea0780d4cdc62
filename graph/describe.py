"""Findings of one document in, its quads out: a pure function, so that it can run in any process.

Knows records and terms; knows neither stores nor shapes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.grounding import Grounded, Rejected
from evigraph.graph.keys import name_findings
from evigraph.graph.mentions import Mentions, Span
from evigraph.graph.results import Relations, claims_of, state_result
from evigraph.graph.sheet import Sheet
from evigraph.graph.studies import StudyDescriber, publication
from evigraph.graph.values import Values
from evigraph.graph.version import extractor_version, state_version
from evigraph.ontology.iris import Iris
from evigraph.ontology.rdf import NamedNode, Quad, Term, text
from evigraph.ontology.records import (
    AdverseEvent,
    DocumentDescription,
    Extraction,
    Finding,
    Place,
    Reference,
    Result,
    Study,
    StudyInclusion,
    SubPopulation,
)
from evigraph.ontology.schema import Field, Node, schemas
from evigraph.ontology.terms import HTA, PROV, RDF
from evigraph.ontology.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = {"overview": HTA.EvidenceOverview, "guidance": HTA.Guidance}
#: What is described first: documents, studies and arms give names to what results point to.
FIRST = (DocumentDescription, Study, SubPopulation)


@dataclass(frozen=True, slots=True)
class Description:
    """The quads of one document version, and what could not be described."""

    sheet: Sheet
    rejected: tuple[Rejected, ...]

    @property
    def quads(self) -> list[Quad]:
        """Everything that is said of the document and by it."""
        return self.sheet.quads


def describe(
    extraction: Extraction, *, iris: Iris | None = None, concepts: Vocabulary | None = None, software: str = ""
) -> Description:
    """Describe one document; `software` is the extractor's version, this package's unless given."""
    sheet = Sheet(extraction.document.id, extraction.document.sha256, iris or Iris(), concepts or vocabulary())
    grounded = Grounded.of(extraction)
    mentions = Mentions(sheet, extraction.document, grounded.spans)
    run = state_version(sheet, extraction, software or extractor_version())
    _Describer(sheet, mentions, extraction, grounded, run).state()
    mentions.state()
    return Description(sheet, grounded.rejected)


class _Describer:
    """States findings, each by the schema of its record and by what its kind adds."""

    def __init__(
        self, sheet: Sheet, mentions: Mentions, extraction: Extraction, grounded: Grounded, run: NamedNode
    ) -> None:
        self._sheet = sheet
        self._mentions = mentions
        self._grounded = grounded
        self._run = run
        self._values = Values(sheet)
        self._studies = StudyDescriber(sheet, self._values, extraction)
        self._nodes: dict[Finding, NamedNode] = {}

    def state(self) -> None:
        findings = self._grounded.findings
        keyed = [f for f in findings if schemas()[type(f)].path]
        relations = Relations(claims_of(keyed, self._studies))
        self._nodes = name_findings(keyed, self._sheet, self._mentions, restating=relations.restated)
        for finding in sorted(findings, key=lambda f: not isinstance(f, FIRST)):
            if node := self._node(finding):
                self._finding(finding, node)
        self._studies.state()
        relations.state(self._sheet, self._nodes)

    def _node(self, finding: Finding) -> NamedNode | None:
        match finding:
            case DocumentDescription():
                return self._sheet.document
            case Study():
                return self._studies.studies[finding.study].study
            case SubPopulation():
                return self._studies.sub_population(finding)
            case Reference():
                return publication(finding, self._sheet)
        return self._nodes[finding]

    def _finding(self, finding: Finding, node: NamedNode) -> None:
        schema = schemas()[type(finding)]
        self._sheet.fact(node, RDF.type, schema.type)
        self._sheet.fact(node, HTA.statedIn, self._mentions.node(Span.of(finding), finding.region))
        self._sheet.trace(node, HTA.rule, text(finding.rule))
        self._sheet.trace(node, PROV.wasGeneratedBy, self._run)
        stated = {field.name: self._field(finding, node, field) for field in schema.fields}
        self._assertions(finding, node, stated)
        self._more(finding, node)

    def _field(self, finding: Finding, node: NamedNode, field: Field) -> list[Term]:
        value = getattr(finding, field.name)
        if value is None or value in ("", ()):
            return []
        if field.node is Node.VERSION:
            self._sheet.describe_version(self._sheet.version, field.property, text(value))
            return [text(value)]
        return self._values.describe(self._carrier(finding, node, field), field, value)

    def _carrier(self, finding: Finding, node: NamedNode, field: Field) -> NamedNode:
        if field.node is Node.VERSION:
            return self._sheet.version
        return self._studies.studies[finding.study].carrier(field.node) if isinstance(finding, Study) else node

    def _assertions(self, finding: Finding, node: NamedNode, stated: Mapping[str, list[Term]]) -> None:
        """State for each attribute with a place of its own which words say it."""
        for place in self._grounded.places_of(finding):
            field = schemas()[type(finding)].field(place.attribute)
            self._assertion(place, self._carrier(finding, node, field), field, stated)

    def _assertion(self, place: Place, subject: NamedNode, field: Field, stated: Mapping[str, list[Term]]) -> None:
        path = subject.value.removeprefix(f"{self._sheet.iris.base}id/")
        assertion = self._sheet.iris.part(self._sheet.document, "assertion", path, place.attribute)
        self._sheet.trace(assertion, RDF.type, HTA.Assertion)
        self._sheet.trace(assertion, RDF.subject, subject)
        self._sheet.trace(assertion, RDF.predicate, field.property)
        self._sheet.trace(assertion, RDF.object, *stated[place.attribute])
        self._sheet.trace(assertion, HTA.attribute, text(place.attribute))
        self._sheet.trace(assertion, HTA.statedIn, self._mentions.node(Span.of(place)))

    def _more(self, finding: Finding, node: NamedNode) -> None:
        match finding:
            case DocumentDescription():
                self._sheet.fact(node, HTA.documentId, text(self._sheet.document_id))
                self._sheet.fact(node, RDF.type, *filter(None, (KINDS.get(finding.kind),)))
            case Study():
                self._studies.describe(finding)
            case Result():
                self._studies.join(finding, node)
                state_result(self._sheet, finding, node)
            case AdverseEvent():
                self._studies.join(finding, node)
            case Reference():
                self._studies.publish(finding, node)
            case StudyInclusion():
                self._studies.include(finding)
