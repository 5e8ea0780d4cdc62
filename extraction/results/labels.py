"""Labels of list items: "Technical success=100%" is a label and what it says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from evigraph.extraction.results import predicates
from evigraph.extraction.results.frames import POOLED, Frame
from evigraph.extraction.results.statement import parse
from evigraph.extraction.scanning.numbers import WORD_NUMBER

if TYPE_CHECKING:
    from evigraph.extraction.scanning.scanners import Scanners

_NOT_LABEL = re.compile(r"(?:\b[pPnN]|\bI2|\bOR|\bHR|\bRR|\bW?MD|\bSMD|\bCI|\bSD|\bSEM?|\bratio|\bmean|\bmedian)\s*$")


_ANNOUNCES = re.compile(r"[A-Za-z]{3,}[^,]*,\s*(?:mean|median)\b[^,]{0,8}$", re.IGNORECASE)
"""A label that ends with the statistic that it announces: "Walking distance, mean ± SD:"."""


@lru_cache(maxsize=8192)
def split_label(text: str) -> tuple[str, int]:
    """The label of an item and where its body begins; an empty label where the item is a sentence.

    >>> split_label("Technical success=100%")
    ('Technical success', 18)
    """
    depth = 0
    for match in re.finditer(r"[()\[\]]|(?<![<>≤≥])[=:]", text):
        if match[0] in "([":
            depth += 1
        elif match[0] in ")]":
            depth = max(depth - 1, 0)
        elif depth == 0 and text[match.end() :].strip() and text[: match.start()].strip():
            head = text[: match.start()]
            if _NOT_LABEL.search(head) and not (match[0] == ":" and _ANNOUNCES.search(head)):
                return "", 0
            rest = text[match.end() :]
            return text[: match.start()].strip(), match.end() + len(rest) - len(rest.lstrip())
    return "", 0


_COUNT_WORD = re.compile(rf"^(?:{WORD_NUMBER}|\d+) (?:of \w+ )?{predicates.VERB}\b", re.IGNORECASE)


def counts(scan: Scanners, label: str) -> bool:
    """Whether words before a colon hold a count, so that they are no label: "Seven dropped out: 3 after ..."."""
    figures = parse(scan, POOLED.sub("", label), Frame()).figures
    return _COUNT_WORD.match(label) is not None or any(
        f.is_share and (f.denominator_unit or f.denominator) for f in figures
    )
