"""What each figure of a statement counts: an event, a part of one counted before, how grave it was, how it went on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.extraction.events.course import OPENS, course_of
from evigraph.extraction.events.event import Event
from evigraph.extraction.events.names import EventName, event_name, names_event, related, severe
from evigraph.extraction.events.parted import DID_SO, listed_names, place_in_run, whole_event
from evigraph.extraction.events.wording import GENERAL_UNIT, Kind, Wording, wording_of
from evigraph.extraction.results.wholes import same_unit
from evigraph.extraction.scanning.lists import split_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.figure import Figure
    from evigraph.extraction.results.statement import Statement


class Counter:
    """Gives each figure of a statement the event that it counts."""

    def __init__(self, s: Statement, current: EventName, denied: Sequence[Event]) -> None:
        self.s = s
        self.current = current
        self.label = current
        self.denied = list(denied)
        self.made: list[Event] = []
        self.parts: list[Event] = []
        self.counts_events = False
        self.listed: list[str] = []

    def events(self, drafts: Sequence[Draft]) -> list[Event]:
        """The events that the figures count, left to right."""
        for draft in _once(drafts):
            self._of_whole(draft)
            n = _count(draft.figure, draft)
            if (n is None and draft.statistic != "percentage") or draft.outcome == "heterogeneity":
                continue
            if self._shares_of_it(draft) or _DIFFERENCE.search(self.s.text, 0, draft.figure.start):
                continue
            wording = self._told_again(self._managed(self._in_list(draft, wording_of(self.s, draft)), draft))
            wording = self._ended(wording, draft)
            wording, group = self._among_whom(wording, draft)
            if (n == 0 and wording.kind is Kind.MANAGED) or self._all_of_it(draft, n):
                continue
            self._denied_before(draft)
            if wording.kind is Kind.AMONG:
                self._among(draft)
                break
            if not self._of_events(draft, wording):
                self._add(draft, n, wording, group)
        return self.made

    def _among_whom(self, wording: Wording, draft: Draft) -> tuple[Wording, str]:
        """Words below the label of a harm that name none themselves tell who had it: "Calf ache: stockings 2/26"."""
        beside = self.s.text[: draft.figure.start].rstrip().endswith(wording.text)
        known = self.label.name and not self.label.is_general and bool(self.s.frame.text) and beside
        who = wording.kind is Kind.NAME and _WHO_HAD_IT.fullmatch(wording.text) and not self.s.scan.harms(wording.text)
        if not (known and who and names_event(self.s.scan, self.s.frame.text)):
            return wording, ""
        self.current = self.label
        return Wording(Kind.NOTHING), wording.text

    def _in_list(self, draft: Draft, wording: Wording) -> Wording:
        """The name that falls to a figure of a list, of the list before where it names none."""
        place = place_in_run(self.s, draft)
        names = listed_names(self.s, draft, wording.text) if wording.kind is Kind.NAME else []
        self.listed = names or self.listed
        if place is None or place[1] < 2 or len(self.listed) != place[1]:
            return wording
        again = not names and _AGAIN.fullmatch(_behind_last(self.s, self.made, draft)) is not None
        return Wording(Kind.NAME, self.listed[place[0]]) if names or again or place[0] else wording

    def _all_of_it(self, draft: Draft, n: int | None) -> bool:
        """Whether a figure only tells how all that were counted went on: "3 fistulas; all 3 were closed by surgery"."""
        whole = whole_event(self.made, draft)
        told = course_of(self.s.text[draft.figure.start : self.s.clause_end(draft.figure.end)])
        if whole is None or n != whole.n or not told:
            return False
        whole.resolution, whole.management = whole.resolution or told.resolution, whole.management or told.management
        return True

    def _told_again(self, wording: Wording) -> Wording:
        """Words that only say that it was so again: "none followed the sham procedure", "none of the others did"."""
        return Wording(Kind.NOTHING) if wording.kind is Kind.NAME and DID_SO.match(wording.text) else wording

    def _ended(self, wording: Wording, draft: Draft) -> Wording:
        """Who of those with an event died or lived is its course: "major bleeding in 38 people, 2 of whom died"."""
        of_whole = whole_event(self.made, draft) is not None
        ended = (_ENDS if of_whole else _ENDED).match(self.s.text, draft.figure.end)
        general = self.current.is_general or not self.current.name or self.current.name == "death"
        return wording if ended is None or not self.made or general else Wording(Kind.COURSE, ended["how"].lower())

    def _of_whole(self, draft: Draft) -> None:
        """The event of those of whom parts are told: "Of the 22 people with a leak, 17 ..."."""
        whole = next((w for w in reversed(self.s.wholes) if w.end <= draft.figure.start), None)
        words = _HAVING.sub("", whole.words) if whole else ""
        if words and self.s.scan.harms(words):
            self.current = event_name(words)

    def _denied_before(self, draft: Draft) -> None:
        """A figure behind a denial is about what was denied of others."""
        while self.denied and self.denied[0].end <= draft.figure.start:
            self.current = self.denied.pop(0).name

    def _among(self, draft: Draft) -> None:
        """Who had the events counted before: "All 4 were in the first 20 patients"."""
        match = _WHO.search(self.s.text, draft.figure.start)
        for event in self.made if match else ():
            event.group = event.group or (match["who"].strip() if match else "")

    def _of_events(self, draft: Draft, wording: Wording) -> bool:
        """Whether the figure counts events at large and not those who had one: "212 events"."""
        general = GENERAL_UNIT.match(draft.figure.denominator_unit) is not None
        if general and draft.denominator is not None and not self.current.name:
            self.current = event_name(draft.figure.denominator_unit)
        at_large = general and draft.denominator is None
        parted = at_large and re.match(r"[^.;()]*\(\d+\)", self.s.text[draft.figure.end :]) is not None
        goes_on = self.counts_events and not draft.figure.denominator_unit and draft.denominator is None
        self.counts_events = (at_large or goes_on) and (parted or wording.kind is Kind.NOTHING)
        if self.counts_events:
            self.current = event_name(draft.figure.denominator_unit) if at_large else self.current
        return self.counts_events

    def _managed(self, wording: Wording, draft: Draft) -> Wording:
        """A treatment named behind an event is what was done about it: "a chest drain was needed by 6 of them"."""
        figure = draft.figure
        whole = whole_event(self.made, draft)
        if whole is not None and wording.kind is Kind.NOTHING:
            return Wording(Kind.WHEN)
        if whole is not None and wording.kind is Kind.NAME and not _is_other_harm(self.s, wording.text):
            self.current = whole.name
            told = _WAS.sub("", _NEEDED.sub("", wording.text))
            return Wording(Kind.WHEN if _ONSET.match(wording.text) else Kind.MANAGED, told)
        if self.made and wording.kind is Kind.NAME and _RELATED.match(wording.text):
            return Wording(Kind.RELATED, wording.text)
        known = self.current.name and not self.current.is_general
        if known and self.made and wording.kind is Kind.NAME and not self.s.scan.harms(wording.text):
            if OPENS.match(wording.text):
                return Wording(Kind.COURSE, wording.text)
            if done := _DONE_TO.match(wording.text):
                return Wording(Kind.MANAGED, done["means"] or f"{done['what']} {done['done']}")
        if known and wording.kind is Kind.NAME and (needed := _OF_WHOM_NEEDED.match(self.s.text, figure.end)):
            return Wording(Kind.MANAGED, needed["what"].strip())
        own = figure.denominator is not None and _NEED_TOLD.search(wording.text) is None
        if wording.kind is Kind.NAME and known and _TREATMENT.match(wording.text) and not own:
            return Wording(Kind.MANAGED, _NEEDED.sub("", wording.text))
        return wording

    def _shares_of_it(self, draft: Draft) -> bool:
        """Whether a percentage in a bracket tells the share of the event counted right before: "4 leaks (3.6%)"."""
        last = self.made[-1] if self.made else None
        between = self.s.text[last.end : draft.figure.start] if last else ""
        if last is None or last.n is None or last.percent is not None:
            return False
        if draft.n is not None:
            again = draft.n == last.n and last.denominator is None and draft.denominator is not None
            again = again and _OPENS_BRACKET.fullmatch(between) is not None
            last.denominator = draft.denominator if again else last.denominator
            return again
        if draft.statistic != "percentage" or not _OPENS_BRACKET.fullmatch(between):
            return False
        last.percent, last.denominator = draft.value, last.denominator or draft.denominator
        return True

    def _add(self, draft: Draft, n: int | None, wording: Wording, group: str) -> None:
        event = self._event(draft, n, wording)
        if event is None:
            return
        event.group = event.group or group
        if wording.kind in (Kind.NAME, Kind.DEATH):
            self.current = event.name
        self.made.append(event)
        self.made += _in_bracket(self.s, event)

    def _event(self, draft: Draft, n: int | None, wording: Wording) -> Event | None:
        name = self._name(wording)
        if not name.name or _NO_EVENT.match(name.name):
            return None
        if _COMPARISON.search(name.name) and not self.s.scan.harms(name.name):
            return None
        figure = draft.figure
        event = Event(
            name, "none reported" if n == 0 else "reported", _printed_zero(n, draft), draft.denominator,
            draft.value if draft.statistic == "percentage" else None,
            draft.arm, figure.denominator_unit, figure.start, figure.end,
        )  # fmt: skip
        self._of_part(event, wording)
        event.denominator = event.denominator or _described(self.s, event)
        return event

    def _name(self, wording: Wording) -> EventName:
        if wording.kind is Kind.SEVERITY:
            return (
                severe(wording.text, self.current) if self.current.is_general or not self.current.name else self.current
            )
        if wording.kind is Kind.DEATH:
            return EventName("death", timing=event_name(wording.text).timing)
        if wording.kind is Kind.TOGETHER:
            return replace(
                self.current, name=f"{self.current.name} and {event_name(wording.text).name}".removeprefix(" and ")
            )
        return event_name(wording.text) if wording.kind is Kind.NAME else self.current

    def _of_part(self, event: Event, wording: Wording) -> None:
        """A severity or course told of some of those counted before."""
        before = self.made[-1] if self.made else None
        if wording.kind is Kind.SEVERITY:
            event.severity = wording.text
        elif wording.kind is Kind.COURSE:
            event.resolution = wording.text
        elif wording.kind is Kind.CAUSE:
            event.group = wording.text
        elif wording.kind is Kind.RELATED:
            event.relatedness = "unrelated" if re.search(r"\bnot\b|unrelated", wording.text) else related(wording.text)
        elif wording.kind is Kind.MANAGED:
            event.management = re.sub(r"^(?:an?|the)\s+", "", wording.text.strip())
        elif wording.kind is Kind.WHEN:
            event.timing = _ONSET.sub("", wording.text) or self._when(event)
        elif wording.kind is Kind.NAME and self.label.is_general:
            event.severity = self.label.severity
        of_those = before is not None and _OF_THOSE.match(self.s.text, event.end) is not None
        if before is not None and (of_those or wording.kind in (Kind.SEVERITY, Kind.COURSE, Kind.MANAGED)):
            event.group = event.group or before.group
            self.parts.append(event)
            whole = (before.n if of_those else self._whole(before)) if of_those or not event.name.is_general else None
            if event.denominator is None and event.n is not None and whole is not None and whole >= event.n:
                event.denominator = whole

    def _when(self, event: Event) -> str:
        """The time told last before a figure, in its words."""
        start = self.s.clause_start(event.position)
        times = [t for t in self.s.times if start <= t.start and t.end <= event.position]
        return self.s.text[times[-1].start : times[-1].end] if times else ""

    def _whole(self, before: Event) -> int | None:
        """How many had the event of which parts are told: the part told before has the same whole."""
        return before.denominator if any(before is part for part in self.parts[:-1]) else before.n


def _once(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, one a figure: a second one only tells another result of the same units."""
    seen = {id(d.figure): d for d in reversed(drafts)}
    return [d for d in drafts if seen[id(d.figure)] is d]


