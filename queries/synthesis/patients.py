"""How many patients there are in all studies together.

Knows studies; knows nothing of the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.queries.synthesis.evidence_base import Study


@dataclass(frozen=True, slots=True)
class Patients:
    """`gross` is the sum over all studies, of which `without` give no number.

    `net` leaves out all but the largest of studies with the same first author, country and device, whose patients may
    be the same people; `overlapping` names those groups of studies.
    """

    gross: int
    net: int
    without: tuple[str, ...]
    overlapping: tuple[tuple[str, ...], ...]


def patients(studies: Iterable[Study]) -> Patients:
    """The patients in total, gross and net of possible overlap."""
    listed = list(studies)
    keys = ((study.name, study.details.get("country", ""), study.details.get("device", "")) for study in listed)
    groups = [[listed[i] for i in group] for group in overlaps(keys)]
    overlapping = [group for group in groups if len(group) > 1]
    numbers = [[study.patients or 0 for study in group] for group in groups]
    return Patients(
        gross=sum(map(sum, numbers)),
        net=sum(map(max, numbers)),
        without=tuple(study.name for study in listed if study.patients is None),
        overlapping=tuple(tuple(study.name for study in group) for group in overlapping),
    )


def overlaps(studies: Iterable[tuple[str, str, str]]) -> list[list[int]]:
    """The positions of studies that may share patients, together; each is a name, a country and a device."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for position, (name, country, device) in enumerate(studies):
        groups.setdefault((name.rpartition(" ")[0] or name, country, device), []).append(position)
    return list(groups.values())
