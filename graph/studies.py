"""Studies of one document: their keys, populations, interventions and publications, and which study a hint points to.

Knows what belongs to a study; knows nothing of results.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evigraph.graph.wording import Likeness, in_months, likeness
from evigraph.ontology.iris import Iris, key, slug, study_key, surname
from evigraph.ontology.rdf import NamedNode, decimal, text
from evigraph.ontology.records import (
    AdverseEvent,
    Extraction,
    Reference,
    Result,
    Study,
    StudyHint,
    StudyInclusion,
    SubPopulation,
)
from evigraph.ontology.schema import Node
from evigraph.ontology.terms import HTA, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.graph.sheet import Sheet
    from evigraph.graph.values import Values
    from evigraph.ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class StudyNodes:
    """A study with the nodes that describe it."""

    record: Study
    study: NamedNode
    population: NamedNode
    intervention: NamedNode

    @classmethod
    def of(cls, record: Study, study: NamedNode, iris: Iris) -> StudyNodes:
        """The nodes below a study."""
        return cls(record, study, iris.part(study, "population"), iris.part(study, "intervention"))

    def carrier(self, node: Node) -> NamedNode:
        """Which of the nodes carries a field."""
        return {Node.POPULATION: self.population, Node.INTERVENTION: self.intervention}.get(node, self.study)


def keyed_studies(extraction: Extraction, iris: Iris) -> dict[str, StudyNodes]:
    """The studies that a document describes, by name: keyed by their reference, else by name and document."""
    references = {r.study: r for r in extraction.findings if isinstance(r, Reference) and r.study}
    keyed: dict[str, StudyNodes] = {}
    for record in (f for f in extraction.findings if isinstance(f, Study)):
        own = references.get(record.study)
        named = study_key(own.authors, own.year, own.volume, own.pages) if own else ""
        study = iris.study(named or f"{slug(record.study)}-{key(extraction.document.id)}")
        keyed.setdefault(record.study, StudyNodes.of(record, study, iris))
    return keyed


def publication(reference: Reference, sheet: Sheet) -> NamedNode:
    """A paper of the reference list, keyed like its study."""
    named = study_key(reference.authors, reference.year, reference.volume, reference.pages)
    fallback = f"{surname(reference.authors)} {reference.year} {reference.title}"
    return sheet.iris.thing("publication", named or f"{slug(fallback)} {key(sheet.document_id)}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A study as far as a hint can point to it."""

    node: str
    design: str
    n_patients: int | None
    n_lesions: int | None


def pointed_at(hint: StudyHint, candidates: Iterable[Candidate], vocabulary: Vocabulary) -> str | None:
    """The node of the one study that fits a hint; None where none or several fit, or the hint says nothing."""
    if not hint.design and hint.n is None:
        return None
    fitting = {c.node for c in candidates if _fits_number(hint, c) and _fits_design(hint.design, c.design, vocabulary)}
    return fitting.pop() if len(fitting) == 1 else None


def _fits_number(hint: StudyHint, study: Candidate) -> bool:
    if hint.n is None:
        return True
    counted = (study.n_patients,) if hint.unit in PEOPLE else (study.n_patients, study.n_lesions)
    return hint.n in counted


PEOPLE = frozenset({"patient", "patients", "people", "person", "participants", "adults", "children"})


def _fits_design(hinted: str, design: str, vocabulary: Vocabulary) -> bool:
    if not hinted:
        return True
    one, other = vocabulary.find_within(hinted, "design"), vocabulary.find_within(design, "design")
    if one and other:
        return one.iri in vocabulary.closure(other.iri) or other.iri in vocabulary.closure(one.iri)
    return likeness(hinted, design) is not Likeness.DIFFERENT


