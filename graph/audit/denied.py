"""What a denial of harm covers: all patients and times, or only some.

Knows the words that limit a denial; knows no check.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.reading import numbers, plain
from evigraph.graph.wording import stems
from evigraph.ontology.records import AdverseEvent

if TYPE_CHECKING:
    from evigraph.graph.audit.evidence import Claim

NEGATION = re.compile(r"\b(?:no|none|nobody|neither|nor|not|never|without|zero|nil|0)\b", re.IGNORECASE)
#: What limits a general denial to some events.
LIMITED = re.compile(
    r"\b(?:other|others|further|new|additional|more|subsequent(?:ly)?|later|delayed|unexpected|then on"
    r"|thereafter|afterwards|related|due to|attribut\w+|(?:either|this|that|the \w+) (?:group|arm)"
    r"|intra-?operative\w*|during (?:the )?(?:procedure|surgery|operation|treatment)|in-?hospital|in (?:the )?hospital"
    r"|before (?:discharge|leaving)|immediate(?:ly)?|early|acute(?:ly)?|peri-?(?:operative|procedural)\w*|\d+-day"
    r"|within (?:the first )?\d+|on the (?:day|table|ward)|same day)\b",
    re.IGNORECASE,
)
#: A denial that is of one arm: "3 of 40 had it; none of the controls did", "4 (9%) v 0".
OF_AN_ARM = re.compile(
    r"\bcontrols?\b|\b(?:nobody|none|no one|nothing)\b (?:of|in|after|with|on|among|from)\b|\b(?:v|vs|versus)\b",
    re.IGNORECASE,
)
DEGREE = re.compile(
    r"\b(?:grade [0-9IV]+|serious|severe|major|life-threatening|fatal|lasting|permanent|symptomatic|unplanned)\b",
    re.IGNORECASE,
)
GENERAL = re.compile(
    r"^(?:any |the )?(?:adverse events?|complications?|side effects?|safety (?:problems?|issues?|concerns?|events?))$",
    re.IGNORECASE,
)


def surely_reported(claim: Claim) -> bool:
    """Whether an event is reported in words that deny nothing."""
    record = claim.record
    reported = isinstance(record, AdverseEvent) and record.status == "reported"
    return reported and not NEGATION.search(plain(claim.words.quote))


def surely_denied(claim: Claim) -> bool:
    """Whether an event is denied in words that do deny something."""
    record = claim.record
    denied = isinstance(record, AdverseEvent) and record.status == "none reported" and not record.n
    return denied and bool(NEGATION.search(plain(claim.words.quote)))


def limited(denial: Claim) -> bool:
    """Whether the words of a denial may be of one arm, one place or one time alone, or of another event."""
    quote, record = plain(denial.words.quote), denial.record
    own = stems(record.event) if isinstance(record, AdverseEvent) else frozenset()
    elsewhere = not GENERAL.match(getattr(record, "event", "")) and not own <= stems(quote)
    counted = any(printed.value > 0 for printed in numbers(quote))
    return bool(LIMITED.search(quote)) or elsewhere or (counted and OF_AN_ARM.search(quote) is not None)


def same_degree(denial: Claim, event: Claim) -> bool:
    """Whether an event is called all that the denial calls what it denies: serious, of a grade, lasting."""
    wanted = {m.group().lower() for m in DEGREE.finditer(plain(denial.words.quote))}
    return not wanted or bool(wanted & {m.group().lower() for m in DEGREE.finditer(plain(event.words.quote))})
