"""The arms of each comparative study, from its details or its findings.  Knows no figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.studies.arms import Arm, arm_sizes, arms_of, mentions_of
from evigraph.extraction.studies.studies import study_details

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.structure.document import EvidenceDocument
    from evigraph.ontology.records import Study

_COMPARATIVE = (
    "random",
    "rct",
    "comparative",
    "controlled",
    "cohort",
    "meta-analysis",
    "systematic review",
    "trial",
    "cross-over",
    "crossover",
    "matched",
    "case-control",
)


def arms_by_study(document: EvidenceDocument, studies: list[Study]) -> dict[str, tuple[Arm, ...]]:
    """The arms of each comparative study, the one named first first."""
    designs = {s.study: s.design for s in studies}
    found: dict[str, tuple[Arm, ...]] = {}
    for details in study_details(document):
        name = details.heading.name
        compares = any(word in designs.get(name, "").lower() for word in _COMPARATIVE)
        for label in ("population", "technique") if compares else ("population",):
            detail = details.sized if label == "population" else details.value(label)
            sizes = arm_sizes(detail.value.norm) if detail else []
            own = arms_of(s.name for s in sizes)
            if len(own) > 1 and name not in found and (compares or _sets_side_by_side(document, name, own)):
                found[name] = own
        if compares and name not in found and len(own := arms_of(_in_findings(document, name))) > 1:
            found[name] = own
    return found


_ANALYSED = re.compile(r"[^:]{0,40}\banaly[sz]ed\b[^:]{0,20}:(?P<rest>.*)", re.IGNORECASE)
_SIZED = re.compile(r"^(?P<name>[A-Za-z][^()\d]{2,60}?),?\s*\(?\s*n\s*=\s*\d[\d,]*\)?$", re.IGNORECASE)


def _in_findings(document: EvidenceDocument, study: str) -> list[str]:
    """The names of arms where only a study's findings tell them: beside the numbers analysed, or over its columns."""
    sections = [s for s in document.sections if s.study is not None and s.study.name == study and s.role.evidence]
    for section in sections:
        for sentence in document.sentences(section):
            analysed = _ANALYSED.match(sentence.norm)
            sizes = arm_sizes("n=1 " + analysed["rest"].strip()) if analysed else []
            if len(sizes) > 1:
                return [s.name for s in sizes]
        for table in document.tables(section):
            heads = [m["name"].strip() for h in table.heads[1:] if (m := _SIZED.match(h.strip()))]
            if len(heads) > 1:
                return heads
    return []


def _sets_side_by_side(document: EvidenceDocument, study: str, arms: Sequence[Arm]) -> bool:
    """Whether a study that is not called comparative sets groups side by side in at least one finding."""
    patterns = [arm.pattern for arm in arms]
    texts = (
        sentence.norm
        for section in document.sections
        if section.study is not None and section.study.name == study and section.role.evidence
        for sentence in document.sentences(section)
    )
    naming = (text for text in texts if all(pattern.search(text) for pattern in patterns))
    return any(len({m.arm.name for m in mentions_of(text, arms)}) == len(arms) for text in naming)
