"""What the words say of numbers in the same sentence: categories, rises and falls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.bands import Bands, bands
from evigraph.graph.audit.quotes.changes import changes, comparisons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Words


def wording(evidence: Evidence) -> Iterator[Finding]:
    """Categories that overlap or leave a gap, and rises that fall; each place once."""
    told: set[tuple[int, int]] = set()
    for words in evidence.quoted:
        for found in (*_categories(words), *_directions(words)):
            place = found.a.start, found.a.end
            if place not in told:
                told.add(place)
                yield _of_study(found, words, evidence)


def _categories(words: Words) -> Iterator[Finding]:
    for found in bands(words):
        if found.overlaps:
            yield Finding(
                check="category-overlap", severity=Severity.ARITHMETIC, message=_overlap(found), a=found.words
            )


def _overlap(found: Bands) -> str:
    shared = " and ".join(map(str, found.overlaps))
    left = "".join(f"; they leave out values between {low} and {high}" for low, high in found.gaps)
    return f"The categories overlap at {shared}{left}."


def _directions(words: Words) -> Iterator[Finding]:
    for change in changes(words):
        if not change.fits:
            found = "a fall" if change.rises else "a rise"
            message = f'"{change.verb}" is said of a change from {change.before} to {change.after}, which is {found}.'
            yield Finding(check="direction", severity=Severity.CONTRADICTION, message=message, a=change.words)
    for compared in comparisons(words):
        if not compared.fits:
            message = f'"{compared.verb}" is said of {compared.after} compared with {compared.before}.'
            yield Finding(check="direction", severity=Severity.CONTRADICTION, message=message, a=compared.words)


def _of_study(found: Finding, words: Words, evidence: Evidence) -> Finding:
    """The finding with the study that its words are about, where one alone is."""
    inside = {c.record.study for c in evidence.claims if c.words == words} - {""}
    stated = {name for s in evidence.statements if s.words == words for name in s.record.studies}
    names = inside or stated
    study = names.pop() if len(names) == 1 else ""
    return Finding(check=found.check, severity=found.severity, message=found.message, a=found.a, study=study)
