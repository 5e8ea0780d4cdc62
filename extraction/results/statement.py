"""A sentence, list item or cell with everything that scanners find in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.extraction.results.figures import figures_in
from evigraph.extraction.results.frames import Frame, is_comparison
from evigraph.extraction.scanning.masks import blank, masks_of
from evigraph.extraction.scanning.numbers import WORD_NUMBER
from evigraph.extraction.scanning.times import Time, TimeSpan
from evigraph.extraction.scanning.wholes import Whole, wholes_in
from evigraph.extraction.studies.arms import Arm, ArmMention, mentions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.figure import Figure
    from evigraph.extraction.scanning.concepts import Mention
    from evigraph.extraction.scanning.descriptions import Description
    from evigraph.extraction.scanning.scanners import Scanners

_DURATION_NOUN = re.compile(
    r"\b(?:duration|time (?:to|until|between|since|interval|taken|from|for)|time\b|interval|length|age[ds]?"
    r"|days (?:until|to|in|of)|stay|delay|period of|follow[- ]?up|recovery|lasted|lasting|long)\b",
    re.IGNORECASE,
)
_VALUE_CONTEXT = re.compile(
    r"(?:=|:|\bmeans?|\bmedians?|\baverages?|\bwas|\bwere|\bof|\bto|\bis|\babout|\blasted|\btook|\band|\bv|\bvs"
    r"|[,;])\s*(?:about\s+|only\s+|a\s+)?(?:mean\s+|median\s+)?(?:of\s+)?$",
    re.IGNORECASE,
)
_STATISTIC_BEFORE = re.compile(
    r"\b(?:(?:mean|median|average)s?(?: of| was| were)?|(?:shorter|longer|fewer|less|more) by(?: about)?)\s*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r";\s|\.\s|,\s+(?:while|whereas|but)\s|,?\s+and\s+(?=(?:it|they|the \w+) (?:was|were|had|stayed|remained)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A levelled statement under its frame; `working` is the text with masks and times blanked."""

    scan: Scanners
    text: str
    working: str
    frame: Frame
    arms: Sequence[Arm]
    times: Sequence[TimeSpan]
    figures: Sequence[Figure]
    mentions: Sequence[Mention]
    arm_mentions: Sequence[ArmMention]
    descriptions: Sequence[Description]
    wholes: Sequence[Whole]
    carried: Time = Time()
    cuts: tuple[tuple[int, int], ...] = ()

    def start_of(self, i: int) -> int:
        """Where the stretch before figure i begins: behind the figure before it."""
        return self.figures[i - 1].end if i else 0

    def end_of(self, i: int) -> int:
        """Where the stretch behind figure i ends: before the next figure."""
        return self.figures[i + 1].start if i + 1 < len(self.figures) else len(self.text)

    def left(self, i: int) -> str:
        """The words between the figure before and figure i."""
        return self.text[self.start_of(i) : self.figures[i].start]

    def right(self, i: int) -> str:
        """The words between figure i and the next one."""
        return self.text[self.figures[i].end : self.end_of(i)]

    def without_times(self, start: int, end: int) -> str:
        """A stretch with its times blanked."""
        spans = [
            (max(t.start, start) - start, min(t.end, end) - start)
            for t in self.times
            if t.start < end and start < t.end
        ]
        return blank(self.text[start:end], spans)

    def clause_start(self, position: int) -> int:
        """Where the clause that holds a position begins."""
        return next((end for start, end in reversed(self.cuts) if end <= position), 0)

    def clause_end(self, position: int) -> int:
        """Where the clause that holds a position ends."""
        return next((start for start, _ in self.cuts if start >= position), len(self.text))


def _cuts(text: str) -> tuple[tuple[int, int], ...]:
    """The ends of clauses, outside of brackets."""
    return tuple(m.span() for m in _CLAUSE.finditer(text) if not _inside_bracket(text, m.start()))


def _inside_bracket(text: str, position: int) -> bool:
    head = text[:position]
    return head.count("(") + head.count("[") > head.count(")") + head.count("]")


HETEROGENEITY = re.compile(r"I\s?(?:2|²|squared)\b|heterogeneity\b", re.IGNORECASE)
"""What is told of an estimate is no outcome of its own."""


