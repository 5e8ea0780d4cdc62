"""Adverse events in a statement: what its counts say, what it denies, what it only names, and how each went on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from evigraph.extraction.finding import predicates
from evigraph.extraction.finding.denials import Denial, denials_in
from evigraph.extraction.finding.drafts import Draft
from evigraph.extraction.finding.event_names import EventName, event_lexicon, event_name, related
from evigraph.extraction.finding.lists import split_list
from evigraph.extraction.finding.statement import Statement

_RESOLVED = re.compile(
    r"\b(?P<how>(?:fully |completely |spontaneously )?(?:resolved|healed|recovered|settled|disappeared|cleared|subsided|went away|gone)(?: spontaneously| completely| fully)?(?:\s+(?:within|by|in|after|over|at)\s+(?:\d+|an?|one|two|three|four|five|six|some|several)(?:\s+to\s+\d+)?\s+(?:hours?|days?|weeks?|months?|years?))?|was transient|were transient|was temporary|transient|lasting|lasted|persisted|permanent)\b",
    re.IGNORECASE,
)
_TREATED = re.compile(
    r"\b(?:treated|managed|settled|resolved|healed|controlled|dealt with|corrected)\b[^.;]*?\b(?:with|by|after)\s+(?P<what>[^.;()]*?)(?=[.;)]|$|,? and (?:healed|resolved|recovered|was|were|the )|, (?:healed|resolved|all|and))"
    r"|\b(?P<none>no (?:specific )?(?:treatment|intervention|action))\b|\bwithout (?:any )?(?P<without>specific treatment|treatment|intervention)\b|\b(?:that )?(?:need|requir)(?:ed|ing) (?P<need>(?!treatment\b)[^.;,()]*?)(?=[.;,)]|$| (?:was|were|followed)\b)"
    r"|\b(?:both|all|and)(?: were| was)? (?P<verb>drained|repaired|removed|restarted|replaced|embolised|evacuated|stented)\b",
    re.IGNORECASE,
)
_DURATION_ONLY = re.compile(r"^(?:\d+|an?|one|two|three|some|several)\s+(?:hours?|days?|weeks?|months?)$", re.IGNORECASE)
_SEVERITY_ONLY = re.compile(r"^(?:(?:of them|which|that|and|were|was|they|all)\s+)*(?P<severity>mild|moderate|severe|serious|minor|major|fatal|life-threatening|(?:CTCAE |clavien-dindo )?grades? (?:[IVX]+|\d)[ab]?(?: (?:or|to|and) (?:grade )?(?:[IVX]+|\d)[ab]?)?)\b(?:\s+(?:and|or)\b.*|\s+in\b.*|$)", re.IGNORECASE)
_COURSE_ONLY = re.compile(r"^(?:it |they |this |which |that |had |has |have |was |were |been |all |fully |completely )*(?:resolved|healed|recovered|settled|disappeared|cleared|subsided|went away|gone|lasting|lasted|persisted|transient|permanent)\b", re.IGNORECASE)
_DIED = re.compile(r"\b(?:died|deaths?)\b", re.IGNORECASE)
_CAUSE = re.compile(r"\b(?:was|were) the cause\b", re.IGNORECASE)
_THERE = re.compile(r"\bthere (?:was|were)(?: only| also)?\s*(?:an?\s+)?$", re.IGNORECASE)
_NOUN_PHRASE = re.compile(r"^\s*(?:further |other |more )?(?P<what>(?!(?:of|in|with|after|and|or|to|were|was|had|v|vs)\b)[a-z][^,;.()\d]*?)(?=\s+(?:in|after|with|among|during|reported|\bwas\b|\bwere\b|that|which|and|at)\b|[,;.()]|$)", re.IGNORECASE)


@dataclass(slots=True)
class Event:
    """An adverse event in the making; `figure_start` is where its count stands."""

    name: EventName
    status: str = "reported"
    n: int | None = None
    denominator: int | None = None
    percent: Decimal | None = None
    group: str = ""
    unit: str = ""
    position: int = 0
    severity: str = ""
    resolution: str = ""
    management: str = ""
    timing: str = ""
    relatedness: str = ""


def read_events(s: Statement, drafts: Sequence[Draft], label: str = "", carried: str = "") -> list[Event]:
    """The events of a statement in reading order; `label` names them where the statement does not, `carried` is the last one
    named before.
    """
    denied = denials_in(s.text)
    events = [_denied(s, d) for d in denied]
    counted = [d for d in drafts if d.figure.is_share and not any(x.start <= d.figure.start < x.end for x in denied)]
    events += _counted(s, counted, label, carried)
    if not events:
        events += _only_named(s)
    for event in events:
        _describe(s, event, single=len({e.name.name for e in events if e.status == "reported"}) == 1)
    return sorted(events, key=lambda e: e.position)


def _denied(s: Statement, denial: Denial) -> Event:
    end = s.clause_end(denial.start)
    mention = next((m for m in s.arm_mentions if denial.end - 1 <= m.start < end), None)
    return Event(event_name(denial.what), "none reported", group=mention.arm.name if mention else _those_before(s, denial), position=denial.start)


_SUBJECT_CLAUSE = re.compile(r"^\s*(?:All )?(?P<who>(?:subsequent|later|other|remaining) [^.;]+?),? and there\b", re.IGNORECASE)


def _those_before(s: Statement, denial: Denial) -> str:
    """ "All later procedures were done with a spacer and there was no further ...": whom the denial is about."""
    match = _SUBJECT_CLAUSE.match(s.text[: denial.end])
    return re.sub(r"\b(?:were|was)\s+", "", match["who"], count=1) if match else ""


# ---- counts -----------------------------------------------------------------------------------------------------


def _counted(s: Statement, drafts: Sequence[Draft], label: str, carried: str) -> list[Event]:
    events: list[Event] = []
    current = EventName(label) if label else EventName(carried)
    if label:
        current = event_name(label)
    for draft in drafts:
        if draft.n is None and draft.statistic != "percentage":
            continue
        words = _words(s, draft)
        event = _made(s, draft, words, current, events)
        if event is None:
            continue
        current = event.name if not event.group.endswith("cause") else current
        events.append(event)
        events += _in_bracket(s, draft, event)
    return events


def _made(s: Statement, draft: Draft, words: str, current: EventName, before: Sequence[Event]) -> Event | None:
    """An event of a count: named by its words, or the current one with a severity, a course or a cause."""
    name, severity, resolution, group = current, "", "", draft.arm
    graded = _SEVERITY_ONLY.match(words)
    if graded:
        severity = graded["severity"].lower()
        name = event_name(f"{severity} adverse events") if _is_general(current) or not current.name else current
    elif _COURSE_ONLY.match(words) and current.name:
        resolution = re.sub(r"^(?:it|they|this|which|that|had|has|have|been)\s+", "", words)
    elif _CAUSE.search(words) and current.name:
        group = words
    elif _DIED.search(words):
        name = EventName("death", timing=event_name(words).timing)
    elif words:
        name = event_name(words)
    if not name.name:
        return None
    none = draft.n == 0
    percent = draft.value if draft.statistic == "percentage" else None
    made = Event(name, "none reported" if none else "reported", draft.n, draft.denominator, percent, group, draft.figure.denominator_unit, draft.figure.start, severity, resolution)
    if (resolution or (severity and not _is_general(current))) and before and made.denominator is None and draft.n is not None and (before[-1].n or 0) >= draft.n:
        made.denominator = before[-1].n
    return made


def _is_general(name: EventName) -> bool:
    return re.search(r"\b(?:adverse event|complication|side effect)s?$", name.name) is not None


def _words(s: Statement, draft: Draft) -> str:
    """The words that name a counted event: behind the count, right on it, or before it."""
    i = next((k for k, f in enumerate(s.figures) if f is draft.figure), None)
    if i is None:
        return ""
    right = s.without_times(s.figures[i].end, s.end_of(i))
    left = s.without_times(s.start_of(i), s.figures[i].start)
    behind = predicates.raw_behind(right)
    if behind and not re.match(r"(?:reported|seen|noted|recorded|followed)\b", behind):
        died = _DIED.match(behind)
        return s.text[s.figures[i].end : s.end_of(i)].strip(" .;") if died else predicates.behind(right)
    noun = _NOUN_PHRASE.match(right)
    if noun and draft.figure.kind == "count" and (_THERE.search(left) or _starts_with_event(right)) and not draft.figure.denominator_unit:
        return predicates.noun_phrase(right)
    if re.match(r"(?:cases?|events?|episodes?|complications?)$", draft.figure.denominator_unit) and re.match(r"\s*of\b|\s*:", right):
        return predicates.noun_phrase(re.sub(r"^\s*(?:of|:)\s*", "", right))
    adjective = predicates.behind(right)
    if adjective and draft.figure.kind == "count":
        return adjective
    before = predicates.before(left)
    return before if re.search(r"[A-Za-z]{3}", before) and not re.fullmatch(r"(?:and|in|v|vs|versus|after|with|or|as against|led to|\W)+", before, re.IGNORECASE) else ""


def _starts_with_event(text: str) -> bool:
    first = next(iter(event_lexicon().scan(text)), None)
    return first is not None and not text[: first.start].strip(" ")


def _in_bracket(s: Statement, draft: Draft, event: Event) -> Iterator[Event]:
    """The events that a bracket behind a general count names: "1 patient with a serious event (pulmonary embolism)"."""
    if not _is_general(event.name):
        return
    match = re.search(r"\((?P<inside>[^()\d=%]{4,})\)", s.text[draft.figure.end : s.clause_end(draft.figure.end)])
    for words in split_list(match["inside"]) if match else ():
        name = event_name(words)
        yield Event(name, group=event.group, position=draft.figure.end, severity=event.severity or event.name.severity)


_ONLY = re.compile(r"\bonly (?:reported )?(?:adverse event|complication|side effect|event)s?(?: reported)? (?:was|were) (?P<what>[^.;]+)|\badverse events? (?:was|were) (?:limited to|confined to) (?P<what2>[^.;]+)", re.IGNORECASE)


def _only_named(s: Statement) -> list[Event]:
    match = _ONLY.search(s.text)
    if match is None:
        return []
    return [Event(event_name(w), position=match.start()) for w in split_list(match["what"] or match["what2"])]


# ---- course -----------------------------------------------------------------------------------------------------


def _describe(s: Statement, event: Event, *, single: bool) -> None:
    """Severity, treatment, course, time and cause: by the event's own words, else by its statement."""
    name = event.name
    event.severity, event.timing, event.relatedness = event.severity or name.severity, event.timing or name.timing, event.relatedness or name.relatedness
    event.management, event.resolution = name.management, event.resolution or name.resolution
    if event.status != "reported":
        return
    around = s.text if single else s.text[s.clause_start(event.position) : s.clause_end(event.position)]
    resolution, management = course(around)
    event.resolution, event.management = event.resolution or resolution, event.management or management
    event.relatedness = event.relatedness or related(around)


def course(text: str) -> tuple[str, str]:
    """How an event went on and what was done, in the words of a text."""
    resolved = _RESOLVED.search(text)
    treated = next((m for m in _TREATED.finditer(text) if not _DURATION_ONLY.match((m["what"] or "").strip())), None)
    management = ""
    if treated:
        management = next((treated[g] for g in ("what", "none", "need", "verb") if treated[g]), "") or (f"no {treated['without']}" if treated["without"] else "")
    resolution = re.sub(r"^(?:was|were) ", "", resolved["how"].strip()) if resolved else ""
    return resolution, re.sub(r"^(?:an?|the)\s+", "", management.strip())
