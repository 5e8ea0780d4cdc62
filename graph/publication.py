"""Who publishes a store: the publisher file that it was built with, or whoever its IRIs belong to.

Knows where a store keeps that file; knows nothing of what is published.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.publisher import Publisher, read_publisher
from evigraph.ontology.terms import BASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.graph.folder import StoreFolder
    from evigraph.graph.solutions import Solutions

NAME = "publisher.toml"


def publisher_of(folder: StoreFolder | None, select: Callable[[str], Solutions]) -> Publisher:
    """The publisher of a store, with its folder where it has one; raises EvigraphError where its file is not right."""
    kept = kept_publisher(folder) if folder else None
    return read_publisher(kept) if kept else Publisher(base=base_of(select) or BASE)


def kept_publisher(folder: StoreFolder) -> Path | None:
    """The publisher file that a store was built with, None where it was built without."""
    kept = folder.path / NAME
    return kept if kept.is_file() else None


def keep_publisher(publisher: Publisher, file: Path, folder: StoreFolder) -> None:
    """Keep a publisher's file, and the profile that it names, with the store that was built with them."""
    profile = profile_of(publisher, file)
    for source, name in ((file, NAME), *([(Path(profile), Path(profile).name)] if profile else [])):
        if source != folder.path / name:
            draft = folder.path / f"{name}.new"
            draft.write_bytes(source.read_bytes())
            draft.replace(folder.path / name)


def profile_of(publisher: Publisher, file: Path) -> str:
    """The profile that a publisher's file names, as a path, empty where it names none.

    Raises EvigraphError where there is no such file beside it.
    """
    if not publisher.profile:
        return ""
    for place in (file.parent / publisher.profile, file.parent / Path(publisher.profile).name):
        if place.suffix == ".toml" and place.is_file():
            return str(place)
    raise EvigraphError(f"{file}: profile {publisher.profile!r} is no .toml file beside it; see docs/publishers.md")


def agreed(publisher: Publisher, select: Callable[[str], Solutions]) -> Publisher:
    """The publisher, where a store bears its names; raises EvigraphError where it was built for another base."""
    base = base_of(select)
    if base and base != publisher.base:
        raise EvigraphError(
            f"the publisher's base is {publisher.base}, but the store was built for {base}; build the documents into "
            "another store with: evigraph build SOURCE --publisher FILE.toml --store STORE"
        )
    return publisher


def base_of(select: Callable[[str], Solutions]) -> str:
    """What the IRIs of a store's data start with, empty where it holds none."""
    return next(select(base_query()).texts(), {}).get("base", "")


@cache
def base_query() -> str:
    """The query for that."""
    return Path(__file__).with_name("base.rq").read_text(encoding="utf-8")
