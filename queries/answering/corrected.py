"""What reviewers say of the facts of an answer: it stands beside what was extracted, and never in its place.

Knows the query for corrections; knows nothing of how they are reviewed.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from evigraph.queries.knowledge.gather import rows as found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evigraph.graph.store import Reader
    from evigraph.queries.answering.rows import Row


class Corrections:
    """The corrections of a graph that hold, read when the first answer is given."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @cached_property
    def _by_fact(self) -> Mapping[str, list[dict[str, str]]]:
        by_fact: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        for row in found(self._reader, "corrections"):
            by_fact[row["fact"]].append(row)
        return by_fact

    def of(self, rows: Sequence[Row]) -> tuple[str, ...]:
        """What is said of the facts of rows, and of their studies where the rows show the attribute, each once."""
        if not self._by_fact:
            return ()
        own = [one for row in rows for one in self._by_fact.get(row.text("node"), ())]
        studies = [
            one for row in rows for one in self._by_fact.get(row.text("study_iri"), ()) if one["attribute"] in row.cells
        ]
        return tuple(dict.fromkeys(map(_said, [*own, *studies])))


def _said(row: Mapping[str, str]) -> str:
    return (
        f"{row['attribute'].replace('_', ' ')} {row['extracted']} was extracted; {row['author']} corrected it to"
        f" {row['corrected']} on {row['date']}: {row['reason']}"
    )
