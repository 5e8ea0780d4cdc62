"""What does not reduce to a number: paragraphs, cells and items under the topic that their heading or label gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.parts.study_statements import analysis, evidence, of_details, of_validity_interests
from evigraph.extraction.parts.topics import made, of_block, of_run, studies_in, where_of
from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.structure.document import EvidenceDocument, sentences_of
from evigraph.extraction.studies.studies import conflicts_in_validity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evigraph.extraction.structure.sections import Section
    from evigraph.ontology.records import Statement

    Reader = Callable[[EvidenceDocument, Section], Iterator[Statement]]

_TREATMENT = re.compile(
    r"(?<!without )(?<!of )(?<!no )\b(?:(?:initial|first|usual|conservative|current|standard|medical|surgical"
    r"|main|existing) )?(?:treatments?|management|care|therapy|options)\b.{0,60}?\b"
    r"(?:may|can|include[sd]?|involve[sd]?|begins?|starts?|is|are|comes?|range|consist|depends?|aims?)\b"
    r"|\b(?:is|are|can be|may be|usually|often) (?:usually |often |first |mostly |mainly )?"
    r"(?:treated|managed|offered)\b"
    r"|\b(?:begins?|starts?) with\b|\b(?:comes?|is|are) (?:usually |often |generally )?(?:tried |given |used )?first\b"
    r"|\b(?:is|are) (?:the )?(?:usual|standard|simplest|commonest|most common|main|first(?:-line)?) "
    r"(?:ways?|choices?|operations?|methods?|options?)\b",
    re.IGNORECASE,
)
_EXPERTS = re.compile(r"\bexperts?\b|\bquestionnaires?\b|\bconsultants\b|\badvisers?\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:is|are|was|were) (?:also )?asked\b", re.IGNORECASE)
_NAMED_EVENTS = re.compile(r"\b(?:anecdotal|theoretical)", re.IGNORECASE)
_SYNTAX_LINE = re.compile(r"^#?\d{1,3}[.)]?\s|^\S*\*|/\s*$|\.tw\b|\*")
_CRITERION = re.compile(
    r"\b(?:studies|papers|trials|articles|the intervention|the (?:patients|population|outcomes?)|publications?)"
    r"\b.{0,60}\b(?:had to|were (?:included|excluded|set aside|left out|eligible)|must|needed to)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"©|ISBN\b|this (?:guidance|document) replaces\b", re.IGNORECASE)


def statements(document: EvidenceDocument) -> list[Statement]:
    """All statements of a document in reading order."""
    found = [*_opening(document), *_of_sections(document), *of_details(document), *of_validity_interests(document)]
    return sorted(found, key=lambda s: (s.start, s.end, s.topic))


def _of_sections(document: EvidenceDocument) -> Iterator[Statement]:
    for section in document.sections:
        read = _READERS.get(section.role_name) or _by_role(section)
        if read is not None:
            yield from read(document, section)


def _by_role(section: Section) -> Reader | None:
    if section.role.topic:
        return _paragraphs
    return evidence if section.role.evidence else None


def _opening(document: EvidenceDocument) -> Iterator[Statement]:
    """The paragraph under an overview's title, before the contents: what the procedure is for."""
    if document.is_guidance:
        return
    for section in document.sections:
        if section.role_name != "front matter":
            return
        for block in section.blocks:
            text = block.text.text
            if block.kind is Kind.PARAGRAPH and len(text) > 150 and text.endswith("."):
                yield of_block(block, section, "procedure description", rule="statement.opening")
                return


