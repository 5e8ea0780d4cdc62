"""Numbers that name documents: check digits, and one document under two numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence

ISBN_13, ISBN_10 = 13, 10


def identifiers(evidence: Evidence) -> Iterator[Finding]:
    """ISBNs whose check digit is wrong."""
    description = evidence.description
    isbn = description.record.isbn
    if isbn and not valid_isbn(isbn):
        place = next((p for p in description.record.places if p.attribute == "isbn"), None)
        words = evidence.recall.at(place) if place else None
        yield Finding(
            check="identifier",
            severity=Severity.REPORTING,
            message=f"The check digit of ISBN {isbn} is wrong, so that at least one of its digits is.",
            a=words or description.words,
            about=(description.node,),
        )


def valid_isbn(isbn: str) -> bool:
    """Whether an ISBN of 10 or 13 digits has the check digit that its others give (ISO 2108).

    >>> valid_isbn("978-1-4731-8560-9"), valid_isbn("978-1-4731-8560-1")
    (True, False)
    """
    digits = re.sub(r"[^0-9X]", "", isbn.upper())
    if len(digits) == ISBN_13 and digits.isdigit():
        return sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
    if len(digits) == ISBN_10 and digits[:-1].isdigit():
        return sum((10 if d == "X" else int(d)) * (10 - i) for i, d in enumerate(digits)) % 11 == 0
    return False
