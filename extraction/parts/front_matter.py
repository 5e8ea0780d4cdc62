"""What a document says of itself: kind, title, identifiers, dates, publisher, what it replaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.parts.dates import DATE, iso
from evigraph.extraction.parts.own_words import own_words
from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.structure.document import EvidenceDocument, Sentence, sentences_of
from evigraph.ontology.records import DocumentDescription, GuidanceChange, Place, Region

if TYPE_CHECKING:
    from collections.abc import Iterator

IDENTIFIER = re.compile(
    r"\b(?P<programme>HTG|HTE|IPG|MTG|DG|TA|NG|CG|PH|QS|HST|CSG|IP)[ -]?(?P<number>\d{1,5})\b", re.IGNORECASE
)
_ISBN = re.compile(r"ISBN(?:-1[03])?[:\s]*(97[89][- \d]{10,14}[\dX]|\d[- \d]{8,11}[\dX])")
_OVERVIEW_OF = re.compile(
    r"(?:interventional procedures? )?(?:evidence |rapid )?overview(?: of)?[:\s-]*", re.IGNORECASE
)
_PREPARED = re.compile(
    r"\b(?:prepared|finished|written|completed|produced|drafted|compiled|finali[sz]ed)\b", re.IGNORECASE
)
_UPDATED = re.compile(r"\b(?:updated|revised|amended|refreshed|brought up to date)\b", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:migrated|moved|transferred|renumbered|reissued|converted)\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"^(?:published|issued|(?:issue|publication) date|date of (?:issue|publication))\b[: ]*", re.IGNORECASE
)
_REPLACES = re.compile(
    r"\b(?:replac(?:es|ed)|supersed(?:es|ed)|updates and replaces|(?:is|are) an update of)\b", re.IGNORECASE
)
_ENDORSED = re.compile(
    r"\bendorsed by\s+(?P<by>[A-ZÀ-Þ][^.;]*)|^(?P<who>[A-ZÀ-Þ][^.;]*?) (?:has|have) endorsed this (?:guidance|document)"
)
_OF_ITSELF = re.compile(r"ISBN|©|endorsed|replac|supersed|updat|all rights|prepared", re.IGNORECASE)
_PREPARED_THIS = re.compile(
    r"\bprepared (?:this|the present) (?:\w+ ){0,2}?(?:overview|document|report|digest)"
    r"|\bthis (?:\w+ ){0,2}?(?:overview|document|report|digest) was prepared\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"^©|\ball rights reserved\b", re.IGNORECASE)
_NOT_A_TITLE = re.compile(
    r"\bnot (?:a|an)\b.*\bpublication\b"
    r"|^(?:national institute\b|(?:nice )?interventional procedures? (?:programme|guidance|overviews?)$"
    r"|healthtech guidance"
    r"|medical technologies guidance|www\.|https?:|published|ip ?\d+|\w+ \d+$|(?:draft|final|consultation)\b)",
    re.IGNORECASE,
)
_PROGRAMME_NAMES = {
    "healthtech guidance": "HTG",
    "interventional procedures guidance": "IPG",
    "medical technologies guidance": "MTG",
}
_NUMBERED_PROGRAMME = re.compile(
    r"\b(?P<name>healthtech guidance|interventional procedures? guidance|medical technolog(?:y|ies) guidance)"
    r"\s+(?P<number>\d{1,5})\b",
    re.IGNORECASE,
)


def identifiers_in(text: str) -> list[str]:
    """Guidance identifiers of a text in order: `IPG747` for "interventional procedures guidance 747" too."""
    found = [(m.start(), f"{m['programme'].upper()}{m['number']}") for m in IDENTIFIER.finditer(text)]
    for m in _NUMBERED_PROGRAMME.finditer(text):
        key = (
            m["name"].lower().replace("procedure guidance", "procedures guidance").replace("technology", "technologies")
        )
        found.append((m.start(), f"{_PROGRAMME_NAMES[key]}{m['number']}"))
    return [identifier for _, identifier in sorted(found)]


class _Description:
    """Collects attributes with their places; the first statement of an attribute counts, the last one of an update."""

    def __init__(self, document: EvidenceDocument) -> None:
        self.document = document
        self.values: dict[str, str] = {}
        self.many: dict[str, list[str]] = {"replaces": [], "endorsed_by": []}
        self.places: dict[str, Place] = {}

    def put(self, attribute: str, value: str, start: int, end: int, *, section: str = "", again: bool = False) -> None:
        if not value or (attribute in self.values and not again):
            return
        if attribute in self.many:
            if value not in self.many[attribute]:
                self.many[attribute].append(value)
        else:
            self.values[attribute] = value
        self.places[attribute] = Place(attribute=attribute, start=start, end=end, section=section)


def describe(document: EvidenceDocument) -> DocumentDescription:
    """The document's own description, with the place of each attribute."""
    found = _Description(document)
    for word in own_words(document):
        found.put(word.attribute, word.value, word.start, word.end)
    title = _own_title(document, found) or _title(document)
    _take_title(found, title)
    for sentence in _own_sentences(document):
        _take_dates(found, sentence)
        _take_links(found, sentence)
    _take_running_identifier(found)
    _take_procedure(found)
    _take_publisher(found)
    start, end = _title_span(document, title)
    kind = "guidance" if document.is_guidance else "overview"
    return DocumentDescription(
        start=start, end=end, section="", region=Region.FRONT_MATTER, rule="document.front-matter", kind=kind,
        title=found.values.pop("title", document.source.id), procedure=found.values.pop("procedure", ""),
        replaces=tuple(found.many["replaces"]), endorsed_by=tuple(found.many["endorsed_by"]),
        places=tuple(found.places.values()), **found.values,
    )  # fmt: skip


