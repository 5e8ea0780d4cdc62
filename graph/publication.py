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


def publisher_of(folder: StoreFolder, select: Callable[[str], Solutions]) -> Publisher:
    """The publisher of a store; raises EvigraphError where its file is not right any more."""
    kept = folder.path / NAME
    return read_publisher(kept) if kept.is_file() else Publisher(base=base_of(select) or BASE)


def keep_publisher(file: Path, folder: StoreFolder) -> None:
    """Keep a publisher file with the store that was built with it."""
    draft = folder.path / f"{NAME}.new"
    draft.write_bytes(file.read_bytes())
    draft.replace(folder.path / NAME)


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
