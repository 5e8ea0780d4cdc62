"""Blocks to sections: which part of the document, which study, which heading a block belongs to.

Knows headings through a profile; knows nothing of what the text says.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.structure.profile import Profile, heading_key
from evigraph.extraction.structure.roles import ROLES, Role
from evigraph.extraction.structure.study_names import (
    STUDY_NUMBER,
    StudyHeading,
    is_study_heading,
    reference_number,
    study_name,
    study_of_table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = re.compile(r"[A-Z0-9'\"(‘“À-Þ]")
_NOT_HEADING = re.compile(
    r"[.;,!=/]$|=|%|\bp\s*[<>=]|^\W*$|^\d+[.)]?\s+\d|\b(?:and|or)/|\*"
    r"|^(?:[Nn]ot (?:reported|stated|given|applicable|assessed|known)|[Nn]one|[Nn]il|[Nn]/?[Aa])$"
)
"""What no heading holds: the end of a sentence, figures, and the lines of a search strategy."""
_FIGURES = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\))")
_NUMBERED_HEADING = re.compile(r"(?:\d+(?:\.\d+)*|table \d+|study \d+|appendix \w+|figure \d+)\b.{0,3}", re.IGNORECASE)
DATE_ALONE = re.compile(r"(?:\d{1,2}\s+)?[A-Z][a-z]+\s+(?:19|20)\d\d")
SIZE_LINE = re.compile(r"n\s*=\s*\d", re.IGNORECASE)
"""How a line begins that gives the size of a study and nothing else."""
_GOES_ON = (":", ",", ";", ".")
LONGEST_HEADING = 160
LONGEST_LABEL = 60
LONGEST_OPENING = 3
"""Paragraphs without a number that may stand between a numbered heading and the first number below it."""
_PART_OF = re.compile(
    r"^(?:study|sheet|source)?\s*S?\d+\s*[:.·–-]?\s+(?=(?:results|harms|remarks|findings|safety|efficacy)\b)",
    re.IGNORECASE,
)
"""The study that a heading names before its part: "S2 results"."""


@dataclass(slots=True)
class Section:
    """A part of the document under one heading.

    `role` names the part, `title` the heading as printed, `topic_title` the nearest heading that is not a role's own
    (a summary's "Pain relief"), `study` the study that the part belongs to.
    """

    role_name: str
    title: str
    start: int
    end: int
    level: int
    study: StudyHeading | None = None
    subtitle: str = ""
    blocks: list[Block] = field(default_factory=list)

    @property
    def role(self) -> Role:
        """What the part holds."""
        return ROLES[self.role_name]


def sections_of(raw: str, blocks: Sequence[Block], profile: Profile, *, guidance: bool) -> list[Section]:
    """The sections of a document in reading order, each with its own blocks."""
    sections = _Walk(raw, blocks, profile, guidance=guidance).run()
    _letter_namesakes(sections)
    return sections


def _letter_namesakes(sections: Sequence[Section]) -> None:
    """Give studies of one author and year, which only their numbers tell apart, the letters a, b, ... in order."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for section in sections:
        if section.study and section.study.number is not None:
            numbers[section.study.name].add(section.study.number)
    for section in sections:
        study = section.study
        if study and study.number is not None and len(same := sorted(numbers[study.name])) > 1:
            letter = chr(ord("a") + same.index(study.number))
            section.study = replace(study, name=f"{study.name}{letter}")


class _Walk:
    """One pass over the blocks, with the headings that are open."""

    def __init__(self, raw: str, blocks: Sequence[Block], profile: Profile, *, guidance: bool) -> None:
        self.raw = raw
        self.blocks = blocks
        self.profile = profile
        self.guidance = guidance
        self.sections = [Section("front matter", "", 0, 0, 0)]
        self.study: StudyHeading | None = None
        self.number: int | None = None
        self.in_cell = False

    @property
    def current(self) -> Section:
        return self.sections[-1]

    def run(self) -> list[Section]:
        i = 0
        while i < len(self.blocks):
            block = self.blocks[i]
            role = self._role(i)
            if role is not None:
                self._open(role, block)
                i = self._skip_contents(i + 1) if role == "contents" else i + 1
            elif self._is_plain_heading(i):
                self._open_plain(block)
                i += 1
            else:
                self._open_unnamed(block)
                self.current.blocks.append(block)
                i += 1
        return self.sections

    def _open_unnamed(self, block: Block) -> None:
        """Open the part of a study that no heading opens: labelled details come first, then findings."""
        if (
            self.current.role_name not in ("study", "study details", "analysis", "findings")
            or self.study is None
            or block.kind is Kind.ROW
        ):
            return
        label = block.text.text.partition(":")[0] if ":" in block.text.text[:LONGEST_LABEL] else ""
        name = "" if SIZE_LINE.match(block.text.text) else self._part_of_study(label)
        if name and name != self.current.role_name and self._unnamed():
            self.sections.append(
                Section(name, self.current.title, self.current.start, self.current.end, ROLES[name].level, self.study)
            )

    def _unnamed(self) -> bool:
        """Whether the study's section has no headings of its own so far."""
        return self.current.role_name == "study" or self.current.title == next(
            (s.title for s in reversed(self.sections) if s.role_name == "study"), None
        )

    def _part_of_study(self, label: str) -> str:
        if label and self.profile.labels.name(label):
            return ""
        if label and self.profile.paragraphs.name(label):
            return "analysis"
        described = any(b.kind is Kind.ROW or ":" in b.text.text[:LONGEST_LABEL] for b in self.current.blocks)
        return "findings" if described or self.current.role_name == "analysis" else ""

    def _role(self, i: int) -> str | None:
        """The part that a block opens, if it is a heading that the profile knows."""
        block = self.blocks[i]
        if (
            block.kind is not Kind.PARAGRAPH
            or (block.number and not self._numbers_go_deeper(i))
            or len(block.text.text) > LONGEST_HEADING
            or self._is_link(block)
        ):
            return None
        if not block.alone and not self._stands_apart(i):
            return None
        text = block.text.text
        if self._expects_study() and is_study_heading(text):
            return "study"
        if self._is_table_of_study(i):
            return "findings"
        if self._expects_study() and (alone := STUDY_NUMBER.fullmatch(text)):
            self.number = int(alone["number"])
            return "ignored" if self._names_study(i + 1) else None
        names = (self.profile.guidance if self.guidance else self.profile.headings).names(_PART_OF.sub("", text))
        fitting = [name for name in names if self._fits(name)]
        if "key evidence" in fitting and self._names_study(i + 1):
            return "key evidence"
        if self.study is not None and not self._closes_table(fitting):
            fitting.sort(key=lambda name: not ROLES[name].study or self._is_told(name))
        return fitting[0] if fitting else None

    def _numbers_go_deeper(self, i: int) -> bool:
        """Whether a numbered line is a heading: "2.3 Efficacy" before paragraph 2.3.1."""
        numbers = (b.number for b in self.blocks[i + 1 : i + 1 + LONGEST_OPENING] if b.number)
        return next(numbers, "").startswith(f"{self.blocks[i].number}.")

    def _is_table_of_study(self, i: int) -> bool:
        """Whether a caption tells whose findings a table holds, right above its rows."""
        following = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        rows = following is not None and following.kind is not Kind.PARAGRAPH
        return rows and study_of_table(self.blocks[i].text.text) is not None

    def _names_study(self, i: int) -> bool:
        """Whether a block begins the part of a study."""
        text = self.blocks[i].text.text if i < len(self.blocks) else ""
        return is_study_heading(text) or STUDY_NUMBER.fullmatch(text) is not None

    def _is_told(self, name: str) -> bool:
        """Whether a study in a cell has had such a part: a second one is no part of it, but a summary."""
        own = itertools.takewhile(lambda s: s.study is self.study, reversed(self.sections))
        return self.in_cell and any(s.role_name == name for s in own)

    def _closes_table(self, names: Sequence[str]) -> bool:
        """Whether a heading that a study could have ends the studies' table, as none of the studies has one."""
        if not self._in_outcome_table() or not any(ROLES[n].evidence and not ROLES[n].study for n in names):
            return False
        own = list(itertools.takewhile(lambda s: s.role.study, reversed(self.sections)))
        several = len({s.study.name for s in own if s.study}) > 1
        return several and not any(s.role_name in ("efficacy findings", "safety findings") for s in own)

    def _fits(self, name: str) -> bool:
        """Whether a part may stand here: a study's own parts only inside a study, columns' heads not in a table."""
        role = ROLES.get(name)
        if name == "related guidance group":
            return self.current.role_name == "related guidance"
        if role is None or (name == "procedure name" and self.current.role.level > 1):
            return False
        if self.current.role_name == "outcome table" and self.study is None and not self._has_rows():
            return role.level == 1 and name not in ("efficacy summary", "safety summary")
        return not role.study or self.study is not None

    def _has_rows(self) -> bool:
        """Whether the table came with its cells, so that what follows it is no part of it."""
        return any(b.kind is Kind.ROW for b in self.current.blocks)

    def _expects_study(self) -> bool:
        cells = self.current.role_name == "study table" and not self._has_rows()  # its rows, a cell a line
        return (
            cells or self.current.role_name in ("key evidence", "outcome table", "ignored") or self.current.role.study
        )

    def _is_link(self, block: Block) -> bool:
        """Whether the whole block is one link, as in a table of contents."""
        quote = self.raw[block.start : block.end]
        before = self.raw[max(block.start - 1, 0) : block.start]
        return (quote.startswith("[") or before == "[") and "](" in self.raw[block.start : block.end + 200].split(
            "\n", 1
        )[0]

    def _stands_apart(self, i: int) -> bool:
        """Whether a block without blank lines around it is a line of its own: no label, and nothing that goes on."""
        block = self.blocks[i]
        words = self.raw[block.start : block.end]
        return _PLAIN.match(words) is not None and words[-1:] not in _GOES_ON

    def _follows_heading(self, i: int) -> bool:
        """Whether a block stands behind a blank line, a heading or a full stop, and right above a sentence."""
        block, following = self.blocks[i], self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        free = self.raw[max(block.start - LONGEST_LABEL, 0) : block.start].rstrip(" ").endswith("\n\n")
        return (
            following is not None
            and following.kind is Kind.PARAGRAPH
            and following.text.text.endswith(".")
            and len(following.text.text) > len(block.text.text)
            and (free or not self.current.blocks or self.blocks[i - 1].text.text.endswith("."))
            and "\n" not in self.raw[block.start : block.end]
            and self._stands_apart(i)
        )

    def _is_plain_heading(self, i: int) -> bool:
        """Whether a block looks like a heading that no profile names: "Pain relief" in an efficacy summary."""
        block = self.blocks[i]
        text = block.text.norm
        if (
            block.kind is not Kind.PARAGRAPH
            or block.number
            or not (block.alone or self._follows_heading(i))
            or self.current.role.lines
            or (self.in_cell and self.current.role_name == "study")
            or (self.current.role_name == "dates" and DATE_ALONE.fullmatch(text))
            or self._is_link(block)
        ):
            return False
        if (
            len(text) > 100
            or len(text.split()) > 12
            or not _PLAIN.match(text)
            or text.endswith(":")
            or _NOT_HEADING.search(text)
        ):
            return False
        following = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        if (
            following is None
            or following.kind is Kind.ROW
            or (self.current.role_name == "outcome table" and not self._has_rows())
        ):
            return False
        return not _FIGURES.search(_NUMBERED_HEADING.sub("", text)) and ": " not in text

    def _open(self, name: str, block: Block) -> None:
        if name == "related guidance group":
            self.sections.append(Section("related guidance", block.text.text, block.start, block.end, 2))
            return
        role, captioned = ROLES[name], study_of_table(block.text.text)
        if captioned and name == "findings":
            self.study = None
            study = self._study(block, captioned)
            self.sections.append(Section(name, block.text.text, block.start, block.end, role.level, study))
            return
        if name == "study":
            self.in_cell = self.current.title != "" and self.current.role_name in ("study table", "study details")
            name = "findings" if self._in_outcome_table() else name
            self.study = self._study(block, study_name(block.text.text))
        elif not role.study:
            self.study = None
        self.sections.append(Section(name, block.text.text, block.start, block.end, role.level, self.study))

    def _in_outcome_table(self) -> bool:
        return next((s.role_name for s in reversed(self.sections) if not s.role.study), "") == "outcome table"

    def _study(self, block: Block, heading: StudyHeading | None) -> StudyHeading | None:
        if heading is None:
            return None
        start, end = block.text.raw_span(heading.start, heading.end)
        cited = reference_number(block.text.text[heading.end - 1 :])
        number = next((n for n in (heading.number, self.number, cited) if n is not None), None)
        self.number = None
        return StudyHeading(heading.name, number, start, end, heading.initials)

    def _open_plain(self, block: Block) -> None:
        parent = self.current
        self.sections.append(
            Section(
                parent.role_name,
                block.text.text,
                block.start,
                block.end,
                parent.role.level + 1,
                parent.study,
                block.text.text,
            )
        )

    def _skip_contents(self, i: int) -> int:
        """The index behind a table of contents: where its entries begin to repeat, or before the last short line."""
        seen: set[str] = set()
        j = i
        while j < len(self.blocks) and self._is_entry(self.blocks[j]):
            key = heading_key(re.sub(r"[\s.]*\d+$", "", self.blocks[j].text.text))
            if key in seen:
                return j
            seen.add(key)
            j += 1
        last = self.blocks[j - 1]
        above = j < len(self.blocks) and self.raw[last.end : self.blocks[j].start].count("\n") == 1
        if j > i and not self._is_link(last) and (last.alone or above):
            return j - 1
        return j

    def _is_entry(self, block: Block) -> bool:
        text = block.text.text
        return (
            block.kind is not Kind.ROW
            and len(text) <= LONGEST_HEADING
            and not text.endswith((".", ";"))
            and not block.number
        )
