"""Statements from blocks, sentences and runs of sentences, with the studies that they name.  Knows no heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.structure.document import EvidenceDocument, Sentence, Where
from evigraph.extraction.structure.study_names import STUDY_NAME
from evigraph.extraction.studies.references import name_key
from evigraph.extraction.studies.studies import study_details
from evigraph.ontology.records import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.reading.blocks import Block
    from evigraph.extraction.structure.sections import Section

_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")


def made(where: Where, topic: str, text: str, studies: tuple[str, ...] = ()) -> Statement:
    """A statement at a place."""
    return Statement(**where, topic=topic, text=text, studies=studies)


def of_block(
    block: Block, section: Section, topic: str, studies: tuple[str, ...] = (), rule: str = "statement.paragraph"
) -> Statement:
    """A whole block as a statement."""
    return made(where_of(block, section, rule), topic, block.text.text, studies)


def where_of(block: Block, section: Section, rule: str) -> Where:
    """The place of a whole block."""
    return Where(start=block.start, end=block.end, section=section.title, region=section.role.region, rule=rule)


def of_run(run: Sequence[Sentence], topic: str, rule: str, studies: tuple[str, ...] = ()) -> Statement:
    """Sentences of one block that follow each other as one statement."""
    first = run[0]
    joined = Sentence(first.source, first.start, run[-1].end, first.block, first.section)
    return made(joined.where(rule), topic, joined.text, studies)


def study_of(section: Section) -> tuple[str, ...]:
    """The study that a section is about, if any."""
    return (section.study.name,) if section.study else ()


def studies_in(text: str, document: EvidenceDocument) -> tuple[str, ...]:
    """The studies of the document that a text cites in brackets."""
    known = {name_key(s.name): s.name for s in document.studies}
    known |= {name_key(d.heading.name): d.heading.name for d in study_details(document)}
    cited = (
        name_key(f"{m['surname']} {m['year']}{m['letter'] or ''}")
        for bracket in _BRACKET.findall(text)
        for m in STUDY_NAME.finditer(bracket)
    )
    return tuple(dict.fromkeys(known[key] for key in cited if key in known))
