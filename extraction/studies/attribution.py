"""Whose figures a sentence gives: those of its section's study, of one it cites next, describes, or goes on about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.wholes import wholes_in
from evigraph.extraction.studies.study_index import Citation, StudyIndex
from evigraph.ontology.records import StudyHint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.reading.blocks import Block
    from evigraph.extraction.structure.document import Sentence

_GROUP = re.compile(r"\s*(?:,|;|and|,\s*and)\s*")
_OF_ALL = re.compile(
    r"\b(?:is|are|was|were) (?:based on|behind|included|the basis|drawn from|taken from)\b"
    r"|\b(?:come|comes|came) from\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\d[\d.,]*\s?%(?:\s*\([^()]*\))?|\d[\d,]*\s*/\s*\d[\d,]*(?:\s*\([^()]*\))?|\d+ of \d+(?:\s*\([^()]*\))?"
)
_SAME = re.compile(
    r"\b(?:the same|this|that) (?:[\w-]+ ){0,3}(?:trial|study|series|registry|review|meta-analysis|cohort)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The studies of one sentence: `first` is the one whose arms it speaks of."""

    section_study: str
    own: tuple[Citation, ...]
    fallback: str
    hint: StudyHint | None
    text: str

    @property
    def first(self) -> str:
        """The study whose arms and words the sentence uses."""
        return self.section_study or (self.own[0].study if self.own else self.fallback)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The stretches of the sentence that cite."""
        return [(c.start, c.end) for c in self.own]

    def of(self, position: int) -> list[str]:
        """The studies of a figure at a position: those cited in the next bracket, else the one gone on about."""
        if self.section_study:
            return [self.section_study]
        behind = [c for c in self.own if c.start >= position]
        if not behind:
            return [self.fallback or (self.own[-1].study if self.own else "")]
        group = self._bracket(behind)
        place = self._place_of(position, group)
        return [group[place].study] if place is not None else [c.study for c in group]

    def _place_of(self, position: int, group: Sequence[Citation]) -> int | None:
        """Which of several studies a share of a list of as many belongs to: "1%, 2% and 3%, respectively"."""
        end = self.text.rfind("respectively", position, group[0].start)
        shares = list(_SHARE.finditer(self.text, 0, end)) if end > 0 and len(group) > 1 else []
        listed = shares[-len(group) :]
        at = next((i for i, m in enumerate(listed) if m.start() <= position <= m.end() + 1), None)
        return at if len(listed) == len(group) else None

    def _bracket(self, behind: Sequence[Citation]) -> list[Citation]:
        group = [behind[0]]
        for citation in behind[1:]:
            if not _GROUP.fullmatch(self.text[group[-1].end : citation.start]):
                break
            group.append(citation)
        return group


class Attributor:
    """Follows the studies through the sentences of a section."""

    def __init__(self, index: StudyIndex) -> None:
        self._index = index
        self._citations: list[Citation] = []
        self._study = ""
        self._of_all = False
        self._hint: StudyHint | None = None
        self._before: StudyHint | None = None

    def block(self, block: Block) -> None:
        """Begin a paragraph or item: nothing is carried into it but what "the same trial" means."""
        self._citations = self._index.citations(block.text.norm)
        self._study, self._hint = "", None
        self._of_all = len({c.study for c in self._citations}) > 2 and _OF_ALL.search(block.text.norm) is not None

    def sentence(self, sentence: Sentence) -> Attribution:
        """The studies of the next sentence of the block."""
        study = sentence.section.study.name if sentence.section.study else ""
        own = tuple(
            Citation(c.start - sentence.start, c.end - sentence.start, c.study)
            for c in self._citations
            if sentence.start <= c.start < sentence.end
        )
        fallback = "" if study else self._gone_on(sentence)
        return Attribution(study, own, fallback, None if study else self._hint, sentence.norm)

    def told(self, study: str, hint: StudyHint | None = None) -> None:
        """What the next sentence of the block goes on about, where it says nothing else."""
        self._study = study
        self._hint = self._hint or hint

    def _gone_on(self, sentence: Sentence) -> str:
        described, hint = self._index.described(sentence.norm)
        if hint is None and self._hint is None and _SAME.search(sentence.norm):
            hint = self._before
        if hint is None and self._hint is None and (whole := next((w for w in wholes_in(sentence.norm) if w.n), None)):
            hint = StudyHint(n=whole.n, unit=whole.unit)
        if hint is None and self._hint is None and self._before is None:
            hint = self._index.designed(sentence.norm)
        self._hint = hint or self._hint
        self._before = self._hint or self._before
        later = [c.study for c in self._citations if c.start >= sentence.end][:1] if not self._of_all else []
        return described or (later[0] if later else self._study)
