"""How far studies differ, asked for alone or beside what it is of: "the pooled fall and its I2".

Knows rows and mentions; an answer that tells one of two things that are asked for is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.ontology.terms import HTC
from evigraph.queries.understanding.mentions import covered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.understanding.mentions import Mention, Question
    from evigraph.queries.understanding.parse import Parse

HETEROGENEITY = f"{HTC}heterogeneity"


def measured(
    parse: Parse, rows: Sequence[Row], explained: Sequence[frozenset[int]], chosen: Sequence[Row]
) -> list[Row]:
    """What heterogeneity is of, where both are asked for: "the pooled fall and its I2"."""
    asked, others = _asked(parse), _others(parse)
    if parse.template.name != "results" or not (asked and others and parse.question.has("follow", "both")):
        return []
    own = [i for i, row in enumerate(rows) if row.text("outcome") != "heterogeneity"]
    studies = {row.text("study_iri") for row in chosen}
    kept = best([explained[i] for i in own])
    return [rows[own[i]] for i in kept if rows[own[i]].text("study_iri") in studies and rows[own[i]] not in chosen]


def is_half(parse: Parse, chosen: Sequence[Row]) -> bool:
    """Whether heterogeneity is asked for and not told, or told alone where what it is of is asked for too."""
    if parse.template.name != "results" or not chosen or not _asked(parse):
        return False
    told = {row.text("outcome") == "heterogeneity" for row in chosen}
    both = bool(_others(parse)) and parse.question.has("follow", "both")
    return True not in told or (both and False not in told)


def _asked(parse: Parse) -> list[Mention]:
    return [m for m in parse.question.concepts("outcome") if m.value == HETEROGENEITY]


def _others(parse: Parse) -> list[Mention]:
    spoken = covered(_asked(parse))
    return [m for m in parse.question.concepts("outcome") if m.value != HETEROGENEITY and not m.span & spoken]


def best(explained: Sequence[frozenset[int]]) -> list[int]:
    """The rows that explain something that no other row explains as well, or as much as any."""
    distinct = set(explained)
    top = {words for words in distinct if not any(words < other for other in distinct)}
    return [i for i, words in enumerate(explained) if words in top]


def of_heterogeneity(question: Question, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows that tell how far studies differ, where that is asked for and any do."""
    asked = any(m.value == HETEROGENEITY for m in question.concepts("outcome"))
    return [row for row in rows if asked and row.text("outcome") == "heterogeneity"] or rows
