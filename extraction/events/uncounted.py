"""Events named without a count: the only one seen, those that one report is about, those gone on about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.extraction.events.course import course_of
from evigraph.extraction.events.event import Event
from evigraph.extraction.events.names import event_name
from evigraph.extraction.scanning.lists import split_list
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS

if TYPE_CHECKING:
    from evigraph.extraction.results.statement import Statement


def uncounted(s: Statement) -> list[Event]:
    """The events of a statement none of whose figures counts one."""
    return _only_named(s) or _in_one_report(s) or _gone_on(s) or _happened(s)


_ONLY = re.compile(
    r"\bonly (?:reported )?(?:adverse event|complication|side effect|event)s?(?: reported)? (?:was|were) "
    r"(?P<what>[^.;]+)"
    r"|\badverse events? (?:was|were) (?:limited to|confined to) (?P<what2>[^.;]+)",
    re.IGNORECASE,
)


def _only_named(s: Statement) -> list[Event]:
    match = _ONLY.search(s.text)
    if match is None:
        return []
    return [
        Event(event_name(w), position=match.start(), end=match.end())
        for w in split_list(match["what"] or match["what2"])
    ]


_ONE_REPORT = re.compile(
    r"^\s*(?P<what>[A-Z][^.;]*?) (?:was|were|has been|have been) (?:reported|described|seen|noted) in "
    rf"(?:an?|the|one|1) (?:single )?(?:{UNIT_OF_ANALYSIS}\b[^.;]*? in (?:an?|the|one|1) )?"
    r"(?:single )?case reports?(?![a-z])",
)


def _in_one_report(s: Statement) -> list[Event]:
    """What a report of one patient is about: "Torsion of the lobe was described in a case report"."""
    match = _ONE_REPORT.match(s.text)
    if match is None or re.match(r"(?:No|Nothing|None|The)\b", match["what"]):
        return []
    told = event_name(match["what"])
    names = [replace(told, name=event_name(w).name) for w in split_list(told.name)]
    return [Event(name, n=1, position=match.start(), end=match.end("what")) for name in names]


_DEFINITE = re.compile(
    r"(?:^|,\s+and\s+|;\s+)(?P<how>The|Both|All|the|both|all)"
    r"(?: (?P<n>\d+))?(?: of the)?(?: (?:cases?|episodes?) of)? (?P<what>[a-z][a-z -]*?)"
    r"(?= (?:was|were|had|healed|resolved|settled|recovered|closed|cleared|disappeared|needed|with)\b)"
)


def _gone_on(s: Statement) -> list[Event]:
    """The course of events named before: "Both cases of arthritis were treated with washout"."""
    found: list[Event] = []
    matches = list(_DEFINITE.finditer(s.text))
    ends = [m.start() for m in matches[1:]] + [len(s.text)]
    for match, end in zip(matches, ends, strict=False):
        text = s.text[match.end() : end]
        told = course_of(text) or (
            course_of("treated " + text.strip()) if found and text.strip().startswith("with") else course_of("")
        )
        if told and _is_harm(s, match["what"]):
            n = 2 if match["how"].lower() == "both" else int(match["n"]) if match["n"] else None
            found.append(
                Event(
                    event_name(match["what"]),
                    n=n,
                    position=match.start(),
                    end=match.end(),
                    resolution=told.resolution,
                    management=told.management,
                )
            )
    return found


_HAPPENED = re.compile(
    r"\s*(?:An? )?(?P<what>(?!(?:No|The|These|This|It|All|Most|Some|There)\b)[A-Za-z][a-z' -]{3,60}?)"
    r"(?: (?:of|with) [^,.;]{3,40}?)? (?:was (?:diagnosed|found|seen|discovered)|developed|began|started|occurred"
    r"|happened|formed|arose|followed|set in|came on)(?! (?:up|by|in \d|for)\b)"
)


def _happened(s: Statement) -> list[Event]:
    """What is told of as happening, in a report of one patient: "Peritonitis began 2 days after the procedure"."""
    match = _HAPPENED.match(s.text)
    if match is None or not _is_harm(s, match["what"]):
        return []
    return [Event(event_name(match["what"]), position=match.start("what"), end=match.end("what"))]


def _is_harm(s: Statement, words: str) -> bool:
    return bool(s.scan.harms(words))
