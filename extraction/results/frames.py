"""What a label, heading or left-hand side announces: outcome, instrument, statistic, times, arms, category.

Works on levelled text with the shared vocabulary; an outcome that no concept names is read from the label's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from evigraph.extraction.results.categories import category_of, only_death
from evigraph.extraction.results.units import unit_counted, unit_of_label
from evigraph.extraction.scanning.masks import THRESHOLD
from evigraph.extraction.scanning.scales import Scale, scales_in
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS
from evigraph.extraction.studies.arms import Arm, mentions_of
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.scanning.concepts import Mention
    from evigraph.extraction.scanning.scanners import Scanners
    from evigraph.extraction.scanning.times import Time, TimeSpan

STATISTICS = (
    ("hazard ratio", r"(?:adjusted |crude )?(?:HRs?|hazard ratios?)\b"),
    ("odds ratio", r"(?:adjusted |crude )?(?:ORs?|odds ratios?)\b|\bodds of\b"),
    ("risk ratio", r"(?:RRs?|risk ratios?|relative risks?)\b"),
    ("number needed to treat", r"(?:NNTB?|numbers? needed to treat)\b"),
    ("standardised mean difference", r"(?:SMDs?|standardi[sz]ed mean differences?)\b"),
    (
        "mean difference",
        r"(?:W?MDs?|(?:weighted )?mean differences?|differences? in means?|between[- ](?:arm|group) differences?)\b",
    ),
    (
        "mean change",
        (
            r"(?:mean |average |median )?(?:changes?|reductions?|decreases?|increases?|improvements?|fall|drop|gain)\b"
            r"(?=\s*(?:at|in|from|of|by|,|:|\(|=|$|was|were))"
        ),
    ),
    ("median", r"medians?\b"),
    ("mean", r"(?:means?|averages?|weighted means?)\b"),
    (
        "rate",
        (
            r"Kaplan[- ]Meier|\bactuarial\b|\bsurvival (?:rates?|probability|estimates?)\b"
            r"|\bestimated (?:survival|freedom)|\bfreedom from\b"
        ),
    ),
    ("percentage", r"(?:proportions?|percentages?|shares?|rates?)\b"),
    ("count", r"numbers? of\b"),
)
_STATISTIC = re.compile("|".join(f"(?P<s{i}>\\b(?:{p}))" for i, (_, p) in enumerate(STATISTICS)), re.IGNORECASE)
_CASED = re.compile(r"^(?:or|ors|hr|rr|md)$")
KAPLAN_MEIER = re.compile(
    r"kaplan[- ]meier|\bactuarial\b|\blife[- ]table\b|\bsurvival (?:curve|probability|estimate)", re.IGNORECASE
)
_BRACKETS = (
    ("IQR", re.compile(r"\bIQR\b|inter-?quartile|\bquartiles?\b", re.IGNORECASE)),
    ("CI", re.compile(r"(?:\d\d ?% ?)?\bCIs?\b|confidence interval", re.IGNORECASE)),
    ("SE", re.compile(r"\bSEM?\b|standard error", re.IGNORECASE)),
    ("SD", re.compile(r"\bSDs?\b|standard deviation|±", re.IGNORECASE)),
    ("range", re.compile(r"\(?\brange\b\)?(?!\s*-?\d)", re.IGNORECASE)),
    ("%", re.compile(r"\bn\s*\(%\)|\(%\)")),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a stretch of text announces about the figures that follow it."""

    outcome: str = ""
    instrument: str = ""
    scale: Scale | None = None
    statistic: str = ""
    category: str = ""
    unit: str = ""
    measured_in: str = ""
    times: tuple[Time, ...] = ()
    arms: tuple[str, ...] = ()
    bracket: str = ""
    kaplan_meier: bool = False
    text: str = ""
    n: int | None = None
    by: bool = False
    heading: str = ""
    factors: bool = False

    def over(self, below: Frame) -> Frame:
        """The frame with what it leaves open taken from another one."""
        values = {
            name: getattr(self, name) or getattr(below, name)
            for name in (
                "outcome",
                "instrument",
                "scale",
                "statistic",
                "unit",
                "measured_in",
                "times",
                "arms",
                "bracket",
                "kaplan_meier",
                "n",
                "heading",
                "factors",
            )
        }
        return replace(self, **values)