class StudyDescriber:
    """States what belongs to the studies of a document beyond their own fields."""

    def __init__(self, sheet: Sheet, values: Values, extraction: Extraction) -> None:
        self._sheet = sheet
        self._values = values
        self._procedure = extraction.description.procedure
        self._findings = extraction.findings
        self.studies = keyed_studies(extraction, sheet.iris)
        self._names = {nodes.study: name for name, nodes in self.studies.items()}
        self._arms: dict[str, dict[str, NamedNode]] = {}
        for name, nodes in self.studies.items():
            for alias in (name, *nodes.record.aliases):
                values.know_study(alias, nodes.study, name)

    def state(self) -> None:
        """State the links of the chain that the document leaves open."""
        for record, link in ((Result, "outcome"), (AdverseEvent, "adverse event")):
            filled = {f.study for f in self._findings if isinstance(f, record)}
            for name, nodes in self.studies.items():
                if name not in filled:
                    self._sheet.fact(nodes.study, HTA.notReported, text(link))

    def describe(self, record: Study) -> None:
        """State the population and intervention of a study, and that the document includes it."""
        nodes = self.studies[record.study]
        self._sheet.fact(self._sheet.document, HTA.includesStudy, nodes.study)
        self._sheet.fact(nodes.study, HTA.population, nodes.population)
        self._sheet.fact(nodes.study, HTA.intervention, nodes.intervention)
        self._population(record, nodes.population)
        self._intervention(nodes.intervention)

    def sub_population(self, record: SubPopulation) -> NamedNode | None:
        """The node of an arm or subgroup, joined to its study's population; None where the study is not described."""
        nodes = self.studies.get(record.study)
        if nodes is None:
            return None
        node = self._sheet.iris.part(nodes.population, slug(record.label))
        self._sheet.fact(nodes.population, HTA.subPopulation, node)
        self._conditions(node, f"{record.label}; {record.lesion}")
        self._arms.setdefault(record.study, {})[record.label] = node
        return node

    def join(self, finding: Result | AdverseEvent, node: NamedNode) -> None:
        """State the study that a hint points to, and whom the number is about."""
        name = self.name_for(finding)
        if name not in self.studies:
            return
        if not finding.study:
            self._sheet.fact(node, HTA.study, self.studies[name].study)
        self._sheet.fact(node, HTA.ofPopulation, self._people(name, finding.group))

    def publish(self, reference: Reference, node: NamedNode) -> None:
        """State that a study is published in a paper."""
        if reference.study in self.studies:
            self._sheet.fact(self.studies[reference.study].study, HTA.publication, node)

    def include(self, inclusion: StudyInclusion) -> None:
        """State that a review includes a study, where both are described."""
        review, study = (self.studies.get(name) for name in (inclusion.review, inclusion.study))
        if review and study:
            self._sheet.fact(review.study, HTA.reviews, study.study)

    def name_for(self, finding: Result | AdverseEvent) -> str:
        """The name of a finding's study: the one given, else the one that its hint points to, else nothing."""
        if finding.study or finding.hint is None:
            return finding.study
        found = pointed_at(finding.hint, self._candidates, self._sheet.vocabulary)
        return self._names[NamedNode(found)] if found else ""

    @cached_property
    def _candidates(self) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(n.study.value, f"{n.record.direction} {n.record.design}", n.record.n_patients, n.record.n_lesions)
            for n in self.studies.values()
        )

    def _people(self, study: str, group: str) -> NamedNode:
        """The arm or subgroup that the group names, else the study's whole population."""
        parts = group.split("; ")
        for label, node in self._arms.get(study, {}).items():
            if any(likeness(label, part) is not Likeness.DIFFERENT for part in parts):
                return node
        return self.studies[study].population

    def _population(self, record: Study, population: NamedNode) -> None:
        self._sheet.fact(population, RDF.type, HTA.Population)
        self._conditions(population, "; ".join((record.population, *record.lesion)))
        months = in_months(record.follow_up_value, record.follow_up_unit)
        if months is not None:
            self._sheet.fact(population, HTA.followUpMonths, decimal(months))
        if not record.population and record.n_patients is None:
            self._sheet.fact(population, HTA.notReported, text("population"))

    def _conditions(self, population: NamedNode, words: str) -> None:
        found = {span.concept.node: None for span in self._sheet.vocabulary.lexicon("condition").scan(words)}
        self._sheet.fact(population, HTA.condition, *found)

    def _intervention(self, intervention: NamedNode) -> None:
        self._sheet.fact(intervention, RDF.type, HTA.Intervention)
        if self._procedure:
            self._sheet.fact(
                intervention, HTA.procedure, self._values.concept(self._procedure, "procedure", within=True)
            )
        else:
            self._sheet.fact(intervention, HTA.notReported, text("procedure"))
