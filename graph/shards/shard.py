"""A checked document as a file of sorted N-Quads that any tool reads; what else is known of it is in a comment.

Knows the format of a shard; knows nothing of where it is kept.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict
from typing import Any

from evigraph.graph.check import CheckedDocument
from evigraph.graph.constraints import Severity, Violation
from evigraph.ontology.records import Coverage

#: N-Quads repeat their IRIs so much that the fastest way makes a fifteenth of them.
LEVEL = 1


def to_bytes(document: CheckedDocument) -> bytes:
    """The compressed shard of a document, the same for the same document."""
    known = {name: value for name, value in asdict(document).items() if name != "nquads"}
    head = json.dumps(known, ensure_ascii=True, sort_keys=True)
    return gzip.compress(f"# {head}\n".encode() + document.nquads, compresslevel=LEVEL, mtime=0)


def from_bytes(shard: bytes) -> CheckedDocument:
    """The document of a shard; raises ValueError where it is not whole."""
    try:
        head, _, nquads = gzip.decompress(shard).partition(b"\n")
        known = json.loads(head.removeprefix(b"# "))
        return CheckedDocument(
            id=known["id"],
            sha256=known["sha256"],
            text=known["text"],
            nquads=nquads,
            violations=tuple(map(_violation, known["violations"])),
            warnings=tuple(map(_violation, known["warnings"])),
            profile=known["profile"],
            coverage=_coverage(known["coverage"]),
            unread=tuple(known["unread"]),
        )
    except (OSError, EOFError, KeyError, TypeError) as error:
        raise ValueError(f"no shard ({error})") from None


def _violation(given: dict[str, str]) -> Violation:
    severity = Severity(given["severity"])
    return Violation(given["focus"], given["message"], severity, given["path"], given["value"])


def _coverage(given: dict[str, Any] | None) -> Coverage | None:
    if given is None:
        return None
    return Coverage(given["units"], given["read"], tuple((start, end) for start, end in given["unread"]))
