"""The spaCy components: each reads a document's evidence and writes what it finds into the Doc's spans.

They are registered by entry points, so that `nlp.add_pipe("evigraph_findings")` works in anyone's pipeline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from evigraph.extraction.context.claims import context_of
from evigraph.extraction.evidence import Evidence, body
from evigraph.extraction.findings import findings
from evigraph.extraction.parts.statements import statements
from evigraph.extraction.scanning.concepts import harms, outcomes_and_instruments
from evigraph.extraction.scanning.local_terms import learned
from evigraph.extraction.scanning.masks import descriptions_in
from evigraph.extraction.scanning.quantities import quantities_in
from evigraph.extraction.scanning.scanners import remembered
from evigraph.extraction.scanning.times import times_in
from evigraph.extraction.structure.document import EvidenceDocument
from evigraph.extraction.studies.references import references
from evigraph.extraction.studies.studies import studies
from evigraph.ontology.records import SourceDocument
from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from evigraph.extraction.structure.document import Sentence

Component = Callable[[Doc], Doc]
Place = tuple[int, int, str]

if not Doc.has_extension("evigraph"):
    Doc.set_extension("evigraph", default=None)
    Doc.set_extension("evigraph_source", default=None)


def evidence_of(doc: Doc) -> Evidence:
    """What the pipeline knows of a Doc; its structure is read when the first component asks for it."""
    if doc._.evigraph is None:
        doc._.evigraph = Evidence.of(EvidenceDocument(doc._.evigraph_source or SourceDocument("", doc.text)))
    found: Evidence = doc._.evigraph
    return found


def _write(doc: Doc, name: str, places: Iterable[Place]) -> Doc:
    """Put labelled places of the raw text into a span group."""
    spans = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in places)
    doc.spans[f"evigraph_{name}"] = [span for span in spans if span is not None]
    return doc


def _place(sentence: Sentence, start: int, end: int, label: str) -> Place:
    where = sentence.where("", start, end)
    return where["start"], where["end"], label


@Language.factory("evigraph_structure", assigns=["doc._.evigraph", "doc.spans"])
def structure(nlp: Language, name: str) -> Component:
    """Sections and studies, from headings."""

    def read(doc: Doc) -> Doc:
        sections = evidence_of(doc).document.sections
        return _write(doc, "sections", ((s.start, s.end, s.role_name) for s in sections if s.end > s.start))

    return read


@Language.factory("evigraph_times", requires=["doc._.evigraph"], assigns=["doc.spans"])
def times(nlp: Language, name: str) -> Component:
    """Points and spans of time."""

    def read(doc: Doc) -> Doc:
        evidence = evidence_of(doc)
        scan = evidence.scan.times = remembered(times_in)
        return _write(
            doc, "times", (_place(s, t.start, t.end, "TIME") for s in evidence.sentences() for t in scan(body(s)[1]))
        )

    return read


@Language.factory("evigraph_concepts", requires=["doc._.evigraph"], assigns=["doc.spans"])
def concepts(nlp: Language, name: str) -> Component:
    """Outcomes, instruments and adverse events of the vocabulary and of the document's own terms."""
    harm = remembered(harms())

    def read(doc: Doc) -> Doc:
        evidence = evidence_of(doc)
        scan = evidence.scan.concepts = remembered(outcomes_and_instruments(learned(evidence.abbreviations)))
        evidence.scan.harms = harm
        return _write(
            doc,
            "concepts",
            (_place(s, m.start, m.end, m.concept.iri) for s in evidence.sentences() for m in scan(body(s)[1])),
        )

    return read


@Language.factory("evigraph_mentions", requires=["doc._.evigraph"], assigns=["doc.spans"])
def mentions(nlp: Language, name: str) -> Component:
    """Studies: their details and references, and where a sentence describes one."""

    def read(doc: Doc) -> Doc:
        evidence = evidence_of(doc)
        scan = evidence.scan.studies = remembered(descriptions_in)
        evidence.references = references(evidence.document)
        evidence.studies = studies(evidence.document, evidence.references)
        return _write(
            doc,
            "mentions",
            (_place(s, d.start, d.end, d.design) for s in evidence.sentences() for d in scan(body(s)[1])),
        )

    return read


@Language.factory("evigraph_quantities", requires=["doc._.evigraph"], assigns=["doc.spans"])
def quantities(nlp: Language, name: str) -> Component:
    """Printed figures: percentages, fractions, intervals, spreads, p values, effect measures."""

    def read(doc: Doc) -> Doc:
        evidence = evidence_of(doc)
        scan = evidence.scan.quantities = remembered(quantities_in)
        return _write(
            doc,
            "quantities",
            (_place(s, q.start, q.end, q.kind) for s in evidence.sentences() for q in scan(evidence.figures_text(s))),
        )

    return read


@Language.factory("evigraph_context", requires=["doc._.evigraph"], assigns=["doc.spans"])
def context(nlp: Language, name: str) -> Component:
    """What is denied, what another source claims, and what only defines a term."""

    def read(doc: Doc) -> Doc:
        evidence = evidence_of(doc)
        scan = evidence.scan.context = remembered(context_of)
        denied = (
            _place(s, d.start, d.end, "DENIED")
            for s in evidence.sentences()
            for c in scan(body(s)[1])
            for d in c.denials
        )
        return _write(doc, "context", denied)

    return read


@Language.factory("evigraph_statements", requires=["doc._.evigraph"], assigns=["doc.spans"])
def statement_parts(nlp: Language, name: str) -> Component:
    """What headings and labels make statements about."""

    def read(doc: Doc) -> Doc:
        evidence = evidence_of(doc)
        found = statements(evidence.document)
        evidence.statements = list(found)
        return _write(doc, "statements", ((s.start, s.end, s.topic) for s in found))

    return read


@Language.factory("evigraph_findings", requires=["doc._.evigraph"], assigns=["doc._.evigraph", "doc.spans"])
def all_findings(nlp: Language, name: str) -> Component:
    """Everything that follows from what the components before found, as records."""

    def read(doc: Doc) -> Doc:
        evidence = evidence_of(doc)
        evidence.extraction = findings(evidence)
        return _write(doc, "findings", ((f.start, f.end, type(f).__name__) for f in evidence.extraction.findings))

    return read


COMPONENTS = (
    "evigraph_structure", "evigraph_times", "evigraph_concepts", "evigraph_mentions", "evigraph_quantities",
    "evigraph_context",
    "evigraph_statements", "evigraph_findings",
)  # fmt: skip
