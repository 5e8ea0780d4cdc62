"""Whether a sentence is about harm: all of a safety section is, elsewhere the words decide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.events.course import course_of
from evigraph.extraction.results.frames import outcome_by_rule
from evigraph.extraction.results.labels import split_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.scanning.scanners import Scanners
    from evigraph.extraction.structure.document import EvidenceDocument, Sentence
    from evigraph.extraction.structure.sections import Section

_DEATH = re.compile(r"\b(?:died|deaths?)\b", re.IGNORECASE)
_HARM = re.compile(
    r"\badverse (?:events?|effects?|reactions?)\b|\bcomplications?\b|\bside[- ]effects?\b|\bdied\b|\bdeaths?\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\s*(?:device|severity|severe events?|harms?|events?|safety|trouble|difficult\w*|injur\w*|damage|loss of"
    r"|failure of|unwanted|accidental|malfunction|unplanned)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\s*(?:was |were |had )?"
    r"(?:gone|cured|resolved|improved|better|relieved|in remission|remission|control|controlled)\b",
    re.IGNORECASE,
)
_FREEDOM = re.compile(
    r"\W*(?:(?:overall|estimated|actuarial|kaplan[- ]meier) )*(?:freedom from|\w+-free survival|survival)\b",
    re.IGNORECASE,
)
_SURVIVAL = re.compile(r"\bkaplan[- ]meier|\bhazard ratio|\bHR\b|\bsurvival\b", re.IGNORECASE)
"""Words of time to an event: what they tell is an outcome."""
_DENIES = re.compile(r"\s*(?:there (?:was|were) no|no \w+ had)\b", re.IGNORECASE)


class Claims:
    """Decides once for each sentence whether it is about harm, so that no figure is a result and an event at once."""

    def __init__(self, document: EvidenceDocument, scan: Scanners) -> None:
        self._document = document
        self._harm = {place for section in document.sections for place in _harmful(scan, document, section)}

    def harm(self, sentence: Sentence) -> bool:
        """Whether a sentence tells of adverse events."""
        return _place(sentence) in self._harm

    def only_deaths(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in a paragraph on how a study was done, where nothing but deaths is harm."""
        return _of_the_study(self._document, sentence)


def _of_the_study(document: EvidenceDocument, sentence: Sentence) -> bool:
    return document.profile.paragraphs.name(split_label(sentence.block.text.norm)[0]) is not None


def _place(sentence: Sentence) -> tuple[int, int]:
    return sentence.block.start, sentence.start


def _harmful(scan: Scanners, document: EvidenceDocument, section: Section) -> Iterator[tuple[int, int]]:
    before = False
    for sentence in document.sentences(section):
        before = _tells_death(sentence) if _of_the_study(document, sentence) else _wanted(scan, sentence, before)
        if before:
            yield _place(sentence)


def _wanted(scan: Scanners, sentence: Sentence, before: bool) -> bool:
    evidence = sentence.section.role.evidence
    if evidence == "safety":
        return _FREEDOM.match(sentence.norm) is None or _DENIES.match(sentence.norm) is not None
    if evidence in ("efficacy", "population"):
        return _tells_death(sentence)
    return evidence == "either" and tells_event(
        scan, split_label(sentence.norm)[0] or sentence.norm, sentence.norm, after_harm=before
    )


def _tells_death(sentence: Sentence) -> bool:
    return _DEATH.search(sentence.norm) is not None and _SURVIVAL.search(sentence.norm) is None


def tells_event(scan: Scanners, head: str, whole: str, *, after_harm: bool) -> bool:
    """Whether an outcome line is about harm: it names an event before any outcome, or denies one.

    A line that names neither goes on about what the line before it did.
    """
    if _FREEDOM.match(head):
        return False
    if _HARM.search(head) or _LABEL.match(head):
        return True
    event = next(iter(scan.harms(head)), None)
    outcome = next((m for m in scan.concepts(head) if m.concept.scheme == "outcome"), None)
    if event is None and outcome is None and not outcome_by_rule(head):
        return after_harm or bool(course_of(whole)) or _DENIES.match(whole) is not None
    if outcome_by_rule(head) or event is None:
        return False
    return (outcome is None or event.start <= outcome.start) and not _GONE.match(head[event.end :])
