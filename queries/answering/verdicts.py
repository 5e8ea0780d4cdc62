"""Yes or no.

Knows rows and what a question asserts of them; says nothing where rows do not decide.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.ontology.vocabulary import vocabulary
from evigraph.queries.answering.matching import concepts_of
from evigraph.queries.answering.series import change, courses
from evigraph.queries.understanding.filters import window
from evigraph.queries.understanding.mentions import Kind, covered
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.weights import FULL, weight
from evigraph.queries.understanding.wording import labels
from evigraph.queries.words.stems import stem_of, stems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.understanding.mentions import Question
    from evigraph.queries.understanding.parse import Parse

SIGNIFICANT = Decimal("0.05")
#: Words by which a text denies what it is asked about.
DENIAL = re.compile(r"\b(no|not|none|never|neither|nor|without|unable|cannot|nobody|nothing|neither)\b", re.IGNORECASE)
#: Words by which a text says that something stayed, and that it passed.
LASTED = re.compile(
    r"\b(still|persist\w*|permanent\w*|ongoing|remain\w*|unresolved"
    r"|(?:not|never|without) (?:\w+ )?(?:resol|recover|heal|improv)\w*)",
    re.IGNORECASE,
)
PASSED = re.compile(
    r"\b(resol\w+|recover\w*|disappear\w*|settled|subsided|healed|transient|temporary|self-limit\w*|no longer"
    r"|cleared)\b",
    re.IGNORECASE,
)
#: The columns that tell a trait, where it is not the one of its name.
COLUMNS = {
    "design": ("design", "direction"),
    "condition": ("population", "lesion"),
    "device": ("device", "manufacturer"),
}
#: The parts of a list of predictors, and the p value of one.
PARTS = re.compile(r";(?![^(]*\))|(?<=[a-z]):|(?<=\))\.")
P_VALUE = re.compile(r"\bp\s*(?P<sign>[=<>])\s*(?P<value>0?\.\d+)", re.IGNORECASE)
#: The ends of a course: "fell from 31.2 to 19.6".
COURSE = re.compile(
    r"\bfrom (?P<first>-?\d+(?:\.\d+)?)[\w%/ ]{0,12} to (?P<last>-?\d+(?:\.\d+)?)"
    r"(?![\d/]| (?:months|years|weeks|days))"
)
OPPOSITES = {
    word: tuple(others)
    for ours, theirs in [
        (["better", "best"], ["worse"]),
        (["worse", "worst"], ["better"]),
        (["permanent", "permanently"], ["temporary", "transient"]),
        (["temporary", "transient"], ["permanent"]),
        (["prospective", "prospectively"], ["retrospective", "retrospectively"]),
        (["retrospective", "retrospectively"], ["prospective", "prospectively"]),
        (["older"], ["younger"]),
        (["younger"], ["older"]),
        (["adequate"], ["inadequate", "limited"]),
        (["single"], ["multicentre"]),
    ]
    for word in ours
    for others in [theirs]
}
DIFFERING = re.compile(r"\bdiffer(?:s|ed|ent|ence|ences)?\b", re.IGNORECASE)
_WOMEN, _MEN = r"(?:women|females?|girls)", r"(?:men|males?|boys)"
_MOST, _ONLY = r"\b(?:mostly|mainly|predominantly|majority(?: were| of)?)", r"\b(?:only|all|just|exclusively)"
#: What is asked of the sexes, and the shares of women for which it holds.
SEXES: list[tuple[re.Pattern[str], Callable[[Decimal], bool]]] = [
    (re.compile(pattern, re.IGNORECASE), holds)
    for pattern, holds in [
        (rf"\bmore {_WOMEN} than {_MEN}|{_MOST} {_WOMEN}", lambda share: share > 50),
        (rf"\bmore {_MEN} than {_WOMEN}|{_MOST} {_MEN}", lambda share: share < 50),
        (rf"{_ONLY} {_MEN}|\b{_MEN} (?:only|alone)", lambda share: share == 0),
        (rf"{_ONLY} {_WOMEN}|\b{_WOMEN} (?:only|alone)", lambda share: share == 100),
    ]
]
VALUED = re.compile(r"\b(?:better|worse)\b", re.IGNORECASE)
SHARES = frozenset({"percentage", "count", "rate"})
#: How many words of a part may name its predictor: "each 5 kg/m2 of body mass index".
LABEL = 8
TWO = 2
STAYS = frozenset(["persist", "persisted", "still present"])
#: Words that ask how people fared or what is to be done, which that they were studied does not tell.
BEYOND = re.compile(
    r"\b(?:worse|better|safer|should|may|might|can|could|(?:is|are|be) (?:it )?(?:to be )?(?:used|offered|done|given)"
    r"|recommended|suitable|help\w*|benefit\w*)\b",
    re.IGNORECASE,
)
#: Words that ask where a procedure can be had, which is not where it was studied.
OFFERED = re.compile(r"\b(?:available|offered|sold|licen[sc]ed|approved|allowed|recommended|marketed)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")
#: A word of a group's name has more letters than this to tell it from others.
SHORT = 3
#: How many words before and after a denial say what it denies.
BEFORE, AFTER = 3, 3
#: How many words a clause that denies may go on for.
CLAUSE = 14
#: Words that ask whether events were due to something.
RELATED = re.compile(r"(?<!un)\b(?:related|due|attribut\w+|linked|put down) to\b|\bcaused by\b", re.IGNORECASE)


def verdict(parse: Parse, rows: Sequence[Row]) -> bool | None:
    """Whether what the question asserts holds; None where the rows do not decide it."""
    for decide in DECIDING:
        found = decide(parse, rows)
        if found is not None:
            return found
    return True if parse.of_studies and rows else None


def _decided(parse: Parse, rows: Sequence[Row]) -> bool | None:
    """What the column says that decides for this kind, of all rows together."""
    known = [row.cells[parse.template.decides] for row in rows if parse.template.decides in row.cells]
    return all(known) if known else None


def _significance(parse: Parse, rows: Sequence[Row]) -> bool | None:
    if parse.ask is not Ask.SIGNIFICANCE:
        return None
    known = {s for s in map(significant, rows) if s is not None}
    return known.pop() if len(known) == 1 else None


def significant(row: Row) -> bool | None:
    """Whether the source's p value is below 0.05; None where it gives none."""
    operator, value = row.text("p_operator"), row.number("p_value")
    if operator == "ns":
        return False
    if value is None:
        return None
    return value < SIGNIFICANT or (operator in ("<", "<=") and value <= SIGNIFICANT)


