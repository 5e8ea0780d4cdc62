"""How things are named: slugs, and the IRIs of documents, studies, graphs and all that belongs to them.

Knows the naming scheme; knows nothing of records or stores.  A name is a semantic key: it holds no offset, no printed
value, no counter and no time, so that a new version of a document renames nothing that did not change.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import NamedNode
from evigraph.ontology.terms import BASE

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST_SLUG = 80

# Letters that do not decompose, and signs that change what a label means.
REPLACED = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "ı": "i",
        "þ": "th",
        "ð": "d",
    }
    | {">": " gt ", "<": " lt ", "≥": " ge ", "≤": " le ", "'": "", "’": ""}
)


def digest(*parts: str, length: int = 12) -> str:
    """Hexadecimal SHA-256 of the parts, shortened: a key for what has no words of its own."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


def slug(label: str) -> str:
    """Lower-case ASCII words joined with hyphens, at most 80 characters; a digest where there is no letter or digit.

    >>> slug("Morton's neuroma (VAS, ≥50%)")
    'mortons-neuroma-vas-ge-50'
    """
    if not label.strip():
        return ""
    plain = unicodedata.normalize("NFKD", label.translate(REPLACED)).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not words:
        return f"x{digest(label, length=8)}"
    if len(words) > LONGEST_SLUG:
        return f"{words[: LONGEST_SLUG - 9].rstrip('-')}-{digest(label, length=8)}"
    return words


def key(label: str) -> str:
    """A slug that no other label shares: where the slug alone would not give the label back, a digest is added.

    >>> key("lesion size"), key("Lesion size")
    ('lesion-size', 'lesion-size-6dac58')
    """
    words = slug(label)
    return words if words.replace("-", " ") == label or words == label else f"{words}-{digest(label, length=6)}"


def first_page(pages: str) -> str:
    """The page that a range of pages starts with."""
    return re.split(r"[-–‑—]", pages, maxsplit=1)[0].strip()


def surname(authors: str) -> str:
    """First author's surname with its particle, without initials.

    >>> surname("von Meer C, Ebbe M et al.")
    'von Meer'
    """
    first = re.split(r"[,;]", authors, maxsplit=1)[0].removesuffix(" et al.").strip()
    return re.sub(r"(\s+[A-Z][A-Z.-]*)+$", "", first) or first


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs of one publisher's data below its base, which ends with a slash."""

    base: str = BASE

    def _id(self, *segments: str) -> NamedNode:
        return NamedNode("/".join((f"{self.base}id", *segments)))

    def document(self, document_id: str) -> NamedNode:
        """The document across all its versions."""
        return self._id("doc", key(document_id))

    def version(self, document_id: str, sha256: str) -> NamedNode:
        """One exact text of a document."""
        return self._id("doc", key(document_id), "v", sha256[:12])

    def finding(self, document_id: str, kind: str, *segments: str) -> NamedNode:
        """Anything that a document asserts, below the document."""
        return self._id("doc", key(document_id), kind, *segments)

    def mention(self, document_id: str, section: str, quote: str, occurrence: int) -> NamedNode:
        """A quoted place, keyed by its words, not its offsets: `occurrence` counts equal quotes under one heading."""
        words = " ".join(quote.split())
        return self._id("mention", key(document_id), digest(document_id, section, words, str(occurrence)))

    def study(self, study_key: str) -> NamedNode:
        """A primary study, one node in whatever documents it occurs."""
        return self._id("study", study_key)

    def part(self, owner: NamedNode, *segments: str) -> NamedNode:
        """Something that belongs to another thing, such as a study's population."""
        return NamedNode("/".join((owner.value, *segments)))

    def free(self, name: NamedNode, taken: Container[NamedNode]) -> NamedNode:
        """A name, or where it is taken the name with the first number that makes it one of its own."""
        ordinal, free = 1, name
        while free in taken:
            ordinal += 1
            free = self.part(name, str(ordinal))
        return free

    def thing(self, kind: str, label: str) -> NamedNode:
        """A device, organisation, measure or publication that documents share."""
        return self._id(kind, slug(label))

    def run(self, *inputs: str) -> NamedNode:
        """An extraction run, named by what went in."""
        return self._id("run", digest(*inputs))

    def software(self, version: str) -> NamedNode:
        """The extractor at one version."""
        return self._id("software", "evigraph", version)

    def local_concept(self, scheme: str, label: str) -> NamedNode:
        """A concept that the shared vocabulary does not name."""
        return NamedNode(f"{self.base}concept/local/{slug(scheme)}/{key(label)}")

    def graph(self, document_id: str, sha256: str, part: str) -> NamedNode:
        """A named graph of one document version: `facts`, `prov`, `joins` or `inferred`."""
        return NamedNode(f"{self.base}graph/{key(document_id)}/{sha256[:12]}/{part}")

    @property
    def meta(self) -> NamedNode:
        """The graph that says which versions and runs there are."""
        return NamedNode(f"{self.base}graph/meta")

    @property
    def vocabulary(self) -> NamedNode:
        """The graph of ontology and shared concepts."""
        return NamedNode(f"{self.base}graph/vocabulary")


def study_key(authors: str, year: str, volume: str, pages: str) -> str:
    """Key of a study or paper from its reference, empty where the reference lacks volume or page.

    >>> study_key("von Meer C, Ebbe M et al.", "2021", "12", "81–7")
    'von-meer-2021-12-81'
    """
    page = first_page(pages)
    return slug(f"{surname(authors)} {year} {volume} {page}") if volume and page and year else ""
