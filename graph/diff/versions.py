"""Versions of a document that a store holds or held, as quads.

Knows where a store keeps them; knows nothing of how they are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.contents import stored_version, version_quads
from evigraph.graph.folder import StoreFolder
from evigraph.graph.recall import Recall
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.iris import Iris, key
from evigraph.ontology.rdf import RdfFormat, Store, parse
from evigraph.ontology.terms import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What stands between the id of a document and the first digits of its version's hash.
AT = "@"


def stored(name: str, store: Path, *, base: str = BASE) -> Recall:
    """A version of a store: the current one by the document's id, an older one by `ID@` and the start of its hash.

    Raises EvigraphError where the store has no such version.
    """
    document_id, _, wanted = name.partition(AT)
    folder = StoreFolder(store)
    current = Store.read_only(str(folder.current()))
    iris = Iris(base)
    version = stored_version(current, document_id, iris)
    if version and version.sha256.startswith(wanted):
        return Recall(document_id, version_quads(current, version, iris))
    found = list(_older(folder, document_id, wanted)) if wanted else []
    if len(found) != 1:
        what = "no such version" if not found else f"{len(found)} such versions"
        raise EvigraphError(f"{name}: {what} in {store}; give a file, a document's id, or ID{AT}HASH")
    return Recall(document_id, parse(path=found[0], format=RdfFormat.N_QUADS))


def _older(folder: StoreFolder, document_id: str, wanted: str) -> Iterator[Path]:
    kept = folder.path / "history" / key(document_id)
    return (path for path in sorted(kept.glob("*.nq")) if path.stem.startswith(wanted))