_AGAIN = re.compile(
    r"[\s,;)]*(?:and|v\.?|vs\.?|versus|compared with|against)\s+(?:(?:in|after|with|of)\s*)?", re.IGNORECASE
)
_WHO_HAD_IT = re.compile(r"[a-z][a-z-]+(?: [a-z-]+)?", re.IGNORECASE)
_RELATED = re.compile(
    r"(?:(?:was|were|is|are|thought|considered|judged|rated|as|to be|possibly|probably|definitely"
    r"|not)\s+)*(?:un)?related\b(?! (?:adverse|event|complication|death))",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"(?:the |an? )?(?P<what>[a-z][a-z-]*(?: [a-z-]+)?) (?:was|were|had to be) (?P<done>explanted|removed|replaced"
    r"|restored|repaired|drained|revised|taken out|withdrawn|repositioned|exchanged|reopened|closed|stented|stopped)\b"
    r"(?:(?: with| by| through) (?:an? )?(?P<means>[a-z][a-z -]+))?",
    re.IGNORECASE,
)
"""What was done about an event told before, to something that is no harm itself: "the generator was explanted"."""
_WAS = re.compile(r"^(?:[\w-]+\s+)?(?:was|were)\s+", re.IGNORECASE)
_ONSET = re.compile(
    r"^(?:with )?(?:onset|start)(?: (?=(?:within|during|after|in the first)\b)|$)"
    r"|^(?=(?:within|during|after|for|in the first)\b)",
    re.IGNORECASE,
)


