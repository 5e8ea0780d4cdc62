"""How long something was: which rows tell it.

Knows columns and units of time; knows nothing of questions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evigraph.queries.answering.rows import Row
    from evigraph.queries.understanding.parse import Parse

#: The columns that tell how long something was.
LASTED_IN = {"results": ("unit",), "techniques": ("unit",), "adverse_events": ("timing", "resolution", "management")}
#: The units of how long something lasts.
LASTING = re.compile(r"second|minute|hour|day|week|month|year|permanent|temporar|^(?:s|min|h|d)$", re.IGNORECASE)


def lasts(parse: Parse, row: Row) -> bool:
    """Whether a row tells how long something was, where it could."""
    columns = LASTED_IN.get(parse.template.name, ())
    if columns and row.text("outcome") == "age":
        return False
    return not columns or any(LASTING.search(row.text(column)) for column in columns)
