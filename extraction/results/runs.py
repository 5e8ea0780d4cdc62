"""Figures that stand side by side, and the times and arms that fall to each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.extraction.results import predicates
from evigraph.extraction.scanning.numbers import WORD_NUMBER
from evigraph.extraction.scanning.times import Time, TimeSpan
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.figure import Figure
    from evigraph.extraction.results.statement import Statement
    from evigraph.extraction.studies.arms import ArmMention

_SEPARATOR = re.compile(
    r"^[\s,;)\]]*(?:and|v\.?|vs\.?|versus|or|against|compared with|as against|as opposed to|&)?[\s,(\[]*$",
    re.IGNORECASE,
)
VERSUS = re.compile(r"\b(?:v\.?|vs\.?|versus|compared with|as against|against|as opposed to)\b", re.IGNORECASE)
RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_BEHIND_PREPOSITION = re.compile(r"\b(?:in|for|among|affected)\s+(?:about |only )?$", re.IGNORECASE)
_OF_WHOM = re.compile(r"\s*of whom\b", re.IGNORECASE)
"""What is told of some of those before is no figure beside theirs."""
PAIR = 2
_STANDALONE = ("p", "n", "i2", "ci")


@dataclass(slots=True)
class Run:
    """Indices of figures with nothing but separators between them."""

    indices: list[int]
    versus: bool = False

    @property
    def first(self) -> int:
        """The first figure's place among the statement's."""
        return self.indices[0]

    @property
    def last(self) -> int:
        """The last figure's place among the statement's."""
        return self.indices[-1]

    def __len__(self) -> int:
        return len(self.indices)


def runs_of(s: Statement) -> list[Run]:
    """The runs of a statement, left to right."""
    runs: list[Run] = []
    for i, figure in enumerate(s.figures):
        run = runs[-1] if runs else None
        if run is not None and _joins(s, run, i):
            run.versus = run.versus or VERSUS.search(s.text[s.figures[run.last].end : figure.start]) is not None
            run.indices.append(i)
        else:
            runs.append(Run([i]))
    return runs


def _joins(s: Statement, run: Run, i: int) -> bool:
    last, figure = s.figures[run.last], s.figures[i]
    if (
        last.kind in (*_STANDALONE, "bare range")
        or figure.role in ("from", "to")
        or last.role in ("from", "to")
        or not (_alike(last, figure) or _set_against_number(s, last, figure))
    ):
        return False
    if any(last.core_end <= t.start and t.end <= figure.start for t in s.times) or (
        figure.in_bracket and not last.in_bracket
    ):
        return False
    gap = s.text[last.end : figure.start]
    if last.denominator is None and _begins_anew(s, last, figure):
        return False
    if _OF_WHOM.match(s.text, figure.end):
        return False
    if _BEHIND_PREPOSITION.search(s.text[: s.figures[run.first].start]) and predicates.opens(s.text[figure.end :]):
        return False
    return ";" not in gap and _SEPARATOR.match(gap) is not None


COUNTED_IN = re.compile(
    rf"\b(?:\d+|{WORD_NUMBER})\s+[a-z][a-z -]{{2,40}}\s(?:in|among|of|from)\s(?:the |all )?$",
    re.IGNORECASE,
)
"""What is counted, up to how many it was counted in: "3 leaks in | 31 patients"."""
_THING = re.compile(
    rf"\s+(?!{UNIT_OF_ANALYSIS}\b|(?:and|or|of|in|with|were|was|had|v|versus)\b)[a-z]{{4,}}", re.IGNORECASE
)


def _begins_anew(s: Statement, whole: Figure, figure: Figure) -> bool:
    """Whether a figure counts the next thing behind the whole of another: "3 leaks in 31 patients and | 4 clots in"."""
    if figure.denominator is None and _thing(s, whole) and _thing(s, figure):
        return _thing(s, whole) != _thing(s, figure)
    counted = (whole.kind == "count" or whole.is_plain) and COUNTED_IN.search(s.text, 0, whole.start) is not None
    return counted and figure.denominator is None and _THING.match(s.text, figure.core_end) is not None


def _thing(s: Statement, figure: Figure) -> str:
    """The noun that a plain count counts itself: "3 leaks (7%)"."""
    match = _THING.match(s.text, figure.core_end) if figure.n is not None or figure.is_plain else None
    return "" if match is None or figure.denominator_unit else match[0].strip().lower()


def _alike(a: Figure, b: Figure) -> bool:
    if a.kind == b.kind or (a.is_share and b.is_share):
        return True
    return {a.kind, b.kind} == {"value", "count"} and all(
        f.value is not None and f.value == f.value.to_integral_value() for f in (a, b)
    )


def _set_against_number(s: Statement, share: Figure, figure: Figure) -> bool:
    """Whether a bare number is set against a count with its share: "4 (8.7%) v 0"."""
    counted = share.kind == "percent" and share.n is not None and figure.is_plain
    return counted and VERSUS.search(s.text, share.end, figure.start) is not None


def times_of(s: Statement, run: Run, carried: Time) -> list[Time]:
    """A time for each figure of a run.

    It stands right behind the figure, in a label or near before it, in its clause, in the frame, or is carried over.
    """
    for spans in _candidates(s, run):
        chosen = _distributed([t for span in spans for t in span.times], len(run))
        if chosen:
            return chosen
    if s.figures[run.first].role == "from":
        return [Time(label="before treatment")] * len(run)
    chosen = (
        _distributed(list(s.frame.times), len(run))
        or _between(s, len(run))
        or _first_follow_up(s.frame.times, len(run))
    )
    if chosen:
        return chosen
    only = s.times[0].times if len(s.times) == 1 else ()
    if only and not is_baseline(only[0]) and (one := _distributed(list(only), len(run))):
        return one
    return [carried if not is_baseline(carried) else Time()] * len(run)


_PAIR = re.compile(
    r"\bbetween (?:the |their )?(?P<a>baseline|first visit|before treatment)\b.{0,20}?\band (?P<b>.{3,40})",
    re.IGNORECASE,
)


def _between(s: Statement, k: int) -> list[Time]:
    """Two figures of a sentence that tells what changed "between the first visit and 6 months"."""
    match = _PAIR.search(s.text) if k == 2 else None
    later = next((t for t in s.times if match and t.start >= match.start("b") - 3), None)
    if match is None or later is None:
        return []
    label = "first visit" if match["a"].lower() == "first visit" else "before treatment"
    return [Time(label=label), later.times[0]]


def _first_follow_up(times: Sequence[Time], k: int) -> list[Time]:
    later = [t for t in times if not is_baseline(t)]
    return [later[0]] * k if later and len({(t.unit, t.value) for t in later}) == 1 else []


def is_baseline(time: Time) -> bool:
    """Whether a time is the one before treatment."""
    return time.label in ("before treatment", "first visit")


def _candidates(s: Statement, run: Run) -> list[list[TimeSpan]]:
    first, last = s.figures[run.first], s.figures[run.last]
    directly = [
        t
        for t in s.times
        if s.start_of(run.first) <= t.start
        and _DIRECTLY.fullmatch(s.text[t.end : first.start] if t.end <= first.start else "x")
    ]
    if directly and _lists_times_first(s, run, directly[-1]):
        return [directly[-1:]]
    behind = [t for t in s.times if last.core_end <= t.start < s.end_of(run.last)]
    ahead = [t for t in s.times if s.start_of(run.first) <= t.end <= first.start + 1]
    close = [t for t in behind if _is_close(s.text[last.core_end : t.start])]
    label = [t for t in ahead if re.match(r"[^.;]*[=:]", s.text[t.end : first.start])]
    near = [
        t for t in ahead if t not in label and len(s.text[t.end : first.start]) < 120 and not _belongs_before(s, run, t)
    ]
    lists = [t for t in (*close, *near, *label) if len(t.times) == len(run) > 1]
    chain = _chain(s, behind)
    listed = [chain] if len(run) > 1 and sum(len(t.times) for t in chain) == len(run) else [[t] for t in lists[:1]]
    return [x for x in (*listed, close[:1], label[-1:], near[-1:]) if x]


_JOINS = re.compile(r"\s*(?:,|and|,\s*and)\s*")


def _chain(s: Statement, spans: Sequence[TimeSpan]) -> list[TimeSpan]:
    """Times joined to one list: "before the injection and 1, 6 and 12 months after it"."""
    chain: list[TimeSpan] = list(spans[:1])
    for span in spans[1:]:
        if not _JOINS.fullmatch(s.text[chain[-1].end : span.start]):
            break
        chain.append(span)
    return chain


_DIRECTLY = re.compile(r"\s*[:=]?\s*")


def _lists_times_first(s: Statement, run: Run, span: TimeSpan) -> bool:
    """Whether every figure stands right behind its time: "baseline 298 m, 6 months 341 m"."""
    if span.start and not re.search(r"(?:^|[:,;]|\band)\s*$", s.text[: span.start]):
        return False
    nexts = [f for f in s.figures[run.last + 1 :] if f.kind == s.figures[run.first].kind]
    return not nexts or any(
        t.end <= nexts[0].start and _DIRECTLY.fullmatch(s.text[t.end : nexts[0].start]) for t in s.times
    )


def _belongs_before(s: Statement, run: Run, span: TimeSpan) -> bool:
    """Whether a time between two figures is the first one's: it follows at once, and a comma or word parts it."""
    if run.first == 0:
        return False
    previous = s.figures[run.first - 1]
    gap = s.text[previous.end : span.start]
    return (
        _is_close(gap)
        and len(gap) < len(s.text[span.end : s.figures[run.first].start]) + 40
        and re.search(r"[,;]|\band\b|\bto\b", s.text[span.end : s.figures[run.first].start]) is not None
    )


