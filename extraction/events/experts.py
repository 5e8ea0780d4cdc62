"""Adverse events that experts heard of (anecdotal) or think possible (theoretical)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.events.names import lowered
from evigraph.extraction.reading.blocks import Kind
from evigraph.extraction.scanning.lists import split_list
from evigraph.ontology.records import AdverseEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.reading.blocks import Block
    from evigraph.extraction.structure.document import EvidenceDocument, Sentence
    from evigraph.extraction.structure.sections import Section

_STATUS = re.compile(r"\b(?P<status>anecdotal|theoretical)(?:ly)?\b", re.IGNORECASE)
_LISTED = re.compile(
    r"\b(?P<status>anecdotal|theoretical)(?:ly)?\b(?: (?:adverse )?events?)?(?:[^:.;]{0,60}?)(?::"
    r"|\b(?:were|was|are|is|included?|includes|listed|put|named|gave|counted|mentioned)\b(?! by\b):?)\s*"
    r"(?P<what>[^.]+)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(?P<what>[^.]*?)\s*\((?:an? )?(?P<status>anecdotal|theoretical)[^)]*\)", re.IGNORECASE)
_NAMED_AS = re.compile(
    r"^(?P<what>.+?) (?:was|were) (?:named|listed|given|mentioned|thought|considered|regarded|cited)[^.]*?\b"
    r"(?P<status>anecdotal|theoretical)\b",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"\b(?:heard of|knew of|had seen|were aware of|told of|reported|said that|thought that|believed that"
    r"|considered that|(?:could )?imagine[ds]?|feared|foresaw)\s+(?P<what>.+)$",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\s+(?:were|was|are|is|might be|could be)\s+(?:possible|theoretically possible|conceivable)$", re.IGNORECASE
)
_EXPLAINS = re.compile(
    r"\basked (?:about|what|which|for|to|if|whether)\b|\bin addition to\b|\(events that\b|\binvited to\b", re.IGNORECASE
)
_KNEW = re.compile(
    r"^(?P<who>.*?\b(?:advis[eo]rs?|experts?|clinicians?))\b[^.]{0,40}?\b"
    r"(?:heard|told|aware|knew|knows?|known|seen|saw)"
    r"(?: of)?\s+(?:an?\s+(?=case|episode|report)|the\s+(?=case))?(?P<what>[a-z][^.]+)$",
    re.IGNORECASE,
)
_THOUGHT_POSSIBLE = re.compile(
    r",? (?:which|that|but|and)\b[^,.]*\b(?:thought|considered|held|believed)\b[^,.]*\bpossible\b.*$"
    r"|\s+(?:might|may|could) (?:happen|occur|arise)\b.*$",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:no|none|neither|not|never|nobody)\b", re.IGNORECASE)
_TAIL = re.compile(
    r",? (?:which|that) (?:might|may|could|would|can)\b.*$|\s+around the [\w ]*$|\s+at the [\w ]*site$", re.IGNORECASE
)


def expert_events(document: EvidenceDocument, section: Section) -> Iterator[AdverseEvent]:
    """The events of a section that experts named, one by one."""
    status = ""
    for sentence in document.sentences(section):
        item = sentence.block.kind is Kind.ITEM
        status = status if item else announced(sentence.block)
        if item and status and not _STATUS.search(sentence.norm):
            yield from _of_item(sentence, status)
        else:
            yield from events_in(sentence)


def announced(block: Block) -> str:
    """The status of the events that the items below a line are: "They listed these anecdotal adverse events:"."""
    match = _STATUS.search(block.text.norm) if block.text.norm.rstrip().endswith(":") else None
    return match["status"].lower() if match else ""


def _of_item(sentence: Sentence, status: str) -> Iterator[AdverseEvent]:
    plain = _TAIL.sub("", sentence.norm.strip(" ,.;:")).strip()
    if plain:
        yield AdverseEvent(**sentence.where("event.expert"), event=_lower(plain), status=status)


def events_in(sentence: Sentence) -> Iterator[AdverseEvent]:
    """The anecdotal and theoretical events of a sentence."""
    text = sentence.norm
    if _EXPLAINS.search(text):
        return
    for status, words in _named(text) if _STATUS.search(text) else _known(text.rstrip(" .")):
        for name in split_list(_TAIL.sub("", words.strip(" ,.;:"))):
            plain = _TAIL.sub("", name).strip()
            if plain:
                yield AdverseEvent(**sentence.where("event.expert"), event=_lower(plain), status=status)


_AS = re.compile(
    r"(?P<what>[^.;]+?),? as an? (?P<status>anecdotal|theoretical)(?: adverse)?(?: (?:events?|one|harms?|risks?))?\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"^(?:,?\s*and\s+)?(?:[^,;]*?\b(?:listed|named|gave|mentioned|described|cited|counted|regarded)\s+)?", re.IGNORECASE
)
_WERE_SAID = re.compile(r"\s+(?:was|were) (?:named|listed|given|mentioned|cited|described|regarded)$", re.IGNORECASE)
_ANECDOTALLY = re.compile(
    r"(?:^(?!.*\bthat )|\bthat )(?P<what>[^,;.]+?) (?:has|had|have) been (?:reported|described|seen) anecdotally\b",
    re.IGNORECASE,
)
_ALTHOUGH = re.compile(r",? (?:although|though|but|while)\b.*$", re.IGNORECASE)


def _named(text: str) -> Iterator[tuple[str, str]]:
    if told := list(_AS.finditer(text)):
        for match in told:
            yield match["status"].lower(), _WERE_SAID.sub("", _SAID.sub("", match["what"]))
        return
    for match in _ANECDOTALLY.finditer(text):
        yield "anecdotal", match["what"]
    named = _NAMED_AS.match(text)
    if named:
        yield named["status"].lower(), named["what"]
        return
    brackets = list(_BRACKETED.finditer(text))
    for match in brackets:
        heard = _HEARD.search(match["what"])
        words = _ALTHOUGH.sub("", heard["what"] if heard else match["what"])
        yield match["status"].lower(), _THOUGHT_POSSIBLE.sub("", _POSSIBLE.sub("", words)).removeprefix("that ")
    if not brackets:
        for match in _LISTED.finditer(text):
            yield match["status"].lower(), match["what"]


def _known(text: str) -> Iterator[tuple[str, str]]:
    """What experts say they heard of or think possible, without the words anecdotal and theoretical."""
    match = _KNEW.match(text)
    if match is None:
        return
    thought = _THOUGHT_POSSIBLE.search(match["what"])
    if thought or not _NEGATED.search(match["who"]):
        yield "theoretical" if thought else "anecdotal", match["what"][: thought.start()] if thought else match["what"]


def _lower(name: str) -> str:
    plain = re.sub(r"^(?:an? |the )?(?:patch|case|episode|report|cases|episodes|reports) of ", "", name)
    plain = re.sub(r"^(?:an?|the) ", "", plain)
    return lowered(plain)
