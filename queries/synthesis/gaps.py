"""Where evidence is missing: key outcomes with none, with one study, or with nothing that compares.

Knows key outcomes; knows nothing of the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.queries.synthesis.evidence_base import KeyOutcome, Result


class Gap(StrEnum):
    """What is missing of a key outcome."""

    NONE = "no study reports it"
    ONE = "one study alone reports it"
    NOT_COMPARATIVE = "no comparative evidence"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A key outcome and what is missing of it."""

    key: KeyOutcome
    gap: Gap


def coverage(keys: Iterable[KeyOutcome]) -> tuple[Coverage, ...]:
    """What is missing of each key outcome, the largest gaps first."""
    found = [Coverage(key, _gap(key)) for key in keys]
    return tuple(sorted(found, key=lambda one: (list(Gap).index(one.gap), one.key.role, one.key.outcome)))


def _gap(key: KeyOutcome) -> Gap:
    if not key.evidence:
        return Gap.NONE
    if len(key.evidence) == 1:
        return Gap.ONE
    return Gap.COVERED if key.comparative else Gap.NOT_COMPARATIVE


def evidence_map(results: Iterable[Result]) -> dict[str, dict[str, tuple[str, ...]]]:
    """How many facts each study has on each outcome: by outcome, then study, the facts themselves.

    The outcomes that most studies report come first.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for result in results:
        studies = found.setdefault(result.outcome, {})
        studies[result.study] = (*studies.get(result.study, ()), result.node)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))
