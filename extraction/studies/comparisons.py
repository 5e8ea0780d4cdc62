"""The arms of each comparative study, from its details or its findings.  Knows no figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.events.names import lowered
from evigraph.extraction.scanning.lists import split_list
from evigraph.extraction.studies.arms import Arm, arm_sizes, arms_of, called_in, mentions_of
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
    """The arms of each comparative study, the one named first first.

    What a technique describes ("mechanical suction under sedation") is called as the findings call it.
    """
    designs = {s.study: s.design for s in studies}
    found: dict[str, tuple[Arm, ...]] = {}
    described: set[str] = set()
    lists = _lists(document)
    for details in study_details(document):
        name = details.heading.name
        compares = any(word in designs.get(name, "").lower() for word in _COMPARATIVE)
        for label in ("population", "technique") if compares else ("population",):
            detail = details.sized if label == "population" else details.value(label)
            sizes = arm_sizes(detail.value.norm) if detail else []
            own = arms_of(lowered(s.name) if label == "technique" else s.name for s in sizes)
            if len(own) > 1 and name not in found and (compares or _sets_side_by_side(document, name, own)):
                found[name] = own
                described |= {name} if label == "technique" else set()
        if compares and name not in found and len(own := arms_of(_in_findings(document, name))) > 1:
            found[name] = own
        if compares and name not in found and len(own := arms_of(_in_lists(document, name))) > 1:
            found[name] = own
        against = () if name in found else _set_against(document, name)
        against = against or next((names for text, names in lists if name in text), ())
        if name not in found and len(own := arms_of(against)) > 1:
            found[name] = own
    told = _findings(document) if described else ""
    return found | {name: called_in(told, found[name]) for name in described}


def _findings(document: EvidenceDocument) -> str:
    """The text of all that tells results."""
    parts = (s for s in document.sections if s.role.evidence in _OF_FINDINGS)
    return "\n".join(block.text.norm for section in parts for block in section.blocks)


_OF_FINDINGS = ("efficacy", "safety", "either")


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


_LISTED = re.compile(r"(?:^|[:;,]\s+)(?P<name>[a-z][a-z -]{2,40}?) [-+]?\d")
_STATISTICS = re.compile(
    r"\b(?:means?|medians?|range|age|about|from|to|at|after|by|CI|IQR|SD|difference|change)\b", re.IGNORECASE
)
PAIR = 2


def _in_lists(document: EvidenceDocument, study: str) -> list[str]:
    """The two names that stand before the figures of several findings: "Leg volume: pump -112 ml, stockings -68 ml"."""
    counted: dict[tuple[str, ...], int] = {}
    sections = [s for s in document.sections if s.study is not None and s.study.name == study and s.role.evidence]
    for sentence in (sentence for section in sections for sentence in document.sentences(section)):
        names = tuple(m["name"] for m in _LISTED.finditer(sentence.norm.partition(":")[2].strip()))
        if len(set(names)) == len(names) == PAIR and not any(map(_STATISTICS.search, names)):
            counted[names] = counted.get(names, 0) + 1
    return next((list(names) for names, times in counted.items() if times >= PAIR), [])


_NAMES_ARM = re.compile(
    r"(?!.*\b(?:before|after|baseline|entry|start|end|at|days?|weeks?|months?|years?|visit|follow[- ]?up)\b)"
    r"[A-Z][A-Za-z -]{2,60}",
    re.IGNORECASE,
)
_OF_COMPARISON = ("p value", "difference", "effect")


def _set_against(document: EvidenceDocument, study: str) -> list[str]:
    """The heads of the columns that a study's table compares: a p value or a difference stands beside them."""
    for section in document.sections:
        for table in document.tables(section) if section.study is not None and section.study.name == study else ():
            kinds = [document.profile.columns.name(h) for h in table.heads[1:]]
            heads = [h.strip() for h, kind in zip(table.heads[1:], kinds, strict=True) if kind is None]
            if any(k in _OF_COMPARISON for k in kinds) and len(heads) > 1 and all(map(_NAMES_ARM.fullmatch, heads)):
                return [lowered(h) for h in heads]
    return []


_IN_ORDER = re.compile(
    r"(?:^|[.;:] )(?:With|After|In|For|Among) (?:the )?(?P<names>[a-z][^.;:()\d]*?,? and [^.;:(),\d]+), "
    r"(?P<told>[^.;]*?)\brespectively\b"
)
_FIGURE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


def _lists(document: EvidenceDocument) -> list[tuple[str, list[str]]]:
    """Sentences that list as many names as figures, with the names: "With a, b and c, it fell by 11, 4 and 2"."""
    found = []
    for section in document.sections if "respectively" in document.source.text else ():
        for sentence in document.sentences(section):
            match = _IN_ORDER.search(sentence.norm) if "respectively" in sentence.norm else None
            names = split_list(match["names"]) if match else []
            if match and len(names) > 1 and len(_FIGURE.findall(match["told"])) == len(names):
                found.append((sentence.norm, names))
    return found


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
