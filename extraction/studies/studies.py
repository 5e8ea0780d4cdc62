"""Studies from their details: a table of labels and values a study, or a table with a row a study."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.reading.clean import CleanText, clean
from evigraph.extraction.scanning.descriptions import DESIGN
from evigraph.extraction.structure.document import EvidenceDocument, Where
from evigraph.extraction.structure.sections import LONGEST_LABEL, SIZE_LINE, Section
from evigraph.extraction.structure.study_names import StudyHeading, study_name
from evigraph.extraction.studies import study_cells as cells
from evigraph.extraction.studies.references import name_key
from evigraph.ontology.records import Place, Reference, Region, Study
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIRECTION = re.compile(r"\b(?P<direction>retrospective|prospective)\b", re.IGNORECASE)
_DIRECTION_ADVERB = re.compile(r"\b(?P<direction>retrospective|prospective)ly\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Detail:
    """One labelled value of a study: the profile's name of the label, the value, and where label and value stand."""

    label: str
    value: CleanText
    start: int
    end: int
    section: Section


@dataclass(slots=True)
class StudyDetails:
    """What the details of one study hold, before it is read."""

    heading: StudyHeading
    start: int
    end: int
    section: Section
    details: list[Detail] = field(default_factory=list)

    def value(self, label: str) -> Detail | None:
        """The first detail under a label."""
        return next((d for d in self.details if d.label == label), None)

    @property
    def sized(self) -> Detail | None:
        """The detail that gives the size of the population, where one does in a line of its own, else the first."""
        lines = (d for d in self.details if d.label == "population")
        return next((d for d in lines if SIZE_LINE.match(d.value.norm)), self.value("population"))


def study_details(document: EvidenceDocument) -> list[StudyDetails]:
    """The details of every study in reading order, from whichever table holds them."""
    return document.once(_all_details)


def _all_details(document: EvidenceDocument) -> list[StudyDetails]:
    return [*_from_sections(document), *_from_rows(document)]


def _from_sections(document: EvidenceDocument) -> Iterator[StudyDetails]:
    container = next((s for s in document.sections if s.role_name == "key evidence"), None)
    found: StudyDetails | None = None
    for section in document.sections:
        if section.role_name == "study" and section.study is not None:
            if found is not None:
                yield found
            found = StudyDetails(section.study, section.start, section.end, container or section)
        if found is not None and section.role_name in ("study", "study details"):
            _collect(document, section, found)
    if found is not None:
        yield found


def _collect(document: EvidenceDocument, section: Section, found: StudyDetails) -> None:
    """Label and value in two cells, or in two lines, or before and behind a colon."""
    label, block_of_label = "", None
    for block in section.blocks:
        if block.kind is Kind.ROW and len(block.cells) > 1:
            name = document.profile.labels.name(block.cells[0].text)
            if name and block.cells[1]:
                found.details.append(Detail(name, block.cells[1], block.start, block.end, section))
                found.end = block.end
            continue
        inline = _inline(document, block)
        if inline is not None:
            found.details.append(Detail(*inline, block.start, block.end, section))
            label, found.end = "", block.end
            continue
        name = document.profile.labels.name(block.text.text) if len(block.text.text) < 80 else None
        if name:
            label, block_of_label = name, block
        elif not label and (told := _unlabelled(block, found)):
            found.details.append(Detail(told, block.text, block.start, block.end, section))
            found.end = block.end
        elif label and block_of_label is not None:
            found.details.append(Detail(label, block.text, block_of_label.start, block.end, section))
            label, found.end = "", block.end


def _unlabelled(block: Block, found: StudyDetails) -> str:
    """What a line without a label tells of a study: its size, design or country, the first of each."""
    text = block.text.norm
    if SIZE_LINE.match(text):
        told = "population"
    elif _DESIGN_LINE.match(text):
        told = "design"
    else:
        told = "country" if _is_country(text) else ""
    return told if told and (told == "population" or found.value(told) is None) else ""


_DESIGN_LINE = re.compile(rf"(?:[A-Z][\w-]*\s+)??{DESIGN}\b[^.:]{{0,60}}$", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,|;|/|\band\b|&)\s*")


def _is_country(text: str) -> bool:
    """Whether a line is nothing but names of countries."""
    names = [re.sub(r"^the\s+|\s*\([^()]*\)", "", n).strip() for n in _JOINT.split(text.strip(" ."))]
    return bool(names) and all(n and vocabulary().find(n, "country") is not None for n in names)


