"""The rare-harm board: each adverse event across studies, with intervals, and what a zero leaves possible.

Knows harms and proportions; knows nothing of the graph.  Only a study that denies an event counts as zero; a study that
does not mention it counts as nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.queries.synthesis.proportions import Proportion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.queries.synthesis.evidence_base import Harm

DENIED = "none reported"


@dataclass(frozen=True, slots=True)
class HarmLine:
    """One study on one event; `assumed` where the denominator is the number of the study's patients."""

    harm: Harm
    share: Proportion | None
    assumed: bool

    @property
    def denied(self) -> bool:
        """Whether the study says that there was none."""
        return self.harm.status == DENIED


@dataclass(frozen=True, slots=True)
class HarmBoard:
    """One kind of event, and a line for each study that says something of it."""

    kind: str
    lines: tuple[HarmLine, ...]


def harm_boards(harms: Iterable[Harm]) -> tuple[HarmBoard, ...]:
    """The boards by kind of event, those first that most studies report.

    A denial of what the same study reports elsewhere is one of a part of its patients: it gets no proportion.
    """
    listed = list(harms)
    reported = {(harm.study, harm.kind) for harm in listed if harm.status != DENIED}
    found: dict[str, list[HarmLine]] = {}
    for harm in listed:
        limited = harm.status == DENIED and (harm.study, harm.kind) in reported
        line = HarmLine(harm, None, assumed=False) if limited else harm_line(harm)
        found.setdefault(harm.kind, []).append(line)
    boards = [HarmBoard(kind, tuple(lines)) for kind, lines in found.items()]
    return tuple(sorted(boards, key=lambda board: (-sum(not line.denied for line in board.lines), board.kind)))


def harm_line(harm: Harm) -> HarmLine:
    """A harm with its proportion: as printed, else of all patients of the study, else none.

    A group of patients is never set against all patients of its study.
    """
    n = 0 if harm.status == DENIED else harm.n
    if harm.printed is not None:
        return HarmLine(harm, harm.printed, assumed=False)
    if n is None or not harm.patients or n > harm.patients or harm.group:
        return HarmLine(harm, None, assumed=False)
    return HarmLine(harm, Proportion(n, harm.patients), assumed=True)
