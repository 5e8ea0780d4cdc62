"""Short forms that a document defines: in its list of abbreviations, or in brackets where it first uses them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.structure.document import EvidenceDocument, Sentence
from evigraph.ontology.records import Abbreviation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.structure.sections import Section

_SHORT = r"[A-Z][A-Za-z0-9]*(?:[-/][A-Za-z0-9]+)*"
_BRACKETED = re.compile(rf"\s+[(\[](?P<short>{_SHORT}s?)[)\],;]")
_WORDS_BEFORE = re.compile(r"[A-Za-z][\w'-]*(?:[ -][\w'-]+){0,9}$")
LONGEST_NAME = 120
_ITEM = re.compile(rf"^(?P<short>{_SHORT})\s*(?:[:=,]|\s-\s|\s{{2,}})\s*(?P<long>[A-Za-z].*?)\.?$")
_HEADER = re.compile(
    r"^(?:abbreviations?|word or phrase|definitions?|terms?|acronyms?|meaning|full (?:term|name))$", re.IGNORECASE
)
LONGEST = 12


def abbreviations(document: EvidenceDocument) -> list[Abbreviation]:
    """The short forms of a document, each where it is defined first."""
    found: dict[str, Abbreviation] = {}
    for abbreviation in _all(document):
        found.setdefault(abbreviation.short, abbreviation)
    return list(found.values())


def _all(document: EvidenceDocument) -> Iterator[Abbreviation]:
    for section in document.parts("abbreviations"):
        for block in section.blocks:
            yield from _listed(block, section)
    for section in document.sections:
        for sentence in document.sentences(section):
            yield from _inline(sentence)


def _listed(block: Block, section: Section) -> Iterator[Abbreviation]:
    sentence = Sentence(block.text, 0, len(block.text.text), block, section)
    if block.kind is Kind.ROW and len(block.cells) == 2:
        pair = [c.text.strip() for c in block.cells]
        short, long = sorted(pair, key=len) if _is_short(min(pair, key=len)) else ("", "")
    else:
        match = _ITEM.match(block.text.norm)
        short, long = (match["short"], match["long"]) if match else ("", "")
    if _is_short(short) and long and not _HEADER.match(long):
        yield Abbreviation(**sentence.where("abbreviation.list"), short=short, long=long)


def _is_short(text: str) -> bool:
    return (
        1 < len(text) <= LONGEST
        and not _HEADER.match(text)
        and sum(c.isupper() or c.isdigit() for c in text) * 2 >= len(text)
    )


def _inline(sentence: Sentence) -> Iterator[Abbreviation]:
    text = sentence.norm
    for match in _BRACKETED.finditer(text):
        words = _WORDS_BEFORE.search(text[max(match.start() - LONGEST_NAME, 0) : match.start()])
        long = _spelt(words[0], match["short"]) if words and _is_short(match["short"]) else ""
        if long:
            yield Abbreviation(
                **sentence.where("abbreviation.inline", match.start() - len(long), match.end("short") + 1),
                short=match["short"],
                long=long,
            )


def _spelt(words: str, short: str) -> str:
    """The words that a short form is made of, empty where its letters do not begin them (Schwartz and Hearst 2003)."""
    letters = [c.lower() for c in short if c.isalnum()]
    i = len(words)
    for k in range(len(letters) - 1, -1, -1):
        i -= 1
        while i >= 0 and (words[i].lower() != letters[k] or (k == 0 and i > 0 and words[i - 1].isalnum())):
            i -= 1
        if i < 0:
            return ""
    return words[i:]
