"""Misspelt words to known ones, within a bounded edit distance: 1 from five letters on, 2 from seven letters on.

Of words of four letters only two that changed places are put right.

Knows letters; knows no meaning.  A word that is itself known is never changed.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SWAPPED_FROM, ONE_FROM, TWO_FROM = 4, 5, 7


class Speller:
    """Corrects words: `near` are those of this graph and of questions, `far` those of the whole vocabulary."""

    def __init__(self, near: Iterable[str], far: Iterable[str], seen: Callable[[str], bool] = lambda _: False) -> None:
        """`seen` tells whether a word stands in some document."""
        self._near = frozenset(near)
        self._far = frozenset(far)
        self._seen = seen

    def knows(self, word: str) -> bool:
        """Whether the word is spelt like a known one."""
        return word in self._near or word in self._far or self._seen(word)

    def correct(self, word: str) -> str:
        """The known word that is meant, the word itself where none is near."""
        if len(word) < SWAPPED_FROM or not word.isalpha() or self.knows(word):
            return word
        if len(word) < ONE_FROM:
            return _best(word, {swapped for swapped in _swaps(word) if swapped in self._near}) or word
        swapped = word[1] + word[0]
        once = {known for known in _edits(word) if known[:1] == word[0] or known[:2] == swapped}
        far = once & self._far if len(word) >= TWO_FROM else set()
        return _best(word, once & self._near) or _best(word, far) or self._twice(word) or word

    def _twice(self, word: str) -> str:
        return _best(word, set(self._within_two(word))) if len(word) >= TWO_FROM else ""

    def _within_two(self, word: str) -> Iterator[str]:
        for length in range(len(word) - 2, len(word) + 3):
            for known in self._by_start[word[0], length]:
                if distance(word, known) <= 2:
                    yield known

    @cached_property
    def _by_start(self) -> defaultdict[tuple[str, int], list[str]]:
        found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._near:
            found[word[:1], len(word)].append(word)
        return found


def _best(word: str, found: set[str]) -> str:
    """One of several by what people keep when they err: the first letter, then the length."""
    return min(found, key=lambda w: (w[0] != word[0], abs(len(w) - len(word)), w), default="")


def _swaps(word: str) -> Iterator[str]:
    """Every word with two neighbouring letters swapped, but for the first."""
    for i in range(1, len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _edits(word: str) -> Iterator[str]:
    """Every word at distance 1: a letter lost, swapped with its neighbour, changed or added."""
    for i in range(len(word) + 1):
        before, after = word[:i], word[i:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in ascii_lowercase:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def distance(one: str, other: str) -> int:
    """How many letters are lost, added, changed or swapped with a neighbour.

    >>> distance("cryoblaton", "cryoablation"), distance("teh", "the")
    (2, 1)
    """
    rows: list[list[int]] = [list(range(len(other) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
