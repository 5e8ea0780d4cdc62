"""Whether a sentence is about harm: all of a safety section is, elsewhere the words decide."""

from __future__ import annotations

import re

from evigraph.extraction.document import Sentence
from evigraph.extraction.finding.events.names import event_lexicon
from evigraph.extraction.finding.frames import outcome_by_rule, outcome_mentions

_DEATH = re.compile(r"\b(?:died|deaths?)\b", re.IGNORECASE)
_HARM = re.compile(r"\badverse (?:events?|effects?|reactions?)\b|\bcomplications?\b|\bside[- ]effects?\b|\bdied\b|\bdeaths?\b", re.IGNORECASE)
_LABEL = re.compile(r"\s*(?:device|severity|severe events?|harms?|events?|safety|trouble|difficult\w*|injur\w*|damage|loss of|failure of|unwanted|accidental|malfunction|unplanned)\b", re.IGNORECASE)
_DENIES = re.compile(r"\s*(?:there (?:was|were) no|no \w+ had)\b", re.IGNORECASE)


def wanted(sentence: Sentence, label: str) -> bool:
    """Whether a sentence of its section tells of adverse events."""
    evidence = sentence.section.role.evidence
    if evidence == "safety":
        return True
    if evidence in ("efficacy", "population"):
        return _DEATH.search(sentence.norm) is not None
    return tells_event(label or sentence.norm, sentence.norm)


def tells_event(head: str, whole: str) -> bool:
    """Whether an outcome line is about harm: it names an event before any outcome, or denies one."""
    if _HARM.search(head) or _LABEL.match(head):
        return True
    event = next(iter(event_lexicon().scan(head)), None)
    outcome = next((m for m in outcome_mentions(head) if m.concept.scheme == "outcome"), None)
    if outcome_by_rule(head) or event is None:
        return _DENIES.match(whole) is not None and outcome is None
    return outcome is None or event.start <= outcome.start