def _own_title(document: EvidenceDocument, found: _Description) -> Block | None:
    """The line in which the publisher's own phrase finds the title."""
    place = found.places.get("title")
    return next((b for b in document.blocks if place and b.start <= place.start < b.end), None)


def _title(document: EvidenceDocument) -> Block | None:
    """The first line that is the name of something, not that of an institution, a programme or a notice."""
    for section in document.parts("front matter"):
        lines = [section.title] if section.title else []
        for block in document.blocks:
            text = block.text.text
            if block.start > 4000:
                break
            if (
                block.kind is Kind.PARAGRAPH
                and len(text) <= 250
                and not text.endswith(".")
                and not _NOT_A_TITLE.search(text)
                and _is_named(document, text)
            ):
                return block
        if lines:
            continue
    return None


def _is_named(document: EvidenceDocument, text: str) -> bool:
    """Whether a line is not the heading of a known part."""
    return (
        document.profile.headings.name(text) in (None, "study", "procedure description")
        and document.profile.guidance.name(text) is None
    )


def _take_title(found: _Description, title: Block | None) -> None:
    if title is None:
        return
    text = title.text.text
    found.put("title", text, title.start, title.end)
    match = _OVERVIEW_OF.match(text)
    procedure = text[match.end() :] if match else text
    if procedure:
        found.put("procedure", procedure[0].upper() + procedure[1:], title.end - len(procedure), title.end)


def _take_procedure(found: _Description) -> None:
    for section in found.document.parts("procedure name"):
        for block in section.blocks:
            found.put(
                "procedure", block.text.text.rstrip("."), block.start, block.end, section=section.title, again=True
            )
            return


def _title_span(document: EvidenceDocument, title: Block | None) -> tuple[int, int]:
    """A document's quote is its title; a guidance's runs on to its address, an overview's begins with its kind."""
    if title is None:
        return 0, min(len(document.source.text), 1)
    start, end = title.start, title.end
    for block in document.blocks:
        if block.start > title.start + 1500 or block.kind is not Kind.PARAGRAPH:
            break
        text = block.text.text
        if (
            block.end <= title.start
            and title.start - block.end < 6
            and re.search(r"\boverview\b", text, re.IGNORECASE)
            and len(text) < 80
        ):
            start = block.start
        if document.is_guidance and block.start > title.end and re.match(r"(?:www\.|https?:)", text):
            end = block.end
    return start, end


def _own_sentences(document: EvidenceDocument) -> Iterator[Sentence]:
    """Sentences of the parts in which a document speaks of itself."""
    for section in document.sections:
        if section.role_name in (
            "front matter",
            "introduction",
            "dates",
            "contents",
            "update information",
            "endorsement",
            "further information",
        ):
            yield from document.sentences(section)
            continue
        for block in section.blocks:
            text = block.text.text
            if (
                block.kind is Kind.PARAGRAPH
                and len(text) < 250
                and _OF_ITSELF.search(text)
                and any(p.search(text) for p in (_ISBN, _RIGHTS, _ENDORSED, _REPLACES, _PREPARED_THIS))
            ):
                yield from sentences_of(block.text, block, section)


def _take_dates(found: _Description, sentence: Sentence) -> None:
    text = sentence.norm
    last = ""
    for match in DATE.finditer(text):
        before = text[: match.start()]
        attribute = _date_attribute(before, text[match.end() :], guidance=found.document.is_guidance) or last
        if not attribute and sentence.section.role_name == "dates" and not found.document.is_guidance:
            attribute = "date_prepared"
        last = attribute
        if attribute:
            where = sentence.where("", *_around(sentence))
            found.put(
                attribute,
                iso(match),
                where["start"],
                where["end"],
                section=where["section"],
                again=attribute == "date_updated",
            )


