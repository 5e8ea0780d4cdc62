"""The steps of reading, in order: each installs a scanner or finds a part, and tells where.  Knows no spaCy."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from evigraph.extraction.context.claims import context_of
from evigraph.extraction.findings import findings as all_findings
from evigraph.extraction.parts.statements import statements as all_statements
from evigraph.extraction.scanning.concepts import harms, outcomes_and_instruments
from evigraph.extraction.scanning.descriptions import descriptions_in
from evigraph.extraction.scanning.local_terms import learned
from evigraph.extraction.scanning.quantities import quantities_in
from evigraph.extraction.scanning.scanners import remembered
from evigraph.extraction.scanning.times import times_in
from evigraph.extraction.studies.references import references
from evigraph.extraction.studies.studies import studies
from evigraph.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from evigraph.extraction.evidence import Evidence
    from evigraph.extraction.scanning.concepts import Mention
    from evigraph.extraction.structure.document import Sentence

    Place = tuple[int, int, str]
    """Begin, end and label of what was found, in the raw text."""
    Step = Callable[[Evidence], Iterator[Place]]


def structure(evidence: Evidence) -> Iterator[Place]:
    """Sections, from headings; their labels are roles."""
    return ((s.start, s.end, s.role_name) for s in evidence.document.sections if s.end > s.start)


def times(evidence: Evidence) -> Iterator[Place]:
    """Points and spans of time."""
    scan = evidence.scan.times = remembered(times_in)
    return (_place(s, t.start, t.end, "TIME") for s, text in evidence.bodies() for t in scan(text))


def concepts(evidence: Evidence) -> Iterator[Place]:
    """Outcomes, instruments and adverse events of the vocabulary and of the document's own terms."""
    scan = evidence.scan.concepts = remembered(outcomes_and_instruments(learned(evidence.abbreviations)))
    evidence.scan.harms = _harms()
    return (_place(s, m.start, m.end, m.concept.iri) for s, text in evidence.bodies() for m in scan(text))


@cache
def _harms() -> Callable[[str], Sequence[Mention]]:
    return remembered(harms())


def mentions(evidence: Evidence) -> Iterator[Place]:
    """Studies: their details and references, and where a sentence describes one."""
    scan = evidence.scan.studies = remembered(descriptions_in)
    evidence.references = references(evidence.document)
    evidence.studies = studies(evidence.document, evidence.references)
    return (_place(s, d.start, d.end, d.design) for s, text in evidence.bodies() for d in scan(text))


def quantities(evidence: Evidence) -> Iterator[Place]:
    """Printed figures: percentages, fractions, intervals, spreads, p values, effect measures."""
    scan = evidence.scan.quantities = remembered(quantities_in)
    return (_place(s, q.start, q.end, q.kind) for s in evidence.sentences() for q in scan(evidence.figures_text(s)))


def context(evidence: Evidence) -> Iterator[Place]:
    """What is denied; what another source claims and what only defines a term is known to later steps."""
    scan = evidence.scan.context = remembered(context_of)
    return (_place(s, d.start, d.end, "DENIED") for s, text in evidence.bodies() for c in scan(text) for d in c.denials)


def statements(evidence: Evidence) -> Iterator[Place]:
    """What headings and labels make statements about; their labels are topics."""
    found = all_statements(evidence.document)
    evidence.statements = list(found)
    return ((s.start, s.end, s.topic) for s in found)


def findings(evidence: Evidence) -> Iterator[Place]:
    """Everything that follows from what the steps before found, as records; the labels are their kinds."""
    evidence.extraction = all_findings(evidence)
    return ((f.start, f.end, type(f).__name__) for f in evidence.extraction.findings)


def take(name: str, evidence: Evidence) -> Iterator[Place]:
    """Take a step by its name.

    Raises UsageError where it is not the first and no structure was read.
    """
    if name != "structure" and "structure" not in evidence.steps:
        raise UsageError(f"evigraph_{name} needs evigraph_structure before it: add that to the pipeline too")
    evidence.steps.append(name)
    return _STEPS[name](evidence)


_STEPS: dict[str, Step] = {
    step.__name__: step for step in (structure, times, concepts, mentions, quantities, context, statements, findings)
}


def _place(sentence: Sentence, start: int, end: int, label: str) -> Place:
    first = sentence.start + start
    return *sentence.source.raw_span(first, max(sentence.start + end, first + 1)), label
