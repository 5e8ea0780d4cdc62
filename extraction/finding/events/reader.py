"""All adverse events of a document, from statements, tables and what experts said, with the effects that compare them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evigraph.extraction.document import EvidenceDocument, Sentence, sentences_of
from evigraph.extraction.finding import p_values
from evigraph.extraction.finding.arms import Arm
from evigraph.extraction.finding.drafts import Draft, read
from evigraph.extraction.finding.events.claims import wanted
from evigraph.extraction.finding.events.counted import Event, read_events
from evigraph.extraction.finding.events.course import course_of
from evigraph.extraction.finding.events.experts import expert_events
from evigraph.extraction.finding.events.tables import table_events
from evigraph.extraction.finding.frames import Frame, frame_of
from evigraph.extraction.finding.results import Found, split_label
from evigraph.extraction.finding.statement import Statement, parse
from evigraph.extraction.finding.study_index import Citation, StudyIndex
from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.structure import Section
from evigraph.ontology.records import AdverseEvent, StudyHint

_GENERIC_LABEL = re.compile(r"^(?:device(?: problems?| issues?| faults?)?|severity|safety|other|overall|in all|equipment|complications?|adverse events?|procedure|general|during the procedure|after the procedure|later|early|late)$", re.IGNORECASE)


@dataclass(slots=True)
class _Carried:
    """What a sentence leaves to the next one of its block."""

    event: str = ""
    study: str = ""
    hint: StudyHint | None = None
    arms: tuple[Arm, ...] = ()


class EventReader:
    """Reads the adverse events of a document's sections."""

    def __init__(self, document: EvidenceDocument, index: StudyIndex, arms: dict[str, tuple[Arm, ...]]) -> None:
        self.document = document
        self.index = index
        self.arms = arms
        self.effects: list[Found] = []

    def events(self) -> Iterator[AdverseEvent]:
        """All events in reading order; `effects` then holds the results that compare them."""
        for section in self.document.sections:
            if section.role.evidence == "expert" or section.role_name == "guidance safety":
                yield from expert_events(self.document, section)
            if section.role.evidence in ("safety", "either", "population", "efficacy"):
                yield from self._section(section)

    def _section(self, section: Section) -> Iterator[AdverseEvent]:
        study = section.study.name if section.study else ""
        if section.role.evidence in ("safety", "either"):
            yield from table_events(self.document, section, study, self.arms.get(study, ()))
        captions = {t.caption.start for t in self.document.tables(section) if t.caption is not None}
        for block in section.blocks:
            if block.kind is not Kind.ROW and block.start not in captions:
                yield from self._block(block, section)

    def _block(self, block: Block, section: Section) -> Iterator[AdverseEvent]:
        citations = self.index.citations(block.text.norm)
        carried = _Carried()
        found: list[AdverseEvent] = []
        for sentence in sentences_of(block.text, block, section):
            records = list(self._sentence(sentence, citations, carried))
            if not records and found and (again := _continued(found[-1], sentence)) is not None:
                found[-1] = again
            found += records
        yield from found

    def _sentence(self, sentence: Sentence, citations: Sequence[Citation], carried: _Carried) -> Iterator[AdverseEvent]:
        label, start = split_label(sentence.norm)
        label, start = ("", 0) if label and _counts(label) else (label, start)
        if not wanted(sentence, label):
            return
        own = [Citation(c.start - sentence.start, c.end - sentence.start, c.study) for c in citations if sentence.start <= c.start < sentence.end]
        fallback = self._fallback(sentence, citations, carried)
        s = self._statement(sentence, label, start, own, own[0].study if own else fallback)
        drafts = p_values.settle(s, read(s))
        name = "" if _GENERIC_LABEL.match(label) else label
        events = read_events(s, drafts, name, carried.event)
        for event in events:
            for study in self._studies(sentence, own, event.position, fallback):
                carried.study, carried.event = study, event.name.name
                yield _record(event, sentence, study, None if study else _hint(event, carried, sentence))
        self._compare(s, drafts, events, sentence, lambda position: self._studies(sentence, own, position, fallback))

    def _fallback(self, sentence: Sentence, citations: Sequence[Citation], carried: _Carried) -> str:
        """The study of a sentence that cites none: the one described, cited later, or of the sentence before."""
        if sentence.section.study is not None:
            return sentence.section.study.name
        described, hint = self.index.described(sentence.norm)
        carried.hint = hint or carried.hint
        later = [c.study for c in citations if c.start >= sentence.end]
        return described or (later[0] if later else carried.study)

    def _statement(self, sentence: Sentence, label: str, start: int, own: Sequence[Citation], study: str) -> Statement:
        arms = self.arms.get(study, ())
        text = " " * start + sentence.norm[start:] if label else sentence.norm
        frame = replace(Frame(arms=frame_of(label, arms).arms), text=label) if label else Frame()
        return parse(text, frame, arms, [(c.start, c.end) for c in own])

    def _studies(self, sentence: Sentence, own: Sequence[Citation], position: int, fallback: str) -> list[str]:
        if sentence.section.study is not None:
            return [sentence.section.study.name]
        return _cited(own, position, sentence.norm) or [fallback]

    def _compare(self, s: Statement, drafts: Sequence[Draft], events: Sequence[Event], sentence: Sentence, studies) -> None:  # type: ignore[no-untyped-def]
        from evigraph.extraction.finding.events.effects import effects

        for draft in effects(s, drafts, events):
            for study in studies(draft.figure.start):
                self.effects.append(Found(draft, sentence, s, study))


def _counts(label: str) -> bool:
    """Whether a label holds a count of its own: it is no label then."""
    return any(f.is_share and (f.denominator_unit or f.denominator) for f in parse(label, Frame()).figures)


def _hint(event: Event, carried: _Carried, sentence: Sentence) -> StudyHint | None:
    return carried.hint


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


_ANAPHOR = re.compile(r"(?:This|It|They|These|The \w+|All|Both|He|She)\b")


def _continued(event: AdverseEvent, sentence: Sentence) -> AdverseEvent | None:
    """ "This fully resolved after 5 days of antibiotics": the course of the event before."""
    if event.status != "reported" or not _ANAPHOR.match(sentence.norm):
        return None
    told = course_of(sentence.norm)
    if not told:
        return None
    end = sentence.where("")["end"]
    return replace(event, resolution=event.resolution or told.resolution, management=event.management or told.management, end=max(event.end, end))


def _record(event: Event, sentence: Sentence, study: str, hint: StudyHint | None) -> AdverseEvent:
    return AdverseEvent(
        **sentence.where("event.statement"), event=event.name.name, status=event.status, study=study, hint=hint, n=event.n, denominator=event.denominator, percent=event.percent,
        severity=event.severity, relatedness=event.relatedness, management=event.management, resolution=event.resolution, group=event.group, timing=event.timing, denominator_unit=event.unit,
    )  # fmt: skip
