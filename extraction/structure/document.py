"""A document as the rules see it: sections, sentences and tables with their places.  Knows structure, not meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict, TypeVar, cast

from evigraph.extraction.reading.blocks import Block, Kind, blocks_of
from evigraph.extraction.reading.lines import lines_of
from evigraph.extraction.structure.cell_lines import with_rows
from evigraph.extraction.structure.cell_sections import with_cells
from evigraph.extraction.structure.miscited import with_cited_names
from evigraph.extraction.structure.only_study import with_only_study
from evigraph.extraction.structure.profile import Profile, choose
from evigraph.extraction.structure.sections import Section, sections_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evigraph.extraction.reading.clean import CleanText
    from evigraph.extraction.structure.study_names import StudyHeading
    from evigraph.ontology.records import Region, SourceDocument

Value = TypeVar("Value")

_BOUNDARY = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9À-Þ])")
_NOT_AN_END = re.compile(
    r"(?:\b(?:et al|e\.g|i\.e|vs?|cf|fig|no|nos|approx|dr|prof|mr|mrs|ms|st|inc|ltd|co|corp|vol|eds?|dept)\."
    r"|\b[A-Z]\.|\(\w\.)$",
    re.IGNORECASE,
)
_AFTER_ABBREVIATION = re.compile(r"(?:et al|inc|ltd|co|corp)\.$", re.IGNORECASE)


class Where(TypedDict):
    """The five fields that every finding has."""

    start: int
    end: int
    section: str
    region: Region
    rule: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item or table cell: a part of a clean text, with the block and section it stands in."""

    source: CleanText
    start: int
    end: int
    block: Block
    section: Section

    @property
    def text(self) -> str:
        """As printed, one space between words."""
        return self.source.text[self.start : self.end]

    @property
    def norm(self) -> str:
        """With typographic variants levelled, as long as `text`."""
        return self.source.norm[self.start : self.end]

    def where(self, rule: str, start: int = 0, end: int | None = None) -> Where:
        """The place of a part of this sentence, as records hold it."""
        last = self.end if end is None else self.start + end
        first, behind = self.source.raw_span(self.start + start, max(last, self.start + start + 1))
        return Where(start=first, end=behind, section=self.section.title, region=self.section.role.region, rule=rule)


def sentences_of(source: CleanText, block: Block, section: Section) -> list[Sentence]:
    """The sentences of a clean text; abbreviations do not end one."""
    norm, cuts = source.norm, [0]
    for match in _BOUNDARY.finditer(norm):
        head = norm[max(match.start() - 12, 0) : match.start()]
        if not _NOT_AN_END.search(head) or (
            _AFTER_ABBREVIATION.search(head) and norm[match.end() : match.end() + 1].isupper()
        ):
            cuts.append(match.end())
    ends = [*cuts[1:], len(norm)]
    return [
        Sentence(source, a, _trim(norm, b), block, section)
        for a, b in zip(cuts, ends, strict=True)
        if norm[a:b].strip()
    ]


def _trim(norm: str, end: int) -> int:
    while end and norm[end - 1] == " ":
        end -= 1
    return end


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that belong together, with their header row and the line that captions them."""

    rows: tuple[Block, ...]
    header: Block | None
    caption: Block | None
    section: Section

    @property
    def heads(self) -> tuple[str, ...]:
        """The header cells as printed."""
        return tuple(c.text for c in self.header.cells) if self.header else ()

    def cell(self, row: Block, column: int) -> CleanText | None:
        """One cell, or None where the row is shorter or the cell empty."""
        if column >= len(row.cells) or not row.cells[column].text:
            return None
        return row.cells[column]


class EvidenceDocument:
    """A source with its profile, sections and tables."""

    def __init__(self, source: SourceDocument, profile: Profile | None = None) -> None:
        self.source = source
        self._sentences: dict[tuple[int, int, int], list[Sentence]] = {}
        self._kept: dict[object, object] = {}
        self.profile = profile or choose(source.text.splitlines())
        lines = lines_of(source.text, self.profile.furniture, self.profile.knows)
        self.furniture = tuple(line for line in lines if line.furniture)
        self.blocks = with_rows(source.text, blocks_of(source.text, lines), self.profile)
        self.is_guidance = self._kind() == "guidance"
        found = sections_of(source.text, self.blocks, self.profile, guidance=self.is_guidance)
        found = with_only_study(with_cells(found, source.text, self.profile), self.profile)
        self.sections = with_cited_names(found, source.text)

    def _kind(self) -> str:
        """Overview or guidance: a guidance numbers its paragraphs, and begins with recommendations."""
        if self.profile.document:
            return self.profile.document
        numbered = sum(b.number.count(".") == 1 for b in self.blocks)
        recommends = any(b.number.startswith("1.1") for b in self.blocks)
        return "guidance" if recommends and numbered >= 3 else "overview"

    def once(self, make: Callable[[EvidenceDocument], Value]) -> Value:
        """What a function makes of this document, made once."""
        if make not in self._kept:
            self._kept[make] = make(self)
        return cast("Value", self._kept[make])

    def parts(self, *roles: str) -> Iterator[Section]:
        """The sections of some roles, in reading order."""
        return (s for s in self.sections if s.role_name in roles)

    @cached_property
    def studies(self) -> tuple[StudyHeading, ...]:
        """The studies that have a section of their own, in reading order."""
        found: dict[str, StudyHeading] = {}
        for section in self.sections:
            if section.study is not None:
                found.setdefault(section.study.name, section.study)
        return tuple(found.values())

    def tables(self, section: Section) -> list[Table]:
        """The tables of a section."""
        return list(_tables(section, self.profile))

    def sentences(self, section: Section) -> Iterator[Sentence]:
        """The sentences of a section's paragraphs and items."""
        for block in section.blocks:
            if block.kind is not Kind.ROW:
                yield from self.sentences_of(block, section)

    def sentences_of(self, block: Block, section: Section) -> list[Sentence]:
        """The sentences of one block, cut once."""
        key = (block.start, block.end, id(section))
        if key not in self._sentences:
            self._sentences[key] = sentences_of(block.text, block, section)
        return self._sentences[key]