def _verified(parse: Parse, rows: Sequence[Row]) -> bool | None:
    """Whether a trait that was asked about is among those that the rows give."""
    beyond = {"condition": BEYOND, "country": OFFERED}.get(parse.template.verify)
    if not parse.template.verify or (beyond and beyond.search(parse.question.text)):
        return None
    columns = COLUMNS.get(parse.template.verify, (parse.template.verify,))
    cells = [row.text(column) for row in rows for column in columns if row.text(column)]
    if not cells or not parse.verified:
        return _worded(parse.question, cells)
    held = frozenset().union(*map(concepts_of, cells))
    return any(mention.value in held for mention in parse.verified)


def _worded(question: Question, cells: Sequence[str]) -> bool | None:
    """Yes where a column has all the words that are asked about; words that it lacks decide nothing."""
    known = covered(question.of(Kind.STUDY))
    asked = {t.stem for t in question.tokens if weight(t) >= FULL and t.index not in known}
    return True if asked and any(asked <= stems_of(cell) for cell in cells) else None


def _fate(parse: Parse, rows: Sequence[Row]) -> bool | None:
    """Whether events passed, by what is said of how they ended; asked whether they stayed, whether they did not."""
    if not parse.question.has("fate"):
        return None
    ends = [text for row in rows for text in [f"{row.text('resolution')} {row.text('timing')}"] if text.strip()]
    passed = [ended(text) for text in ends]
    known = [one for one in passed if one is not None]
    return (all(known) is not stays(parse.question)) if known else None


def stays(question: Question) -> bool:
    """Whether it is asked whether something stayed, and not whether it passed."""
    return any(question.words(m).casefold() in STAYS for m in question.cues("fate"))


def ended(text: str) -> bool | None:
    """Whether a text says that something passed; None where it says neither that it did nor that it did not.

    >>> ended("resolved within 2 weeks"), ended("still present at 1 year"), ended("on day 3")
    (True, False, None)
    """
    if LASTED.search(text):
        return False
    return True if PASSED.search(text) else None


def opposed(question: Question, text: str) -> bool:
    """Whether a text says the opposite of a word of comparison of the question, and not the word itself."""
    asked, said = (set(WORD.findall(part.casefold())) for part in (question.text, text))
    return any(other in said and word not in said for word in asked for other in OPPOSITES.get(word, ()))


