"""What a question mentions: names, concepts, times, numbers and cues, each over some of its tokens.

Knows the records; knows nothing of how they are found.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evigraph.queries.words.abbreviations import Abbreviations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from evigraph.queries.words.tokens import Token


class Kind(StrEnum):
    """What kind of thing a mention is."""

    STUDY = "study"
    PAPER = "paper"
    STRANGER = "unknown study"
    THING = "thing"
    CONCEPT = "concept"
    TIME = "time"
    NUMBER = "number"
    CUE = "cue"
    FOCUS = "question kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One thing that a question mentions, over the tokens from `start` up to `end`.

    `value` is an IRI, the name of a cue or of a template; `scheme` the concept scheme or the kind of thing.  `sure` is
    false for lay words and for parts of names, `live` false for concepts that no fact uses.  `low` and `high` bound
    numbers, and months of times.
    """

    kind: Kind
    start: int
    end: int
    value: str = ""
    scheme: str = ""
    label: str = ""
    sure: bool = True
    live: bool = True
    low: Decimal | None = None
    high: Decimal | None = None
    open: bool = False
    percent: bool = False

    @property
    def span(self) -> frozenset[int]:
        """The indexes of its tokens."""
        return frozenset(range(self.start, self.end))

    @property
    def exact(self) -> bool:
        """Whether a number or time is one point and no bound."""
        return self.low is not None and self.low == self.high

    def within(self, other: Mention) -> bool:
        """Whether all its tokens belong to the other one too."""
        return other.start <= self.start and self.end <= other.end


NONE = Abbreviations()


@dataclass(frozen=True, slots=True)
class Scope:
    """The one evidence base that a question is about: its documents and studies by their IRIs, and the words for it.

    Empty where the question is not about one alone; `several` is how many there are, 0 where there is no choice.
    """

    title: str = ""
    documents: tuple[str, ...] = ()
    studies: frozenset[str] = frozenset()
    tokens: frozenset[int] = frozenset()
    several: int = 0

    def holds(self, node: str, study: str = "") -> bool:
        """Whether a fact of this IRI, or one of this study, belongs to it; without a scope every fact does."""
        if not self.documents:
            return True
        in_documents = any(node == document or node.startswith(f"{document}/") for document in self.documents)
        return in_documents or (study in self.studies if study else not node)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read: levelled text with misspelt words corrected, tokens and mentions.

    `corrected` holds pairs of what was written and what was read, `abbreviations` the short forms of the documents,
    `scope` the documents it is about.
    """

    asked: str
    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    corrected: tuple[tuple[str, str], ...] = ()
    abbreviations: Abbreviations = NONE
    scope: Scope = Scope()

    def of(self, *kinds: Kind) -> list[Mention]:
        """The mentions of some kinds."""
        return [mention for mention in self.mentions if mention.kind in kinds]

    def cues(self, *names: str) -> list[Mention]:
        """The mentions of some cues."""
        return [mention for mention in self.of(Kind.CUE) if mention.value in names]

    def has(self, *names: str) -> bool:
        """Whether it has one of the cues."""
        return bool(self.cues(*names))

    def concepts(self, *schemes: str) -> list[Mention]:
        """The concepts of some schemes that it mentions."""
        return [mention for mention in self.of(Kind.CONCEPT) if mention.scheme in schemes]

    def words(self, mention: Mention) -> str:
        """The words of a mention."""
        return self.text[self.tokens[mention.start].start : self.tokens[mention.end - 1].end]


def covered(mentions: Iterable[Mention]) -> frozenset[int]:
    """The tokens that some mentions cover."""
    return frozenset(index for mention in mentions for index in range(mention.start, mention.end))


def outermost(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions that lie in no longer one of the same kind."""
    listed = list(mentions)
    for mention in listed:
        if not any(mention.within(o) and (o.end - o.start) > (mention.end - mention.start) for o in listed):
            yield mention
