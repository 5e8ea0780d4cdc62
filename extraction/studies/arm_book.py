"""The arms that a sentence speaks of: those of its study, else those that the text itself compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.results.figures import figures_in
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS
from evigraph.extraction.studies.arms import Arm, arms_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evigraph.extraction.results.figure import Figure
    from evigraph.extraction.scanning.scanners import Scanners

_TOLD = re.compile(
    rf"^[\s)]*(?:(?:of|in) (?:the )?{UNIT_OF_ANALYSIS}\s+)?(?:{UNIT_OF_ANALYSIS}\s+)?"
    r"(?:after|with|who had|having|treated with|treated by|given|in those who had|in the)\s+(?:an?\s+|the\s+)?"
    r"(?P<arm>(?!(?:mean|median|baseline|follow|treatment|procedure|surgery|same|other|first|second|early|late"
    r"|severe|\d)\b)[a-z][\w-]*(?: (?!and\b|in\b|at\b|for\b|after\b|compared\b|v\b|versus\b|was\b|were\b|of\b"
    rf"|with\b|than\b|had\b|who\b|respectively\b)[\w-]+){{0,4}})",
    re.IGNORECASE,
)
_GROUP_WORD = re.compile(r"\s+(?:groups?|arms?)$", re.IGNORECASE)


class ArmBook:
    """Arms by study; for sentences of no known study the pair that was told last in the section."""

    def __init__(self, arms: Mapping[str, tuple[Arm, ...]], scan: Scanners) -> None:
        self._arms = arms
        self._scan = scan
        self._told: tuple[Arm, ...] = ()

    def section(self) -> None:
        """Begin a section: what another one compared is forgotten."""
        self._told = ()

    def of(self, study: str, text: str) -> tuple[Arm, ...]:
        """The arms of a study, else those that this text or the one before tells apart."""
        if study:
            return self._arms.get(study, ())
        names = _sized_in(text) or _told_in(self._scan, text) or _compared_in(text)
        if len(names) == 2:
            self._told = arms_of(names)
        return self._told


_COMPARED = re.compile(
    r"\b(?:compared|comparing|compares) (?:the |an? )?(?P<arm>[a-z][a-z -]{2,50}?) (?:with|against) (?:the |an? )?"
    r"(?P<other>(?!baseline|before|those|that|other)[a-z][a-z -]{2,50}?)"
    r"(?=\s*(?:[.,;(]|$)| (?:in|for|at|found|showed)\b)"
)


_HAD = r"(?:treated (?:by|with)|who had|had|having|receiving|randomi[sz]ed to|allocated to|by|with|to|in the)"
_SIZED = re.compile(
    rf"\(\d[\d,]* (?:{UNIT_OF_ANALYSIS} )?{_HAD} (?P<a>[a-z][a-z -]{{2,60}}?) and \d[\d,]* (?:{UNIT_OF_ANALYSIS} )?"
    rf"(?:{_HAD} )?(?P<b>[a-z][a-z -]{{2,60}}?)\)",
    re.IGNORECASE,
)


def _sized_in(text: str) -> list[str]:
    """Two treatments with their sizes in a bracket: "84 patients (41 treated by laser and 43 by stenting)"."""
    match = _SIZED.search(text)
    return [match["a"], match["b"]] if match else []


def _compared_in(text: str) -> list[str]:
    """The two treatments that a sentence says a study compared."""
    match = _COMPARED.search(text) if "compar" in text else None
    return [match["arm"], match["other"]] if match else []


def _told_in(scan: Scanners, text: str) -> list[str]:
    figures = [f for f in figures_in(text, scan.quantities(text)) if f.is_share or f.kind == "value"]
    if len(figures) < 2:
        return []
    named = [
        _GROUP_WORD.sub("", m["arm"])
        for f, end in zip(figures, _ends(figures, text), strict=True)
        if (m := _TOLD.match(text[f.end : end]))
    ]
    return list(dict.fromkeys(named))


def _ends(figures: Sequence[Figure], text: str) -> list[int]:
    return [f.start for f in figures[1:]] + [len(text)]
