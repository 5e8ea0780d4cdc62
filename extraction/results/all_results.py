"""All results of a document, from statements and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.events.tables import is_event_table
from evigraph.extraction.results.analysed import ANALYSED, analysed
from evigraph.extraction.results.frames import Frame
from evigraph.extraction.results.measures import Measures, measures_of
from evigraph.extraction.results.population import population_results
from evigraph.extraction.results.printed import is_printed
from evigraph.extraction.results.reader import Found, ResultReader
from evigraph.extraction.results.records import record
from evigraph.extraction.results.tables import is_result_table, table_results
from evigraph.extraction.results.technique import technique_results
from evigraph.extraction.results.units import in_units_of_study, with_declared
from evigraph.extraction.scanning.scales import scales_in
from evigraph.ontology.records import Result

if TYPE_CHECKING:
    from evigraph.extraction.events.claims import Claims
    from evigraph.extraction.scanning.scanners import Scanners
    from evigraph.extraction.structure.document import EvidenceDocument
    from evigraph.extraction.structure.sections import Section
    from evigraph.extraction.studies.arms import Arm
    from evigraph.extraction.studies.study_index import StudyIndex
    from evigraph.ontology.records import Finding


def _analysed(document: EvidenceDocument, section: Section, arms: dict[str, tuple[Arm, ...]]) -> list[Result]:
    study = section.study.name if section.study else ""
    return [r for s in document.sentences(section) if study for r in analysed(s, study, arms.get(study, ()))]


def _of_tables(
    scan: Scanners, document: EvidenceDocument, section: Section, arms: dict[str, tuple[Arm, ...]], measures: Measures
) -> list[Result]:
    study = section.study.name if section.study else ""
    tables = (
        [t for t in document.tables(section) if is_result_table(t, document) and not is_event_table(scan, t, document)]
        if section.role.evidence in ("efficacy", "either")
        else []
    )
    return [
        r
        for t in tables
        for f in table_results(scan, t, document, study, arms.get(study, ()), Frame())
        if (r := record(f, measures)) is not None
    ]


_MEASURED = re.compile(r"\b(?:means?|medians?|averages?|scor(?:e|es|ed|ing)|out of|scale)\b", re.IGNORECASE)


def _measures(document: EvidenceDocument, section: Section, claims: Claims) -> bool:
    """Whether a part about harm also gives measurements, or tells of a gain."""
    return any(_MEASURED.search(s.norm) or claims.misplaced(s) for s in document.sentences(section))


_EXPLICIT = re.compile(r"\b(?:means?|medians?|averages?)\b", re.IGNORECASE)


def _belongs(found: Found, section: Section, claims: Claims) -> bool:
    """Whether a figure of a section is a result: none about harm, of a study's description only what says it is one."""
    statistic = found.draft.statistic
    evidence = section.role.evidence
    if section.role_name == "evidence base" and not (
        found.study and found.sentence.norm.count(found.study.split()[0]) == 1
    ):
        return False
    if claims.misplaced(found.sentence):
        return evidence == "safety"
    if evidence == "safety":
        return statistic in ("mean", "median", "mean change") and (
            bool(found.draft.instrument) or bool(scales_in(found.statement.text))
        )
    if ANALYSED.match(found.sentence.norm.split(":")[0].strip()):
        return False
    if evidence == "either" and claims.harm(found.sentence):
        return statistic in ("mean", "median", "mean change") and found.draft.figure.sd is not None
    if evidence == "population" and statistic in ("mean", "median"):
        return _EXPLICIT.search(found.statement.text) is not None
    return True


def results(
    document: EvidenceDocument,
    index: StudyIndex,
    arms: dict[str, tuple[Arm, ...]],
    of_harm: list[Found],
    claims: Claims,
    scan: Scanners,
) -> list[Finding]:
    """Results and declared scales in reading order; `of_harm` are the comparisons of adverse events."""
    measures = measures_of(document, scan)
    reader = ResultReader(document, index, arms, scan)
    found: list[Finding] = list(population_results(document, arms))
    found += [
        r
        for f in of_harm
        if f.sentence.section.role.evidence in ("safety", "either") and (r := record(f, measures)) is not None
    ]
    found += [r for f in technique_results(document, scan) if (r := record(f, measures)) is not None]
    for section in document.sections:
        if section.role.evidence and section.role.evidence != "expert":
            found += _analysed(document, section, arms)
            found += _of_tables(scan, document, section, arms, measures)
            found += [
                r
                for f in (
                    reader.section(section)
                    if section.role.evidence != "safety" or _measures(document, section, claims)
                    else ()
                )
                if _belongs(f, section, claims) and (r := record(f, measures)) is not None
            ]
    printed = [r for r in found if not isinstance(r, Result) or is_printed(r, document.source.text)]
    return [*in_units_of_study(with_declared(printed)), *measures.declarations]
