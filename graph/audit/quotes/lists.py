"""A whole and its parts in one sentence: "Of the 40 eyes, 21 had A, 11 B and 8 another kind".

Knows how such sentences are made; knows nothing of studies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.reading import COUNT, count, plain, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.recall import Words

WHOLE = re.compile(rf"\bof (?:the|these|those|all)\s+(?P<n>{COUNT})\s+[a-z]", re.IGNORECASE)
PART = re.compile(rf"(?:^|,|\band|:)\s*(?P<n>{COUNT})\s+(?!%|per|of\b|times?\b)[a-z]", re.IGNORECASE)
REST = re.compile(r"\b(?:other|others|another|the rest|remaining|else)\b", re.IGNORECASE)
PARTS = 3


@dataclass(frozen=True, slots=True)
class Divided:
    """A whole, the parts that a sentence divides it into, and the sentence."""

    whole: int
    parts: tuple[int, ...]
    words: Words


def divided(words: Words) -> Iterator[Divided]:
    """The sentences of a quote that divide a whole without a rest: the last part is all others."""
    for sentence in sentences(words):
        text = plain(sentence.quote)
        whole = WHOLE.search(text)
        if whole is None or not REST.search(text):
            continue
        parts = list(PART.finditer(text, whole.end()))
        if len(parts) >= PARTS and REST.search(text, parts[-1].start()):
            yield Divided(count(whole["n"]), tuple(count(m["n"]) for m in parts), sentence)
