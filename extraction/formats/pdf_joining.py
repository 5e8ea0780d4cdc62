"""Lines to running text: words are whole again that the end of a line cut, by what the document prints elsewhere."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from evigraph.extraction.formats.pdf_lines import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evigraph.extraction.formats.pdf_geometry import Line, Page, Word

#: Part of its size that a letter is wide.
WIDTH = 0.6

_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"(?P<word>[^\W\d_]+)(?P<hyphen>-?)$")
_FIRST = re.compile(r"[^\W\d_]+")
_CUT_NUMBER = re.compile(r"(?:\d|[^\d\s]\s|\(|^)[-–−]$")
_OPEN_FIGURE = re.compile(r"[\d./<>=±≤≥+–-]$")
_LAST_LETTER = re.compile(r"[b-hj-z](?![\w=<>])")
_GOES_ON = re.compile(r"[\d.%/)]")
_CUT_WORD = re.compile(r"[\w)\]][-–]$")


@dataclass(frozen=True, slots=True)
class Joining:
    """How lines are joined; `words` are those that stand whole in the middle of a line, in lower case."""

    words: frozenset[str]

    def text(self, lines: Sequence[Line], edge: float = math.inf) -> str:
        """The text of lines that follow each other; `edge` is where a narrow cell breaks words that do not fit."""
        text = words_of(lines[0]) if lines else ""
        for before, line in pairwise(lines):
            words = words_of(line)
            is_full = len(before.words) == 1 and before.right + _width_of_letter(line.words[0]) > edge
            text = text + words if is_full and _is_cut(text, words) else self.joined(text, words)
        return text

    def joined(self, text: str, words: str) -> str:
        """A text and what goes on behind it, without a space where a word was cut, and without a hyphen that cut it.

        >>> joining = Joining(frozenset({"treatment"}))
        >>> joining.joined("after treat-", "ment"), joining.joined("at follow-", "up")
        ('after treatment', 'at follow-up')
        """
        last, first = _LAST.search(text[-40:]), _FIRST.match(words)
        if last and first:
            whole = f"{last['word']}{first[0]}".lower()
            if last["hyphen"]:
                kept = whole not in self.words or f"{last['word']}-{first[0]}".lower() in self.words
                return f"{text}{words}" if kept else f"{text[:-1]}{words}"
            if whole in self.words and last["word"].lower() not in self.words:
                return f"{text}{words}"
        if (_CUT_NUMBER.search(text) and words[:1].isdigit()) or (_CUT_WORD.search(text) and words[:1].isalnum()):
            return f"{text}{words}"
        return f"{text} {words}"


def _is_cut(text: str, words: str) -> bool:
    """Whether a figure may have been cut between two lines, or a word before its last letter."""
    if text[-1:].isalpha():
        return _LAST_LETTER.match(words) is not None
    return _OPEN_FIGURE.search(text) is not None and _GOES_ON.match(words) is not None


def _width_of_letter(word: Word) -> float:
    return max((word.right - word.left) / len(word.text), WIDTH * word.size)


def joining_of(pages: Iterable[Page]) -> Joining:
    """How the lines of a document are joined: by its words that have another one behind them on their line."""
    return Joining(
        frozenset(
            match[0].lower()
            for page in pages
            for a, b in pairwise(page.words)
            if a.baseline == b.baseline and 0 <= b.left - a.right < a.size
            for match in _LETTERS.finditer(a.text)
        )
    )
