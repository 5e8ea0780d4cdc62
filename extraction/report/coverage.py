"""How much of the evidence was read: the share of its sentences, items and rows that gave a fact or a statement.

A unit counts as read only where every number in it stands in a fact of its own words.  A statement counts where a
heading or a label of the document gave its topic; what was measured or counted in it must still stand in a fact, while
times of visits, ends of scales and numbers of criteria may stand in the statement alone.  Knows no rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from evigraph.extraction.reading.blocks import Kind
from evigraph.ontology.records import (
    Abbreviation,
    Coverage,
    Finding,
    Recommendation,
    Region,
    ScaleDeclaration,
    Statement,
    Study,
    SubPopulation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evigraph.extraction.reading.blocks import Block
    from evigraph.extraction.structure.document import EvidenceDocument
    from evigraph.extraction.structure.sections import Section

EVIDENCE_REGIONS = frozenset(
    (Region.KEY_FINDINGS, Region.STUDY_DETAILS, Region.ANALYSIS, Region.SUMMARY, Region.VALIDITY)
)
EVIDENCE_ROLES = frozenset(("guidance efficacy", "guidance safety", "committee evidence", "recommendations"))
#: Rules that give a statement its topic by its own wording, not by a heading or label.
BY_WORDING = frozenset(("statement.evidence", "statement.opening"))
#: Topics of statements whose numbers are part of a criterion or of a name, and are no results.
WHOLE = frozenset(("patient selection", "exclusion criteria", "inclusion criteria", "conflict of interest"))
_NUMBER = re.compile(
    r"(?=[-.\d])(?<![\w.,·-])(?:(?!(?:19|20)\d\d[a-h]?\s*(?:[):;]|$))-?(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\d)|\d+)(?:[.·]\d+)?"
    r"(?!\w*\d|[A-Z]\b| (?:stud(?:y|ies)|trials?|papers?|reviews?|RCTs?|centres?)\b)|\.\d+)"
)
_NAMED = ("table ", "figure ", "study ", "appendix ", "section ", "arm ", "group ", "version ", "type ")
_MEASURED_BEFORE = re.compile(r"(?:/ ?|\b[pP] ?[<=>≤≥] ?|\b(?:[Mm]ean|[Mm]edian)(?: of)? |\bSD |\bCI )$")
_MEASURED_BEHIND = re.compile(r" ?%| ?/ ?\d| of (?:the )?\d+ (?!months|weeks|days|years)")
_DIGIT = re.compile(r"\d")
LONGEST_NAME = 12
LONGEST_HEAD = 60


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, list item or row of the evidence, at raw offsets, and its levelled text."""

    start: int
    end: int
    text: str


def coverage(document: EvidenceDocument, findings: Sequence[Finding]) -> Coverage:
    """Units in the evidence sections, how many of them were read, and the places of the others."""
    units = list(units_of(document))
    found = _Found(findings)
    unread = tuple((u.start, u.end) for u in units if not found.reads(u))
    return Coverage(len(units), len(units) - len(unread), unread)


def units_of(document: EvidenceDocument, *sections: Section) -> Iterator[Unit]:
    """The sentences, items and rows of the evidence; heads of tables and lines that introduce a list tell nothing."""
    for section in sections or document.sections:
        if section.role.evidence or section.role.region in EVIDENCE_REGIONS or section.role_name in EVIDENCE_ROLES:
            heads = {t.header.start for t in document.tables(section) if t.header is not None}
            for block, following in pairwise([*section.blocks, None]):
                if block is not None and block.start not in heads and not _introduces(block, following):
                    yield from _units(document, section, block)


def _introduces(block: Block, following: Block | None) -> bool:
    """Whether a line only names what the list or table right behind it is about."""
    if following is None or block.kind is Kind.ROW or block.text.norm.endswith((".", "!", "?")):
        return False
    deeper = following.kind is Kind.ITEM and (block.kind is Kind.PARAGRAPH or following.depth > block.depth)
    return deeper or (following.kind is Kind.ROW and block.kind is Kind.PARAGRAPH)


def _units(document: EvidenceDocument, section: Section, block: Block) -> Iterator[Unit]:
    if block.kind is Kind.ROW:
        yield Unit(block.start, block.end, block.text.norm)
        return
    for sentence in document.sentences_of(block, section):
        text = sentence.norm
        if not text.endswith(":") and any(c.isalnum() for c in text) and not _is_head(document, text):
            yield Unit(*sentence.source.raw_span(sentence.start, sentence.end), text)


def _is_head(document: EvidenceDocument, text: str) -> bool:
    """Whether a line is the head of a column whose table lost its cells."""
    return len(text) < LONGEST_HEAD and not text.endswith(".") and document.profile.knows(text)


