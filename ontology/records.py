"""What was found in one document: frozen records in domain units, each with the place of its source words.

Knows the words of the field; knows neither spaCy nor RDF.  Extraction makes these records, the graph describes them.
Numbers are `Decimal` with the digits that the source prints (`Decimal("3.0")`), percentages are on 0 to 100, dates are
ISO 8601 text at the precision of the source (`2022-08-08`, `2022-10`, `2022`), text that the source does not give is
the empty string and a number that it does not give is None.  `start` and `end` are half-open code point offsets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evigraph.ontology.source import Region as Region  # noqa: TC002  # who takes records takes these from here too
from evigraph.ontology.source import SourceDocument as SourceDocument  # noqa: TC002

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one attribute of a finding was read, when that is narrower than, or outside, the finding's own span."""

    attribute: str
    start: int
    end: int
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Anything that a document asserts, with the span and the heading that it stands under, and the rule for it."""

    start: int
    end: int
    section: str
    region: Region
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyHint:
    """How a sentence points to a study that it does not name: "a case series of 412 eyes"."""

    design: str = ""
    n: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDescription(Finding):
    """What a document says of itself; `kind` is overview or guidance."""

    kind: str
    title: str
    identifier: str = ""
    isbn: str = ""
    date_prepared: str = ""
    date_updated: str = ""
    date_published: str = ""
    replaces: tuple[str, ...] = ()
    procedure: str = ""
    publisher: str = ""
    endorsed_by: tuple[str, ...] = ()
    rights: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceChange(Finding):
    """A dated event in the life of a guidance: it replaced another one, or was migrated to another programme."""

    kind: str
    date: str = ""
    from_identifier: str = ""
    to_identifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study(Finding):
    """One study of the summary of key evidence, named as the evidence tables name it (`Yoon 2016`)."""

    study: str
    number: int | None = None
    design: str = ""
    direction: str = ""
    country: tuple[str, ...] = ()
    recruitment_start: str = ""
    recruitment_end: str = ""
    n_patients: int | None = None
    n_lesions: int | None = None
    lesion: tuple[str, ...] = ()
    population: str = ""
    age_statistic: str = ""
    age_value: Decimal | None = None
    age_low: Decimal | None = None
    age_high: Decimal | None = None
    female_n: int | None = None
    female_percent: Decimal | None = None
    follow_up_statistic: str = ""
    follow_up_value: Decimal | None = None
    follow_up_unit: str = ""
    follow_up_low: Decimal | None = None
    follow_up_high: Decimal | None = None
    device: tuple[str, ...] = ()
    manufacturer: tuple[str, ...] = ()
    imaging: tuple[str, ...] = ()
    anaesthesia: tuple[str, ...] = ()
    conflict_of_interest: str = ""
    reference: str = ""
    aliases: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubPopulation(Finding):
    """A part of a study's population with its own numbers; `role` is arm or subgroup."""

    study: str
    label: str
    role: str
    n_patients: int | None = None
    n_lesions: int | None = None
    lesion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyInclusion(Finding):
    """A review is said to include a study that the document describes too, so that its patients count once."""

    review: str
    study: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceUse(Finding):
    """A device as a study used it, joined to its maker."""

    study: str
    device: str
    manufacturer: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TechniqueParameter(Finding):
    """A number that the technique gives: `freeze duration` 150 seconds, `minimum temperature` -135 to -160 °C."""

    study: str
    parameter: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleDeclaration(Finding):
    """The ends of a measurement scale as the source gives them; `direction` tells which end is the bad one."""

    instrument: str
    low: Decimal
    high: Decimal
    study: str = ""
    outcome: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation(Finding):
    """A short form that the document itself defines."""

    short: str
    long: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Finding):
    """One statistic that a study reports, wherever in the document it stands.

    `group` holds the arm, then the subgroup or response category, joined with "; ".  `denominator_unit` is what was
    counted (patients, eyes, procedures); `change_word` the verb that the source uses for a change;
    `claimed_significant` what it says about significance in words.
    """

    outcome: str
    study: str = ""
    hint: StudyHint | None = None
    measure: str = ""
    group: str = ""
    statistic: str = ""
    value: Decimal | None = None
    unit: str = ""
    n: int | None = None
    denominator: int | None = None
    ci_level: Decimal | None = None
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    sd: Decimal | None = None
    range_low: Decimal | None = None
    range_high: Decimal | None = None
    range_kind: str = ""
    p_operator: str = ""
    p_value: Decimal | None = None
    comparator: str = ""
    time_value: Decimal | None = None
    time_unit: str = ""
    time_label: str = ""
    denominator_unit: str = ""
    standard_error: Decimal | None = None
    n_studies: int | None = None
    change_word: str = ""
    claimed_significant: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEvent(Finding):
    """One adverse event as one place reports or denies it; `status` as in the evidence tables."""

    event: str
    status: str
    study: str = ""
    hint: StudyHint | None = None
    n: int | None = None
    denominator: int | None = None
    percent: Decimal | None = None
    severity: str = ""
    relatedness: str = ""
    management: str = ""
    resolution: str = ""
    group: str = ""
    timing: str = ""
    denominator_unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReported(Finding):
    """The source says that something was not reported or not assessed, which is neither a zero nor a denial."""

    matter: str
    state: str
    study: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRow(Finding):
    """One individual patient of a per-patient table; words as printed."""

    study: str
    group: str
    patient: str
    site: str = ""
    pain_before: str = ""
    response: str = ""
    follow_up_value: Decimal | None = None
    follow_up_unit: str = ""
    follow_up_text: str = ""
    repeat_treatment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedStudy(Finding):
    """A paper that was found but is not part of the summary of key evidence."""

    article: str
    first_author: str = ""
    year: str = ""
    design: str = ""
    n_patients: int | None = None
    n_studies: int | None = None
    conclusion: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Finding):
    """One numbered paragraph of a guidance; `kind` and `recommendation_type` as in the evidence tables."""

    number: str
    text: str
    kind: str
    recommendation_type: str = ""
    population: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyOutcome(Finding):
    """An outcome that committee and experts held to be key; `role` is efficacy or safety."""

    outcome: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSource(Finding):
    """A database, trial registry or website that was searched."""

    source: str
    source_type: str
    platform: str = ""
    date_searched: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLine(Finding):
    """A numbered line of the search strategy, whole."""

    number: int
    query: str
    hits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Finding):
    """An entry of the reference list, joined to the study that it reports."""

    number: int
    authors: str
    year: str
    title: str
    journal: str
    volume: str
    pages: str
    study: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedGuidance(Finding):
    """Guidance of the same publisher on a related matter."""

    title: str
    identifier: str = ""
    programme: str = ""
    year: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Finding):
    """What does not reduce to a number but is asked about; a heading or label of the document gives its topic."""

    topic: str
    text: str
    studies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedCount(Finding):
    """How many studies, patients, questionnaires or submissions the text says there are.

    `matter` is studies, patients, eyes, expert questionnaires, ...; `parts` holds the breakdown by design or kind.
    """

    matter: str
    count: int
    approximate: bool = False
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the evidence sections was read: units are sentences, list items and table rows."""

    units: int = 0
    read: int = 0
    unread: tuple[tuple[int, int], ...] = ()

    @property
    def share(self) -> float:
        """Units that yielded a finding or a statement, as a share of all; 1.0 where there is nothing to read."""
        return self.read / self.units if self.units else 1.0


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document, with the profile that was chosen for it and what could not be read."""

    document: SourceDocument
    description: DocumentDescription
    findings: tuple[Finding, ...]
    profile: str
    coverage: Coverage = field(default_factory=Coverage)
    warnings: tuple[str, ...] = ()
