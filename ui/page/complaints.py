"""What readers say is wrong, kept beside the store as a file that reviewers apply.

Knows the form of a file of corrections; decides nothing.  `evigraph corrections apply FILE` takes what a reviewer
leaves of it.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from evigraph.ontology.errors import EvigraphError
from evigraph.ui.page.table import printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from evigraph.queries.answer import AnswerObject

NAME = "corrections-proposed.toml"
#: What of a row can be said to be wrong.
ATTRIBUTES = ("value", "n", "denominator", "percent", "sd", "ci_low", "ci_high", "p_value", "status", "group")
#: Characters of a field, and bytes of complaints that may wait.
LONGEST, MOST = 500, 1 << 20


def choices(found: AnswerObject) -> Iterator[tuple[str, str]]:
    """What can be said to be wrong in an answer: in words, and as the key that `complain` takes."""
    for number, row in enumerate(found.rows, start=1):
        for name in ATTRIBUTES:
            if row.get("node") and name in row:
                said = printed(row[name])
                label = f"row {number}, {row.get('study', '')}: {name.replace('_', ' ')} {said}"
                yield label, json.dumps([row["node"], name, said])


def complain(folder: Path, chosen: str, given: Mapping[str, str]) -> None:
    """Write down that a fact is wrong; `given` are `corrected`, `author` and `reason`.

    Raises EvigraphError where something is not filled in or too long, or too much waits already.
    """
    missing = [name for name in ("corrected", "author", "reason") if not given[name].strip()]
    if not chosen or missing:
        raise EvigraphError(f"fill in everything first: {', '.join(missing) or 'what is wrong'} is missing")
    if any(len(value) > LONGEST for value in given.values()):
        raise EvigraphError(f"at most {LONGEST} characters each")
    fact, attribute, extracted = json.loads(chosen)
    path = folder / NAME
    if path.exists() and path.stat().st_size > MOST:
        raise EvigraphError("too many corrections wait for review; tell the operator")
    entry = {"fact": fact, "attribute": attribute, "extracted": extracted, **given}
    lines = [f"{name} = {_string(value)}" for name, value in entry.items()]
    lines.append(f"date = {datetime.now(UTC).date().isoformat()}")
    _append(path, "\n".join(["", "[[correction]]", *lines, ""]))


def _string(value: str) -> str:
    """A basic string of TOML, which is one of JSON but for a character that nobody types."""
    return json.dumps(" ".join(value.replace("\x7f", "").split()), ensure_ascii=False)


def _append(path: Path, text: str) -> None:
    """Add text in one write, so that two complaints never mix."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, text.encode())
    finally:
        os.close(handle)
