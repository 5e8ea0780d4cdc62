"""Recommendations of a report that holds the evidence too: a paragraph each, numbered in the publisher's own way.

Knows the words of recommendations through a profile; a guidance, which numbers all its paragraphs, is read elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.extraction.parts.guidance import population_of, recommendation_type
from evigraph.extraction.reading.blocks import Kind
from evigraph.ontology.records import Recommendation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.structure.document import EvidenceDocument, Sentence
    from evigraph.extraction.structure.profile import Patterns

NUMBER = "number"


def advice(document: EvidenceDocument) -> Iterator[Recommendation]:
    """The recommendations of a report, none of a guidance."""
    if document.is_guidance:
        return
    for section in document.parts("recommendations"):
        for block in section.blocks:
            if block.kind is not Kind.ROW and block.text:
                sentences = document.sentences_of(block, section)
                yield _recommendation(block.number, sentences, document.profile.recommendations)


def _recommendation(printed: str, sentences: list[Sentence], words: Patterns) -> Recommendation:
    source, first = sentences[0].source, sentences[0]
    match = next((m for name, p in words.alternatives if name == NUMBER and (m := p.match(source.norm.lower()))), None)
    number = (match.groupdict().get("number") or match[0].strip() if match else "") or printed
    norm = source.norm[match.end() if match else 0 :]
    return Recommendation(
        **first.where("advice.paragraph", end=len(source.text) - first.start),
        number=number,
        text=source.text[match.end() if match else 0 :],
        kind="recommendation",
        recommendation_type=_type(norm, words),
        population=population_of(norm),
    )


def _type(text: str, words: Patterns) -> str:
    """The type that the publisher's own words ask for, otherwise the one that usual words do."""
    own = (name for name, pattern in words.alternatives if name != NUMBER and pattern.search(text.lower()))
    return next(own, "") or recommendation_type(text)
