"""Whether an answer that was kept still holds: the same query over the same graph gives the same rows.

Knows answers as JSON; knows nothing of how they are made.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from evigraph.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evigraph.queries.answer import AnswerObject

#: What each hash of a receipt is of.
PARTS = {"query_sha256": "the words of the query", "graph_sha256": "the facts of the graph", "rows_sha256": "the rows"}


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def rows_digest(rows: Sequence[object]) -> str:
    """The SHA-256 of rows as JSON with sorted keys."""
    return digest(json.dumps(rows, sort_keys=True, ensure_ascii=False))


def differences(kept: Mapping[str, object], ask: Callable[[str, Sequence[str]], AnswerObject]) -> list[str]:
    """What is not as the kept answer says, empty where all is; raises UsageError where it is no answer."""
    receipt, question = kept.get("receipt"), kept.get("question")
    if not isinstance(receipt, dict) or not isinstance(question, str):
        raise UsageError("this is no kept answer: an object with question and receipt is needed")
    again = ask(question, _history(kept))
    found = [*_within(kept, receipt), *_against(receipt, again)]
    if str(again.status) != kept.get("status"):
        found.append(f"the status differs: {kept.get('status')} then, {again.status} now")
    return found


def _history(kept: Mapping[str, object]) -> list[str]:
    history = kept.get("history", ())
    return [str(earlier) for earlier in history] if isinstance(history, list) else []


def _within(kept: Mapping[str, object], receipt: Mapping[str, object]) -> list[str]:
    """What of the kept answer does not match its own receipt."""
    rows = kept.get("rows", ())
    checked = {"query_sha256": digest(str(kept.get("sparql", "")))}
    checked["rows_sha256"] = rows_digest(rows if isinstance(rows, list) else [])
    return [
        f"{PARTS[part]} of the kept answer do not match its receipt"
        for part, now in checked.items()
        if receipt.get(part) and now != receipt[part]
    ]


def _against(receipt: Mapping[str, object], again: AnswerObject) -> list[str]:
    now = again.as_json()["receipt"]
    return [
        f"{what} differ" for part, what in PARTS.items() if isinstance(now, dict) and receipt.get(part) != now[part]
    ]