def predicts(question: Question, text: str) -> bool | None:
    """Whether what is asked about is said to be significant, by the p value that follows it; None where none does."""
    stems = frozenset(t.stem for t in question.tokens if weight(t) >= FULL)
    for part in PARTS.split(text.replace("·", ".")):
        value = P_VALUE.search(part)
        if value and any(stem_of(word) in stems for word in WORD.findall(part.casefold()[: value.start()])[:LABEL]):
            return below(value)
    return None


def _events(parse: Parse, rows: Sequence[Row]) -> bool | None:
    """Whether an event was reported; asked whether there was none, whether that is said."""
    compared = parse.question.has("more_than", "less_than", "compare")
    if "status" not in parse.template.columns or not rows or compared:
        return None
    if RELATED.search(parse.question.text) and not any(row.text("relatedness") for row in rows):
        return None
    happened = any(row.text("status") != "none reported" and row.number("n") != 0 for row in rows)
    if happened and (asked := _severities(parse.question)):
        return _graded(asked, rows)
    if not happened and all(_is_narrower(parse, row) for row in rows):  # no stump neuroma is not no nerve damage
        return None
    return not happened if parse.question.has("denied") else happened


def _severities(question: Question) -> frozenset[str]:
    """The severities that an event is asked to be of, but for those in the name of one."""
    named = covered(question.concepts("event"))
    return frozenset(m.value for m in question.concepts("severity") if not m.span <= named)


def _graded(severities: frozenset[str], rows: Sequence[Row]) -> bool | None:
    """Whether events are of some severity; None where nothing is said of how severe they were."""
    told = [concepts_of(row.text("severity")) for row in rows if row.text("severity")]
    return any(severities & held for held in told) if told else None


def _sexes(parse: Parse, rows: Sequence[Row]) -> bool | None:
    """Whether studies had women only, men only, or more of one than of the other, by their shares of women."""
    shares = [share for row in rows if (share := row.number("women_percent")) is not None]
    if parse.template.name != "study_sex" or not shares:
        return None
    text = parse.question.text
    for pattern, holds in SEXES:
        if pattern.search(text):
            return all(map(holds, shares))
    return None


def _is_narrower(parse: Parse, row: Row) -> bool:
    """Whether an event is only one kind of all that are asked about."""
    asked = {m.value for m in parse.question.concepts("event")}
    kind = row.text("type")
    return bool(asked) and kind not in asked and bool(asked & (vocabulary().closure(kind) - {kind}))


def _number(parse: Parse, rows: Sequence[Row]) -> bool | None:
    """Whether a value is the number that the question names."""
    names = parse.question.concepts("instrument", "outcome", "event")  # the 6 of a scale's name is no value
    named = covered([*names, *labels(parse.question)])
    numbers = [m for m in parse.question.of(Kind.NUMBER) if m.exact and m.scheme != "year" and not m.span & named]
    values = [row.number(parse.template.number) for row in rows if parse.template.number]
    known = [value for value in values if value is not None]
    if not numbers or not known or parse.of_studies:
        return None
    return any(mention.low in known for mention in numbers)


def _comparison(parse: Parse, rows: Sequence[Row]) -> bool | None:
    """Whether the first thing that the question names has more, or less, than the second."""
    more, less = parse.question.has("more_than"), parse.question.has("less_than")
    column = parse.template.number
    ordered = _as_named(parse, _pair([row for row in rows if column and row.number(column) is not None]))
    if not (more or less) or len(ordered) != TWO:
        return None
    if VALUED.search(parse.question.text) and any(row.text("statistic") not in SHARES for row in ordered):
        return None  # of some scales the lower end is the better one
    first, second = (row.number(column) or Decimal(0) for row in ordered)
    return first > second if more else first < second


def _pair(rows: Sequence[Row]) -> Sequence[Row]:
    """Of rows of several measures those of the one that two rows have."""
    of: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        of.setdefault(tuple(row.text(c) for c in ("outcome", "measure", "statistic", "unit")), []).append(row)
    pairs = [own for own in of.values() if len(own) == TWO]
    return pairs[0] if len(pairs) == 1 else rows


