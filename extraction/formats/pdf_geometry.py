"""What a page of a PDF is made of: words, ruled lines, and lines of words, in points from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Word:
    """A word with where it begins and ends, the height of its baseline, its font size, and whether it is bold."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool

    @property
    def middle(self) -> float:
        """The height of the middle of its small letters."""
        return self.baseline - 0.25 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along one axis: at `at` on the other axis, from `start` to `end` on its own."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Line:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def left(self) -> float:
        """Where its first word begins."""
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        """Where its last word ends."""
        return max(word.right for word in self.words)

    @cached_property
    def size(self) -> float:
        """The font size that most of its letters have."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @cached_property
    def baseline(self) -> float:
        """The baseline of the words of its size."""
        return next(word.baseline for word in self.words if word.size == self.size)

    @cached_property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(word.bold for word in self.words)

    @property
    def text(self) -> str:
        """Its words, one space between them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Page:
    """All words and rules of a page, in the order in which they were drawn; `pictures` is how many pictures it has."""

    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    pictures: int