def _behind_last(s: Statement, made: Sequence[Event], draft: Draft) -> str:
    """The words before a figure without the unit of the one before."""
    start = max((e.end for e in made if e.end <= draft.figure.start), default=0)
    return re.sub(r"^[^,;]*?(?=\b(?:and|versus|against)\b)", "", s.text[start : draft.figure.start])


def _is_other_harm(s: Statement, words: str) -> bool:
    """Whether words name a harm of their own and no treatment."""
    return bool(s.scan.harms(words)) and _TREATMENT.match(words) is None


_OF_WHOM_NEEDED = re.compile(
    r"\s*of (?:whom|which|these|them|those)(?: \w+)? (?:needed|required|underwent|received"
    r"|(?:were|was) (?:given|treated with))"
    r"\s+(?P<what>[^,;.()]+)",
    re.IGNORECASE,
)
_NEED_TOLD = re.compile(r"\b(?:need\w*|requir\w*|given|treated|had|with|by|further)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(r"\b(?:risk|rate|absolute) (?:difference|reduction)\s*(?:was |of |[:=,]\s*)?$", re.IGNORECASE)
_HAVING = re.compile(r"^(?:who (?:had|developed)|with|having)\s+(?:an?\s+)?", re.IGNORECASE)
_OPENS_BRACKET = re.compile(r"[^,;:().\d]+\(")
_TREATMENT = re.compile(
    r"\W*(?:(?:an?|the|needed|required|had|were|was|treated (?:by|with)|given|with|further|open|emergency"
    r"|surgical|blood|platelet|iron|fluid|catheter)\s+)*"
    r"(?:chest drains?|drains?|drainage|surgery|operations?|admissions?|admitted|readmissions?|readmitted|transfusions?"
    r"|antibiotics?|steroids?|catheters?|catheterisation|intubation|ventilation|oxygen|sutures?|embolisation"
    r"|resuscitation"
    r"|intensive care|medication|observed|taken out|replaced|reprogrammed|repositioned|revised|drips?|retrieved"
    r"|recaptured|snared|dilated|clipped|coiled|stented|evacuated"
    r"|no (?:further |specific )?treatment|second \w+|colostomy"
    r"|\w+ (?:removal|exchange|replacement)"
    r"|\w+(?:ectomy|otomy|plasty|ostomy))\b",
    re.IGNORECASE,
)
_NEEDED = re.compile(
    r"^\W*(?:(?:needed|required|had|were|was|treated (?:by|with)|given|with)\s+)+"
    r"|\s+(?:was|were) (?:needed|required|given|used)\b.*$"
    r"|\s+inserted$",
    re.IGNORECASE,
)
_NO_EVENT = re.compile(
    r"(?:nothing .*|(?:not|no|never)\b(?! longer).*|differences? (?:in|between) .*"
    r"|(?:be )?(?:done|needed|required|performed|undertaken|carried out|given|made|used|planned|repeated)"
    r"|(?:had )?(?:withdrawn|withdrew|dropped out)|unknown|missing|excluded|lost to follow[- ]?up|live births?"
    r"|details?|data|results?|information|in all|total|met|stud(?:y|ies)|trials?|patients?"
    r"|(?:intermediate|high|low|lower|higher)(?:[- ]risk)?|(?:put|set) down to .*"
    r"|(?:attributed|thought to be|considered) .*)$",
    re.IGNORECASE,
)
_COMPARISON = re.compile(r"\s(?:v|vs|versus)\.?\s", re.IGNORECASE)
_WHO = re.compile(r"\b(?:were|was) (?:all )?(?:in|among|from|part of) (?:the )?(?P<who>[^.;]+)", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:later )?(?P<how>died|survived)\b", re.IGNORECASE)
_ENDED = re.compile(r"\s*of (?:these|them|those|whom)(?: had)? (?P<how>died|survived)\b", re.IGNORECASE)
_OF_THOSE = re.compile(r"\s*of (?:these|them|those|whom|which)\b", re.IGNORECASE)


_TIMES_DONE = re.compile(r"(?:session|episode|attack)s?")


def _count(figure: Figure, draft: Draft) -> int | None:
    """How many a figure counts; a bare whole number counts too in a statement about harm."""
    if draft.n is not None and figure.is_share:
        return draft.n
    if figure.kind == "value" and _TIMES_DONE.fullmatch(figure.unit) and figure.value == int(figure.value or 0):
        return int(figure.value or 0)
    return int(figure.value) if figure.is_plain and figure.value is not None else None


def _printed_zero(n: int | None, draft: Draft) -> int | None:
    """None where a zero is only told by the word: "in none"."""
    told = n == 0 and draft.figure.core_end - draft.figure.start > 2 and draft.figure.denominator is None
    return None if told else n


def _described(s: Statement, event: Event) -> int | None:
    """The size of the study named behind the figure: "in 1 patient in the case series of 20 patients"."""
    if event.n is None or event.percent is not None:
        return None
    described = next((d for d in s.descriptions if 0 <= d.start - event.end < 12), None)
    fits = (
        described is not None
        and described.n is not None
        and described.n >= event.n
        and same_unit(event.unit, described.unit)
    )
    return described.n if described is not None and fits else None


def _in_bracket(s: Statement, event: Event) -> Iterator[Event]:
    """The events that a bracket behind a general count names: "1 patient with a serious event (pulmonary embolism)"."""
    if not event.name.is_general:
        return
    match = re.search(r"\((?P<inside>[^()\d=%]{4,})\)", s.text[event.end : s.clause_end(event.end)])
    for words in (
        [w for w in split_list(match["inside"]) if not course_of(w).resolution]
        if match and not re.match(r"\s*(?:serious|severe|mild|moderate|n=)", match["inside"])
        else ()
    ):
        name = event_name(words)
        yield Event(
            name,
            group=event.group,
            position=event.end,
            end=event.end,
            severity=event.severity or event.name.severity or name.severity,
        )
