"""A parse for people: what each word was taken for, and what each reading leaves unexplained.

Knows mentions and readings; knows nothing of answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.queries.composition import AnyOf
from evigraph.queries.understanding.mentions import Kind
from evigraph.queries.understanding.weights import content, weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.queries.composition import Constraint, Filter
    from evigraph.queries.understanding.candidates import Reading
    from evigraph.queries.understanding.mentions import Mention, Question


def explained(question: Question, readings: Sequence[Reading]) -> list[str]:
    """The lines that tell how a question was understood."""
    lines = [f"read as: {question.text}"]
    lines += [f"  {wrote!r} is read as {meant!r}" for wrote, meant in question.corrected]
    lines += ["mentions:", *(f"  {_mention(question, m)}" for m in question.mentions)]
    for number, reading in enumerate(readings, start=1):
        lines += [f"reading {number}:", *(f"  {line}" for line in _reading(reading))]
    return lines


def _mention(question: Question, mention: Mention) -> str:
    what = mention.scheme or str(mention.kind)
    meant = mention.label or mention.value or _bounds(mention)
    return f"{question.words(mention)!r}: {what} {meant}"


def _bounds(mention: Mention) -> str:
    low = "" if mention.low is None else f"{mention.low:f}"
    high = "" if mention.high is None else f"{mention.high:f}"
    unit = " months" if mention.kind is Kind.TIME else ""
    return (low if low == high else f"{low}..{high}") + unit


def _reading(reading: Reading) -> Iterator[str]:
    parse = reading.parse
    of_studies = ", of studies" if parse.of_studies else ""
    yield f"{parse.ask} from {parse.template.name}{of_studies}; unexplained {reading.unexplained:.2f}"
    yield from map(_constraint, (*parse.constraints, *parse.soft))
    known = weights(parse.question)
    left = [t.text for t in content(parse.question, parse.used) if known[t.index]]
    if left:
        yield f"left to the rows: {', '.join(left)}"


def _constraint(constraint: Constraint) -> str:
    if isinstance(constraint, AnyOf):
        return " or ".join(map(_filter, constraint.filters))
    return _filter(constraint)


def _filter(constraint: Filter) -> str:
    values = ", ".join(" to ".join(map(str, v)) if isinstance(v, tuple) else str(v) for v in constraint.values)
    return f"{'not ' if constraint.negated else ''}{constraint.name}: {values or 'yes'}"