def _tables(section: Section, profile: Profile) -> Iterator[Table]:
    rows: list[Block] = []
    before: Block | None = None
    caption: Block | None = None
    for block in [*section.blocks, None]:
        if block is not None and block.kind is Kind.ROW and (not rows or _goes_on(rows, block, profile)):
            caption = caption if rows else before
            rows.append(block)
            continue
        if rows:
            yield _table(rows, caption, section)
            rows, caption = [], None
        if block is not None and block.kind is Kind.ROW:
            rows, caption = [block], before
        before = block
    return


def _goes_on(rows: list[Block], block: Block, profile: Profile) -> bool:
    """Whether a row belongs to the rows before: no header of its own, and about as many cells."""
    named = sum(profile.columns.name(c.text) is not None for c in block.cells)
    if len(block.cells) > 2 and named > len(block.cells) / 2:
        return False
    if len(block.cells) != len(rows[0].cells) and named and not _figures(block) and all(c.text for c in block.cells):
        return False
    return len(block.cells) == len(rows[0].cells) or (
        abs(len(block.cells) - len(rows[0].cells)) == 1 and len(rows[0].cells) > 2
    )


_HAS_FIGURE = re.compile(r"\d")
_IS_RULE = re.compile(r"[-–—=\s]*$")


def _table(rows: list[Block], caption: Block | None, section: Section) -> Table:
    data = [r for r in rows if not all(_IS_RULE.match(c.text) for c in r.cells)]
    header = data[0] if data and _is_header(data) else None
    if caption is not None and (len(caption.text.text) > 200 or caption.kind is Kind.ROW or _is_finding(caption)):
        caption = None
    return Table(tuple(data[1:] if header else data), header, caption, section)


_NOT_A_FIGURE = re.compile(
    r"\(.*?\)|\d+%|\b[nN]\s*=\s*[\d, ]+|\b\d+(?:\.\d+)?[ -]?(?:days?|weeks?|months?|years?|hours?)\b"
    r"|\b(?:day|week|month|year|visit|study|arm|group|grade|stage|class)s? \d+[ab]?(?:(?: or | to |-)\d+[ab]?)?\b",
    re.IGNORECASE,
)


def _is_header(rows: list[Block]) -> bool:
    first = rows[0]
    if len(rows) < 2 or any(len(c.text) > 90 for c in first.cells):
        return False
    figures = _figures(first)
    return figures == 0 or (len(first.cells) > 2 and figures * 3 <= len(first.cells))


def _figures(row: Block) -> int:
    """How many cells of a row hold a figure that is no number of patients, time or grade."""
    return sum(_HAS_FIGURE.search(_NOT_A_FIGURE.sub("", cell.norm)) is not None for cell in row.cells)


_FINDING = re.compile(r"\d\s?%(?!\s?(?:CI|confidence))|\d\s?/\s?\d|\bp\s?[<=>]")


def _is_finding(block: Block) -> bool:
    """Whether an item of a list gives figures of its own and captions no table below."""
    return block.kind is Kind.ITEM and _FINDING.search(block.text.norm) is not None