def _inline(document: EvidenceDocument, block: Block) -> tuple[str, CleanText] | None:
    """Label and value of one line: "Country: Netherlands"."""
    head, colon, rest = block.text.text.partition(":")
    name = document.profile.labels.name(head) if colon and rest.strip() and len(head) < LONGEST_LABEL else None
    if name is None:
        return None
    start, end = block.text.raw_span(len(head) + 1 + len(rest) - len(rest.lstrip()), len(block.text.text))
    return name, clean(document.source.text, [(start, end)])


def _from_rows(document: EvidenceDocument) -> Iterator[StudyDetails]:
    for section in document.parts("study table", "evidence base", "key evidence"):
        for table in document.tables(section):
            labels = [document.profile.labels.name(h) for h in table.heads]
            if labels.count(None) > len(labels) // 2 or "author" not in labels:
                continue
            for row in table.rows:
                found = _row(document.source.text, row, labels, section)
                if found is not None:
                    yield found


def _row(raw: str, row: Block, labels: list[str | None], section: Section) -> StudyDetails | None:
    author = row.cells[labels.index("author")] if labels.index("author") < len(row.cells) else None
    opening = _ROW_NUMBER.match(author.text) if author else None
    named = opening.end() if opening else 0
    heading = study_name(author.text[named:]) if author else None
    if heading is None or author is None:
        return None
    number = next(
        (int(c.text) for c, label in zip(row.cells, labels, strict=False) if label == "number" and c.text.isdigit()),
        int(opening["number"]) if opening else None,
    )
    start, end = author.raw_span(named + heading.start, named + heading.end)
    found = StudyDetails(StudyHeading(heading.name, number, start, end, heading.initials), row.start, row.end, section)
    for cell, label in zip(row.cells, labels, strict=False):
        if label and cell:
            first, last = cell.raw_span(0, len(cell.text))
            found.details.append(Detail(label, cell, first, last, section))
    _add_behind_name(raw, found, author, named + heading.end)
    _add_ages(raw, found)
    return found


_ROW_NUMBER = re.compile(r"(?P<number>\d{1,2})\.\s+")
_OF_AGES = re.compile(r"(?<=[;.,])\s+(?=(?:mean|median|average)? ?(?:age|aged)\b)", re.IGNORECASE)


def _add_behind_name(raw: str, found: StudyDetails, author: CleanText, start: int) -> None:
    """Country and design from the cell of the author: "Smith J (2012), Kenya. Case series, 2009 to 2011"."""
    cuts = [start, *(m.end() for m in re.finditer(r"\.\s+", author.text) if m.start() >= start), len(author.text)]
    for a, b in itertools.pairwise(cuts):
        piece = author.text[a:b]
        first = a + len(piece) - len(piece.lstrip(" ,;"))
        told = "design" if _DESIGN_LINE.match(author.norm, first) else "country"
        if piece.strip(" ,;.") and found.value(told) is None:
            _add(raw, found, told, author, first, a + len(piece.rstrip()))


def _add_ages(raw: str, found: StudyDetails) -> None:
    """Age and sex behind the size of the population, where no cell of their own tells them."""
    people = found.value("population")
    told = _OF_AGES.search(people.value.norm) if people else None
    if people and told and not any(found.value(name) for name in ("age and sex", "age", "sex")):
        _add(raw, found, "age and sex", people.value, told.end(), len(people.value.text))


def _add(raw: str, found: StudyDetails, label: str, cell: CleanText, start: int, end: int) -> None:
    span = cell.raw_span(start, end)
    found.details.append(Detail(label, clean(raw, [span]), *span, found.section))


def studies(document: EvidenceDocument, references: list[Reference]) -> list[Study]:
    """The studies of the summary of key evidence, each attribute with its place."""
    by_name = {name_key(r.study): r for r in references if r.study}
    return [
        _study(document, details, by_name.get(name_key(details.heading.name))) for details in study_details(document)
    ]


