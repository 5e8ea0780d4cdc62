"""The reference list, joined to the studies; other guidance that a document points to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.structure.document import EvidenceDocument, Sentence
from evigraph.extraction.structure.study_names import STUDY_NAME
from evigraph.ontology.records import Reference, RelatedGuidance

if TYPE_CHECKING:
    from evigraph.extraction.structure.sections import Section

_ENTRY = re.compile(r"\[?(?P<number>\d{1,3})(?:[.)\]]+|(?=\s+[A-ZÀ-Þ]))\s*")
CITATION = re.compile(
    r"(?P<authors>.+?)[,.]?\s*\((?P<year>(?:19|20)\d\d)(?P<letter>[a-h])?\)[.,:]?\s+(?P<title>.+?[.?!])\s+"
    r"(?P<source>[^?!]+)$",
    re.DOTALL,
)
_SOURCE = re.compile(
    r"(?P<journal>.+?)[,;.]?\s+(?:vol(?:ume)?\.?\s*)?(?P<volume>\d+[A-Za-z]?)(?:\s?\([^)]*\))?\s*[:;,]\s*"
    r"(?:pp?\.?\s*)?(?P<pages>[A-Za-z]?\d[\w.]*(?:\s*[-–]\s*[A-Za-z]?\d+)?)\.?\s*$"
)
_SURNAME = re.compile(
    r"(?P<surname>(?:(?:[Vv][ao]n|[Dd][eiau]l?|[Dd]er?|[Tt]en?|[Ll][ae]|[Ee]l|[Dd]os)[ '’-]+)*[^\s,;]+"
    r"(?:[ -](?!et\b)[A-ZÀ-Þ][^\s,;]*[a-zà-ÿ][^\s,;]*)?)"
)


def references(document: EvidenceDocument) -> list[Reference]:
    """The numbered entries of the reference list."""
    found = []
    for section in document.parts("references"):
        for position, block in enumerate(_entries(section), start=1):
            entry = _reference(block, section, position)
            if entry is not None:
                found.append(entry)
    return _joined(found, document)


def _entries(section: Section) -> list[Block]:
    return [b for b in section.blocks if b.kind is not Kind.ROW and len(b.text.text) > 20]


def _reference(block: Block, section: Section, position: int) -> Reference | None:
    text = block.text.text
    numbered = _ENTRY.match(text)
    number = int(numbered["number"]) if numbered else position
    body = text[numbered.end() :] if numbered else text
    match = CITATION.match(body)
    if match is None:
        return None
    source = _SOURCE.match(match["source"].strip())
    where = Sentence(block.text, 0, len(text), block, section).where("reference.list")
    where["start"] = block.start
    return Reference(
        **where, number=number, authors=match["authors"].strip(" ,"), year=match["year"],
        title=match["title"].strip().rstrip("."),
        journal=(source["journal"] if source else match["source"]).strip(" .,"),
        volume=source["volume"] if source else "",
        pages=source["pages"].strip() if source else "",
        study=f"{surname_of(match['authors'])} {match['year']}{match['letter'] or ''}",
    )  # fmt: skip


def surname_of(authors: str) -> str:
    """The first author's surname with its particles, without initials.

    >>> surname_of("von Falck C, Orgel M et al.")
    'von Falck'
    """
    match = _SURNAME.match(authors.strip())
    return match["surname"].rstrip(",.") if match else authors.split(" ")[0]


def _joined(entries: list[Reference], document: EvidenceDocument) -> list[Reference]:
    """Entries with the study that they report, where the document names it; letters tell two of one author and year."""
    named = {name_key(s.name): s.name for s in document.studies}
    mentioned: set[str] | None = None
    keys = [name_key(e.study) for e in entries]
    joined = []
    for i, entry in enumerate(entries):
        key = keys[i]
        if keys.count(key) > 1:
            key += "abcdefgh"[keys[:i].count(key) % 8]
        name = named.get(key) or named.get(keys[i])
        if not name:
            mentioned = _mentioned(document) if mentioned is None else mentioned
            name = _lettered(entry.study, key) if key in mentioned or keys[i] in mentioned else ""
        joined.append(_with_study(entry, name))
    return joined


def _mentioned(document: EvidenceDocument) -> set[str]:
    """The keys of all studies that the text names, which takes as long as reading a tenth of it."""
    return {
        name_key(f"{m['surname']} {m['year']}{m['letter'] or ''}") for m in STUDY_NAME.finditer(document.source.text)
    }


def _lettered(study: str, key: str) -> str:
    return study + key[-1] if key[-1].isalpha() and not study[-1].isalpha() else study


def _with_study(entry: Reference, study: str) -> Reference:
    values = {name: getattr(entry, name) for name in Reference.__dataclass_fields__}
    return Reference(**{**values, "study": study})


def name_key(name: str) -> str:
    """A study's name as names are compared: case, dashes and apostrophes levelled."""
    return re.sub(r"[\s'’‘.]+", " ", re.sub("[‐‑–-]", "-", name)).strip().casefold()


_GUIDANCE = re.compile(
    r"(?P<title>.+?)[.]\s+(?P<programme>[^.]*?(?:guidance|guidelines?|appraisal|standard|briefing"
    r"|recommendations?))\s+(?P<number>\d+)\s*\((?P<year>(?:19|20)\d\d)[^)]*\)"
)
_URL = re.compile(r"<?(?P<url>(?:https?://|www\.)[^\s<>)\]]+)")


def related_guidance(document: EvidenceDocument) -> list[RelatedGuidance]:
    """The guidance that the document lists as related, with the identifier that its address or number gives."""
    found = []
    for section in document.parts("related guidance", "further information"):
        for block in section.blocks:
            text = block.text.text
            match, url = _GUIDANCE.match(text), _URL.search(document.source.text[block.start : block.end])
            if match is None:
                continue
            where = Sentence(block.text, 0, len(text), block, section).where("guidance.related")
            address = url["url"].rstrip(".") if url else ""
            found.append(
                RelatedGuidance(
                    **where, title=match["title"].strip(), programme=match["programme"].strip(), year=match["year"],
                    url=address,
                    identifier=address.rstrip("/").rsplit("/", 1)[-1].upper() if address else "",
                )
            )  # fmt: skip
    return found
