"""Results wherever they stand: summaries, key findings, analysis, validity, guidance; tables are read beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from evigraph.extraction.document import EvidenceDocument, Sentence, sentences_of
from evigraph.extraction.finding import p_values
from evigraph.extraction.finding.arms import Arm
from evigraph.extraction.finding.drafts import Draft, read
from evigraph.extraction.finding.frames import Frame, frame_of
from evigraph.extraction.finding.statement import Statement, parse
from evigraph.extraction.finding.study_index import Citation, StudyIndex
from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.scanning.times import Time
from evigraph.extraction.structure import Section
from evigraph.ontology.records import StudyHint

_NOT_LABEL = re.compile(r"(?:\b[pPnN]|\bI2|\bOR|\bHR|\bRR|\bW?MD|\bSMD|\bCI|\bSD|\bSEM?|\bratio|\bmean|\bmedian)\s*$")
DEFINITION = re.compile(r"^(?:technical |clinical |procedural |treatment )?(?:success|failure|response|recurrence|remission|cure|relief)\b[^.]{0,40}\b(?:meant|means|was defined as|was taken as)\b", re.IGNORECASE)
_LEAD = re.compile(r"[:;]?\s*$")


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
    study: str = ""


def split_label(text: str) -> tuple[str, int]:
    """The label of an item and where its body begins; an empty label where the item is a sentence.

    >>> split_label("Technical success=100%")
    ('Technical success', 18)
    """
    depth = 0
    for match in re.finditer(r"[()\[\]]|(?<![<>≤≥])[=:]", text):
        if match[0] in "([":
            depth += 1
        elif match[0] in ")]":
            depth = max(depth - 1, 0)
        elif depth == 0 and text[match.end() :].strip() and text[: match.start()].strip():
            if _NOT_LABEL.search(text[: match.start()]):
                return "", 0
            rest = text[match.end() :]
            return text[: match.start()].strip(), match.end() + len(rest) - len(rest.lstrip())
    return "", 0


class ResultReader:
    """Reads the statements of a document's evidence sections."""

    def __init__(self, document: EvidenceDocument, index: StudyIndex, arms: dict[str, tuple[Arm, ...]]) -> None:
        self.document = document
        self.index = index
        self.arms = arms

    def section(self, section: Section) -> Iterator[Found]:
        """The drafts of a section's paragraphs and items, in reading order."""
        captions = {t.caption.start for t in self.document.tables(section) if t.caption is not None}
        base = replace(frame_of(section.subtitle), category="", times=(), statistic="") if section.subtitle else Frame()
        heads: list[tuple[int, Frame]] = []
        blocks = [b for b in section.blocks if b.kind is not Kind.ROW and b.start not in captions]
        for i, block in enumerate(blocks):
            following = blocks[i + 1] if i + 1 < len(blocks) else None
            depth = block.depth if block.kind is Kind.ITEM else -1
            heads = [h for h in heads if h[0] < depth]
            above = heads[-1][1] if heads else base
            if _is_head(block, following):
                heads.append((depth, self._head_frame(block, section, above)))
                continue
            yield from self._block(block, section, above)

    def _head_frame(self, block: Block, section: Section, above: Frame) -> Frame:
        arms = self.arms.get(section.study.name, ()) if section.study else ()
        text = _LEAD.sub("", block.text.norm)
        own = frame_of(text, arms)
        category = "; ".join(x for x in (above.category, own.category) if x) if own.outcome == above.outcome and above.category else own.category
        return replace(own.over(above), category=category)

    def _block(self, block: Block, section: Section, above: Frame) -> Iterator[Found]:
        text = block.text
        citations = self.index.citations(text.norm)
        carried = _Carried()
        for sentence in sentences_of(text, block, section):
            if DEFINITION.search(sentence.norm):
                continue
            yield from self._sentence(sentence, above, citations, carried)

    def _sentence(self, sentence: Sentence, above: Frame, citations: Sequence[Citation], carried: _Carried) -> Iterator[Found]:
        own = [Citation(c.start - sentence.start, c.end - sentence.start, c.study) for c in citations if sentence.start <= c.start < sentence.end]
        later = [c.study for c in citations if c.start >= sentence.end]
        described, hint = self.index.described(sentence.norm) if sentence.section.study is None else ("", None)
        fallback = described or (later[0] if later else carried.study)
        spans = [(c.start, c.end) for c in own]
        study = sentence.section.study.name if sentence.section.study else (own[0].study if own else fallback)
        statement = self.statement(sentence.norm, study, above, spans, carried)
        drafts = p_values.settle(statement, read(statement))
        self._carry(drafts, carried, study)
        for draft in drafts:
            for name in self._studies(draft, sentence, own, fallback):
                yield Found(draft, sentence, statement, name, hint if not name else None)

    def statement(self, text: str, study: str, above: Frame, citations: Sequence[tuple[int, int]], carried: _Carried | None = None) -> Statement:
        """Parse a levelled text under its label, its heads and what the sentence before left."""
        arms = self.arms.get(study, ())
        label, start = split_label(text)
        frame = above
        if label:
            own = self._label_frame(label, above, arms)
            frame = replace(own.over(above), category=_joined(above, own), times=own.times or above.times)
            text = " " * start + text[start:]
        elif carried is not None and carried.frame.outcome and not above.times:
            frame = above if above.instrument else replace(carried.frame, category="", times=()).over(above)
        else:
            frame = replace(above, category="") if not above.times and not above.category else above
        time = carried.time if carried is not None and not label else Time()
        return parse(text, frame, arms, citations, time)

    def _label_frame(self, label: str, above: Frame, arms: Sequence[Arm]) -> Frame:
        """A label's frame; under an effect measure its outcome is a subgroup, without any name it is an outcome of its own."""
        own = frame_of(label, arms)
        if above.statistic in p_values.EFFECTS and above.outcome:
            return replace(own, outcome="", category=re.split(r"\s+compared with\s+", label)[0])
        if not own.outcome and not above.outcome and own.category:
            return replace(own, outcome=own.category.lower(), category="")
        return own

    def _carry(self, drafts: Sequence[Draft], carried: _Carried, study: str) -> None:
        if drafts:
            last = drafts[-1]
            carried.frame = Frame(outcome=last.outcome, instrument=last.instrument)
            carried.time = last.time if last.time.label not in ("before treatment", "first visit") else Time()
        carried.study = study

    def _studies(self, draft: Draft, sentence: Sentence, own: Sequence[Citation], fallback: str) -> list[str]:
        """The studies that a figure is from: the citations of the bracket that follows it next, else the one carried."""
        if sentence.section.study is not None:
            return [sentence.section.study.name]
        behind = [c for c in own if c.start >= draft.figure.core_end]
        if not behind:
            return [fallback or (own[-1].study if own else "")]
        group = [behind[0]]
        for citation in behind[1:]:
            if re.fullmatch(r"\s*(?:,|;|and|,\s*and)\s*", sentence.norm[group[-1].end : citation.start]):
                group.append(citation)
            else:
                break
        return [c.study for c in group]


def _joined(above: Frame, own: Frame) -> str:
    """The categories of head and label: a subgroup of a response, or the label's alone."""
    if not above.category or own.outcome and own.outcome != above.outcome:
        return own.category
    return "; ".join(x for x in (above.category, own.category) if x)


def _is_head(block: Block, following: Block | None) -> bool:
    """Whether a block announces the items below it."""
    if following is None or following.kind is not Kind.ITEM:
        return False
    if block.kind is Kind.ITEM:
        return following.depth > block.depth
    return block.text.text.endswith(":") and len(block.text.text) < 200
