"""All adverse events of a document, from statements, tables and what experts said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from evigraph.extraction.document import EvidenceDocument, Sentence, sentences_of
from evigraph.extraction.finding import p_values
from evigraph.extraction.finding.arms import Arm
from evigraph.extraction.finding.drafts import Draft, read
from evigraph.extraction.finding.event_names import event_lexicon, event_name, names_event
from evigraph.extraction.finding.events import Event, course, read_events
from evigraph.extraction.finding.expert_events import expert_events
from evigraph.extraction.finding.frames import Frame, frame_of, outcome_by_rule, outcome_mentions
from evigraph.extraction.finding.results import split_label
from evigraph.extraction.finding.statement import Statement, parse
from evigraph.extraction.finding.study_index import Citation, StudyIndex
from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.structure import Section
from evigraph.ontology.records import AdverseEvent, StudyHint

_GENERIC_LABEL = re.compile(r"^(?:device(?: problems?| issues?| faults?)?|severity|safety|other|overall|in all|equipment|complications?|adverse events?|procedure|general)$", re.IGNORECASE)
_EVENTS_HERE = re.compile(r"\badverse (?:events?|effects?)\b|\bcomplications?\b|\bside effects?\b|\bdied\b|\bdeaths?\b", re.IGNORECASE)


class EventReader:
    """Reads the adverse events of a document's sections."""

    def __init__(self, document: EvidenceDocument, index: StudyIndex, arms: dict[str, tuple[Arm, ...]]) -> None:
        self.document = document
        self.index = index
        self.arms = arms

    def events(self) -> Iterator[AdverseEvent]:
        """All events in reading order."""
        for section in self.document.sections:
            if section.role.evidence == "expert" or section.role_name == "guidance safety":
                yield from expert_events(self.document, section)
            if section.role.evidence in ("safety", "either", "population", "efficacy"):
                yield from self._section(section)

    def _section(self, section: Section) -> Iterator[AdverseEvent]:
        captions = {t.caption.start for t in self.document.tables(section) if t.caption is not None}
        for block in section.blocks:
            if block.kind is not Kind.ROW and block.start not in captions:
                yield from self._block(block, section)

    def _block(self, block: Block, section: Section) -> Iterator[AdverseEvent]:
        citations = self.index.citations(block.text.norm)
        found: list[AdverseEvent] = []
        carried, carried_study, hint = "", "", None
        for sentence in sentences_of(block.text, block, section):
            events, study_of, hint_now = self._sentence(sentence, citations, carried, carried_study)
            hint = hint_now or hint
            if not events and found and (again := _continued(found[-1], sentence)) is not None:
                found[-1] = again
                continue
            for event in events:
                for study in study_of(event):
                    found.append(_record(event, sentence, study, hint if not study else None))
                    carried_study = study
                carried = event.name.name
        yield from found

    def _sentence(self, sentence: Sentence, citations: Sequence[Citation], carried: str, carried_study: str):  # type: ignore[no-untyped-def]
        own = [Citation(c.start - sentence.start, c.end - sentence.start, c.study) for c in citations if sentence.start <= c.start < sentence.end]
        later = [c.study for c in citations if c.start >= sentence.end]
        described, hint = self.index.described(sentence.norm) if sentence.section.study is None else ("", None)
        fallback = described or (later[0] if later else carried_study)

        def studies(event: Event) -> list[str]:
            if sentence.section.study is not None:
                return [sentence.section.study.name]
            return _cited(own, event.position, sentence.norm) or [fallback]

        study = sentence.section.study.name if sentence.section.study else (own[0].study if own else fallback)
        label, start = split_label(sentence.norm)
        if not wanted(sentence, label):
            return [], studies, hint
        text = " " * start + sentence.norm[start:] if label else sentence.norm
        arms = self.arms.get(study, ())
        s = parse(text, _frame(label, arms), arms, [(c.start, c.end) for c in own])
        drafts = p_values.settle(s, read(s))
        return read_events(s, drafts, "" if _GENERIC_LABEL.match(label) else label, carried), studies, hint


def _frame(label: str, arms: Sequence[Arm]) -> Frame:
    if not label:
        return Frame()
    frame = frame_of(label, arms)
    return Frame(arms=frame.arms, text=label)


def wanted(sentence: Sentence, label: str) -> bool:
    """Whether a sentence of its section tells of adverse events: all of safety do, others where they name one first."""
    evidence = sentence.section.role.evidence
    if evidence == "safety":
        return True
    if evidence in ("efficacy", "population"):
        return re.search(r"\b(?:died|deaths?)\b", sentence.norm, re.IGNORECASE) is not None
    return tells_event(label or sentence.norm, sentence.norm)


def tells_event(head: str, whole: str) -> bool:
    """Whether an outcome line is about harm: it names an event before any outcome, or denies one."""
    if _EVENTS_HERE.search(head) or re.match(r"\s*(?:device|severity|severe events?|harms?)\b", head, re.IGNORECASE):
        return True
    event = next(iter(event_lexicon().scan(head)), None)
    outcome = next((m for m in outcome_mentions(head) if m.concept.scheme == "outcome"), None)
    if outcome_by_rule(head) or event is None:
        return re.match(r"\s*(?:there (?:was|were) no|no \w+ had)\b", whole, re.IGNORECASE) is not None and outcome is None
    return outcome is None or event.start <= outcome.start


def _cited(citations: Sequence[Citation], position: int, text: str) -> list[str]:
    behind = [c for c in citations if c.start >= position]
    if not behind:
        return []
    group = [behind[0]]
    for citation in behind[1:]:
        if not re.fullmatch(r"\s*(?:,|;|and|,\s*and)\s*", text[group[-1].end : citation.start]):
            break
        group.append(citation)
    return [c.study for c in group]


def _continued(event: AdverseEvent, sentence: Sentence) -> AdverseEvent | None:
    """ "This fully resolved after 5 days of antibiotics": the course of the event before."""
    if event.status != "reported" or not re.match(r"(?:This|It|They|These|The \w+|All|Both)\b", sentence.norm):
        return None
    resolution, management = course(sentence.norm)
    if not resolution and not management:
        return None
    end = sentence.where("")["end"]
    return replace(event, resolution=event.resolution or resolution, management=event.management or management, end=max(event.end, end))


def _record(event: Event, sentence: Sentence, study: str, hint: StudyHint | None) -> AdverseEvent:
    return AdverseEvent(
        **sentence.where("event.statement"), event=event.name.name, status=event.status, study=study, hint=hint, n=event.n, denominator=event.denominator, percent=event.percent,
        severity=event.severity, relatedness=event.relatedness, management=event.management, resolution=event.resolution, group=event.group, timing=event.timing, denominator_unit=event.unit,
    )  # fmt: skip


__all__ = ["EventReader", "Statement", "event_name", "names_event", "tells_event", "wanted"]
