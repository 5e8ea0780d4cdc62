"""What changed between an older version of a document and the one in use, the words of both side by side.

Knows versions and changes of a store; knows nothing of Gradio.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.diff.compare import changes
from evigraph.graph.diff.versions import stored
from evigraph.ontology.iris import key
from evigraph.ui.html import render
from evigraph.ui.page.replies import flat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: Digits of a hash that name a version.
SHORT = 12


def older_versions(store: Path, documents: Iterable[str]) -> list[str]:
    """The older versions of documents that a store keeps: an id, an at sign and the start of the version's hash."""
    return sorted(
        f"{document}@{path.stem[:SHORT]}"
        for document in documents
        for path in (store / "history" / key(document)).glob("*.nq")
    )


def changes_html(store: Path, version: str) -> str:
    """The changes since an older version; raises EvigraphError where there is none of this name."""
    document = version.rpartition("@")[0]
    found = changes(stored(version, store), stored(document, store))
    return flat(render("changes.html", changes=found, version=version, document=document))
