"""Counts, sums, averages, shares and extremes of rows.

Knows rows and numbers; unlike units are never pooled.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.ontology.terms import HTC
from evigraph.queries.answering.saying import capital, items, said, studies_of
from evigraph.queries.answering.sentences import listed, sentence
from evigraph.queries.understanding.asks import counted
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.words.cues import cues

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.understanding.parse import Parse

#: Kinds whose rows hold the number that "how many" asks for, and are not themselves counted.
VALUED = frozenset(
    {
        "results",
        "adverse_events",
        "study_size",
        "study_sex",
        "study_follow_up",
        "stated_counts",
        "techniques",
        "search_lines",
    }
)
#: What makes numbers unlike: they are neither ranked nor added up across it.
KINDS = ("unit", "statistic", "measure")
#: Kinds of fact whose numbers may be unlike.
UNLIKE = frozenset({"results", "techniques", "measures"})
#: Words by which events are ranked, and not the studies that report them.
FREQUENT = re.compile(r"\b(?:common|commonest|frequent)(?:ly)?\b", re.IGNORECASE)

TWO = 2
#: Events of no kind, which are all of them together.
ANY_EVENT = frozenset({f"{HTC}adverse-event", f"{HTC}adverse-events", f"{HTC}serious-adverse-event"})


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of an answer with the sentence that says what they come to."""

    text: str
    rows: tuple[Row, ...]


def tally(
    parse: Parse, rows: tuple[Row, ...], total: int | None = None, conditions: Mapping[str, str] | None = None
) -> Tally:
    """The answer of a question that counts, adds up, averages or ranks.

    `total` is how many studies there are, `conditions` those of their patients by study, so that a sum over unlike
    patients says so.
    """
    if parse.ask in (Ask.MOST, Ask.LEAST) and parse.template.number:
        return extreme(parse, rows)
    if parse.ask is Ask.SHARE and total:
        return _share(rows, total)
    if parse.ask in (Ask.SUM, Ask.AVERAGE) and parse.template.number and len(rows) > 1:
        pooled = _sum(parse, rows) if parse.ask is Ask.SUM else _average(parse, rows)
        return replace(pooled, text=f"{pooled.text}{mixed(pooled.rows, conditions or {})}")
    return count(parse, rows)


def count(parse: Parse, rows: tuple[Row, ...]) -> Tally:
    """How many there are, studies or rows; kinds with a number of their own tell that."""
    template = parse.template
    if parse.of_studies and studies_of(rows):
        names = studies_of(rows)
        noun = "study" if len(names) == 1 else "studies"
        return Tally(f"{len(names)} {noun}: {listed(names, most=12)}.", by_study(rows))
    of_people = any(token.word in cues().people_heads for token in counted(parse.question))
    if template.name in VALUED or template.lead or (template.number == "patients" and of_people and len(rows) == 1):
        return Tally(said(template, rows), rows)
    return Tally(f"{len(rows)} {noun_for(template.counted, len(rows))}: {items(template, rows)}.", rows)


def noun_for(plural: str, number: int) -> str:
    """The noun for so many of something.

    >>> noun_for("studies", 1), noun_for("patients", 2)
    ('study', 'patients')
    """
    if number != 1:
        return plural
    return plural[:-3] + "y" if plural.endswith("ies") else plural.removesuffix("s")


