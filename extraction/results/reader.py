"""Results wherever they stand in sentences: summaries, key findings, analysis, validity, guidance; no tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from evigraph.extraction.events.names import lowered
from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.results import listed, p_values
from evigraph.extraction.results import parts as shares
from evigraph.extraction.results.drafts import read
from evigraph.extraction.results.factors import ADJUSTED, FACTORS
from evigraph.extraction.results.frames import Frame, bracket_in, frame_of, outcome_of
from evigraph.extraction.results.labels import counts, split_label
from evigraph.extraction.results.statement import Statement, parse
from evigraph.extraction.scanning.times import Time
from evigraph.extraction.structure.document import EvidenceDocument, Sentence
from evigraph.extraction.studies.arm_book import ArmBook
from evigraph.extraction.studies.arms import Arm, mentions_of
from evigraph.extraction.studies.attribution import Attribution, Attributor
from evigraph.ontology.records import StudyHint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.scanning.scanners import Scanners
    from evigraph.extraction.structure.sections import Section
    from evigraph.extraction.studies.study_index import StudyIndex

LONGEST_HEAD = 200
_LEAD = re.compile(r"[:;]?\s*$")


_GOES_ON = re.compile(
    r"\brespectively\b"
    r"|^(?:the|after) (?:\w+ )?(?:score|difference|adjustment|corresponding|adjusted|ratio|risk|odds)\b"
    r"|\bthe difference\b",
    re.IGNORECASE,
)
_GAP = re.compile(r"\bthe (?:gap|difference(?: between (?:them|the (?:arms|groups|two)))?) (?:was|of)\b", re.IGNORECASE)

_RECIST = re.compile(
    r"(?:complete|partial|objective|overall) response|(?:stable|progressive) disease|progression", re.IGNORECASE
)
"""Categories of response (Eisenhauer and others 2009, RECIST 1.1)."""
_OF_ANALYSIS = re.compile(r"(?:un|not )?adjusted\b|landmark\b|sensitivity\b|propensity\b", re.IGNORECASE)
"""Labels that tell how a figure was worked out, not what it measures."""
_SORTS = re.compile(
    r"(?:(?:further|other|additional|more|key|main|overall|primary|secondary|clinical|study|all)\s+)*"
    r"(?:results?|findings?|outcomes?|measures?|end ?points?|efficacy|effectiveness|evidence|data|benefits?|analys[ei]s"
    r"|follow[- ]?up|safety|summary|discussion|other|general)(?:\s+(?:results?|findings?|outcomes?|measures?|data))?",
    re.IGNORECASE,
)
"""Headings that sort what stands below and name no outcome."""


@dataclass(slots=True)
class Found:
    """A draft with its sentence, statement and study."""

    draft: Draft
    sentence: Sentence
    statement: Statement
    study: str
    hint: StudyHint | None = None


@dataclass(slots=True)
class _Carried:
    """What a sentence leaves to the next one of its paragraph."""

    frame: Frame = field(default_factory=Frame)
    time: Time = field(default_factory=Time)


class ResultReader:
    """Reads the statements of a document's evidence sections."""

    def __init__(
        self, document: EvidenceDocument, index: StudyIndex, arms: dict[str, tuple[Arm, ...]], scan: Scanners
    ) -> None:
        self.document = document
        self.arms = arms
        self._scan = scan
        self._studies = Attributor(index)
        self._arms = ArmBook(arms, scan)
        self._headed = ""

    def section(self, section: Section) -> Iterator[Found]:
        """The drafts of a section's paragraphs and items, in reading order."""
        self._arms.section()
        self._headed = ""
        captions = {t.caption.start for t in self.document.tables(section) if t.caption is not None}
        base = Frame(heading="" if _SORTS.fullmatch(section.subtitle) else section.subtitle.lower())
        if section.subtitle:
            own = frame_of(self._scan, section.subtitle)
            times = own.times if own.bracket else ()  # a caption of figures, not a heading of text
            base = replace(own.over(base), category="", times=times, statistic="")
        heads: list[tuple[int, Frame]] = []
        headless = {row.start for t in self.document.tables(section) if t.header is None for row in t.rows}
        blocks = [
            b for b in section.blocks if (b.kind is not Kind.ROW and b.start not in captions) or b.start in headless
        ]
        for i, block in enumerate(blocks):
            following = blocks[i + 1] if i + 1 < len(blocks) else None
            depth = block.depth if block.kind is Kind.ITEM else -1
            heads = [h for h in heads if h[0] < depth]
            above = heads[-1][1] if heads else base
            if _is_head(block, following) or self._stands_on_items(block, following):
                heads.append((depth, self._head_frame(block, section, above)))
                continue
            yield from self._block(block, section, above)

    def _stands_on_items(self, block: Block, following: Block | None) -> bool:
        """Whether a line without a colon announces the items below it: right on them, or telling of their brackets."""
        if following is None or following.kind is not Kind.ITEM or block.kind is not Kind.PARAGRAPH:
            return False
        between, words = self.document.source.text[block.end : following.start], block.text.text
        close = between.count("\n") == 1 or bool(bracket_in(words))
        return close and len(words) < LONGEST_HEAD and not words.endswith(".") and ": " not in words

    def _head_frame(self, block: Block, section: Section, above: Frame) -> Frame:
        arms = self.arms.get(section.study.name, ()) if section.study else ()
        text = _LEAD.sub("", block.text.norm)
        own = frame_of(self._scan, text, arms)
        category = (
            "; ".join(x for x in (above.category, own.category) if x)
            if own.outcome == above.outcome and above.category
            else own.category
        )
        if FACTORS.search(text):
            return replace(own.over(above), outcome=own.outcome or self._headed, category="", factors=True)
        self._headed = own.outcome
        return replace(own.over(above), category=category)

    def _block(self, block: Block, section: Section, above: Frame) -> Iterator[Found]:
        self._studies.block(block)
        carried = _Carried()
        parts = (
            self.document.sentences_of(block, section)
            if block.kind is not Kind.ROW
            else [Sentence(block.text, 0, len(block.text.text), block, section)]
        )
        for sentence in parts:
            if not any(c.is_definition or c.from_another_source for c in self._scan.context(sentence.norm)):
                yield from self._sentence(sentence, above, carried)

    def _sentence(self, sentence: Sentence, above: Frame, carried: _Carried) -> Iterator[Found]:
        whose = self._studies.sentence(sentence)
        statement = self.statement(sentence, whose, above, carried)
        drafts = p_values.settle(statement, read(statement))
        shares.settle(statement, drafts)
        listed.settle(statement, drafts)
        self._carry(drafts, carried)
        for draft in drafts:
            names = whose.of(draft.figure.core_end)
            if len(names) == 1 or draft.statistic != "count":
                for name in names:
                    yield Found(draft, sentence, statement, name, None if name else whose.hint or _hint(draft))
        self._studies.told(whose.first, _hint(drafts[0]) if drafts else None)

    def statement(
        self, sentence: Sentence, whose: Attribution, above: Frame, carried: _Carried | None = None
    ) -> Statement:
        """Parse a sentence under its label, its heads and what went before; the first cell of a row is its label."""
        text = sentence.norm
        arms = self._arms.of(whose.first, text)
        label, start = split_label(text) if sentence.block.kind is not Kind.ROW else _first_cell(sentence.block)
        label, text = self._plain_label(label, start, text)
        frame = above
        if label:
            own = self._label_frame(label, above, arms)
            if not own.outcome and not above.outcome and carried is not None and (own.times or own.arms):
                own = replace(own, outcome=carried.frame.outcome, instrument=own.instrument or carried.frame.instrument)
            frame = replace(own.over(above), category=_joined(above, own), times=own.times or above.times)
            text = " " * start + text[start:]
        elif carried is not None and carried.frame.outcome and not above.times:
            same = outcome_of(self._scan, text) in ("", carried.frame.outcome)
            frame = (
                above
                if above.instrument
                else replace(
                    carried.frame, category="", times=(), instrument=carried.frame.instrument if same else ""
                ).over(above)
            )
        else:
            frame = replace(above, category="") if not above.times and not above.category else above
        time = carried.time if carried is not None and not label and _goes_on(text, arms) else Time()
        return parse(self._scan, text, frame, arms, whose.spans, time)

    def _plain_label(self, label: str, start: int, text: str) -> tuple[str, str]:
        """No label where it is a paragraph's ("Follow up issues") or holds a count of its own ("Seven dropped out")."""
        if label and self.document.profile.paragraphs.name(label) is not None:
            return "", " " * start + text[start:]
        return ("", text) if label and counts(self._scan, label) else (label, text)

    def _label_frame(self, label: str, above: Frame, arms: Sequence[Arm]) -> Frame:
        """A label's frame; under an effect measure its outcome is a subgroup, unnamed it is an outcome of its own."""
        own = frame_of(self._scan, label, arms)
        if above.outcome and _OF_ANALYSIS.match(label):
            own = replace(own, outcome="", instrument="")
        if above.outcome == "tumour response" and _RECIST.match(label):
            own = replace(own, outcome="", category=lowered(label))
        if above.factors and above.outcome:
            return replace(
                own,
                outcome="",
                category=f"{lowered(label)}; adjusted" if ADJUSTED.search(above.text) else lowered(label),
            )
        if above.statistic in p_values.EFFECTS and above.outcome:
            return replace(own, outcome="", category=re.split(r"\s+compared with\s+", label)[0])
        if not own.outcome and not above.outcome and own.category and not own.times:
            return replace(own, outcome=own.category.lower(), category="")
        return own

    def _carry(self, drafts: Sequence[Draft], carried: _Carried) -> None:
        told = [d for d in drafts if d.outcome not in ("heterogeneity", "number analysed")]
        if told:
            last = told[-1]
            carried.frame = Frame(outcome=last.outcome, instrument=last.instrument)
            carried.time = last.time if last.time.label not in ("before treatment", "first visit") else Time()


