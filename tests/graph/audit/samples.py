"""Evidence of a few lines, to be audited: every record is given by the words that state it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.audit.audit import findings
from evigraph.graph.audit.evidence import Evidence
from evigraph.graph.audit.neighbourhood import Library
from evigraph.graph.check import check
from evigraph.graph.derivation import Alone, derive
from evigraph.graph.joining.documents import joined_documents, plans
from evigraph.graph.spool import Spool
from evigraph.ontology.iris import Iris
from evigraph.ontology.rdf import RdfFormat, Store, parse
from evigraph.ontology.records import AdverseEvent, DocumentDescription, Region, Result, Statement, Study

from tests.graph.samples import Sample

if TYPE_CHECKING:
    from evigraph.graph.audit.finding import Finding
    from evigraph.graph.check import Checked
    from evigraph.ontology.records import Finding as Record

TITLE = "Cooling of sore nerves"
HEAD = f"{TITLE}\n\nStudy 1 Smith A (2020)\nStudy type: case series. n=24\n"
SUMMARY = "Summary of efficacy\n"


class Case:
    """One overview of one study of 24 patients, with some sentences; `size` is how its section prints their number."""

    def __init__(self, *lines: str, size: str = "n=24", **study: object) -> None:
        head = HEAD.replace("n=24", size)
        self._say = Sample(head + "\n".join(lines) + "\n")
        more = {k: _number(k, v) for k, v in study.items()}
        given = {"study": "Smith 2020", "number": 1, "design": "case series", "n_patients": 24, **more}
        words = head.removeprefix(f"{TITLE}\n\n").strip()
        self._records: list[Record] = [self._say(Study, words, Region.STUDY_DETAILS, **given)]

    def result(self, quote: str, region: Region = Region.KEY_FINDINGS, **fields: object) -> Case:
        """A result of the study that the words state; numbers may be given as text."""
        given = {"study": "Smith 2020", "outcome": "pain intensity", **{k: _number(k, v) for k, v in fields.items()}}
        self._records.append(self._say(Result, quote, region, **given))
        return self

    def event(self, quote: str, region: Region = Region.KEY_FINDINGS, **fields: object) -> Case:
        """An adverse event of the study."""
        given = {"study": "Smith 2020", "status": "reported", **{k: _number(k, v) for k, v in fields.items()}}
        self._records.append(self._say(AdverseEvent, quote, region, **given))
        return self

    def statement(self, quote: str, topic: str, region: Region = Region.SUMMARY, *studies: str) -> Case:
        """A statement on a topic."""
        self._records.append(self._say(Statement, quote, region, topic=topic, text=quote, studies=studies))
        return self

    def add(self, record: type[Record], quote: str, region: Region = Region.KEY_FINDINGS, **fields: object) -> Case:
        """Any other record that the words state."""
        given = {k: _number(k, v) for k, v in fields.items()}
        self._records.append(self._say(record, quote, region, **given))
        return self

    def checked(self, **description: object) -> Checked:
        """The overview as the graph takes it."""
        return _checked(self._say, "overview", self._records, description)

    def findings(self, **description: object) -> list[Finding]:
        """What the audit finds."""
        checked = self.checked(**description)
        return findings(Evidence(checked.id, parse(checked.nquads, format=RdfFormat.N_QUADS)))

    def checks(self, **description: object) -> set[str]:
        """The checks that find something."""
        return {finding.check for finding in self.findings(**description)}


class Guidance:
    """A guidance on the procedure of an overview, with some paragraphs."""

    def __init__(self, *lines: str) -> None:
        self._say = Sample("\n".join((TITLE, *lines)) + "\n", "sample-guidance")
        self._records: list[Record] = []

    def add(self, record: type[Record], quote: str, **fields: object) -> Guidance:
        """A record that the words state."""
        given = {k: _number(k, v) for k, v in fields.items()}
        self._records.append(self._say(record, quote, Region.GUIDANCE, **given))
        return self

    def checks(self, overview: Case, **description: object) -> set[str]:
        """The checks that find something in the guidance, beside its overview."""
        both = overview.checked(), _checked(self._say, "guidance", self._records, description)
        store, iris = Store(), Iris()
        with Spool(store) as spool:
            for checked in both:
                spool.write(checked.nquads)
        derive(Alone(store), iris, {checked.id for checked in both})
        library = Library(store, iris)
        plan = next(plan for plan in plans(joined_documents(store)) if plan.document.id == both[1].id)
        assert plan.basis
        return {finding.check for finding in findings(library.evidence_of(plan))}


def _checked(say: Sample, kind: str, records: list[Record], description: dict[str, object]) -> Checked:
    given = {"kind": kind, "title": TITLE, "procedure": TITLE, **description}
    described = say(DocumentDescription, TITLE, Region.FRONT_MATTER, **given)
    checked = check(say.extraction(described, *records))
    assert checked.violations == ()
    return checked


DECIMALS = {
    "value",
    "percent",
    "sd",
    "ci_level",
    "ci_low",
    "ci_high",
    "range_low",
    "range_high",
    "p_value",
    "time_value",
    "low",
    "high",
    "age_value",
    "follow_up_value",
    "follow_up_low",
    "follow_up_high",
}


def _number(name: str, value: object) -> object:
    return Decimal(value) if name in DECIMALS and isinstance(value, str) else value
