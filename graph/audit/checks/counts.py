"""Stated numbers of studies and of people against the studies that there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.counts import Units, countings, listing, unit_counts
from evigraph.graph.audit.quotes.reading import COUNT, plain, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Words

#: Topics of statements, and kinds of paragraphs, that speak of the evidence as a whole.
ON_EVIDENCE = frozenset({"evidence base", "validity", "evidence", "scope"})
BASE = frozenset({"evidence base", "evidence"})
#: A sentence that tells where all the evidence comes from.
FROM_ALL = re.compile(
    r"(?:the )?(?:data|evidence) (?:came|come|comes|was|were|is|are|derives?|stems?)\b[^.]*\bfrom"
    rf" {COUNT} studies(?: (?:in|from) [A-Z][^.]*)?\.?$",
    re.IGNORECASE,
)
DRAWN_FROM = re.compile(r"\b(?:from|of|on|at|to)\s+$", re.IGNORECASE)
#: A number of studies below this share of them is of some of them.
MOST_OF_THEM = 0.75
#: How far off a rounded number of people may be before a reader is told.
ROUGHLY = 0.01


@dataclass(frozen=True, slots=True)
class Total:
    """A place that says how many studies there are, by a number or by a list of designs."""

    n: int
    words: Words
    parts: tuple[int, ...] = ()
    stated: int | None = None

    @property
    def agrees(self) -> bool:
        """Whether the list adds up to the number that it is said to have."""
        return self.stated is None or self.stated == sum(self.parts)


def document_counts(evidence: Evidence) -> Iterator[Finding]:
    """Numbers of studies that differ from their own list, from each other, or from the studies that are described."""
    own = list(_totals(evidence))
    others = list(_totals(evidence.basis)) if evidence.basis else []
    known = _numbered(evidence.basis or evidence)
    for total in own:
        if not total.agrees:
            right = next((o for o in [*others, *own] if o.agrees and o.n == known and o is not total), None)
            yield _listed(total, right)
        elif known and total.n != known and total.n > known * MOST_OF_THEM:
            right = next((o for o in [*others, *own] if o.agrees and o.n == known), None)
            if right or evidence.basis is None:
                yield _counted(total, known, right)


def _numbered(evidence: Evidence) -> int:
    """How many studies are described, where their numbers leave none out; else 0."""
    numbers = sorted(study.record.number or 0 for study in evidence.studies)
    return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0


def _totals(evidence: Evidence) -> Iterator[Total]:
    for topic, words in _on_evidence(evidence):
        for sentence in sentences(words):
            row = listing(sentence) if topic in BASE else None
            if row and all(not part.definite for part in row.parts):
                parts = tuple(part.n for part in row.parts)
                yield Total(
                    row.stated.n if row.stated else row.total, row.words, parts, row.stated.n if row.stated else None
                )
                continue
            yield from _single(sentence, evidence, base=topic in BASE)


def _single(sentence: Words, evidence: Evidence, *, base: bool) -> Iterator[Total]:
    """The one number of a sentence that speaks of all studies."""
    found = countings(sentence)
    if len(found) != 1:
        return
    counting = found[0]
    before = plain(sentence.quote[: counting.words.start - sentence.start])
    whole = counting.definite or (base and counting.some is None and DRAWN_FROM.search(before) is not None)
    named = counting.generic or (base and len(_designs(evidence)) == 1)
    if (whole and named) or FROM_ALL.match(plain(sentence.quote)):
        yield Total(counting.n, sentence)


def _designs(evidence: Evidence) -> set[str]:
    return {study.record.design for study in evidence.studies}


def _on_evidence(evidence: Evidence) -> Iterator[tuple[str, Words]]:
    for statement in evidence.statements:
        if statement.record.topic in ON_EVIDENCE and not statement.study:
            yield statement.record.topic, statement.words
    for paragraph in evidence.paragraphs:
        if paragraph.record.kind in ON_EVIDENCE:
            yield paragraph.record.kind, paragraph.words


def _listed(total: Total, right: Total | None) -> Finding:
    added = "+".join(map(str, total.parts))
    message = f"{total.stated} studies are stated, their designs add up to {sum(total.parts)} ({added})."
    return _told(total, right, message, str(sum(total.parts)))


def _counted(total: Total, known: int, right: Total | None) -> Finding:
    message = f"{total.n} studies are spoken of here; {known} studies are described."
    return _told(total, right, message, str(known))


def _told(total: Total, right: Total | None, message: str, recomputed: str) -> Finding:
    return Finding(
        check="document-count",
        severity=Severity.CONTRADICTION,
        message=message,
        a=total.words,
        b=right.words if right else None,
        recomputed=recomputed,
    )


def people_totals(evidence: Evidence) -> Iterator[Finding]:
    """Numbers of people, eyes and the like that are not the sum of the studies'."""
    for topic, words in _on_evidence(evidence):
        if topic in BASE:
            for units in unit_counts(words):
                if found := _against_sum(units, evidence.basis or evidence):
                    yield found


def _against_sum(units: Units, evidence: Evidence) -> Finding | None:
    sizes = [_size(units.kind, study.record.n_patients, study.record.n_lesions) for study in evidence.studies]
    known = [size for size in sizes if size]
    if len(known) != len(sizes) or len(known) < 2 or units.n <= max(known):
        return None
    total = sum(known)
    sums = {total} | {total - left_out for left_out in _counted_twice(evidence, known)}
    if units.n in sums or (units.approximate and any(abs(units.n - s) <= ROUGHLY * s for s in sums)):
        return None
    severity = Severity.INFO if units.approximate else Severity.ARITHMETIC
    added = "+".join(map(str, known))
    message = (
        f"{'About ' if units.approximate else ''}{units.n:,} {units.word} are stated;"
        f" the studies add up to {total:,} ({added})."
    )
    return Finding(check="total", severity=severity, message=message, a=units.words, recomputed=str(total))


def _size(kind: str, patients: int | None, lesions: int | None) -> int | None:
    return patients if kind == "people" else lesions or patients


def _counted_twice(evidence: Evidence, sizes: list[int]) -> set[int]:
    """Where a review is among the studies, its patients may be those of others: any of these may be left out."""
    if not any("review" in study.record.design or "meta" in study.record.design for study in evidence.studies):
        return set()
    return {sum(group) for k in (1, 2) for group in combinations(sizes, k)}
