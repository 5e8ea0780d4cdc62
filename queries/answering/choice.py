"""The rows that a question is about, out of all that its constraints let through.

Knows rows and words; runs no query.  A row that explains strictly less of the question than another one is no answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evigraph.ontology.terms import HTC
from evigraph.queries.answering.complete import is_known, is_number, is_whose, lasts, only_denied
from evigraph.queries.answering.heterogeneity import best, is_half, measured
from evigraph.queries.answering.matching import Matcher, concepts_of
from evigraph.queries.answering.thresholds import contradicts
from evigraph.queries.answering.verdicts import ended, stays
from evigraph.queries.composition import AnyOf, Filter
from evigraph.queries.understanding.asks import counted, of_arm, received
from evigraph.queries.understanding.filters import window
from evigraph.queries.understanding.mentions import Kind, covered
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.weights import DENYING, MEASURING, NOTHING, SOME, is_light, weight
from evigraph.queries.understanding.wording import GRADED, MEN, WOMEN, grades
from evigraph.queries.words.cues import cues
from evigraph.queries.words.stems import stems_of
from evigraph.queries.words.times import times_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.understanding.mentions import Mention, Question
    from evigraph.queries.understanding.parse import Parse
    from evigraph.queries.words.tokens import Token

#: The columns that tell what became of an event.
FATE = ("management", "resolution")
#: Columns of which a result is another one, and not the same one in another group.
SERIES = ("study_iri", "outcome", "measure", "statistic")
#: Cues that say how to answer, and nothing that a row could say.
CUES = (
    "count",
    "which",
    "compare",
    "change",
    "most",
    "least",
    "sum",
    "source",
    "consistent",
    "arms",
    "significant",
    "active",
)
UNITS = ("unit", "counted_unit", "lesion")
#: Statistics that people speak of without insisting on them.
SPOKEN = frozenset({"percentage", "mean change", "mean difference", "mean", "median", "rate"})
SHARES = frozenset({"percentage", "count", "risk ratio", "odds ratio", "hazard ratio"})
BETWEEN = frozenset({"mean difference", "standardised mean difference", "risk ratio", "odds ratio", "hazard ratio"})
RATIOS = frozenset({"odds ratio", "hazard ratio", "risk ratio"})
DISTANCES = frozenset({"mean difference", "standardised mean difference"})
#: How far groups are apart is asked for, and not what each of them had.
APART = re.compile(
    r"\b(?:how much|how far|how many (?:points|minutes|days|metres))\b.*\b(?:differ|apart|difference)\b"
    r"|\b(?:size|magnitude) of the difference\b|\bhow (?:large|big|great) (?:is|was) the difference\b",
    re.IGNORECASE,
)
#: More rows than this are not completed by other arms.
MOST_ARMS = 4
#: What documents tell, by how the words for it begin.
TOLD = {"endors": "endorsed_by"}
#: Words after a number of people that say which: "the 5 with pain".
LINKING = frozenset(["with", "who", "whose", "of", "that"])
SOME_EVENT = re.compile(r"\b(?:events?|complications?)\b", re.IGNORECASE)
CONTROL = re.compile(r"\b(sham|control|placebo|standard care|usual care|no treatment|waiting|delayed)\b", re.IGNORECASE)
GENERIC = frozenset({f"{HTC}adverse-event", f"{HTC}adverse-events"})


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows with the words that they explain; `missing` are columns that were asked for and that no row has."""

    rows: tuple[Row, ...] = ()
    explained: frozenset[int] = frozenset()
    missing: tuple[str, ...] = ()
    narrowed: tuple[str, ...] = field(default=())


def choose(parse: Parse, rows: Sequence[Row]) -> Choice:
    """The rows that the question is about."""
    complete = [row for row in preferred(parse, rows) if _is_complete(parse, row)]
    if rows and not complete:
        return Choice(missing=parse.asked or FATE)
    if parse.question.has("active") and not parse.question.has("more_than", "less_than"):
        complete = [row for row in complete if not CONTROL.search(row.text("group"))] or complete
    complete, on_time = at_times(parse, of_group(parse, complete))
    matcher = Matcher(parse.question, hard_tokens(parse))
    explained = matcher.of_rows(complete, own_columns(parse), strict=parse.loose, broad=parse.of_studies)
    telling = _telling(parse, matcher)
    if parse.of_studies and parse.loose and not any(weight(t) >= SOME for t in matcher.tokens):
        return Choice(tuple(complete), frozenset().union(*explained))
    kept = best([words & telling for words in explained])
    kept = [i for i in kept if _is_counted_in(parse, complete[i], explained[i])]
    chosen = [complete[i] for i in kept]
    chosen += measured(parse, complete, explained, chosen)
    alone = parse.question.has("individually") or "patient" in filter_names(parse)
    of_one = parse.template.name == "sub_populations" and parse.ask is Ask.COUNT and not parse.question.has("arms")
    needed = (
        (parse.loose and "patient" not in filter_names(parse)) or of_one or (parse.template.facet_needed and not alone)
    )
    if of_one:
        arms = frozenset(t.index for t in of_arm(parse.question))
        telling &= arms or received(parse.question)
    if is_half(parse, chosen) or (needed and not any(explained[i] & telling for i in kept)):
        return Choice()
    if only_denied(parse, chosen):
        return Choice()
    if compares_arms(parse):
        chosen = with_other_arms(chosen, complete)
    words = frozenset().union(*(explained[i] for i in kept))
    if parse.template.name == "results" and not any(matcher.of_text(row.text("group")) & telling for row in chosen):
        chosen = whole_groups(chosen)
    return Choice(tuple(chosen), words | on_time | _of_units(matcher, chosen) | covered(_counts(parse)))


