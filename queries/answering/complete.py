"""Whether rows tell what is asked of them: how long something was, how many had it, that it happened.

Knows columns and units of time; knows nothing of how rows are chosen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.queries.words.stems import stems_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.understanding.parse import Parse

#: The columns that tell how long something was.
LASTED_IN = {"results": ("unit",), "techniques": ("unit",), "adverse_events": ("timing", "resolution", "management")}
#: The units of how long something lasts.
LASTING = re.compile(r"second|minute|hour|day|week|month|year|permanent|temporar|^(?:s|min|h|d)$", re.IGNORECASE)
#: Who sends something in, as it stands before what was sent.
SENDERS = frozenset(["patient", "expert", "company", "manufacturer", "clinician", "adviser"])
#: What may happen is asked for by name.
POSSIBLE = re.compile(r"^(?:what|which)\b.*\b(?:can|could|may|might) (?:be|happen|occur|get|go)\b", re.IGNORECASE)
#: Who was lost is told by no number of those who were followed up.
LOST = re.compile(r"\b(?:lost|loss(?:es)?) to follow", re.IGNORECASE)
FOLLOWED = re.compile(r"\b(?:followed[ -]up|answered|returned|obtained|seen|replied)\b", re.IGNORECASE)
#: Of whom nothing is known: no answer to what became of them.
UNKNOWN = re.compile(r"\bno (?:information|details?|data) (?:was |were )?(?:available|known|recorded)", re.IGNORECASE)


def lasts(parse: Parse, row: Row) -> bool:
    """Whether a row tells how long something was, where it could."""
    columns = LASTED_IN.get(parse.template.name, ())
    if columns and row.text("outcome") == "age":
        return False
    return not columns or any(LASTING.search(row.text(column)) for column in columns)


def is_number(row: Row) -> bool:
    """Whether a result tells of how many people or things something is true."""
    return bool(row.text("n")) or row.text("statistic") in ("count", "percentage", "rate", "")


def only_denied(parse: Parse, rows: Sequence[Row]) -> bool:
    """Whether events that can happen are asked for by name, and all that is known is that one did not."""
    possible = POSSIBLE.search(parse.question.text) if parse.template.name == "adverse_events" else None
    return possible is not None and not any(row.text("status") == "reported" for row in rows)


def is_known(parse: Parse, row: Row) -> bool:
    """Whether a row is about those of whom what is asked was told: not the followed for the lost, nor the unknown."""
    group, asked = row.text("group"), parse.question.text
    if LOST.search(asked) and FOLLOWED.search(group):
        return False
    return UNKNOWN.search(group) is None or UNKNOWN.search(asked) is not None


def is_whose(parse: Parse, row: Row) -> bool:
    """Whether a count is of what those sent in who are asked about: "how many patient questionnaires"."""
    counts = parse.question.cues("count") if parse.template.name == "stated_counts" else []
    whose = [parse.question.tokens[m.end] for m in counts if m.end + 1 < len(parse.question.tokens)]
    return all(t.word not in SENDERS or t.stem in stems_of(row.text("matter")) for t in whose)
