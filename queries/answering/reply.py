"""What is said to a question, before it is cited.

Knows the record alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evigraph.queries.answering.rows import Row


@dataclass(frozen=True, slots=True)
class Reply:
    """A sentence, its rows, further nodes that are cited, and what the source says against it.

    `undecided` says that there is nothing to hold it against.
    """

    text: str
    rows: tuple[Row, ...]
    cited: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()
    undecided: bool = False
