"""A document's text with everything that was found marked in place.

Knows spans and findings; knows nothing of how they were found.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from evigraph.ui.html import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.ontology.records import Extraction, Finding


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and the narrowest finding that it belongs to, if any."""

    text: str
    kind: str = ""
    rule: str = ""
    start: int = 0
    end: int = 0


def pieces(text: str, findings: Sequence[Finding]) -> Iterator[Piece]:
    """The whole text in parts, cut wherever a finding starts or ends."""
    cuts = sorted({0, len(text), *(f.start for f in findings), *(f.end for f in findings)})
    ordered = sorted(findings, key=lambda found: found.start)
    open_findings: list[Finding] = []
    for start, end in pairwise(cuts):
        open_findings = [f for f in open_findings if f.end > start]
        while ordered and ordered[0].start <= start:
            open_findings.append(ordered.pop(0))
        yield _piece(text[start:end], [f for f in open_findings if f.end > start])


def _piece(text: str, around: list[Finding]) -> Piece:
    if not around:
        return Piece(text)
    found = min(around, key=lambda f: f.end - f.start)
    return Piece(text, type(found).__name__, found.rule, found.start, found.end)


def highlighted(extraction: Extraction) -> str:
    """A page that stands alone: the text, its findings in colours by kind, rule and offsets on pointing at one."""
    parts = list(pieces(extraction.document.text, extraction.findings))
    kinds = sorted({part.kind for part in parts if part.kind})
    title = extraction.description.title or extraction.document.id
    return render("reading.html", title=title, parts=parts, kinds=kinds)
