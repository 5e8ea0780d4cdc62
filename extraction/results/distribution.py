"""How units fall into kinds, one after the other: "Wear was grade 2 in 29 knees, grade 3 in 17 and grade 4 in 8".

Knows a statement and its drafts; knows nothing of what the kinds are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.numbers import INTEGER, WORD_NUMBER
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS

if TYPE_CHECKING:
    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.statement import Statement

_COUNT = rf"(?:in|on) (?P<n>{INTEGER})(?: (?P<unit>{UNIT_OF_ANALYSIS}|[a-z]+s))?(?=\s*(?:[,;.(]|$|and\b))"
_OPENING = re.compile(
    r"\s*(?:[A-Z][a-z -]{0,30}: )?(?:(?:The |the )?(?P<subject>[A-Za-z][^,;:()\d]{2,60}?) (?:was|were) )?"
    rf"(?P<name>[^,;:()]{{1,40}}?) {_COUNT}"
)
_NEXT = re.compile(rf"(?:,| and|, and) (?:the )?(?P<name>(?!of\b|then\b)[^,;:()]{{1,40}}?) {_COUNT}")
_TREATED = re.compile(r"(?:treated|injected|operated(?: on)?|affected)", re.IGNORECASE)
_STUDIES = re.compile(r"trials|studies|RCTs|series|cohorts|arms|centres|hospitals", re.IGNORECASE)
_USED = re.compile(r"\b(?:used|given|done|performed|needed|seen|reported|guided)\b", re.IGNORECASE)
"""What may be so in the same units side by side, and is no kind of them."""
_COUNTED = re.compile(r"\b(?:in|on) \d")
_COUNT_OF = re.compile(rf"(?:\d+|{WORD_NUMBER}) (?P<thing>[a-z]{{3,}})", re.IGNORECASE)
FEWEST = 2
"""Different things counted are no kinds of one: "3 leaks in 31 patients and 2 clots in 22"."""
_NUMBER_ALONE = re.compile(r"\d+[a-z]?|[IVX]+")


def kinds_in(text: str, label: str = "") -> tuple[str, list[re.Match[str]]]:
    """What falls into kinds, and the kinds with their counts; nothing where there are fewer than two."""
    several = len(_COUNTED.findall(text)) > 1  # far quicker to look for than the row itself
    found = [m for m in (_OPENING.match(text),) if m] if several else []
    while found and (match := _NEXT.match(text, found[-1].end())):
        found.append(match)
    subject = found[0]["subject"] or label if found else ""
    plain = len(found) > 1 and not any(m["unit"] and _STUDIES.fullmatch(m["unit"]) for m in found)
    counted = {c["thing"] for m in found if (c := _COUNT_OF.match(m["name"]))}
    plain = plain and subject.lower() != "there" and len(counted) < FEWEST
    return (subject, found) if subject and plain and not _USED.search(found[0]["name"]) else ("", [])


def settle(s: Statement, drafts: list[Draft]) -> None:
    """Give each count of such a row its kind, and keep no number that only names a kind."""
    subject, found = kinds_in(s.text, s.frame.text)
    if not found or (not found[0]["subject"] and len({d.outcome for d in drafts}) > 1):
        return
    treated = _TREATED.fullmatch(found[0]["name"]) is not None
    names = [subject if treated else found[0]["name"], *(m["name"] for m in found[1:])]
    unit, counted = "", {d.figure.start: d for d in drafts}
    for match, name in zip(found, names, strict=True):
        unit, draft = match["unit"] or unit, counted.get(match.start("n"))
        if draft is not None:
            draft.statistic, draft.n, draft.unit = "count", int(draft.value or 0), unit or draft.unit
            draft.outcome = "treated site" if treated else draft.outcome or subject.lower()
            draft.category = _kind(name, subject)
    spans = [m.span("name") for m in found]
    drafts[:] = [d for d in drafts if not any(a <= d.figure.start < b for a, b in spans)]


def _kind(name: str, subject: str) -> str:
    """A kind by its own words; a bare number is one of what the subject's last word says: "class 4"."""
    return f"{subject.split()[-1]} {name}" if _NUMBER_ALONE.fullmatch(name) else name