def _study(document: EvidenceDocument, details: StudyDetails, reference: Reference | None) -> Study:
    values: dict[str, Any] = {}
    places: list[Place] = []
    for detail in details.details:
        for attribute, value in cells.read_detail(detail.label, detail.value).items():
            if attribute not in values and value not in (None, "", ()):
                values[attribute] = value
                places.append(
                    Place(attribute=attribute, start=detail.start, end=detail.end, section=detail.section.title)
                )
    if "direction" not in values:
        _take_direction(document, details, values, places)
    _take_conflict(document, details, values, places)
    if reference is not None:
        values["reference"] = document_words(reference, document)
        places.append(Place(attribute="reference", start=reference.start, end=reference.end, section=reference.section))
    where = Where(
        start=details.start,
        end=details.end,
        section=details.section.title,
        region=Region.STUDY_DETAILS,
        rule="study.details",
    )
    return Study(
        **where,
        study=details.heading.name,
        number=details.heading.number,
        aliases=_aliases(details.heading),
        places=tuple(places),
        **values,
    )


def _aliases(heading: StudyHeading) -> tuple[str, ...]:
    """The name with its initials, where the heading gives them and a year."""
    surname, _, year = heading.name.rpartition(" ")
    return (f"{surname} {heading.initials} {year}",) if heading.initials and surname else ()


def document_words(reference: Reference, document: EvidenceDocument) -> str:
    """A citation as printed, without its number and emphasis marks."""
    text = document.source.text[reference.start : reference.end]
    text = re.sub(r"^\[?\d{1,3}(?:[.)\]]+|\s(?=[A-Z]))\s*", "", text)
    return " ".join(re.sub(r"(?<![\w*])\*{1,2}([^*]+)\*{1,2}(?![\w*])", r"\1", text).split())


def _take_direction(
    document: EvidenceDocument, details: StudyDetails, values: dict[str, Any], places: list[Place]
) -> None:
    """Prospective or retrospective, where the analysis of the study says it of the study itself."""
    for section in document.parts("analysis"):
        if section.study is None or section.study.name != details.heading.name:
            continue
        for sentence in document.sentences(section):
            match = _DIRECTION.search(sentence.norm) or _DIRECTION_ADVERB.search(sentence.norm)
            if match:
                where = sentence.where("")
                values["direction"] = match["direction"].lower()
                places.append(
                    Place(attribute="direction", start=where["start"], end=where["end"], section=where["section"])
                )
                return


_INTEREST = re.compile(
    r"\b(?:shares in|employ(?:ed|ee) (?:by|of)|paid (?:by|for)|sponsor\w*|funded|lent|owns?|consultants? "
    r"(?:to|for)|proctors?|patents?|fees? from|grants? from|worked for|works for|supplied (?:the|by)|donated)\b",
    re.IGNORECASE,
)


def _take_conflict(
    document: EvidenceDocument, details: StudyDetails, values: dict[str, Any], places: list[Place]
) -> None:
    """An interest that only the validity section tells."""
    if "conflict_of_interest" in values:
        return
    for interest in conflicts_in_validity(document):
        if interest.study == details.heading.name:
            values["conflict_of_interest"] = interest.text
            places.append(
                Place(
                    attribute="conflict_of_interest", start=interest.start, end=interest.end, section=interest.section
                )
            )
            return


@dataclass(frozen=True, slots=True)
class Interest:
    """A declared or reported interest outside the study's own details."""

    study: str
    text: str
    start: int
    end: int
    section: str
    cut: bool


def conflicts_in_validity(document: EvidenceDocument) -> list[Interest]:
    """Clauses of the validity section that tell of makers' money, for documents whose studies have no row for it."""
    if any(s.role_name == "study details" for s in document.sections):
        return []
    found: list[Interest] = []
    for section in document.parts("validity"):
        for block in section.blocks:
            cited = [study_name(m) for m in re.findall(r"\(([^()]*(?:19|20)\d\d[a-h]?[^()]*)\)", block.text.text)]
            studies_cited = [c.name for c in cited if c is not None]
            if len(studies_cited) != 1:
                continue
            found += _interest_clauses(block, section, studies_cited[0])
    return found


def _interest_clauses(block: Block, section: Section, study: str) -> Iterator[Interest]:
    from evigraph.extraction.structure.document import sentences_of

    for sentence in sentences_of(block.text, block, section):
        if not _INTEREST.search(sentence.norm):
            continue
        start = 0
        for match in re.finditer(r",? and (?=the )|; ", sentence.norm):
            if _INTEREST.search(sentence.norm[match.end() :]) and not _INTEREST.search(sentence.norm[: match.start()]):
                start = match.end()
        text = re.sub(r"\s*\([^()]*\)\.?$", "", sentence.text[start:]).rstrip(".")
        where = sentence.where("")
        yield Interest(study, text, where["start"], where["end"], section.title, cut=start > 0)
