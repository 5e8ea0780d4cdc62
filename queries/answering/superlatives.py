"""The study that a superlative describes: "in the largest trial", "of the most recent series".

Knows the kind of query that lists studies with design and size; asks it only where a question has such words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.queries.composition import compose
from evigraph.queries.template import templates

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.understanding.mentions import Question

    Rows = Callable[[str], Sequence[Row]]

#: Superlatives, by what they order studies by and whether the most of it is meant.
ORDERS = {
    "largest": ("patients", True),
    "biggest": ("patients", True),
    "smallest": ("patients", False),
    "newest": ("year", True),
    "latest": ("year", True),
    "most recent": ("year", True),
    "earliest": ("year", False),
}
DESCRIBED = re.compile(
    rf"(?<!which of )(?<=\bin |\bof |\bby )the (?P<order>{'|'.join(ORDERS)}) (?P<words>(?:[\w-]+ ){{0,2}}?)"
    r"(?P<head>study|trial|series|cohort|registry)\b(?! (?:by|in terms|with respect))",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d$")


def named(question: Question, rows: Rows) -> str:
    """The text of a question with the study's name in the place of such a description; as it is where none fits."""
    match = DESCRIBED.search(question.text)
    if match is None:
        return question.text
    studies = [row for row in rows(compose(templates()["studies"], ())) if _is_here(question, row)]
    wanted = f"{match['words']}{match['head']}".casefold().removesuffix("study").split()
    fitting = {row.text("study"): row for row in studies if all(word in _described(row) for word in wanted)}
    name = _extreme(list(fitting.values()), *ORDERS[match["order"].casefold()])
    return f"{question.text[: match.start()]}{name}{question.text[match.end() :]}" if name else question.text


def _is_here(question: Question, row: Row) -> bool:
    scope = question.scope
    return not scope.documents or row.text("study_iri") in scope.studies


def _described(row: Row) -> str:
    return f"{row.text('design')} {row.text('direction')} {row.text('country')}".casefold()


def _extreme(rows: Sequence[Row], column: str, most: bool) -> str:  # the two halves of one order
    """The name of the one row that has most or least; empty where one has no number, or several as much."""
    known = [(_number(row, column), row.text("study")) for row in rows]
    numbers = [number for number, _ in known if number is not None]
    if not numbers or len(numbers) < len(known):
        return ""
    best = max(numbers) if most else min(numbers)
    names = [name for number, name in known if number == best]
    return names[0] if len(names) == 1 else ""


def _number(row: Row, column: str) -> int | None:
    if column == "year":
        year = YEAR.search(row.text("study"))
        return int(year[0]) if year else None
    number = row.number(column)
    return None if number is None else int(number)
