"""Whether a sentence is about harm: all of a safety section is, elsewhere the words decide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.events.course import course_of
from evigraph.extraction.results.frames import COMPOSITE, outcome_by_rule
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
_ENDS_GONE = re.compile(
    r"\b(?:gone|cured|resolved|improved|better|relieved|in remission|controlled|again)$", re.IGNORECASE
)
_FREEDOM = re.compile(
    r"\W*(?:(?:overall|estimated|actuarial|kaplan[- ]meier) )*(?:freedom from|\w+-free survival|survival)\b",
    re.IGNORECASE,
)
_SURVIVAL = re.compile(r"\bkaplan[- ]meier|\bhazard ratio|\bHR\b|\bsurvival\b", re.IGNORECASE)
"""Words of time to an event: what they tell is an outcome."""
_AVERAGES = re.compile(r"\s*[:=]\s*(?:a )?(?:mean|median)\b", re.IGNORECASE)
"""What is averaged is no event."""
_DENIES = re.compile(r"\s*(?:there (?:was|were) no|no \w+ had)\b", re.IGNORECASE)


_COMPLAINT = re.compile(
    r"(?P<what>[A-Z][a-z -]{2,60}?) (?:was|were) (?:an? )?(?:new|unwanted|unexpected) "
    r"(?:complaint|problem|symptom|side[- ]effect|complication)s?\b"
)
"""What is told as harm, whatever the heading above it."""
_BENEFIT = re.compile(
    r"\b(?:given up|no longer (?:needed|used|worn|taken|wore|took)|(?:could|able to) (?:stop|give up|do without))\b"
    r"|\bwould (?:choose|have|undergo|recommend)\b[^.;]*\b(?:again|others)\b|\bsatisfied with\b"
    r"|^[^.;]{3,50}\b(?:gone|cured|in remission):",
    re.IGNORECASE,
)
"""What is told as gain, whatever the heading above it."""


class Claims:
    """Decides once for each sentence whether it is about harm, so that no figure is a result and an event at once."""

    def __init__(self, document: EvidenceDocument, scan: Scanners) -> None:
        self._document = document
        self._complaints = frozenset(_complaints(document))
        self._harm = {
            place for section in document.sections for place in _harmful(scan, document, section, self._complaints)
        }

    def harm(self, sentence: Sentence) -> bool:
        """Whether a sentence tells of adverse events."""
        return _place(sentence) in self._harm

    def misplaced(self, sentence: Sentence) -> bool:
        """Whether a sentence tells harm under a heading of efficacy, or gain under one of safety."""
        gains = sentence.section.role.evidence == "safety" and _BENEFIT.search(sentence.norm) is not None
        return gains or _complains(sentence, self._complaints)

    def only_deaths(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in a paragraph on how a study was done, where nothing but deaths is harm."""
        return _of_the_study(self._document, sentence)


def _of_the_study(document: EvidenceDocument, sentence: Sentence) -> bool:
    return document.profile.paragraphs.name(split_label(sentence.block.text.norm)[0]) is not None


def _place(sentence: Sentence) -> tuple[int, int]:
    return sentence.block.start, sentence.start


def _complaints(document: EvidenceDocument) -> Iterator[str]:
    """What the parts on efficacy call new complaints."""
    for section in document.sections:
        for sentence in document.sentences(section) if section.role.evidence == "efficacy" else ():
            if match := _COMPLAINT.match(sentence.norm):
                yield match["what"].lower()


def _complains(sentence: Sentence, complaints: frozenset[str]) -> bool:
    """Whether a sentence on efficacy tells of a new complaint, or its label names one that another sentence tells."""
    if sentence.section.role.evidence != "efficacy":
        return False
    named = split_label(sentence.norm)[0].lower() in complaints if complaints else False
    return named or _COMPLAINT.match(sentence.norm) is not None


def _harmful(
    scan: Scanners, document: EvidenceDocument, section: Section, complaints: frozenset[str]
) -> Iterator[tuple[int, int]]:
    before = False
    mixed = section.role.evidence == "either"
    harmed = not mixed
    told: list[tuple[Sentence, bool]] = []
    for sentence in document.sentences(section):
        before = (
            _tells_death(sentence)
            if _of_the_study(document, sentence)
            else _complains(sentence, complaints) or _wanted(scan, sentence, before and harmed)
        )
        harmed = harmed or (before and not _is_only_death(scan, sentence))
        told.append((sentence, before))
    last = max((i for i, (_, harm) in enumerate(told) if not harm), default=-1)
    for i, (sentence, harm) in enumerate(told):
        if harm and not (mixed and i < last and _is_only_death(scan, sentence)):
            yield _place(sentence)


def _is_only_death(scan: Scanners, sentence: Sentence) -> bool:
    """Whether a line is harm by its word for death alone, which is an outcome where other outcomes follow it."""
    head = split_label(sentence.norm)[0] or sentence.norm
    named = [head[m.start : m.end] for m in scan.harms(head)]
    others = _HARM.sub("", head) != _DEATH.sub("", head) or not all(map(_DEATH.search, named))
    return _DEATH.search(head) is not None and not others


def _wanted(scan: Scanners, sentence: Sentence, before: bool) -> bool:
    evidence = sentence.section.role.evidence
    if evidence == "safety":
        gain = _FREEDOM.match(sentence.norm) or _BENEFIT.search(sentence.norm)
        return gain is None or _DENIES.match(sentence.norm) is not None
    if evidence == "population":
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
    if COMPOSITE.match(head):
        return False
    if _HARM.search(head) or _LABEL.match(head):
        return True
    event = next(iter(scan.harms(head)), None)
    outcome = next((m for m in scan.concepts(head) if m.concept.scheme == "outcome"), None)
    if event is None and outcome is None and not outcome_by_rule(head):
        gone = _ENDS_GONE.search(head) is not None and head != whole
        goes_on = after_harm and not _AVERAGES.match(whole, len(head))
        return not gone and (goes_on or bool(course_of(whole)) or _DENIES.match(whole) is not None)
    if outcome_by_rule(head) or event is None:
        return False
    return (outcome is None or event.start <= outcome.start) and not _GONE.match(head[event.end :])
