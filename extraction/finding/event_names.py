"""What an adverse event is called, and what its own words say of severity, treatment, course, time and cause."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from evigraph.ontology.lexicon import Lexicon
from evigraph.ontology.vocabulary import Concept, vocabulary

_SEVERITY = r"(?:serious|severe|moderate|mild|minor|major|life-threatening|fatal|significant|grades? (?:[IVX]+[ab]?|\d[ab]?)(?:\s*(?:to|or|and|-)\s*(?:grade )?(?:[IVX]+[ab]?|\d[ab]?))?|clavien[- ]dindo (?:grade )?(?:[IVX]+|\d)[ab]?)"
SEVERITY = re.compile(rf"\b(?P<severity>{_SEVERITY})\b", re.IGNORECASE)
_GENERAL = re.compile(
    rf"^(?:any |other |all )?(?:(?P<severity>{_SEVERITY}) )?(?:(?:treatment|procedure|device|procedural|intraoperative|postoperative|perioperative)[- ]?(?:related )?)?(?P<what>adverse (?:events?|effects?|reactions?)|complications?|side effects?|safety events?|events?|problems?|harms?)$", re.IGNORECASE
)
_LEADING = re.compile(
    r"^(?:(?:\d+|one|two|three|a|an|the|any|some|all|both|every|each|its|their|only|further|new|other|also|in addition|there (?:was|were)|cases? of|episodes? of|reports? of|incidences? of|instances? of|evidence of|signs? of|occurrences? of|case of|patients? with|eyes? with|incidence of|rates? of|development of|number of|proportion of)\b\s*)+", re.IGNORECASE
)
_MANAGEMENT = re.compile(
    r"\s*(?:,|;)?\s*\b(?:that|which|and|all|both|who)?\s*(?:was|were)?\s*(?:(?:all|both|each|successfully|conservatively)\s+)*(?P<verb>need(?:ed|ing)|requir(?:ed|ing)|(?:were |was )?treated (?:with|by)|managed (?:with|by)|drained|repaired|treated|settled with|dealt with by|corrected (?:with|by)|controlled with)\s*(?P<what>(?:an?\s+|the\s+)?[^,;.()]*)", re.IGNORECASE
)
_TIMING = re.compile(
    r"\s*,?\s*\b(?P<when>(?:within|during|in the first|for (?:more|longer|less) than|for over|lasting (?:over|more than|longer than)?|lasted (?:over|more than)?|over|after|at|on|up to|throughout|while|until|beyond|(?:\d+|one|two|three|a|an) (?:hours?|days?|weeks?|months?|years?) after)\b[^,;.()]*)$", re.IGNORECASE
)
_TIME_WORD = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?|procedure|treatment|follow[- ]?up|surgery|operation|placed|inserted|injected|discharge|fracture|period)\b", re.IGNORECASE)
_PLACE = re.compile(r"\s+(?:around|at|near|over|under|along|about) the (?:[\w-]+ ){0,4}?(?:site|point|entry|wound|incision|puncture|shin|tip|area|region|track|tract|position)\b[\w ]*$", re.IGNORECASE)
_RELATED = re.compile(r"\b(?P<no>(?:not|un|non-?)\s?-?)?(?P<what>related|linked|attribut(?:ed|able)|due|put down)\b(?: to| with)?", re.IGNORECASE)
_RESOLUTION = re.compile(r"^(?P<word>transient|temporary|self-limiting|self-limited|permanent|persistent|lasting)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EventName:
    """An adverse event by its words, with what they say besides."""

    name: str
    severity: str = ""
    management: str = ""
    resolution: str = ""
    timing: str = ""
    relatedness: str = ""


@cache
def event_lexicon() -> Lexicon[Concept]:
    """Labels of adverse events."""
    return vocabulary().lexicon("event")


def event_name(words: str) -> EventName:
    """An event's name from its words.

    >>> event_name("a flare of pain that needed new medication").management
    'new medication'
    """
    text = " ".join(words.split()).strip(" ,.;:'\"")
    relatedness = ""
    for bracket in re.findall(r"\(([^()]*)\)", text):
        relatedness = relatedness or related(bracket)
    text = re.sub(r"\s*\([^()]*\)?", "", text)
    text = _LEADING.sub("", text).strip(" ,.;:'\"")
    found = EventName(text, relatedness=relatedness)
    for step in (_take_management, _take_timing, _take_resolution, _take_severity):
        found = step(found)
    found = replace(found, relatedness=found.relatedness or related(found.name), name=_PLACE.sub("", found.name) if not re.match(r"pain\b", found.name, re.IGNORECASE) else found.name)
    return _generalised(replace(found, name=found.name.strip(" ,.;:'\"")))


def _take_management(event: EventName) -> EventName:
    match = _MANAGEMENT.search(event.name)
    if match is None or not event.name[: match.start()].strip() or _GENERAL.match(event.name[: match.start()].strip()):
        return event
    return replace(event, name=event.name[: match.start()].strip(), management=re.sub(r"^(?:an?|the)\s+", "", match["what"].strip()) or match["verb"])


def _take_timing(event: EventName) -> EventName:
    match = _TIMING.search(event.name)
    if match is None or not event.name[: match.start()].strip() or not _TIME_WORD.search(match["when"]):
        return event
    return replace(event, name=event.name[: match.start()].strip(), timing=re.sub(r"^lasting ", "", match["when"].strip()))


def _take_resolution(event: EventName) -> EventName:
    match = _RESOLUTION.match(event.name)
    if match is None or match["word"].lower() not in ("transient", "temporary"):
        return event
    return replace(event, name=event.name[match.end() :], resolution=match["word"].lower())


def _take_severity(event: EventName) -> EventName:
    match = SEVERITY.match(event.name)
    return replace(event, severity=match["severity"].lower()) if match else event


def _generalised(event: EventName) -> EventName:
    """ "complications" is any complication, "grade 3 events" a grade 3 adverse event."""
    match = _GENERAL.match(event.name)
    if match is None:
        return replace(event, name=lowered(event.name))
    what = re.sub(r"s$", "", match["what"].lower())
    what = "adverse event" if what in ("event", "safety event", "adverse effect", "adverse reaction", "harm") else what
    severity = (match["severity"] or "").lower()
    if severity in ("major", "minor"):
        return replace(event, name=f"{severity} {what}s", severity=severity)
    return replace(event, name=f"{re.sub(r'^grades ', 'grade ', severity).replace('or grade ', 'or ') if severity else 'any'} {what}", severity=re.sub(r"or grade ", "or ", severity))


def lowered(text: str) -> str:
    """Lower case, but for words that are not written so (CTCAE, Charcot)."""
    first, _, rest = text.partition(" ")
    return f"{first.lower() if first[1:].islower() or len(first) == 1 else first} {rest}".strip()


def related(text: str) -> str:
    """Whether words call an event related, unrelated or possibly related to treatment."""
    if re.search(r"\bunrelated\b|\bnot (?:thought to be |considered |judged )?(?:related|linked|attributed|due)\b|\bnot (?:device|procedure|treatment)[- ]related", text, re.IGNORECASE):
        return "unrelated"
    if re.search(r"\b(?:possibly|probably|may be|might be|could be) (?:be )?related\b", text, re.IGNORECASE):
        return "possibly related"
    return "related" if re.search(r"\b(?:device|procedure|treatment|probe|implant|drug)[- ]related\b|\brelated to (?:the )?(?:device|procedure|treatment|implant)", text, re.IGNORECASE) else ""


def names_event(text: str) -> bool:
    """Whether a text names an adverse event that the vocabulary knows, or speaks of adverse events at all."""
    return next(iter(event_lexicon().scan(text)), None) is not None or _GENERAL.match(_LEADING.sub("", text.strip())) is not None