def _telling(parse: Parse, matcher: Matcher) -> frozenset[int]:
    """The words that tell rows apart: all of them where one patient is sought, or where no other word does."""
    every = frozenset(t.index for t in matcher.tokens)
    if parse.template.name == "patients" and parse.question.has("single"):
        return every
    telling = frozenset(t.index for t in matcher.tokens if tells(t) or t.word in parse.template.telling) - _kind(parse)
    lost = parse.loose and not any(t.index in telling and weight(t) >= SOME for t in matcher.tokens)
    return every if lost else telling


def _is_counted_in(parse: Parse, row: Row, explained: frozenset[int]) -> bool:
    """Whether a row is of what is counted, and denies what is denied of it."""
    if parse.template.name == "patients" and parse.ask is Ask.COUNT and not _denials(parse) <= explained:
        return False
    return not parse.loose or _counts_it(parse, row)


def _denials(parse: Parse) -> frozenset[int]:
    """The words that deny something of the patients who are counted, which a row has to deny too."""
    tokens = parse.question.tokens
    return frozenset(t.index for t in tokens if t.word in DENYING and t.index and t.index + 1 < len(tokens))


def of_group(parse: Parse, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of the arm that is named, where its name describes the study as well: "the sham group"."""
    named = (frozenset(t.index for t in of_arm(parse.question)) | received(parse.question)) & (
        parse.described | parse.fitting
    )
    if not named or compares_arms(parse):
        return rows
    matcher = Matcher(parse.question, frozenset(t.index for t in parse.question.tokens if t.index not in named))
    said = [matcher.of_text(row.text("group")) for row in rows]
    return [rows[i] for i in best(said)] if any(said) else rows


def at_times(parse: Parse, rows: Sequence[Row]) -> tuple[list[Row], frozenset[int]]:
    """The events of the times that are asked for, where any has one of them, and the words for these times."""
    asked = parse.question.of(Kind.TIME) if parse.template.name == "adverse_events" else []
    told = [(row, [t.low or t.high for t in times_in(row.text("timing"))] if asked else []) for row in rows]
    met = [m for m in asked if any(_within(m, months) for _, months in told)]
    kept = [row for row, months in told if any(_within(m, months) for m in met)]
    return (kept, covered(met)) if kept else (list(rows), frozenset())


def _within(time: Mention, months: Iterable[Decimal | None]) -> bool:
    low, high = window(time)
    return any(month is not None and low <= month <= high for month in months)


def _is_complete(parse: Parse, row: Row) -> bool:
    """Whether a row has the columns that are asked for, tells what became of an event, and tells no other step."""
    fated = parse.template.name == "adverse_events" and parse.question.has("fate")
    if not is_known(parse, row):
        return False
    if parse.template.name == "documents" and not all(row.text(c) for c in _of_document(parse)):
        return False
    if parse.template.name == "study_sex" and _of_men(parse) and not row.text("women_percent"):
        return False  # a number of women says nothing of how many men there were
    if parse.template.name == "sub_populations" and parse.ask is Ask.COUNT and not row.text("patients"):
        return bool(row.text("units"))
    if parse.question.has("duration") and not lasts(parse, row):
        return False
    people = any(token.word in cues().people_heads for token in counted(parse.question))
    if parse.template.name == "results" and parse.ask is Ask.COUNT and people and not is_number(row):
        return False
    if not is_whose(parse, row):
        return False
    told = any(row.text(column) for column in _fate(parse)) if fated else True
    if fated and parse.ask is Ask.COUNT and (passed := ended(row.text("resolution"))) is not None:
        told = passed is not stays(parse.question)
    return told and all(map(row.text, parse.asked)) and not contradicts(parse.question, row.text("group"))


def _kind(parse: Parse) -> frozenset[int]:
    """The noun for what results are sought, which some of them name and all of them are: "which nerves"."""
    asked = parse.question.cues("which") if parse.template.name == "results" and parse.ask is Ask.LIST else []
    nouns = [parse.question.tokens[m.end] for m in asked if m.end < len(parse.question.tokens) and m.start == 0]
    return frozenset(t.index for t in nouns if t.word.endswith("s") and tells(t))


def _of_document(parse: Parse) -> list[str]:
    """What of a document is asked for by name."""
    words = [token.word for token in parse.question.tokens]
    return [column for start, column in TOLD.items() if any(word.startswith(start) for word in words)]


def _of_men(parse: Parse) -> bool:
    words = {token.word for token in parse.question.tokens}
    return bool(words & MEN) and not words & WOMEN


def _fate(parse: Parse) -> tuple[str, ...]:
    """The columns that tell what is asked of an event's fate: what it was treated with is not how it ended."""
    treated = any("treated with" in parse.question.words(m) for m in parse.question.cues("fate"))
    return FATE[:1] if treated else FATE


def _counts_it(parse: Parse, row: Row) -> bool:
    """Whether a row is about what a question asks the number of, in its own word: no site where centres are counted."""
    counted = parse.question.cues("count") if parse.ask is Ask.COUNT else []
    after = parse.question.tokens[counted[0].end] if counted and counted[0].end < len(parse.question.tokens) else None
    if (
        after is None
        or weight(after) == NOTHING
        or after.word in cues().people_heads | cues().study_heads | cues().degree
    ):
        return True
    return any(after.stem in stems_of(cell) for cell in row.cells.values() if isinstance(cell, str))


def preferred(parse: Parse, rows: Sequence[Row]) -> Sequence[Row]:
    """Results of the statistic that is spoken of, where there are any; a p value alone only where it is asked for."""
    if parse.template.name == "adverse_events":
        return graded(parse, rows)
    if parse.template.name != "results":
        return rows
    named = covered(parse.question.concepts("outcome"))  # the rate of "success rate" is part of its name
    spoken = [m for m in parse.question.concepts("statistic") if m.label in SPOKEN and not m.span <= named]
    wanted = {m.label for m in spoken if parse.ask is not Ask.CHANGE or m.label != "mean change"}
    if parse.ask is Ask.CHANGE and parse.question.has("quantity"):  # by how much is told by a change, where one is
        rows = [row for row in rows if row.text("statistic") == "mean change"] or rows
    if parse.question.has("predictor"):
        rows = [row for row in rows if row.text("statistic") in RATIOS] or rows
    if "p_operator" not in parse.asked:
        rows = [row for row in rows if row.text("statistic") != "p only"] or rows
    alike = [row for row in rows if row.text("statistic") in wanted]
    if "percentage" in wanted and not alike:  # a ratio of groups is no share of either
        alike = [row for row in rows if row.text("statistic") not in BETWEEN]
    rows = alike or rows
    if not wanted and APART.search(parse.question.text):
        rows = [row for row in rows if row.text("statistic") in DISTANCES] or rows
    if not wanted and parse.question.has("arms"):  # what each arm had, and not how they compare
        rows = [row for row in rows if row.text("statistic") not in BETWEEN] or rows
    if not wanted and _of_scores(parse):
        rows = [row for row in rows if row.text("statistic") not in SHARES] or rows
    return (from_baseline(rows) or rows) if parse.ask is Ask.CHANGE else rows


def graded(parse: Parse, rows: Sequence[Row]) -> Sequence[Row]:
    """Events of the severity and of the relation to treatment that are asked for, where there are any."""
    for mention, grade in ((m, GRADED.fullmatch(m.label)) for m in grades(parse.question)):
        if grade:
            alike = [
                row for row in rows if grade["grade"] in row.text("severity") and row.text("type") != mention.value
            ]
            if parse.question.has("denied"):  # that one event was not severe denies no other one
                alike = [row for row in rows if SOME_EVENT.search(row.text("event"))]
            rows = alike or rows
    for scheme, column in (("severity", "severity"), ("relatedness", "relatedness")):
        wanted = {m.value for m in parse.question.concepts(scheme)}
        if wanted and not parse.question.has("denied"):
            rows = [row for row in rows if row.text(column) and wanted & concepts_of(row.text(column))] or rows
    return rows


def _of_scores(parse: Parse) -> bool:
    """Whether a score is asked for, and no share or number of people."""
    words = {t.word for t in parse.question.tokens}
    people = parse.question.has("count", "fraction") or parse.question.concepts("statistic")
    return bool(words & {"score", "scores", "scored"}) and not people


def from_baseline(rows: Sequence[Row]) -> list[Row]:
    """The rows of series that begin before treatment and go on after it, from which alone a change can be told."""
    times: defaultdict[tuple[str, ...], set[Decimal | None]] = defaultdict(set)
    for row in rows:
        times[_one_series(row)].add(row.number("months"))
    return [row for row in rows if {0} < times[_one_series(row)] - {None}]


def _one_series(row: Row) -> tuple[str, ...]:
    return tuple(row.text(column) for column in (*SERIES, "group", "unit"))


def tells(token: Token) -> bool:
    """Whether a word may tell rows apart: light words may not, but those of degree and denial may."""
    return not is_light(token) or token.word in cues().degree or token.word in DENYING | MEASURING


def _of_units(matcher: Matcher, rows: Sequence[Row]) -> frozenset[int]:
    """The words that say what was counted, which are explained but choose nothing."""
    return frozenset().union(
        *(matcher.of_text(row.text(column)) for row in rows for column in UNITS if row.text(column))
    )


def own_columns(parse: Parse) -> tuple[str, ...]:
    """The columns whose words a question may use; where no event is asked for, when one happened finds none."""
    facets = [name for name in parse.template.facets if not (parse.loose and name == "timing")]
    return (*facets, *(name for name in ("outcome",) if name in parse.template.columns))


def hard_tokens(parse: Parse) -> frozenset[int]:
    """The words that hold for every row: studies, times, bounds, cues, and the words that ask for the kind."""
    question = parse.question
    mentions = [*question.of(Kind.STUDY, Kind.PAPER, Kind.TIME), *question.concepts("phase"), *question.cues(*CUES)]
    mentions += [m for m in question.of(Kind.NUMBER) if not m.exact and parse.of_studies]
    mentions += _counts(parse)
    mentions += [m for m in question.of(Kind.FOCUS) if m.value == parse.template.name]
    subjects = question.concepts("event", "outcome")
    named = covered(m for m in subjects if m.value not in GENERIC)  # "serious adverse events" is not any event
    mentions += [m for m in subjects if m.value in GENERIC and not m.span <= named]
    telling = frozenset(t.index for t in question.tokens if t.word in parse.template.telling)
    if parse.template.name == "sub_populations":  # the words that describe its study name the arm
        telling |= frozenset(t.index for t in of_arm(question)) | received(question)
    return (covered(mentions) | parse.described) - telling


def _counts(parse: Parse) -> list[Mention]:
    """The numbers that say how many patients there are, where single ones are asked for."""
    if parse.template.name != "patients":
        return []
    return [m for m in parse.question.of(Kind.NUMBER) if m.exact and _is_counted(m, parse.question)]


def _is_counted(number: Mention, question: Question) -> bool:
    """Whether a number says how many people or things there are, and which none of them is."""
    after = question.tokens[number.end].word if number.end < len(question.tokens) else ""
    units = {m.start for m in question.concepts("unit")}
    return after in cues().people_heads or after in LINKING or number.end in units


def compares_arms(parse: Parse) -> bool:
    """Whether results are asked for side by side."""
    return parse.template.name in ("results", "adverse_events") and parse.question.has("compare", "arms")


def with_other_arms(chosen: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """The rows with those of other arms in the same place: the same series, time and number of parts of the group."""
    if len(chosen) > MOST_ARMS or not any(row.text("group") for row in chosen):
        return list(chosen)
    places = {_place(row) for row in chosen}
    ids = {id(row) for row in chosen}
    return [row for row in rows if id(row) in ids or (row.text("group") and _place(row) in places)]


def _place(row: Row) -> tuple[object, ...]:
    return *(row.text(column) for column in (*SERIES, "event", "months", "time_label")), _parts(row)


def whole_groups(rows: Iterable[Row]) -> list[Row]:
    """Where a question names no group: the results of all patients, else of whole arms, for each series."""
    series: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        series[tuple(row.text(column) for column in SERIES)].append(row)
    kept = {id(row) for members in series.values() for row in _widest(members)}
    return [row for row in rows if id(row) in kept]


def _widest(members: list[Row]) -> list[Row]:
    least = min(_parts(row) for row in members)
    return [row for row in members if _parts(row) == least]


def _parts(row: Row) -> int:
    group = row.text("group")
    return len(group.split("; ")) if group else 0


def filter_names(parse: Parse) -> frozenset[str]:
    """The names of all constraints of a parse."""
    found: set[str] = set()
    for constraint in (*parse.constraints, *parse.soft):
        parts = constraint.filters if isinstance(constraint, AnyOf) else (constraint,)
        found.update(part.name for part in parts if isinstance(part, Filter))
    return frozenset(found)