def _paragraphs(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """A statement a paragraph or item, under the section's topic."""
    topic = section.role.topic
    for block in section.blocks:
        text = block.text.text
        opens_list = text.endswith(":") and len(text) < 60
        if block.kind is not Kind.ROW and not block.number and not opens_list and not _NOTICE.match(text):
            yield of_block(block, section, topic, () if topic == "evidence base" else studies_in(text, document))


def _expert_events(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """What experts were asked; the events that they then named are adverse events, and no statements besides."""
    for statement in _paragraphs(document, section):
        if _ASKED.search(statement.text) or not _NAMED_EVENTS.search(statement.text):
            yield statement


def _scope(_: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """A paragraph that closes the abbreviations says what the document is."""
    for block in section.blocks:
        if block.kind is Kind.PARAGRAPH and len(block.text.text) > 100:
            yield of_block(block, section, "scope")


def _indications(_: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """The indication, and from the first sentence that turns to treatment the current treatment."""
    for block in section.blocks:
        if block.kind is not Kind.PARAGRAPH:
            continue
        parts = sentences_of(block.text, block, section)
        cut = next((i for i, s in enumerate(parts) if _TREATMENT.search(s.norm)), len(parts))
        for topic, some in (("indication", parts[:cut]), ("current treatment", parts[cut:])):
            if some:
                yield of_run(some, topic, "statement.indication")


def _societies(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    for block in section.blocks:
        text = block.text.text.rstrip(" .,;")
        if _is_opinion(block, text):
            yield of_block(block, section, "expert opinion", studies_in(text, document))
        else:
            where = where_of(block, section, "statement.society")
            where["end"] -= len(block.text.text.rstrip()) - len(text)
            yield made(where, "professional society", text)


def _is_opinion(block: Block, text: str) -> bool:
    is_sentence = block.kind is Kind.PARAGRAPH and block.text.text.endswith(".") and len(text.split()) > 12
    return is_sentence or _EXPERTS.search(text) is not None


def _criteria(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """Rows of the inclusion table, with their label; sentences that stand alone."""
    rows = [row for table in document.tables(section) for row in table.rows if len(row.cells) == 2 and row.cells[1]]
    for row in rows:
        text = f"{row.cells[0].text}: {row.cells[1].text}"
        yield made(where_of(row, section, "statement.criterion"), "inclusion criteria", text)
    for block in section.blocks:
        if block.kind is not Kind.ROW and len(block.text.text) > 20:
            yield of_block(block, section, "inclusion criteria", rule="statement.criterion")


def _search(_: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """Sentences about the search; those that say what was taken are criteria, lines of a strategy are neither."""
    for block in section.blocks:
        text = block.text.text
        if block.kind is Kind.ROW or not text.endswith(".") or _SYNTAX_LINE.search(text) or len(text) < 40:
            continue
        is_criterion = _CRITERION.search(block.text.norm) and not re.search(r"\bsearch", text)
        yield of_block(block, section, "inclusion criteria" if is_criterion else "literature search")


def _appendix(_: EvidenceDocument, section: Section) -> Iterator[Statement]:
    for block in section.blocks:
        text = block.text.text
        if block.kind is not Kind.ROW and len(text) > 40 and text.endswith(".") and not _NOTICE.match(text):
            yield of_block(block, section, "evidence base")


def _unnumbered(_: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """Paragraphs without a number in a guidance's evidence sections."""
    for block in section.blocks:
        if block.kind is Kind.PARAGRAPH and not block.number and len(block.text.text) > 60 and section.role.topic:
            yield of_block(block, section, section.role.topic)


def _validity(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """A statement a paragraph; a whole sentence that is about an interest only has its own."""
    interests = {i.start for i in conflicts_in_validity(document) if not i.cut}
    for block in section.blocks:
        if block.kind is Kind.ROW:
            continue
        kept = [s for s in sentences_of(block.text, block, section) if s.where("")["start"] not in interests]
        if kept:
            yield of_run(kept, "validity", "statement.paragraph", studies_in(block.text.text, document))


_READERS: dict[str, Reader] = {
    "abbreviations": _scope,
    "analysis": analysis,
    "appendix": _appendix,
    "excluded studies": _appendix,
    "expert events": _expert_events,
    "guidance efficacy": _unnumbered,
    "guidance safety": _unnumbered,
    "inclusion criteria": _criteria,
    "indications": _indications,
    "literature search": _search,
    "professional societies": _societies,
    "search strategy": _search,
    "trial registries": _search,
    "validity": _validity,
    "websites": _search,
}