def _difference(parse: Parse, rows: Sequence[Row]) -> bool | None:
    """Whether groups differ, by the p values of what was measured in them; None where none is given."""
    if not DIFFERING.search(parse.question.text):
        return None
    known = [one for one in map(significant, rows) if one is not None]
    if parse.ask is Ask.SIGNIFICANCE and len(set(known)) > 1:  # which of them is meant is not said
        return None
    return any(known) if known else None


def _as_named(parse: Parse, rows: Sequence[Row]) -> list[Row]:
    """Rows in the order in which the question names their studies or groups."""
    text = parse.question.text.casefold()
    alike = len({(row.text("study"), row.text("group")) for row in rows}) == 1

    def position(row: Row) -> int:
        group = [word for word in WORD.findall(row.text("group")) if len(word) > SHORT]
        names = [row.text("study").rpartition(" ")[0], row.text("group"), *group]
        found = [text.find(name.casefold()) for name in names if name and name.casefold() in text]
        found += [place for place in [_when(parse, row)] if place is not None] if alike else []
        return min(found, default=len(text))

    return sorted(rows, key=position)


def _when(parse: Parse, row: Row) -> int | None:
    """Where the time of a row stands in the question."""
    months, tokens = row.number("months"), parse.question.tokens
    times = [m for m in parse.question.of(Kind.TIME) if months is not None and _is_within(months, window(m))]
    before = row.text("phase") == "baseline" or months == 0
    phases = [m for m in parse.question.concepts("phase") if before and m.value.endswith("baseline")]
    return next((tokens[m.start].start for m in [*times, *phases]), None)


def _is_within(months: Decimal, ends: tuple[Decimal, Decimal]) -> bool:
    return ends[0] <= months <= ends[1]


def _change(parse: Parse, rows: Sequence[Row]) -> bool | None:
    ends = change(courses(rows))
    if ends is None:
        return None
    first, last = ends
    known = [one for one in map(significant, rows) if one is not None]
    if known and not any(known) and parse.question.has("changed"):  # what may be chance is no change
        return False
    for cue, holds in (("went_up", last > first), ("went_down", last < first), ("changed", last != first)):
        if parse.question.has(cue):
            return holds
    return None


def heads(question: Question, text: str) -> bool | None:
    """Whether the numbers of a text go the way that is asked about, or its one p value tells groups apart.

    None where the text gives no such numbers, or more than one pair of them.
    """
    text = text.replace("·", ".")
    if DIFFERING.search(question.text) and not question.has("predictor"):
        values = list(P_VALUE.finditer(text))
        return below(values[0]) if len(values) == 1 else None
    pairs = list(COURSE.finditer(text))
    if len(pairs) != 1 or not question.has("went_up", "went_down"):
        return None
    first, last = Decimal(pairs[0]["first"]), Decimal(pairs[0]["last"])
    return last > first if question.has("went_up") else last < first


def below(value: re.Match[str]) -> bool:
    """Whether a p value that a text gives is significant."""
    p = Decimal(value["value"])
    return value["sign"] != ">" and (p < SIGNIFICANT or (value["sign"] == "<" and p <= SIGNIFICANT))


#: What may decide, the first that does.
DECIDING = (_decided, _significance, _verified, _fate, _comparison, _difference, _events, _sexes, _number, _change)


def denies(text: str) -> bool:
    """Whether a text denies something."""
    return bool(DENIAL.search(text))


def denies_of(text: str, stems: frozenset[str]) -> bool:
    """Whether a text denies what these stems name: a denial stands just before or just after one of them."""
    words = WORD.findall(text.casefold())
    places = [i for i, word in enumerate(words) if DENIAL.fullmatch(word) and not _of_those(words[i:], stems)]
    near = (words[max(0, i - AFTER) : i + BEFORE + 1] for i in places)
    return any(stem_of(word) in stems for part in near for word in part)


def _of_those(words: Sequence[str], stems: frozenset[str]) -> bool:
    """Whether a denial is of something about those that there were: "neither leak was treated"."""
    named = [word for word in words[1:4] if word not in ("of", "the", "these", "those")]
    if words[0] not in ("neither", "none") or not named or stem_of(named[0]) not in stems or "nor" in words:
        return False
    return not any(stem_of(word) in stems - {stem_of(named[0])} for word in words[2:CLAUSE])


def led(found: bool | None, text: str) -> str:
    """The text after Yes or No, where that is decided."""
    if found is None:
        return text
    return f"{'Yes' if found else 'No'}: {text.removeprefix('Yes: ').removeprefix('No: ')}"