def by_study(rows: Sequence[Row]) -> tuple[Row, ...]:
    """One row a study, the first of each."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row.text("study") or row.key, row)
    return tuple(first.values())


def extreme(parse: Parse, rows: tuple[Row, ...]) -> Tally:
    """The rows with the greatest or least number, as many as were asked for, ties included."""
    if parse.template.name == "adverse_events":
        of_events = not parse.of_studies or FREQUENT.search(parse.question.text)
        return _commonest(parse, rows) if of_events else _by_share(parse, rows)
    column = parse.template.number
    numbered = [row for row in rows if row.number(column) is not None]
    if parse.of_studies and parse.template.name in UNLIKE and len(studies_of(numbered)) < TWO:
        return Tally("", rows)  # one of one is neither the most nor the least
    if not numbered or not alike(parse, numbered):
        return Tally(f"The numbers cannot be ranked, since their units differ. {said(parse.template, rows)}", rows)
    most = parse.ask is Ask.MOST
    ordered = sorted(numbered, key=lambda row: row.number(column) or Decimal(0), reverse=most)
    limit = parse.limit or 1
    last = ordered[min(limit, len(ordered)) - 1].number(column)
    chosen = tuple(row for i, row in enumerate(ordered) if i < limit or row.number(column) == last)
    lead = "the highest" if most else "the lowest"
    if len(chosen) == 1:
        return Tally(
            f"{capital(sentence(parse.template.answer, chosen[0]))} This is {lead} of {len(numbered)}.", chosen
        )
    return Tally(f"{capital(lead)} of {len(numbered)}: {items(parse.template, chosen)}.", chosen)


def _commonest(parse: Parse, rows: tuple[Row, ...]) -> Tally:
    """The events of the greatest or least share in each study, of those that happened and have a name of their own."""
    named = [row for row in rows if row.text("type") not in ANY_EVENT and row.text("status") == "reported"]
    shares = {row.key: share for row in named if (share := _share_of(row)) is not None}
    told: list[Row] = []
    for study in studies_of(named):
        own = _of_all([row for row in named if row.text("study") == study and row.key in shares])
        ends = (max if parse.ask is Ask.MOST else min)((shares[row.key] for row in own), default=None)
        told += [row for row in own if shares[row.key] == ends]
    if not told:
        return Tally(f"No share is given by which events could be ranked. {said(parse.template, rows)}", rows)
    lead = "most" if parse.ask is Ask.MOST else "least"
    each = " in each study" if len(studies_of(told)) > 1 else ""
    return Tally(f"The {lead} common{each}: {items(parse.template, told)}.", tuple(told))


def _by_share(parse: Parse, rows: tuple[Row, ...]) -> Tally:
    """The rows of the studies in which one event has the greatest or least share; unlike events rank no study."""
    shared = [(share, row) for row in rows if (share := _share_of(row)) is not None]
    ranked = [row for _, row in shared]
    if len({row.text("type") for row in ranked}) != 1 or len(studies_of(ranked)) < TWO:
        return Tally("", rows)
    end = (max if parse.ask is Ask.MOST else min)(share for share, _ in shared)
    chosen = tuple(row for share, row in shared if share == end)
    lead = "highest" if parse.ask is Ask.MOST else "lowest"
    return Tally(f"The {lead} share of {len(ranked)}: {items(parse.template, chosen)}.", chosen)


def _of_all(rows: Sequence[Row]) -> list[Row]:
    """The rows that are of all who were treated, or most, and not of those who had another event."""
    largest = max((row.number("denominator") or Decimal(0) for row in rows), default=Decimal(0))
    return [row for row in rows if (row.number("denominator") or largest) >= largest / 2]


def _share_of(row: Row) -> Decimal | None:
    """The share of those who had an event, as printed or as counted."""
    n, whole = row.number("n"), row.number("denominator")
    return 100 * n / whole if n is not None and whole else row.number("percent")


def alike(parse: Parse, rows: Sequence[Row]) -> bool:
    """Whether the numbers of rows are of one kind, so that they can be pooled."""
    if parse.template.name not in UNLIKE:
        return True
    return len({tuple(row.text(column) for column in KINDS) for row in rows}) == 1


def _sum(parse: Parse, rows: tuple[Row, ...]) -> Tally:
    column = _summed(parse, rows)
    numbers = [row.number(column) for row in by_study(rows)]
    known = [number for number in numbers if number is not None]
    if not alike(parse, rows):
        return Tally(f"The numbers cannot be added up, since their units differ. {said(parse.template, rows)}", rows)
    noun = UNITS.get(column, "")
    return Tally(f"{sum(known):f} {noun} in {len(known)} studies: {items(parse.template, rows)}.", by_study(rows))


def mixed(rows: Sequence[Row], conditions: Mapping[str, str]) -> str:
    """That the studies of a sum treated unlike patients, and whom each treated; empty where all share a condition.

    >>> from evigraph.queries.answering.rows import Row
    >>> rows = [Row({"study": "Smith 2020", "study_iri": "a"}), Row({"study": "Jones 2021", "study_iri": "b"})]
    >>> mixed(rows, {"a": "neuroma", "b": "phantom limb pain"})
    ' These are mixed populations: neuroma (Smith 2020); phantom limb pain (Jones 2021).'
    """
    treated: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if condition := conditions.get(row.text("study_iri"), ""):
            treated[condition].append(row.text("study"))
    shared = set.intersection(*(set(condition.split(", ")) for condition in treated)) if treated else set()
    if len(treated) < 2 or shared:
        return ""
    told = "; ".join(f"{condition} ({', '.join(dict.fromkeys(names))})" for condition, names in sorted(treated.items()))
    return f" These are mixed populations: {told}."


UNITS = {"patients": "patients", "units": "treated units", "n": "cases"}


def _summed(parse: Parse, rows: Sequence[Row]) -> str:
    """The column that is added up: treated units where the question counts eyes, knees or lesions."""
    counted = [m.value.rpartition("/")[2] for m in parse.question.concepts("unit", "outcome")]
    people = {"patient", "number-of-patients", "study-unit", "man", "woman", "adult", "child"}
    units = [name for name in counted if name not in people]
    has_units = any(row.number("units") is not None for row in rows)
    return "units" if has_units and units and not people & set(counted) - {"study-unit"} else parse.template.number


def _average(parse: Parse, rows: tuple[Row, ...]) -> Tally:
    """The plain mean over studies of what each reports, said to be that."""
    column = parse.template.number
    known = [number for row in by_study(rows) if (number := row.number(column)) is not None]
    if not known or not alike(parse, rows):
        return Tally(f"The numbers cannot be averaged, since their units differ. {said(parse.template, rows)}", rows)
    mean = (sum(known, Decimal(0)) / len(known)).quantize(Decimal("0.1"))
    return Tally(
        f"{mean} is the unweighted mean of {len(known)} studies: {items(parse.template, rows)}.", by_study(rows)
    )


def _share(rows: tuple[Row, ...], total: int) -> Tally:
    names = studies_of(rows)
    percent = Decimal(100 * len(names)) / total
    return Tally(f"{len(names)} of {total} studies ({percent:.0f}%): {listed(names, most=12)}.", by_study(rows))
