"""What a source says that it does not tell: not reported, which is neither a zero nor a denial, and not assessed.

Knows the wording of silence; knows nothing of denials, which say that something was looked for and not seen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.details.cells import whole_cell
from evigraph.extraction.structure.document import Sentence
from evigraph.extraction.studies.studies import study_details
from evigraph.ontology.records import NotReported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.evidence import Evidence
    from evigraph.extraction.reading.blocks import Block
    from evigraph.extraction.structure.document import EvidenceDocument, Table

NOT_REPORTED, NOT_ASSESSED = "not reported", "not assessed"
_TOLD = r"(?:reported|stated|given|described|mentioned|published|available|provided|declared|disclosed|specified)"
_LOOKED = (
    r"(?:assessed|measured|examined|evaluated|studied|collected|recorded|investigated|tested|sought|asked about"
    r"|looked (?:for|at|into))"
)
_CELL = re.compile(
    rf"(?:not (?P<told>{_TOLD})|not (?P<looked>{_LOOKED}|done)|unclear|unknown|n\.?r\.?|not (?:clear|known))"
    r"(?! in detail)(?=\s*$|[\s.,;(])",
    re.IGNORECASE,
)
_BE = r"(?:was|were|is|are|has been|have been|had been)"
_MATTER = r"(?P<matter>(?!(?:It|They|He|She|This|That|These|Those|Which|There)\b)[^.;:()]{2,90}?)"
_SUBJECTS = r"data|information|figures|details|results"
_NOT_TOLD = (
    rf"(?:^|[;,:] (?:and |but )?){_MATTER} {_BE} not(?: \w+ly)? (?:(?P<told>{_TOLD})|(?P<looked>{_LOOKED}))\b"
    r"(?! to\b| as\b| significant)"
)
_NOT_TELLING = (
    r"\b(?:(?:did|does|do) not|without) "
    r"(?:(?P<told>report|state|say|give|describe|mention|provide|disclose|declare|specify)"
    r"|(?P<looked>assess|measure|examine|evaluate|collect|record|investigate|look (?:for|at)|ask about))"
    rf"(?:ing)? {_MATTER}(?=[.;,]|$)"
)
_NO_DATA = (
    rf"\b(?:no|nor any) (?:{_SUBJECTS}) (?:on|about|of|for) {_MATTER}"
    rf"(?: {_BE} (?:(?P<told>{_TOLD}|known)|(?P<looked>{_LOOKED}))|(?=[.;,]|$))"
)
_NONE_TOLD = (
    rf"\b(?:no|nor any) (?!{_SUBJECTS}){_MATTER}"
    rf" {_BE} (?P<told>stated|given|described|mentioned|provided|declared|disclosed)\b(?P<looked>(?!))?"
)
_SENTENCES = tuple(re.compile(p, re.IGNORECASE) for p in (_NOT_TOLD, _NOT_TELLING, _NO_DATA, _NONE_TOLD))
_WHO = re.compile(
    r"^(?:the |a |an )?(?:authors?|stud(?:y|ies)|trial|paper|abstract|registry|report|source|patients?|people)$",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:the|a|an|data on|details of|information on|any|how|whether)\s+", re.IGNORECASE)
_DECIDED = re.compile(r"\b(?:who|which|that)\b|\bpatients? (?:who|with)\b", re.IGNORECASE)
ROLES = ("population", "efficacy", "safety", "either")


def absences(evidence: Evidence) -> list[NotReported]:
    """What is said not to be reported or assessed: in cells of study details and of tables, and in sentences."""
    document = evidence.document
    found = [*_of_details(document), *_of_tables(document), *_of_sentences(evidence)]
    return list(dict.fromkeys(found))


def _of_details(document: EvidenceDocument) -> Iterator[NotReported]:
    for details in study_details(document):
        for detail in details.details:
            match = _CELL.match(detail.value.norm)
            if match and not re.search(r"\d", detail.value.norm):
                cell = whole_cell(detail)
                where = cell.where("absence.detail") | {"start": detail.start, "end": detail.end}
                yield NotReported(**where, matter=detail.label, state=_state(match), study=details.heading.name)


def _of_tables(document: EvidenceDocument) -> Iterator[NotReported]:
    for section in document.sections:
        if section.role.evidence in ROLES:
            for table in document.tables(section):
                for row in table.rows:
                    yield from _of_row(table, row)


def _of_row(table: Table, row: Block) -> Iterator[NotReported]:
    """A row's matter is its first cell, with the column's head where the row has several that tell."""
    study = table.section.study.name if table.section.study else ""
    for column, cell in enumerate(row.cells[1:], start=1):
        match = _CELL.fullmatch(cell.norm.rstrip("."))
        if match is None or not row.cells[0].text:
            continue
        head = table.heads[column] if len(row.cells) > 2 and len(table.heads) == len(row.cells) else ""
        matter = f"{row.cells[0].text} ({head})" if head and _tells(row, column) else row.cells[0].text
        whole = Sentence(row.text, 0, len(row.text.text), row, table.section)
        where = whole.where("absence.row") | {"start": row.start, "end": row.end}
        yield NotReported(**where, matter=matter, state=_state(match), study=study)


def _tells(row: Block, column: int) -> bool:
    """Whether another cell of the row holds a value, so that only this column's is missing."""
    others = (c.norm.strip() for i, c in enumerate(row.cells) if i not in (0, column))
    return any(re.search(r"\d", other) for other in others)


def _of_sentences(evidence: Evidence) -> Iterator[NotReported]:
    for section in evidence.document.sections:
        if section.role.evidence in ROLES:
            for sentence in evidence.document.sentences(section):
                if _may_tell(sentence.norm):
                    yield from _of_sentence(sentence, _study(evidence, sentence))


def _may_tell(text: str) -> bool:
    return (
        " not " in text
        or "o data" in text
        or "nformation" in text
        or "without" in text
        or "o details" in text
        or text.startswith("No ")
    )


def _study(evidence: Evidence, sentence: Sentence) -> str:
    if sentence.section.study is not None:
        return sentence.section.study.name
    cited = {c.study for c in evidence.index.citations(sentence.norm)}
    return cited.pop() if len(cited) == 1 else ""


def _of_sentence(sentence: Sentence, study: str) -> Iterator[NotReported]:
    for matter, state in silences_in(sentence.norm):
        yield NotReported(**sentence.where("absence.sentence"), matter=matter, state=state, study=study)


def silences_in(text: str) -> list[tuple[str, str]]:
    """Matter and state of what a levelled sentence says is missing.

    >>> silences_in("Quality of life was not measured, and the cause of death was not given.")
    [('quality of life', 'not assessed'), ('cause of death', 'not reported')]
    """
    label, colon, rest = text.partition(":")
    alone = _CELL.fullmatch(rest.strip(" .")) if colon else None
    if alone:
        return [(_matter(label), _state(alone))]
    found = {}
    for pattern in _SENTENCES:
        for match in pattern.finditer(text):
            matter = _matter(match["matter"])
            if matter and not _WHO.match(matter) and not _DECIDED.search(matter):
                found[matter] = _state(match)
    return list(found.items())


def _state(match: re.Match[str]) -> str:
    return NOT_ASSESSED if match["looked"] else NOT_REPORTED


def _matter(words: str) -> str:
    """The matter without its article, and without the label or clause before it."""
    plain = re.sub(r"^(?:and|but|also|however)\b\s*,?\s*", "", words.strip(" ,-"), flags=re.IGNORECASE)
    bare = _OPENING.sub("", _OPENING.sub("", plain)).strip()
    return bare if bare[:2].isupper() else bare[:1].lower() + bare[1:]
