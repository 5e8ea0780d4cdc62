"""Which versions of which documents there are and were, and when each came in.

Knows a store's folder and what it says of versions; knows nothing of catalogues.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evigraph.graph.folder import StoreFolder
    from evigraph.graph.solutions import Solutions

QUERY = Path(__file__).with_name("versions.rq")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The current version of a document; `dated` is the latest date that the document states, `rights` its own words.

    `document`, `version`, `facts` and `run` are IRIs; `before` are the digests of versions that it replaced, the last
    one first; `loaded` is when it came in, None where that is not known.
    """

    document: str
    id: str
    kind: str
    title: str
    identifier: str
    procedure: str
    dated: str
    version: str
    sha256: str
    facts: str
    run: str
    rights: str
    before: tuple[str, ...] = ()
    loaded: datetime | None = None


def versions(select: Callable[[str], Solutions], folder: StoreFolder | None = None) -> list[Version]:
    """The documents of a store by id; with its folder also their history."""
    rows = {row["id"]: row for row in reversed(list(select(QUERY.read_text(encoding="utf-8")).texts()))}
    return [_version(row, folder) for _, row in sorted(rows.items())]


def _version(row: dict[str, str], folder: StoreFolder | None) -> Version:
    sha256 = row["hash"].removeprefix("sha256:")
    name = row["document"].rsplit("/", 1)[1]
    return Version(
        document=row["document"],
        id=row["id"],
        kind=row.get("kind", ""),
        title=row.get("title", row["id"]),
        identifier=row.get("identifier", ""),
        procedure=row["procedure"],
        dated=row.get("updated") or row.get("published") or row.get("prepared", ""),
        version=row["version"],
        sha256=sha256,
        facts=row["facts"],
        run=row["run"],
        rights=row.get("rights", ""),
        before=_before(folder.path / "history" / name, sha256) if folder else (),
        loaded=_loaded(folder.text_path(sha256)) if folder else None,
    )


def _before(history: Path, current: str) -> tuple[str, ...]:
    """The digests of the versions that a folder keeps, the one that was replaced last first."""
    kept = sorted(_by_age(history.glob("*.nq")), reverse=True)
    return tuple(digest for _, digest in kept if digest != current)


def _by_age(files: Iterable[Path]) -> list[tuple[float, str]]:
    return [(file.stat().st_mtime, file.stem) for file in files]


def _loaded(text: Path) -> datetime | None:
    return datetime.fromtimestamp(text.stat().st_mtime, tz=UTC).replace(microsecond=0) if text.is_file() else None
