"""evigraph diff: what changed between two versions of a document.  Knows files and versions of a store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.graph.diff.compare import changes
from evigraph.graph.diff.versions import stored
from evigraph.ui.commands.options import store_option
from evigraph.ui.text_table import shortened

if TYPE_CHECKING:
    import argparse

    from evigraph.graph.diff.change import Change
    from evigraph.graph.recall import Recall, Words

EXAMPLE = "evigraph diff overview-2022.txt overview-2024.txt"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    what = "a file, an address, the id of a document of the store, or ID@ and the start of an older version's hash"
    parser.add_argument("old", metavar="OLD", help=what)
    parser.add_argument("new", metavar="NEW", help="the same")
    parser.add_argument("--json", action="store_true", help="for programs")
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Tell each change with the words of both versions."""
    old, new = (_version(name, options.store) for name in (options.old, options.new))
    found = changes(old, new)
    if options.json:
        print(json.dumps([_flat(change) for change in found], indent=2, ensure_ascii=False))
        return 0
    for change in found:
        _tell(change)
    print(f"{len(found)} changes from {options.old} to {options.new}")
    return 0


def _version(name: str, store: str) -> Recall:
    """What a file says, or a version of the store."""
    if not Path(name).exists() and "://" not in name:
        return stored(name, Path(store))
    from evigraph.ui.reading_versions import read  # the reader takes a second to import

    return read(name)


def _tell(change: Change) -> None:
    study = f"{change.study}: " if change.study and change.study != change.subject else ""
    became = f": {change.old or 'nothing'} → {change.new or 'nothing'}" if change.old or change.new else ""
    print(f"{change.kind}  {study}{change.subject}{became}")
    for sign, words in (("-", change.before), ("+", change.after)):
        if words:
            print(f"    {sign} {words.start}-{words.end}  “{shortened(words.quote)}”")


def _flat(change: Change) -> dict[str, object]:
    told = {"kind": str(change.kind), "study": change.study, "subject": change.subject}
    return {
        **told,
        "old": change.old,
        "new": change.new,
        "before": _quoted(change.before),
        "after": _quoted(change.after),
    }


def _quoted(words: Words | None) -> dict[str, object] | None:
    if words is None:
        return None
    place = {"document": words.document_id, "section": words.section, "quote": words.quote}
    return {**place, "start": words.start, "end": words.end}