def parse(
    scan: Scanners,
    text: str,
    frame: Frame,
    arms: Sequence[Arm] = (),
    citations: Sequence[tuple[int, int]] = (),
    carried: Time = Time(),
) -> Statement:
    """Scan a levelled statement; citations are stretches that hold no figure."""
    layout = layout_of(scan, text, frame.text, citations)
    compared = [s for s in layout.times if is_comparison(text, s)]
    kept = [s for s in layout.times if s not in compared]
    figures = figures_in(layout.working, scan.quantities(layout.working))
    descriptions = scan.studies(text)
    hidden = [
        *((d.start, d.end) for d in descriptions),
        *((s.start, s.end) for s in layout.all_times),
        *((f.core_end, f.end) for f in figures),
    ]
    named = mentions_of(text, arms)
    hidden += [(m.start, m.end) for m in named if m.arm.name]
    mentions = [
        m
        for m in scan.concepts(text)
        if not any(a <= m.start < b for a, b in hidden) and not HETEROGENEITY.match(text, m.start)
    ]
    return Statement(
        scan, text, layout.working, frame, arms, kept, figures, mentions, named, descriptions,
        layout.wholes, carried, _cuts(text)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """A text with its times and with what is no figure blanked."""

    working: str
    times: list[TimeSpan]
    all_times: list[TimeSpan]
    wholes: list[Whole]


def layout_of(scan: Scanners, text: str, label: str, citations: Sequence[tuple[int, int]] = ()) -> Layout:
    """The text in which figures are looked for; worked out once for one text, label and citations."""
    key = (text, label, tuple(citations))
    if key not in scan.layouts:
        scan.layouts[key] = _layout(scan, text, label, citations)
    found: Layout = scan.layouts[key]
    return found


_DIGIT = re.compile(r"\d")
_MAY_COUNT = re.compile(rf"\b(?:{WORD_NUMBER}|none|no|neither|nobody)\b", re.IGNORECASE)


def _layout(scan: Scanners, text: str, label: str, citations: Sequence[tuple[int, int]]) -> Layout:
    if not _DIGIT.search(text) and not _MAY_COUNT.search(text):
        times = [s for s in scan.times(text) if not any(a <= s.start and s.end <= b for a, b in citations)]
        return Layout("", times, times, [])
    wholes = wholes_in(text)
    masks = masks_of(text, citations, wholes)
    spans = [
        s
        for s in scan.times(text)
        if not _is_duration(text, s, label) and not any(a <= s.start and s.end <= b for a, b in citations)
    ]
    free = [m for m in masks if not any(s.start <= m[0] and m[1] <= s.end for s in spans)]
    opening = {(w.start, w.end) for w in wholes}
    kept = [
        s
        for s in spans
        if not any(
            (a < s.start and s.end <= b) or (a <= s.start and s.end < b) for a, b in masks if (a, b) not in opening
        )
    ]
    working = blank(text, [*free, *((s.start, s.end) for s in kept if not _ends_range(text, s))])
    return Layout(working, kept, spans, wholes)


LONGEST_WORDS = 60
"""Characters before a time that tell what it is."""
_RANGE_BEFORE = re.compile(
    r"\b(?:ranges?|ranged|ranging|IQR|CI|interquartile range)\s*[:=,]?\s*(?:from\s+)?$", re.IGNORECASE
)


def _ends_range(text: str, span: TimeSpan) -> bool:
    """Whether the words are the ends of a printed range: "(range 2 to 24 months)"."""
    return _RANGE_BEFORE.search(text, max(span.start - LONGEST_WORDS, 0), span.start) is not None


_SPREAD_BEHIND = re.compile(
    r"\s*(?:[(\[]\s*(?:(?:\d\d ?% ?CI|range|IQR|SD|SE)\b|\d+(?:\.\d+)?\s*(?:to|-)\s*\d)|±)", re.IGNORECASE
)


_VALUE_COMPARED = re.compile(
    r"(?:was|were|of|is)\s+\d+(?:\.\d+)?\s+(?:days?|weeks?|months?|years?|hours?|minutes?)\b[^.;,]{0,60}?"
    r"\b(?:compared (?:with|to)|against|versus|vs?\.?)\s*$",
    re.IGNORECASE,
)
"""A duration set against a duration: "was 34.9 weeks compared with 37.4 weeks"."""


def _decimal_of_a_duration(text: str, span: TimeSpan, label: str) -> bool:
    """Whether a number with decimals before "after surgery" is how long something lasted, not when it was."""
    value = span.times[0].value
    clause = label + " " + re.split(r";|\.\s", text[: span.start])[-1]
    return value is not None and value != int(value) and _DURATION_NOUN.search(clause) is not None


_LESS = re.compile(r"\b(?:shorter|longer|fewer|less|more|earlier|later)\s*$", re.IGNORECASE)


def _is_duration(text: str, span: TimeSpan, label: str = "") -> bool:
    """Whether words that could be a time are the value itself: "mean time to recurrence was 9.3 months"."""
    if span.bare and _VALUE_COMPARED.search(text, max(span.start - 3 * LONGEST_WORDS, 0), span.start) is not None:
        return True
    if (
        span.times[0].value is not None
        and _STATISTIC_BEFORE.search(text, max(span.start - LONGEST_WORDS, 0), span.start)
        and not span.has_tail
        and not span.preposition
    ):
        return True
    if (
        span.times[0].value is not None
        and not span.has_tail
        and not span.preposition
        and _SPREAD_BEHIND.match(text[span.end :])
    ):
        return True
    if span.preposition == "by" and _LESS.search(text, max(span.start - LONGEST_WORDS, 0), span.start) is not None:
        return True
    if span.has_tail and not span.preposition and _decimal_of_a_duration(text, span, label):
        return True
    if len(span.times) != 1 or span.times[0].value is None or span.has_tail or span.preposition not in ("", "of"):
        return False
    if "-" in text[span.start : span.end] or re.match(r"\s*[=:]", text[span.end :]):
        return False
    clause = label + " " + re.split(r"[;]|\.\s", text[: span.start])[-1]
    return _DURATION_NOUN.search(clause) is not None and (
        _VALUE_CONTEXT.search(text[: span.start]) is not None or not text[: span.start].strip()
    )
