"""One reviewed correction, and files of them.

Knows the form of a file of corrections; knows nothing of stores.

    [[correction]]
    fact = "https://w3id.org/hta-evidence/id/doc/..."
    attribute = "value"
    extracted = "5.1"
    corrected = "5.2"
    author = "A reviewer"
    date = 2026-01-31
    reason = "The paper has 5.2."
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.iris import digest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Status(StrEnum):
    """What became of a correction; stale where its fact is gone or says something else now."""

    APPLIED = "applied"
    REJECTED = "rejected"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a reviewer says that an attribute of a fact should be; all as text, the date in ISO 8601.

    `rejected_because` is the reason for which another reviewer rejected it, empty where none did.
    """

    fact: str
    attribute: str
    extracted: str
    corrected: str
    author: str
    date: str
    reason: str
    rejected_because: str = ""

    @property
    def id(self) -> str:
        """A short name that does not depend on when or by whom it was made."""
        return digest(self.fact, self.attribute, self.corrected, length=8)

    def as_dict(self) -> dict[str, str]:
        """The fields by name."""
        return asdict(self)


NEEDED = tuple(field.name for field in fields(Correction) if field.name != "rejected_because")


def read_corrections(path: Path) -> list[Correction]:
    """The corrections of a file; raises EvigraphError where it is none or a field is missing."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("correction", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EvigraphError(f"{path}: no file of corrections: {error}") from None
    if not entries:
        raise EvigraphError(f"{path}: no [[correction]] in it; see evigraph corrections --help")
    return [_correction(entry, f"{path}, correction {number}") for number, entry in enumerate(entries, start=1)]


def _correction(entry: Mapping[str, object], where: str) -> Correction:
    missing = [name for name in NEEDED if not str(entry.get(name, "")).strip()]
    unknown = sorted(set(entry) - set(NEEDED))
    if missing or unknown:
        raise EvigraphError(f"{where}: {'needs' if missing else 'does not know'} {', '.join(missing or unknown)}")
    return Correction(**{name: str(entry[name]).strip() for name in NEEDED})
