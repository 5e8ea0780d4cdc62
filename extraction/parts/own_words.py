"""What a document says of itself in the words of its publisher: title, number and dates, by a profile's phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.extraction.parts.dates import DATE, iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.structure.document import EvidenceDocument

#: Phrases of a profile that give an attribute of the document: what their group `value` holds.
ATTRIBUTES = {
    "title": "title",
    "identifier": "identifier",
    "procedure": "procedure",
    "date prepared": "date_prepared",
    "date updated": "date_updated",
    "date published": "date_published",
}


@dataclass(frozen=True, slots=True)
class OwnWord:
    """One attribute as the document words it, with its place; dates are ISO 8601."""

    attribute: str
    value: str
    start: int
    end: int


def own_words(document: EvidenceDocument) -> Iterator[OwnWord]:
    """The attributes that the publisher's phrases find, each where it first stands."""
    for name, pattern in document.profile.phrases.alternatives:
        attribute = ATTRIBUTES.get(name)
        if attribute is None:
            continue
        match = re.compile(pattern.pattern, re.IGNORECASE).search(document.source.text)
        if match is None:
            continue
        text = match["value"]
        date = DATE.search(text) if attribute.startswith("date") else None
        value = iso(date) if date else " ".join(text.split())
        yield OwnWord(attribute, value, match.start("value"), match.end("value"))
