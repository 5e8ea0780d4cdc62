"""A document's text with everything that was found marked in place.

Knows spans and findings; knows nothing of how they were found.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from evigraph.ui.html import render
from evigraph.ui.text_table import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.structure.outline import Entry
    from evigraph.ontology.records import Extraction, Finding


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and the narrowest finding that it belongs to, if any; `unread` where its unit gave nothing."""

    text: str
    kind: str = ""
    rule: str = ""
    start: int = 0
    end: int = 0
    unread: bool = False


def pieces(text: str, findings: Sequence[Finding], unread: Sequence[tuple[int, int]] = ()) -> Iterator[Piece]:
    """The whole text in parts, cut wherever a finding or an unread unit starts or ends."""
    marked = [*((f.start, f.end) for f in findings), *unread]
    cuts = sorted({0, len(text), *chain.from_iterable(marked)})
    ordered = deque(sorted(findings, key=lambda found: found.start))
    waiting = deque(sorted(unread))
    open_findings: list[Finding] = []
    for start, end in pairwise(cuts):
        open_findings = [f for f in open_findings if f.end > start]
        while ordered and ordered[0].start <= start:
            open_findings.append(ordered.popleft())
        while waiting and waiting[0][1] <= start:
            waiting.popleft()
        is_unread = bool(waiting) and waiting[0][0] <= start
        yield _piece(text[start:end], [f for f in open_findings if f.end > start], unread=is_unread)


def _piece(text: str, around: list[Finding], *, unread: bool) -> Piece:
    if not around:
        return Piece(text, unread=unread)
    found = min(around, key=lambda f: f.end - f.start)
    return Piece(text, type(found).__name__, found.rule, found.start, found.end, unread)


def highlighted(extraction: Extraction, outline: Sequence[Entry] = ()) -> str:
    """A page that stands alone: the text, its findings in colours by kind, rule and offsets on pointing at one.

    What of the evidence was left unread is underlined, and how much that is stands above the text, as does
    the outline: what each heading, label and column was taken for.
    """
    coverage = extraction.coverage
    parts = list(pieces(extraction.document.text, extraction.findings, coverage.unread))
    return render(
        "reading.html",
        title=extraction.description.title or extraction.document.id,
        parts=parts,
        kinds=sorted({part.kind for part in parts if part.kind}),
        profile=extraction.profile,
        outline=outline,
        share=percent(coverage.share),
        units=coverage.units,
        warnings=extraction.warnings,
    )