def _goes_on(text: str, arms: Sequence[Arm]) -> bool:
    """Whether a sentence is about the time of the one before; what one arm alone had may be of another time."""
    return _GAP.search(text) is not None or (
        _GOES_ON.search(text) is not None and not (arms and mentions_of(text, arms))
    )


def _first_cell(row: Block) -> tuple[str, int]:
    label = row.cells[0].norm
    rest = row.text.norm[len(label) :]
    return label, len(label) + len(rest) - len(rest.lstrip())


def _hint(draft: Draft) -> StudyHint | None:
    """The size of a study that is told by nothing else: "5 of 22 patients"."""
    return StudyHint(design="", n=draft.denominator, unit=draft.figure.denominator_unit) if draft.denominator else None


def _joined(above: Frame, own: Frame) -> str:
    """The categories of head and label: a subgroup of a response, or the label's alone."""
    if not above.category or (own.outcome and own.outcome != above.outcome):
        return own.category
    return "; ".join(x for x in (above.category, own.category) if x)


def _is_head(block: Block, following: Block | None) -> bool:
    """Whether a block announces the items below it."""
    if following is None or following.kind is Kind.PARAGRAPH or block.kind is Kind.ROW:
        return False
    if block.kind is Kind.ITEM:
        return following.depth > block.depth
    return block.text.text.endswith(":") and len(block.text.text) < LONGEST_HEAD
