"""Pairs of results on one outcome from two studies, each the pair with least against it.

Knows results and what stands against comparing them; judges no study.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import TYPE_CHECKING

from evigraph.queries.synthesis.comparability import differences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evigraph.queries.synthesis.comparability import Difference
    from evigraph.queries.synthesis.evidence_base import Result

#: Pairs that are looked at, and results of one study on one outcome that are tried for each.
MOST, TRIED = 1000, 8


@dataclass(frozen=True, slots=True)
class Pair:
    """Two results of different studies, and everything that stands against comparing them."""

    first: Result
    second: Result
    differences: tuple[Difference, ...]


def closest_pairs(results: Iterable[Result]) -> list[Pair]:
    """For each outcome and two of its studies the pair with least against it; at most `MOST` of them."""
    outcomes: dict[str, dict[str, list[Result]]] = {}
    for result in results:
        if result.value is not None or result.share is not None:
            outcomes.setdefault(result.outcome, {}).setdefault(result.study, []).append(result)
    return list(islice(_pairs(outcomes.values()), MOST))


def _pairs(outcomes: Iterable[dict[str, list[Result]]]) -> Iterator[Pair]:
    for studies in outcomes:
        for one, other in combinations(studies.values(), 2):
            yield _closest(one[:TRIED], other[:TRIED])


def _closest(one: Sequence[Result], other: Sequence[Result]) -> Pair:
    made = (Pair(first, second, differences(first, second)) for first, second in product(one, other))
    return min(made, key=lambda pair: len(pair.differences))
