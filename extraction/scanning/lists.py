"""Lists inside sentences: "a, b and c" to its members."""

from __future__ import annotations

import re

_SEPARATOR = re.compile(r"\s*;\s*|\s*,\s*(?:and|or|but)\s+|\s*,\s*|\s+(?:and|or)\s+|\s*/\s*(?=[a-z]{4})|\s+- ")
_ARTICLE = re.compile(r"^(?:-\s+|(?:an?|the|any|some)\s+(?=\w))", re.IGNORECASE)


_ALTERNATIVES = re.compile(
    r"\b(?:problems?|trouble|difficult(?:y|ies)|damage|injury|loss|changes?|effects?) (?:with|of|to|in|on) "
    r"(?:the )?\w+(?:, \w+)* or \w+",
    re.IGNORECASE,
)


def _inner_alternatives(text: str) -> str:
    """Hide "or" and commas inside one member: "problems with speech, balance or swallowing and pain" has two."""
    if not re.search(r"\band\b", text):
        return text
    return _ALTERNATIVES.sub(lambda m: re.sub(r"[, ]", "\x00", m[0]), text)


def split_list(text: str) -> list[str]:
    """The members of a list in words, without articles and the final full stop; brackets are not cut.

    >>> split_list(" less pain, better function, and a delay in surgery.")
    ['less pain', 'better function', 'delay in surgery']
    """
    masked = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", lambda m: "\x00" * len(m[0]), text)
    masked = _inner_alternatives(masked)
    parts, last = [], 0
    for match in _SEPARATOR.finditer(masked):
        parts.append(text[last : match.start()])
        last = match.end()
    parts.append(text[last:])
    return [p for p in (_ARTICLE.sub("", part.strip(" .;:\t")) for part in parts) if p]