def statistic_in(text: str) -> str:
    """The statistic that the words of a text announce, the first one named."""
    for match in _STATISTIC.finditer(text):
        name = next(STATISTICS[i][0] for i in range(len(STATISTICS)) if match[f"s{i}"])
        if not _CASED.match(match[0]):
            return "median" if name == "mean change" and MEDIAN_CHANGE.search(text) else name
    return ""


MEDIAN_CHANGE = re.compile(
    r"\bmedian (?:\w+ )?(?:changes?|reductions?|decreases?|increases?|improvements?|fall|drop|gain)\b"
    r"|(?:[,;(]|\bby an?) ?medians?\b",
    re.IGNORECASE,
)
"""A change of which the median is told is a median, and no mean change."""


def bracket_in(text: str) -> str:
    """What bare brackets behind a figure hold, where a label says it: SD, SE, CI, IQR or range."""
    return next((name for name, pattern in _BRACKETS if pattern.search(text)), "")


_BY = re.compile(r"\b(?:by|according to|in relation to) (?!(?:mouth|hand|telephone))", re.IGNORECASE)


def _before_by(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """What stands behind "by" tells groups apart: "Success by acuity" is about success."""
    match = _BY.search(text)
    kept = [m for m in mentions if match is None or m.start < match.start()]
    return kept or list(mentions)


_COMPARED = re.compile(
    r"\b(?:adjust(?:ment|ed|ing) for|allowing for|compared with|compared to|against|versus|vs?\.?|relative to"
    r"|from|than|between|range[sd]?|landmark|IQR|CI|±)\s*[:=,]?\s*(?:the )?$"
    r"|\badjust(?:ed|ing|ment) for (?:the |their )?(?:[\w-]+ ){1,3}$",
    re.IGNORECASE,
)


def is_comparison(text: str, span: TimeSpan) -> bool:
    """Whether a time is what something is compared with, or the end of a range, and not when it was measured."""
    return _COMPARED.search(text[: span.start]) is not None and (
        span.times[0].value is None or (len(span.times) == 1 and span.preposition != "within")
    )


def frame_of(scan: Scanners, text: str, arms: Sequence[Arm] = ()) -> Frame:
    """The frame of a levelled label."""
    thresholds = [m.span() for m in THRESHOLD.finditer(text)]
    times = [
        s
        for s in scan.times(text)
        if not is_comparison(text, s)
        and not any(a <= s.start and s.end <= b and not s.preposition for a, b in thresholds)
    ]
    mentions = [m for m in scan.concepts(text) if not any(s.start <= m.start and m.end <= s.end for s in times)]
    scale = next(iter(scales_in(text)), None)
    instrument = next((m for m in mentions if m.concept.scheme == "instrument"), None)
    outcome = outcome_by_rule(text) or outcome_of(scan, text, _before_by(text, mentions))
    if outcome and (thing := measured_thing(text, mentions)):
        outcome = thing
    named = tuple(dict.fromkeys(m.arm.name for m in mentions_of(text, arms)))
    return Frame(
        outcome=outcome, instrument=text[instrument.start : instrument.end] if instrument else "", scale=scale,
        statistic=statistic_in(text),
        category=_category(outcome, text, category_of(scan, text, times, mentions, arms)),
        times=tuple(t for s in times for t in s.times),
        arms=named, bracket=bracket_in(text),
        kaplan_meier=KAPLAN_MEIER.search(text) is not None, unit=_unit_in(text),
        measured_in=unit_of_label(text) or unit_counted(text), text=text, n=_n_in(text),
        by=_BY.search(text) is not None,
    )  # fmt: skip


def _category(outcome: str, text: str, words: str) -> str:
    """The words of a label that are not the outcome's own."""
    return "" if (outcome and outcome == composite_in(text)) or only_death(words, outcome) else words


_MEASURED_THING = re.compile(
    r"^\W*(?:mean |median |average )?"
    r"(?P<thing>[A-Za-z][A-Za-z -]*? (?P<head>thresholds?|reserves?|capacity|angles?|distances?"
    r"|volumes?|pressures?|latenc(?:y|ies)|speeds?|velocity|thickness|diameters?|widths?|lengths?|heights?"
    r"|depths?))\s*$",
    re.IGNORECASE,
)
_TIME_UNTIL = re.compile(
    r"^\W*(?:mean |median |average )?"
    r"(?P<thing>(?:[A-Za-z-]+ ){0,2}?time (?P<until>to|until) (?:the )?[a-z][a-z -]{2,40}?)\s*$",
    re.IGNORECASE,
)
_ENDS_PHRASE = re.compile(r"[(,:=]|\b(?:at|by|in|before|after|from|per|on)\b")


def measured_thing(text: str, mentions: Sequence[Mention]) -> str:
    """A quantity that no concept names although one of its words is a concept: "glare threshold" is no glare."""
    phrase = _ENDS_PHRASE.split(text, maxsplit=1)[0]
    if timed := measured_time(phrase, mentions):
        return timed
    match = _MEASURED_THING.match(phrase)
    named = any(m.end >= len(phrase.rstrip()) for m in mentions) if match else True
    return "" if match is None or named else match["thing"].strip().lower()


def measured_time(phrase: str, mentions: Sequence[Mention]) -> str:
    """A time to something, where no concept names it whole: "reading time until the first cramp"."""
    timed = _TIME_UNTIL.match(phrase)
    known = timed is None or any(m.start < timed.start("until") < m.end for m in mentions)
    return "" if timed is None or known else re.sub(r"^the ", "", timed["thing"].strip().lower())


POOLED = re.compile(
    rf"\((?:\d+ (?:[a-z-]+ )?(?:RCTs?|trials?|stud(?:y|ies)|series|cohorts?)(?:, |; | with | of | in ))"
    rf"(?P<pooled>\d[\d,]*) {UNIT_OF_ANALYSIS}\)"
)
"""What was pooled: "(4 studies, 417 patients)"."""
_UNIT_COUNTED = re.compile(
    rf"\b(?:number|proportion|percentage|share|rate|%) of (?:the |all )?(?:\w+ )?(?P<unit>{UNIT_OF_ANALYSIS})\b",
    re.IGNORECASE,
)
_N = re.compile(rf"(?<![\w-])[nN]\s*=\s*(?P<n>\d[\d,]*)|{POOLED.pattern}")


def _n_in(text: str) -> int | None:
    match = _N.search(text)
    return int((match["n"] or match["pooled"]).replace(",", "")) if match else None


def _unit_in(text: str) -> str:
    match = _UNIT_COUNTED.search(text)
    return match["unit"].lower() if match else ""


_AGAIN = re.compile(
    r"\b(?:repeat(?:ed)?|second|another|re-)\s*(?:\w+ )?(?:procedures?|treatments?|interventions?|sessions?"
    r"|injections?|\w{3,}(?:ation|tomy|plasty|scopy|ection|lysis|therapy))\b"
    r"|\b(?:treated|done|performed|needed) (?:again|a second time|more than once)\b"
    r"|\bre-?treat(?:ed|ment)s?\b",
    re.IGNORECASE,
)
_COMPLETENESS = re.compile(
    r"\b(?:was|were) lost (?:before|after|between|by|during|at|within|from)\b"
    r"|\blost to follow[- ]?up\b"
    r"|\bloss(?:es)? to follow[- ]?up\b"
    r"|\b(?:dropped|dropping) out\b"
    r"|\bdrop[- ]?outs?\b"
    r"|\bwithdrew\b"
    r"|\bmissed (?:the|their|a|any)\b.{0,30}\b(?:visit|appointment|assessment)"
    r"|\bhad no (?:[\w-]+ ){0,3}(?:visit|follow[- ]?up|assessment)\b"
    r"|\bdid not (?:attend|return|come|complete|reply|answer)\b"
    r"|\b(?:was|were) not (?:seen|reviewed|assessed|examined) (?:again|at|after)\b"
    r"|\b(?:visits?|questionnaires?|forms?|assessments?) (?:was|were) "
    r"(?:attended|returned|completed|filled in|sent back)\b"
    r"|\breplied\b"
    r"|\bsent back\b"
    r"|\battended (?:the |their |a )?(?:\d+-\w+ )?(?:visit|follow|assessment)"
    r"|\bhad at least \w+ (?:visit|assessment)"
    r"|\bmoved (?:abroad|away|out of)\b"
    r"|\b(?:data|scores?|results?|questionnaires?) (?:was|were) (?:only )?"
    r"(?:available|obtained|returned|missing)\b"
    r"|\bfollowed up\b"
    r"|\bcould not be (?:contacted|traced|reached)\b"
    r"|\bcompleted (?:the )?(?:follow[- ]?up|study|trial|questionnaires?|\d+[- ](?:days?|weeks?|months?|years?)\b)"
    r"|\b(?:returned|answered) (?:a |the |their )?(?:\w+ )?(?:questionnaires?|scores?|survey)\b",
    re.IGNORECASE,
)
_BILATERAL = re.compile(
    r"\bbilateral(?:ly)?\b"
    r"|\bboth (?:knees|eyes|feet|sides|legs|hips|ears|limbs|hands|lungs|breasts|kidneys|shoulders)\b",
    re.IGNORECASE,
)
_RELIEF = re.compile(r"^\W*(?:complete |partial |some )?relief of (?:at least|more than|over) \d+ ?%", re.IGNORECASE)
_ACCESSED = re.compile(
    r"\bcould (?:not )?be (?:successfully )?(?:catheteri[sz]ed|cannulated|crossed|implanted|deployed|inserted|placed"
    r"|reached|accessed|negotiated|embolised)\b",
    re.IGNORECASE,
)
_BY_RULE = (
    ("technical success", _ACCESSED),
    ("pain relief", _RELIEF),
    ("repeat procedure", _AGAIN),
    ("follow-up completeness", _COMPLETENESS),
)
COMPOSITE = re.compile(
    r"\W*(?:(?:In|Of) [^;:()]{3,80}?, )?(?P<ends>(?:death|mortality|death from any cause|all-cause (?:death|mortality))"
    r"(?:, (?!(?:by|within|at|in|to|v|and)\b)[a-z][a-z -]+){0,3},? (?:and/)?or (?!(?:other|more|later)\b)"
    r"[a-z][a-z -]*?)(?=\s*(?:[:;,.(]|$)| (?:by|within|at|in|during|after|was|were|occurred|happened|up to|to)\b)",
    re.IGNORECASE,
)
_LESION = r"(?:neuroma|nodule|polyp|cyst|fibroid|hernia|wart|lesion)"
_SIZE = re.compile(rf"\b{_LESION}s? (?:size|diameter)s?\b", re.IGNORECASE)
_IDENTIFIED = re.compile(
    rf"\W*an? (?:\w+ )?(?P<lesion>{_LESION}) (?:was|were) (?:identified|found|visible|seen)\b", re.IGNORECASE
)
_DIED = re.compile(r"\bdied\b", re.IGNORECASE)
_GRADED = re.compile(r"\b(?P<what>grade|stage|class|type) (?:[IVX]+|\d)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def outcome_by_rule(text: str) -> str:
    """An outcome that phrases of many words name: losses to follow-up, treatment done again, both sides, a grade."""
    if together := composite_in(text):
        return together
    for name, pattern in _BY_RULE:
        if pattern.search(text):
            return name
    if _SIZE.search(text):
        return "lesion size"
    return "mortality" if _DIED.search(text) else lesion_identified(text)


def composite_in(text: str) -> str:
    """Death and what it is counted together with, one outcome: "death, stroke or a second operation"."""
    match = COMPOSITE.match(text)
    return " ".join(match["ends"].lower().split()) if match else ""


def lesion_identified(text: str) -> str:
    """The finding of a lesion as an outcome: "a polyp was identified"."""
    found = _IDENTIFIED.match(text)
    return f"{found['lesion'].lower()} identified" if found else ""


def outcome_at_last(text: str) -> str:
    """The same for what is only an outcome where nothing else is: both sides treated, a grade of disease."""
    if _BILATERAL.search(text):
        return "bilateral treatment"
    graded = _GRADED.search(text)
    return graded["what"].lower() if graded else ""


def outcome_of(scan: Scanners, text: str, mentions: Sequence[Mention] | None = None) -> str:
    """The preferred label of the outcome that a text names, else of the outcome of the instrument that it names."""
    mentions = scan.concepts(text) if mentions is None else mentions
    found = [m for m in mentions if m.concept.scheme == "outcome"]
    if found:
        return "pain intensity" if (label := _most_telling(found).concept.label) == "pain" else label
    for mention in mentions:
        for iri in mention.concept.measures:
            concept = vocabulary().concept(iri)
            if concept is not None:
                return concept.label
    return ""


_VAGUE = {"adverse events", "improvement", "follow-up", "pain", "procedure", "recurrence", "response", "risk of bias"}


def _most_telling(found: Sequence[Mention]) -> Mention:
    """The first outcome; a vague one gives way to a later one that is not."""
    first = found[0]
    if first.concept.label in _VAGUE:
        return next((m for m in found if m.concept.label not in _VAGUE), first)
    return first