class _Found:
    """Findings in the order in which they stand, to be found by place."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        facts = [f for f in findings if not isinstance(f, Statement | Abbreviation)]
        told = [f for f in findings if isinstance(f, Statement) and f.rule not in BY_WORDING]
        self._facts, self._statements = _Spans(facts), _Spans(told)
        self._sizes: defaultdict[str, list[float]] = defaultdict(list)
        for fact in facts:
            if isinstance(fact, Study | SubPopulation | ScaleDeclaration):
                self._sizes[fact.study] += _names(fact)
        self._numbers: dict[int, set[float]] = {}

    def reads(self, unit: Unit) -> bool:
        """Whether a unit gave a fact that holds its numbers, or a statement where it has none."""
        facts, told = self._facts.over(unit), self._statements.over(unit)
        if not facts and not told:
            return False
        if not _DIGIT.search(unit.text) or any(isinstance(s, Statement) and s.topic in WHOLE for s in told):
            return True
        numbers = measured_in(unit.text) if told else numbers_in(unit.text)
        for fact in facts if numbers else ():
            numbers -= self._counted(fact)
        for fact in facts if numbers else ():
            numbers -= _printed(fact)
        return not numbers

    def _counted(self, finding: Finding) -> set[float]:
        known = self._numbers.get(id(finding))
        if known is None:
            known = self._numbers[id(finding)] = _counted(finding)
            known.update(self._sizes.get(getattr(finding, "study", ""), ()))
        return known


def _names(fact: Study | SubPopulation | ScaleDeclaration) -> list[float]:
    """Numbers by which a study, a part of it or its scale is called, and the share of men that follows from women's."""
    if isinstance(fact, ScaleDeclaration):
        return [float(fact.low), float(fact.high)]
    men = 100 - fact.female_percent if isinstance(fact, Study) and fact.female_percent is not None else None
    return [float(n) for n in (fact.n_patients, fact.n_lesions, men) if n is not None]


class _Spans:
    """Findings by where they begin; the longest tells how far back one may begin that still reaches a place."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._all = sorted(findings, key=lambda f: f.start)
        self._starts = [f.start for f in self._all]
        self._reach = list(_furthest(self._all))

    def over(self, unit: Unit) -> list[Finding]:
        """The findings that share words with a unit."""
        found = []
        i = bisect_right(self._starts, unit.end - 1) - 1
        while i >= 0 and self._reach[i] > unit.start:
            if self._all[i].end > unit.start:
                found.append(self._all[i])
            i -= 1
        return found


def _furthest(findings: Iterable[Finding]) -> Iterator[int]:
    furthest = 0
    for finding in findings:
        furthest = max(furthest, finding.end)
        yield furthest


def numbers_in(text: str) -> set[float]:
    """The figures of a levelled text; numbers of tables, of studies and in names are none.

    >>> sorted(numbers_in("Study 3: 1,204 eyes, p<.05 (Ito 2019)"))
    [0.05, 1204.0]
    """
    return {_number(m[0]) for m in _NUMBER.finditer(text) if not text[: m.start()].lower().endswith(_NAMED)}


def measured_in(text: str) -> set[float]:
    """The shares, counts of a whole, means and p values of a levelled text.

    >>> sorted(measured_in("Seen at 6 weeks on a scale of 0 to 10; 25% (4/16) were lost."))
    [4.0, 16.0, 25.0]
    """
    return {_number(m[0]) for m in _NUMBER.finditer(text) if _is_measured(text, m)}


def _is_measured(text: str, m: re.Match[str]) -> bool:
    before = _MEASURED_BEFORE.search(text, max(m.start() - LONGEST_NAME, 0), m.start())
    return before is not None or _MEASURED_BEHIND.match(text, m.end()) is not None


def _number(text: str) -> float:
    return abs(float(text.translate(_PLAIN)))


_PLAIN = {ord(c): None for c in ",\u00a0\u202f"} | {ord("·"): "."}


def _counted(finding: Finding) -> set[float]:
    """The numbers that the fields of a finding hold."""
    return {abs(float(n)) for n in _kinds()[type(finding)].numbers(finding)[PLACE:] if n is not None}


def _printed(finding: Finding) -> set[float]:
    """The numbers that stand in the words of a finding's fields."""
    text = " ".join(map(str, _kinds()[type(finding)].texts(finding)[PLACE:]))
    return {_number(number) for number in _PRINTED.findall(text)}


_PRINTED = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")


@dataclass(frozen=True, slots=True)
class _Fields:
    """What reads the fields of a record that hold what it says, behind two of its place: numbers, and all others."""

    numbers: Callable[[Finding], tuple[Any, ...]]
    texts: Callable[[Finding], tuple[Any, ...]]


PLACE = 2


@cache
def _kinds() -> dict[type[Finding], _Fields]:
    return {kind: _fields(kind) for kind in Finding.__subclasses__()}


def _fields(kind: type[Finding]) -> _Fields:
    """The fields of a kind of record; the whole text of a numbered paragraph says no number."""
    place = {f.name for f in fields(Finding)} | {"places"} | ({"text"} if kind is Recommendation else set())
    own = [(f.name, str(f.type).startswith(("int", "Decimal"))) for f in fields(kind) if f.name not in place]
    numbers, texts = ([name for name, is_number in own if is_number is wanted] for wanted in (True, False))
    return _Fields(attrgetter("start", "end", *numbers), attrgetter("start", "end", *texts))