def _is_close(gap: str) -> bool:
    gap = re.sub(r"[(\[][^()\[\]]*[)\]]", "", gap)
    return ";" not in gap and re.search(r"\.\s", gap) is None and len(re.sub(r"\([^()]*\)", "", gap)) < 90


def _distributed(times: list[Time], k: int) -> list[Time]:
    if len(times) == k:
        return times
    return times * k if len(times) == 1 else []


def arms_of_run(s: Statement, run: Run) -> list[str]:
    """The arm of each figure of a run; empty where the statement is about all patients."""
    if not s.arms:
        return [""] * len(run)
    ordered = _in_order(s, run)
    if ordered:
        return ordered
    if (of_effect := _first_arm(s, run)) is not None:
        return [of_effect]
    if parted := _before_and_behind(s, run):
        return parted
    for mentions in _arm_candidates(s, run):
        chosen = _named(mentions, len(run))
        if chosen:
            return chosen
    if len(run) == len(s.arms) and _stands_for_arms(s, run):
        return list(s.frame.arms) if len(s.frame.arms) == len(run) else [a.name for a in s.arms]
    if len(s.frame.arms) == len(run) > 1 and not s.arm_mentions:
        return list(s.frame.arms)
    named = list(dict.fromkeys(m.arm.name for m in s.arm_mentions)) or list(s.frame.arms)
    return [named[0] if len(named) == 1 else ""] * len(run)


