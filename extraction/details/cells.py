"""The sentences of a study's labelled details.  Knows where details stand, not what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.structure.document import Sentence, sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.studies.studies import Detail, StudyDetails


def cell_sentences(details: StudyDetails, *labels: str) -> Iterator[Sentence]:
    """The sentences of a study's details under some labels."""
    for detail in details.details:
        if detail.label in labels:
            yield from sentences_of(detail.value, cell_block(detail), detail.section)


def cell_block(detail: Detail) -> Block:
    """A detail's value as a block of its own."""
    return Block(Kind.PARAGRAPH, detail.value, detail.start, detail.end)


def whole_cell(detail: Detail) -> Sentence:
    """A detail's value as one sentence."""
    return Sentence(detail.value, 0, len(detail.value.text), cell_block(detail), detail.section)
