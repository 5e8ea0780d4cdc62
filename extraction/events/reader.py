"""All adverse events of a document, from statements, tables and experts, with the effects that compare them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.extraction.events.counted import read_events
from evigraph.extraction.events.course import course_of
from evigraph.extraction.events.effects import effects
from evigraph.extraction.events.experts import expert_events
from evigraph.extraction.events.names import event_name
from evigraph.extraction.events.parted import with_wholes
from evigraph.extraction.events.tables import table_events
from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.results import p_values
from evigraph.extraction.results.drafts import read
from evigraph.extraction.results.frames import Frame, frame_of
from evigraph.extraction.results.labels import counts, split_label
from evigraph.extraction.results.reader import Found
from evigraph.extraction.results.statement import Statement, parse
from evigraph.extraction.scanning.masks import blank
from evigraph.extraction.studies.arm_book import ArmBook
from evigraph.extraction.studies.arms import mentions_of
from evigraph.extraction.studies.attribution import Attribution, Attributor
from evigraph.ontology.records import AdverseEvent, StudyHint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.events.claims import Claims
    from evigraph.extraction.events.event import Event
    from evigraph.extraction.scanning.scanners import Scanners
    from evigraph.extraction.structure.document import EvidenceDocument, Sentence
    from evigraph.extraction.structure.sections import Section
    from evigraph.extraction.studies.arms import Arm
    from evigraph.extraction.studies.study_index import StudyIndex

_GENERIC_LABEL = re.compile(
    r"^(?:device(?: problems?| issues?| faults?)?|severity|safety|other|overall|in all|equipment|complications?"
    r"|adverse events?|procedure|general|during the procedure|after the procedure|later|early|late)$",
    re.IGNORECASE,
)


class EventReader:
    """Reads the adverse events of a document's sections."""

    def __init__(
        self,
        document: EvidenceDocument,
        index: StudyIndex,
        arms: dict[str, tuple[Arm, ...]],
        claims: Claims,
        scan: Scanners,
    ) -> None:
        self.document = document
        self.claims = claims
        self._scan = scan
        self.arms = arms
        self.effects: list[Found] = []
        self._studies = Attributor(index)
        self._arms = ArmBook(arms, scan)

    def events(self) -> Iterator[AdverseEvent]:
        """All events in reading order; `effects` then holds the results that compare them."""
        for section in self.document.sections:
            if section.role.evidence in ("expert", "safety") or section.role_name == "expert opinion":
                yield from expert_events(self.document, section)
            if section.role.evidence in ("safety", "either", "population", "efficacy"):
                yield from self._section(section)

    def _section(self, section: Section) -> Iterator[AdverseEvent]:
        study = section.study.name if section.study else ""
        self._arms.section()
        if section.role.evidence in ("safety", "either"):
            yield from table_events(self._scan, self.document, section, study, self.arms.get(study, ()))
        captions = {t.caption.start for t in self.document.tables(section) if t.caption is not None}
        for block in section.blocks:
            if block.kind is not Kind.ROW and block.start not in captions:
                yield from self._block(block, section)

    def _block(self, block: Block, section: Section) -> Iterator[AdverseEvent]:
        self._studies.block(block)
        found: list[AdverseEvent] = []
        carried = ""
        for sentence in self.document.sentences_of(block, section):
            records, carried = self._sentence(sentence, carried)
            if not records and found and (again := _continued(found[-1], sentence)) is not None:
                found[-1] = again
            found += records
        yield from found

    def _sentence(self, sentence: Sentence, carried: str) -> tuple[list[AdverseEvent], str]:
        """The events of a sentence, and the name that the next one goes on about."""
        whose = self._studies.sentence(sentence)
        if not self.claims.harm(sentence) or self._is_no_harm_here(sentence):
            return [], carried
        label, start = split_label(sentence.norm)
        label, start = ("", 0) if label and counts(self._scan, label) else (label, start)
        s = self._statement(sentence, label, start, whose)
        drafts = p_values.settle(s, read(s))
        name = "" if _names_no_event(label, s) else label
        events = read_events(s, drafts, name, carried)
        if self.claims.only_deaths(sentence):
            events = [e for e in events if "death" in e.name.name]
        records = [_record(e, sentence, study, whose) for e in events for study in whose.of(e.position)]
        if records:
            self._studies.told(records[-1].study, records[-1].hint)
        elif whose.own:
            self._studies.told(whose.own[-1].study)
        self.effects += [
            Found(d, sentence, s, study, whose.hint if not study else None)
            for d in effects(s, with_wholes(s, drafts), events)
            for study in whose.of(d.figure.start)
        ]
        return records, _carried(name, events) or carried

    def _is_no_harm_here(self, sentence: Sentence) -> bool:
        """Whether what it tells was so before treatment, or is another source's."""
        return any(c.from_another_source or c.before_treatment for c in self._scan.context(sentence.norm))

    def _statement(self, sentence: Sentence, label: str, start: int, whose: Attribution) -> Statement:
        arms = self._arms.of(whose.first, sentence.norm)
        text = " " * start + sentence.norm[start:] if label else sentence.norm
        frame = replace(Frame(arms=frame_of(self._scan, label, arms).arms), text=label) if label else Frame()
        return parse(self._scan, text, frame, arms, whose.spans)


def _carried(label: str, events: Sequence[Event]) -> str:
    """The event that a sentence leaves to the next: a general label ("Serious adverse events"), else the last named."""
    general = event_name(label) if label else None
    return general.name if general and general.is_general else events[-1].name.name if events else ""


def _names_no_event(label: str, s: Statement) -> bool:
    """Whether a label only sorts what follows, or only names the arms that it is about."""
    arms = mentions_of(label, s.arms)
    rest = blank(label, [(m.start, m.end) for m in arms]) if arms else label
    sorts = _GENERIC_LABEL.match(label) is not None and not event_name(label).is_general
    return sorts or (bool(arms) and _BETWEEN_ARMS.fullmatch(rest) is not None)


_BETWEEN_ARMS = re.compile(r"(?:\s|,|\band\b|\bgroups?\b|\barms?\b|\bthe\b|\bafter\b|\bwith\b)*", re.IGNORECASE)
_ANAPHOR = re.compile(r"(?:This|It|They|These|The \w+|All|Both|He|She)\b")


def _continued(event: AdverseEvent, sentence: Sentence) -> AdverseEvent | None:
    """The course of the event before: "This fully resolved after 5 days of antibiotics"."""
    if event.status != "reported" or not _ANAPHOR.match(sentence.norm):
        return None
    told = course_of(sentence.norm)
    if not told:
        return None
    end = sentence.where("")["end"]
    return replace(
        event,
        resolution=event.resolution or told.resolution,
        management=event.management or told.management,
        end=max(event.end, end),
    )


def _record(event: Event, sentence: Sentence, study: str, whose: Attribution) -> AdverseEvent:
    hint = (
        None
        if study
        else whose.hint or (StudyHint(design="", n=event.denominator, unit=event.unit) if event.denominator else None)
    )
    return AdverseEvent(
        **sentence.where("event.statement"), event=event.name.name, status=event.status, study=study, hint=hint,
        n=event.n, denominator=event.denominator, percent=event.percent,
        severity=event.severity, relatedness=event.relatedness, management=event.management,
        resolution=event.resolution, group=event.group, timing=event.timing, denominator_unit=event.unit,
    )  # fmt: skip