def _first_arm(s: Statement, run: Run) -> str | None:
    """The first of the arms that an effect in a bracket compares."""
    figure = s.figures[run.first]
    if len(run) > 1 or figure.kind != "effect" or not figure.in_bracket:
        return None
    start = s.clause_start(figure.start)
    names = list(dict.fromkeys(m.arm.name for m in s.arm_mentions if start <= m.start and m.end <= figure.start))
    return names[0] if len(names) > 1 else None


def _before_and_behind(s: Statement, run: Run) -> list[str]:
    """Two figures between two arms: "after a was 34.9 weeks compared with 37.4 weeks after b"."""
    first, last = s.figures[run.first], s.figures[run.last]
    ahead = [m for m in s.arm_mentions if s.start_of(run.first) <= m.start and m.end <= first.start]
    behind = [m for m in s.arm_mentions if last.core_end <= m.start < s.end_of(run.last)]
    names = [ahead[-1].arm.name, behind[0].arm.name] if ahead and behind and run.versus and len(run) == PAIR else []
    return names if len(set(names)) == PAIR else []


def _in_order(s: Statement, run: Run) -> list[str]:
    """The arms in the order in which the sentence named them, for "1/76 and 2/76, respectively"."""
    if len(run) < 2 or not RESPECTIVELY.match(s.text[s.figures[run.last].end : s.end_of(run.last)].lstrip(" ),")):
        return []
    behind = list(
        dict.fromkeys(
            m.arm.name
            for m in s.arm_mentions
            if s.figures[run.last].end <= m.start < s.clause_end(s.figures[run.last].end)
        )
    )
    before = list(dict.fromkeys(m.arm.name for m in s.arm_mentions if m.end <= s.figures[run.first].start))
    return next((names for names in (behind, before) if len(names) == len(run)), [])


def _named(mentions: Sequence[ArmMention], k: int) -> list[str]:
    names = list(dict.fromkeys(m.arm.name for m in mentions))
    if len(names) == k:
        return names
    return names * k if len(names) == 1 else []


def _arm_candidates(s: Statement, run: Run) -> list[list[ArmMention]]:
    first, last = s.figures[run.first], s.figures[run.last]
    behind = [
        m
        for m in s.arm_mentions
        if last.core_end <= m.start < s.end_of(run.last) and _is_close(s.text[last.core_end : m.start])
    ]
    ahead = [m for m in s.arm_mentions if s.start_of(run.first) <= m.start and m.end <= first.start]
    if behind and len(run) == 1:
        behind = behind[:1] if not _opens_next(s, run, behind[0]) else []
    label = ahead[-len(run) :] if len(ahead) >= len(run) else ahead
    if label and first.in_bracket and _JUST_BEFORE.fullmatch(s.text[label[-1].end : first.start]):
        return [label]
    return [x for x in (behind, label) if x]


_JUST_BEFORE = re.compile(r"\s*(?:groups?|arms?)?\s*[(\[]\s*")


def _opens_next(s: Statement, run: Run, mention: ArmMention) -> bool:
    """Whether an arm behind a figure is the next figure's: only a comma and the arm stand before that."""
    end = s.end_of(run.last)
    if end == len(s.text):
        return False
    gap, rest = s.text[s.figures[run.last].end : mention.start], s.text[mention.end : end]
    return (
        re.search(r"[,;]\s*(?:and\s+)?(?:the\s+)?$", gap) is not None
        and re.match(r"\s*(?:group|arm)?\s*[:=,]?\s*$", rest) is not None
    )


def _stands_for_arms(s: Statement, run: Run) -> bool:
    """Whether figures side by side stand for the arms: they are compared, or nothing else tells them apart."""
    claimed = any(len(t.times) == len(run) for t in s.times) or len(s.frame.times) == len(run)
    return run.versus or (
        not claimed and (RESPECTIVELY.search(s.text) is not None or len(s.arm_mentions) in (0, len(run)))
    )
