"""The numbered paragraphs of two versions of a guidance against each other.

Knows paragraphs; a paragraph is the same where its number and kind are, else where most of its words are.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from evigraph.graph.diff.change import Change, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.graph.recall import Stated
    from evigraph.ontology.records import Recommendation

ALIKE = 0.6
RECOMMENDING = frozenset({"recommendation", "research recommendation"})


def paragraph_changes(old: Sequence[Stated[Recommendation]], new: Sequence[Stated[Recommendation]]) -> Iterator[Change]:
    """Recommendations that came, went, or say something else."""
    before, after = (
        [p for p in listed if p.record.recommendation_type or p.record.kind in RECOMMENDING] for listed in (old, new)
    )
    pairs = _pairs(before, after)
    for paragraph, other in pairs:
        if _said(paragraph) != _said(other):
            yield Change(
                kind=Kind.RECOMMENDATION_CHANGED,
                subject=other.record.number,
                old=_told(paragraph),
                new=_told(other),
                before=paragraph.words,
                after=other.words,
            )
    paired = {id(paragraph) for pair in pairs for paragraph in pair}
    for paragraph in (p for p in before if id(p) not in paired):
        yield Change(
            kind=Kind.RECOMMENDATION_DROPPED,
            subject=paragraph.record.number,
            old=_told(paragraph),
            before=paragraph.words,
        )
    for paragraph in (p for p in after if id(p) not in paired):
        yield Change(
            kind=Kind.RECOMMENDATION_ADDED, subject=paragraph.record.number, new=_told(paragraph), after=paragraph.words
        )


def _pairs(
    old: Sequence[Stated[Recommendation]], new: Sequence[Stated[Recommendation]]
) -> list[tuple[Stated[Recommendation], Stated[Recommendation]]]:
    """Each paragraph with the one most like it; equal ones first, a number breaks ties."""
    scored = sorted(
        ((_likeness(one, other), i, j) for i, one in enumerate(old) for j, other in enumerate(new)), reverse=True
    )
    pairs, taken_old, taken_new = [], set(), set()
    for score, i, j in scored:
        if score >= ALIKE and i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append((old[i], new[j]))
    return pairs


def _likeness(one: Stated[Recommendation], other: Stated[Recommendation]) -> float:
    words = (one.record.text.lower().split(), other.record.text.lower().split())
    alike = SequenceMatcher(None, *words, autojunk=False).ratio()
    return alike + (0.2 if one.record.number == other.record.number else 0.0)


def _said(paragraph: Stated[Recommendation]) -> tuple[str, str]:
    return " ".join(paragraph.record.text.split()), paragraph.record.recommendation_type


def _told(paragraph: Stated[Recommendation]) -> str:
    return paragraph.record.recommendation_type or paragraph.record.kind