def _around(sentence: Sentence) -> tuple[int, int]:
    return 0, len(sentence.norm)


def _date_attribute(before: str, after: str, *, guidance: bool) -> str:
    """Which date it is, by the verb nearest before it, else the first one behind it."""
    if _PUBLISHED.match(before.strip() or "-"):
        return "date_published"
    if guidance:
        return "date_updated" if _MOVED.search(after) or _UPDATED.search(before + after) else ""
    verbs = [(m.start(), "date_prepared") for m in _PREPARED.finditer(before)] + [
        (m.start(), "date_updated") for m in _UPDATED.finditer(before)
    ]
    return max(verbs)[1] if verbs else ""


def _take_links(found: _Description, sentence: Sentence) -> None:
    text = sentence.norm
    where = sentence.where("")
    at = (where["start"], where["end"])
    if match := _ISBN.search(text):
        found.put("isbn", match[1].strip(), *at, section=where["section"])
    if _RIGHTS.search(text):
        found.put("rights", sentence.text, *at, section=where["section"])
    if match := _ENDORSED.search(sentence.text):
        found.put("endorsed_by", (match["by"] or match["who"]).strip(), *at, section=where["section"])
    if (match := _REPLACES.search(text)) and found.document.is_guidance:
        for identifier in identifiers_in(text[match.end() :]) or identifiers_in(text):
            found.put("replaces", identifier, *at, section=where["section"])
    elif found.document.is_guidance and sentence.start == 0 and len(text) < 120 and (own := IDENTIFIER.search(text)):
        found.put("identifier", f"{own['programme'].upper()}{own['number']}", *at, section=where["section"])


def _take_running_identifier(found: _Description) -> None:
    """The identifier that a guidance prints in its running header only."""
    if "identifier" in found.values:
        return
    _take_own_line(found, _OWN_NUMBER if found.document.is_guidance else _OVERVIEW_NUMBER)
    if not found.document.is_guidance:
        return
    for line in found.document.furniture:
        if own := IDENTIFIER.search(line.text):
            found.put("identifier", f"{own['programme'].upper()}{own['number']}", line.start, line.end, section="")
            return


_OVERVIEW_NUMBER = re.compile(r"^IP ?\d{3,4}(?:/\d+)?\b")


_OWN_NUMBER = re.compile(rf"{IDENTIFIER.pattern}$", re.IGNORECASE)


def _take_own_line(found: _Description, number: re.Pattern[str]) -> None:
    """The number that a document prints on a line of its own at its top."""
    for block in found.document.blocks[:OPENING_BLOCKS]:
        if match := number.match(block.text.norm):
            found.put("identifier", match[0], block.start, block.start + match.end(), section="")
            return


OPENING_BLOCKS = 6


def _take_publisher(found: _Description) -> None:
    """The publisher by its full name, wherever the document says who speaks."""
    text = found.document.source.text.lower().replace("\n", " ")
    for name, pattern in found.document.profile.phrases.alternatives:
        if name.startswith("publisher: ") and (match := pattern.search(text)):
            found.put("publisher", name.removeprefix("publisher: "), match.start(), match.end())
            return


def guidance_changes(document: EvidenceDocument, description: DocumentDescription) -> list[GuidanceChange]:
    """Replacement and migration of the guidance as dated events."""
    changes = []
    for section in document.parts("front matter", "your responsibility", "update information", "contents"):
        for sentence in document.sentences(section):
            changes += _changes_in(sentence, description)
    return changes


def _changes_in(sentence: Sentence, description: DocumentDescription) -> list[GuidanceChange]:
    text = sentence.norm
    found = identifiers_in(text)
    if _MOVED.search(text) and found:
        date = DATE.search(text)
        return [
            GuidanceChange(
                **sentence.where("guidance.migration"), kind="migration", date=iso(date) if date else "",
                from_identifier=found[0],
                to_identifier=found[1] if len(found) > 1 else description.identifier,
            )
        ]  # fmt: skip
    if (match := _REPLACES.search(text)) and description.kind == "guidance":
        return [
            GuidanceChange(
                **sentence.where("guidance.replacement"), kind="replacement", date=description.date_published,
                from_identifier=identifier,
                to_identifier=description.identifier,
            )
            for identifier in identifiers_in(text[match.end() :])
        ]  # fmt: skip
    return []
