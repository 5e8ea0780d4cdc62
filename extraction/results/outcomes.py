"""What a figure measures: the outcome and instrument named nearest, by the frame, or in the words of its clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.events.names import lowered
from evigraph.extraction.results import predicates
from evigraph.extraction.results.categories import category_of, predicate_of, willingness
from evigraph.extraction.results.frames import (
    Frame,
    lesion_identified,
    measured_time,
    outcome_by_rule,
    outcome_of,
    statistic_in,
)
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS
from evigraph.extraction.structure.study_names import STUDY_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.results.statement import Statement
    from evigraph.extraction.scanning.concepts import Mention

_CHANGE_IN = re.compile(
    r"\b(?:change|reduction|decrease|increase|improvement|fall|drop|gain|rise)s? in (?:the |their )?"
    r"(?P<what>[a-z][^\d;:.()]{2,60}?) (?:of|was|were|by)(?: about| only)?\s*[-+]?$",
    re.IGNORECASE,
)
LONGEST_OUTCOME = 60
_NAMES_GROUP = re.compile(r"\b(?:patients?|people|groups?|arms?|overall|women|men|children|adults)\b", re.IGNORECASE)


def category_named(words: str, outcome: str, s: Statement) -> str:
    """The response category that words name, of an outcome."""
    if outcome == "willingness to repeat":
        return willingness(words)
    named = category_of(s.scan, words, s.scan.times(words), s.scan.concepts(words), s.arms)
    return predicate_of(named, outcome)


_ON_THE = re.compile(r"^[\s)]*(?:points? )?on (?:the |an? )?$", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^(?:\s*(?:and|while|but|whereas|overall|then)\b,?)?\s*(?P<words>[^,;:=()]*?)\s*"
    r"(?:,\s+(?:the|an?|which|who|that is)\b[^,;:=()]*,\s*)?"
    r"(?:\b(?:was|were|is|are|had|lasted|took|averaged|came to|amounted to|of|at|in|after|by|fell|rose"
    r"|improved|increased|decreased|dropped|declined|went|grew|shrank|lengthened|shortened|changed"
    r"|measured|weighed|made up)\b|[=:(]|$)",
    re.IGNORECASE,
)
_MEAN_OF = re.compile(
    r"\b(?:mean|median|average)\s+(?P<words>[a-z][a-z -]{2,40}?)\s+"
    r"(?:was|were|is|fell|rose|shrank|grew|dropped|went|came|increased|decreased|improved|of|at|before|after)\b[^;:()]*$",
    re.IGNORECASE,
)


def measured_by(s: Statement, i: int) -> tuple[str, str]:
    """The outcome and instrument named nearest before the figure in its clause, else by the frame, else around it."""
    figure = s.figures[i]
    on = next(
        (
            m
            for m in s.mentions
            if figure.end <= m.start < s.end_of(i)
            and m.concept.scheme == "instrument"
            and _ON_THE.match(s.text[figure.end : m.start])
        ),
        None,
    )
    if on is not None:
        return outcome_of(s.scan, "", [on]), s.text[on.start : on.end]
    before = [m for m in s.mentions if m.end <= figure.start]
    near = [m for m in before if m.start >= s.clause_start(figure.start)]
    instrument = next(
        (s.text[m.start : m.end] for m in reversed(near or before) if m.concept.scheme == "instrument"), ""
    )
    clause = s.text[s.clause_start(figure.start) : figure.start]
    changed = _CHANGE_IN.search(clause) if " in " in clause else None
    outcome = (outcome_of(s.scan, changed["what"]) or changed["what"].lower()) if changed else _nearest(s, near)
    outcome = _time_until(s, i, clause) or outcome or lesion_identified(clause)
    if not outcome and figure.unit in _OF_TIME and _FOLLOWED.search(clause):
        outcome = "follow-up"
    if not outcome and s.frame.outcome:
        return s.frame.outcome, instrument or s.frame.instrument
    if not outcome and figure.kind in ("value", "effect") and (label := _label_words(s.frame)):
        return label, instrument or s.frame.instrument
    if not outcome:
        behind = [m for m in s.mentions if figure.end <= m.start < s.end_of(i)]
        rest = behind or before or [m for m in s.mentions if m.start >= figure.end]
        outcome = outcome_of(s.scan, "", rest) or outcome_by_rule(s.text)
        instrument = instrument or next((s.text[m.start : m.end] for m in rest if m.concept.scheme == "instrument"), "")
    return outcome, instrument or s.frame.instrument


def _time_until(s: Statement, i: int, clause: str) -> str:
    """A time to something that a concept names only a part of: "Reading time until the first cramp was 11 minutes"."""
    subject = _SUBJECT.match(clause) if s.figures[i].unit in _DURATIONS or s.figures[i].role else None
    return measured_time(subject["words"], s.scan.concepts(subject["words"])) if subject else ""


_DURATIONS = ("minutes", "hours", "days", "weeks", "months", "years", "seconds")
_OF_TIME = ("days", "weeks", "months", "years", "day", "week", "month", "year")
_FOLLOWED = re.compile(r"\bfollow[- ]?up\b[^.;:]*\b(?:was|of)\b[^.;:]*$", re.IGNORECASE)


def _label_words(frame: Frame) -> str:
    """An outcome that no concept names: a label's own words."""
    words = frame.category
    fits = 2 < len(words) <= LONGEST_OUTCOME and not words[:1].isdigit() and _NAMES_GROUP.search(frame.text) is None
    return lowered(words) if frame.text and fits else ""


def _nearest(s: Statement, mentions: Sequence[Mention]) -> str:
    """The last outcome named; a vague one gives way to the one before, an instrument's own is the last resort."""
    outcomes = [m for m in mentions if m.concept.scheme == "outcome"]
    return outcome_of(s.scan, "", list(reversed(outcomes or mentions)))


_USED = re.compile(
    r"\s*(?P<noun>[a-z]+s)\s+(?:(?:were|was) )?(?:used |placed |implanted |inserted |needed )?"
    r"(?:per|in each|for each)\b"
)


def used_per_unit(s: Statement, i: int) -> str:
    """What is counted for each patient or procedure: "a median of 4 valves were used per person"."""
    match = _USED.match(s.text, s.figures[i].core_end)
    return f"{match['noun']} used" if match else ""


_SHARE_OF = re.compile(
    r"^\s*(?:overall,? )?(?:the )?(?:proportion|percentage|number|share)s? of (?:the )?(?:[a-z-]+ )?"
    rf"{UNIT_OF_ANALYSIS} (?:(?:who|that|with|having|in whom) )?(?:(?:were|was|had|have) )?(?:an? )?",
    re.IGNORECASE,
)


_FIGURE = re.compile(r"(?:^|\s)\d")
_WHEN = re.compile(r"(?:when|while|after|before|if|although|because)\b|(?:all|overall|total|both|each)$", re.IGNORECASE)


def clause_subject(s: Statement, i: int) -> str:
    """An outcome that no concept names: the subject of the clause, in the source's words."""
    start = s.clause_start(s.figures[i].start)
    clause = _SHARE_OF.sub("", predicates.reported(s.without_times(start, s.figures[i].start)))
    match = _MEAN_OF.search(clause) or _SUBJECT.match(clause)
    words = category_of(s.scan, _FIGURE.split(match["words"])[0], (), (), s.arms) if match else ""
    named = STUDY_NAME.search(words) is not None or statistic_in(words) == words.lower()
    fits = 2 < len(words) <= LONGEST_OUTCOME and not _WHEN.match(words)
    return words.lower() if fits and not named else ""
