"""What an adverse event is called, and what its own words say of severity, treatment, course, time and cause."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.nominal import nominal, singular
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS
from evigraph.ontology.vocabulary import Concept, vocabulary

if TYPE_CHECKING:
    from evigraph.extraction.scanning.scanners import Scanners
    from evigraph.ontology.lexicon import Lexicon

_GRADE = r"(?:[IVX]+[ab]?|\d[ab]?)"
GRADE = (
    rf"(?:CTCAE |clavien[- ]dindo )?grades? {_GRADE}"
    rf"(?:\s*(?:to|or|and|-)\s*(?:grade )?(?:{_GRADE}\b|above|higher|more|worse))?"
)
_SEVERITY = (
    r"(?:serious|severe|moderate|mild|minor|major|life-threatening|fatal|significant"
    rf"|(?:mild|moderate)(?:\s*(?:or|to|and)\s*(?:moderate|severe))|{GRADE})"
)
SEVERITY = re.compile(rf"\b(?P<severity>{_SEVERITY})\b", re.IGNORECASE)
_KIND = (
    r"adverse (?:events?|effects?|reactions?)|complications?|side[- ]effects?|safety events?|events?|problems?|harms?"
)
_GENERAL = re.compile(
    rf"^(?:any |other |all )?(?:(?P<severity>{_SEVERITY}) )?"
    r"(?P<cause>(?:treatment|procedure|device|procedural|intraoperative|postoperative|perioperative)[- ]?"
    rf"(?:related )?)?(?P<what>{_KIND})(?: of (?:any grade|(?P<grade>{GRADE})))?(?: of any kind| of any type)?$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:(?:the )?(?:(?:most|only|main|other|common|frequent|reported|serious|late|early) )*"
    r"(?:adverse (?:events?|effects?)|complications?|side[- ]effects?) (?:were|was|included?|comprised|consisted of)"
    r"|(?:at least )?(?:\d|one|two|three) or more (?=adverse|complication|side|event)|at least (?:1|one)"
    r"|\d+(?! or more)|(?:one|two|three)(?! or more)|no(?! longer)|a|an|the|any|some|all|both|every|each|its|their"
    r"|only|further|new|other(?= \w)|with|also|in addition|overall|there (?:was|were)|cases? of|episodes? of"
    r"|reports? of|incidences? of|instances? of|evidence of|signs? of|occurrences? of|case of|"
    rf"{UNIT_OF_ANALYSIS} (?:with|who had|having)|incidence of|rates? of|development of|number of"
    r"|proportion of)\b\s*)+",
    re.IGNORECASE,
)
_MANAGEMENT = re.compile(
    r"\s*(?:,|;)?\s*\b(?:that|which|and|all|both|who)?\s*(?:was|were|(?:had|needed) to be)?\s*"
    r"(?:(?:all|both|each|successfully|conservatively)\s+)*(?P<verb>need(?:ed|ing)|requir(?:ed|ing)"
    r"|(?:were |was )?treated (?:with|by)|managed (?:with|by)|drained|repaired|treated|settled with"
    r"|dealt with by|corrected (?:with|by)|controlled with)\s*(?P<what>(?:an?\s+|the\s+)?[^,;.()]*)",
    re.IGNORECASE,
)
_TIMING = re.compile(
    r"\s*,?\s*\b"
    r"(?P<when>(?:within|during|in the first|(?:for|lasting|lasted|of) (?:more|longer|less) than|for over"
    r"|for(?= (?:\d|up to|about|at least|an? |one|two|three|several|some|the|many|most|long))"
    r"|lasting(?: over)?|lasted(?: over)?|over|after|at|on|up to|throughout|while|until|beyond"
    r"|by(?= (?:days?|weeks?|months?|years?) \d| \d+ (?:hours?|days?|weeks?|months?|years?)\b)"
    r"|before(?= \d)|in (?=hospital\b)|in the (?:first|early|initial)"
    r"|(?:\d+|one|two|three|a|an) (?:hours?|days?|weeks?|months?|years?) after)\b[^,;.()]*)$",
    re.IGNORECASE,
)
_TIME_WORD = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?|procedure|treatment|follow[- ]?up|surgery|operation|placed"
    r"|inserted|injected|discharge|fracture|period|night|in hospital)\b"
    r"|^during (?:the )?(?!(?:exercise|exertion|activity|activities|movement|walking|weight|standing|sitting"
    r"|intercourse|sex|urination|micturition|voiding|defecation|eating|meals?|swallowing|chewing|speech"
    r"|sleep|cough|breathing|menstruation)\b)[a-z-]+(?: [a-z-]+)?$",
    re.IGNORECASE,
)
"""What a time is told by; what the body does all its life is part of a harm's name: "pain during intercourse"."""
_PLACE = re.compile(
    r"\s+(?:around|at|near|over|under|along|about) the (?:[\w-]+ ){0,4}?"
    r"(?:site|point|entry|wound|incision|puncture|shin|tip|area|region|track|tract|position)\b[\w ]*$",
    re.IGNORECASE,
)
_WENT_ON = re.compile(
    r"\s+(?:went on|lasted|persisted|continued|was (?:seen|present)|were (?:seen|present)|for)$", re.IGNORECASE
)
_HOW_OFTEN = re.compile(
    r"\s+(?:was|were|is|are)\s+"
    r"(?:not )?(?:rare|uncommon|infrequent|common|frequent|few|unusual|usual|seen|noted|recorded|reported"
    r"|an? (?:new |common |rare |frequent |known )?(?:complaint|problem|finding|event|complication|side effect))\b.*$",
    re.IGNORECASE,
)
_CAME = re.compile(
    rf"{_HOW_OFTEN.pattern}|\s+(?:followed(?! by)|complicated)\s.*$"
    r"|\s+(?:happened|occurred|arose|developed)(?=\s+(?:during|within|after|at|in|on|before|up to)\b)",
    re.IGNORECASE,
)
_MORTALITY = re.compile(
    r"^(?:(?:all-cause|overall|any|total|procedure-related|pooled|crude|observed)\s+)*"
    r"(?P<when>(?:[\w]+-(?:day|month|year)|in-hospital|hospital|operative|perioperative|periprocedural|early|late))?\s*"
    r"(?:mortality(?: rate)?|fatalit(?:y|ies))$",
    re.IGNORECASE,
)
_RESOLUTION = re.compile(r"^(?P<word>transient|temporary)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EventName:
    """An adverse event by its words, with what they say besides."""

    name: str
    severity: str = ""
    management: str = ""
    resolution: str = ""
    timing: str = ""
    relatedness: str = ""

    @property
    def is_general(self) -> bool:
        """Whether it names adverse events at large, such as `any complication`."""
        return re.search(r"\b(?:adverse event|complication|side effect)s?$", self.name) is not None


@cache
def event_lexicon() -> Lexicon[Concept]:
    """Labels of adverse events."""
    return vocabulary().lexicon("event")


_SCALE_NAMED = re.compile(
    r",?\s*\b(?:(?:by|according to|using|as) (?:the )?)?(?:CTCAE|Clavien[- ]Dindo|RTOG|NCI)\b"
    r"(?: (?:grades?|grading|scales?|classification|criteria|system|version [\d.]+)\b)*(?=\s*$)",
    re.IGNORECASE,
)


_ESTIMATED = re.compile(
    r"^(?:pooled|reported)\s+(?=\w{4})|,?\s+pooled(?: (?:rates?|estimates?|incidence|proportions?))?$",
    re.IGNORECASE,
)
"""What tells how a number came about, and nothing of the event."""


def event_name(words: str) -> EventName:
    """An event's name from its words.

    >>> event_name("a flare of pain that needed new medication").management
    'new medication'
    """
    text = _SCALE_NAMED.sub("", " ".join(words.split()).strip(" ,.;:'\""))
    text = _ESTIMATED.sub("", text)
    brackets = re.findall(r"\(([^()]*)\)", text)
    relatedness = next((r for b in brackets if (r := related(b))), "")
    text = _CAME.sub("", re.sub(r"\s*\([^()]*\)?", "", text))
    found = EventName(_LEADING.sub("", text).strip(" ,.;:'\""), relatedness=relatedness)
    for step in (_take_management, _take_timing, _take_resolution, _take_severity):
        found = step(found)
    found = replace(found, relatedness=found.relatedness or related(found.name), name=_without_place(found.name))
    return _generalised(replace(found, name=found.name.strip(" ,.;:'\"")))


def severe(severity: str, of: EventName) -> EventName:
    """A general event of one severity: "3 were severe" of adverse events is a severe adverse event."""
    kind = re.search(r"(?:adverse event|complication|side effect)s?$", of.name)
    return EventName(f"{severity} {kind[0].removesuffix('s') if kind else 'adverse event'}", severity=severity)


def _without_place(name: str) -> str:
    return name if re.match(r"pain\b", name, re.IGNORECASE) else _PLACE.sub("", name)


def _take_management(event: EventName) -> EventName:
    match = _MANAGEMENT.search(event.name)
    before = event.name[: match.start()].strip() if match else ""
    if match is None or not before or _GENERAL.match(before):
        return event
    what = re.sub(r"^(?:an?|the)\s+", "", match["what"].strip())
    when = _TIMING.search(what)
    timed = when is not None and when.start() and _AT_THAT_TIME.match(when["when"]) and _TIME_WORD.search(when["when"])
    told = what[: when.start()] if when and timed else what
    return replace(
        event, name=before, management=told or match["verb"], timing=when["when"] if when and timed else event.timing
    )


_AT_THAT_TIME = re.compile(r"(?:on|within|during|at|in)\b", re.IGNORECASE)


def _take_timing(event: EventName) -> EventName:
    match = _TIMING.search(event.name)
    before = _WENT_ON.sub("", event.name[: match.start()].strip()) if match else ""
    if match is None or not before or not _TIME_WORD.search(match["when"]) or _PLACE.fullmatch(" " + match["when"]):
        return event
    when = re.sub(r"^(?:lasting|lasted|for|of)\s+", "", match["when"].strip())
    return replace(event, name=before, timing=when)


def _take_resolution(event: EventName) -> EventName:
    match = _RESOLUTION.match(event.name)
    return replace(event, name=event.name[match.end() :], resolution=match["word"].lower()) if match else event


def _take_severity(event: EventName) -> EventName:
    match = SEVERITY.match(event.name)
    return replace(event, severity=match["severity"].lower()) if match else event


def _generalised(event: EventName) -> EventName:
    """Any complication for "complications", a grade 3 adverse event for "grade 3 events"."""
    if mortality := _MORTALITY.match(event.name):
        return replace(event, name="death", timing=event.timing or (mortality["when"] or "").lower())
    match = _GENERAL.match(event.name)
    if match is None or ((match["cause"] or "").endswith("related ") and not match["severity"]):
        return replace(event, name=_own_name(event.name) if match is None else lowered(event.name))
    what = re.sub(r"s$", "", match["what"].lower())
    what = "adverse event" if what in ("event", "safety event", "adverse effect", "adverse reaction", "harm") else what
    severity = re.sub(r"^grades ", "grade ", (match["severity"] or match["grade"] or "").lower()).replace(
        "or grade ", "or "
    )
    if severity in ("major", "minor") and match["what"].endswith("s"):
        return replace(event, name=f"{severity} {what}s", severity=severity)
    return replace(event, name=f"{severity or 'any'} {what}", severity=severity)


def _own_name(name: str) -> str:
    return singular(lowered(nominal(name)))


def lowered(text: str) -> str:
    """Lower case, but for words that are not written so (CTCAE, Charcot)."""
    first, _, rest = text.partition(" ")
    known = next(iter(event_lexicon().scan(text)), None)
    if known is not None and known.start == 0 and known.concept.label.startswith(first) and not first[1:].isupper():
        return text
    return f"{first.lower() if first[1:].islower() or len(first) == 1 or '-' in first else first} {rest}".strip()


def related(text: str) -> str:
    """Whether words call an event related, unrelated or possibly related to treatment."""
    if re.search(
        r"\bunrelated\b"
        r"|\b(?:not|nothing to do) (?:thought to be |considered |judged |believed to be )?"
        r"(?:related|linked|attributed|due|with)\b"
        r"|\bnot (?:device|procedure|treatment)[- ]related"
        r"|\b(?:neither|none|no)\b[^.;,]{0,30}\b(?:was|were)\b[^.;,]{0,30}\b(?:related|linked|attributed|due)\b",
        text,
        re.IGNORECASE,
    ):
        return "unrelated"
    if re.search(
        r"\b(?:possibly|probably|may be|might be|could be|perhaps|may have been) (?:be )?(?:related|due|linked)\b",
        text,
        re.IGNORECASE,
    ):
        return "possibly related"
    return (
        "related"
        if re.search(
            r"\b(?:device|procedure|treatment|probe|implant|drug)[- ]related\b"
            r"|\b(?:related|due|attributed) to (?:the )?(?:device|procedure|treatment|implant)",
            text,
            re.IGNORECASE,
        )
        else ""
    )


def names_event(scan: Scanners, text: str) -> bool:
    """Whether a text names an adverse event that the vocabulary knows, or speaks of adverse events at all."""
    return bool(scan.harms(text)) or _GENERAL.match(_LEADING.sub("", text.strip())) is not None
