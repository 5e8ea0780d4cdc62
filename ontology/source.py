"""A document as it was read, and which parts of one count most.

Knows texts and the names of their parts; knows nothing of what is found in them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Region(StrEnum):
    """Where in a document a finding stands, the place that counts most first.

    The order decides which of several statements of one result is canonical; the others restate it.
    """

    KEY_FINDINGS = "key findings"
    STUDY_DETAILS = "study details"
    ANALYSIS = "analysis"
    SUMMARY = "summary"
    VALIDITY = "validity"
    APPENDIX = "appendix"
    BACKGROUND = "background"
    SEARCH = "search"
    GUIDANCE = "guidance"
    FRONT_MATTER = "front matter"


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One text as it was read: `text` is what every offset refers to."""

    id: str
    text: str
    format: str = "txt"

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8, the key of the document's version."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def quote(self, start: int, end: int) -> str:
        """The exact source words between two offsets."""
        return self.text[start:end]
