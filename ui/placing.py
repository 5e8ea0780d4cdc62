"""Where a build goes and under whose names: to a folder or a server, for a publisher or by a profile alone.

Knows publisher files and stores; knows nothing of how documents are read.
"""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.folder import StoreFolder
from evigraph.graph.publication import agreed, keep_publisher, kept_publisher, profile_of
from evigraph.graph.store import open_store
from evigraph.graph.stores.service import is_address, service
from evigraph.ontology.publisher import Publisher, read_publisher
from evigraph.ui.building import ALONE, build_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.ui.building import Build, How

#: Keys that a publisher's file has and a profile has not.
OWN = {field.name for field in fields(Publisher)} - {"name"}


def build_into(given: Iterable[str], store: str, *, publisher: str = "", how: How = ALONE) -> Build:
    """Build documents into a folder or a server's store; `publisher` is the file of a publisher or of a profile.

    A store keeps its publisher's file, so that the next build needs none.  Raises EvigraphError where a source cannot
    be found, a file is not right, its base is not the store's, or the store cannot be built in: it is then as before.
    """
    if not is_address(store):
        return _build(given, Path(store), how, publisher)
    from evigraph.graph.stores.copy import working_copy  # its library is for servers alone

    with working_copy(service(store)) as copy:
        built = _build(given, copy.path, how, publisher)
        if StoreFolder(copy.path).exists():
            copy.push()
        return built


def _build(given: Iterable[str], store: Path, how: How, file: str) -> Build:
    own = Path(file) if file and is_publisher(Path(file)) else None
    kept = kept_publisher(StoreFolder(store))
    named_in = own or kept
    named = read_publisher(named_in) if named_in else Publisher()
    if own and StoreFolder(store).exists():
        agreed(named, open_store(store).select)
    profile = profile_of(named, named_in) if named_in else ""
    reading = profile if own or not file else file
    built = build_store(given, store, how=how, base=named.base, publisher=reading, names=named.naming)
    if own and StoreFolder(store).exists():
        keep_publisher(named, own, StoreFolder(store))
    return built


def is_publisher(file: Path) -> bool:
    """Whether a file is a publisher's and not a profile alone; what is neither is told by whoever reads it."""
    try:
        return bool(OWN & set(tomllib.loads(file.read_text(encoding="utf-8"))))
    except (OSError, ValueError):
        return False
