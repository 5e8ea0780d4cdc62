"""Text in the order of how much of a question it says.

Knows words and their weights; knows nothing of where texts come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.queries.answering.choice import Choice, hard_tokens, own_columns
from evigraph.queries.answering.matching import Matcher, forms
from evigraph.queries.answering.whom import is_for_others
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.weights import LITTLE, is_faint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.knowledge.passages import PassageIndex
    from evigraph.queries.understanding.parse import Parse
    from evigraph.queries.words.tokens import Token

#: Texts that say at least this share of what the best one says are given too, and at most so many.
NEAR, MOST = 0.72, 3
#: Words of little meaning weigh this much of what they would by their rarity.
LIGHTER = 0.25


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weights of a question's words by how rare they are in the graph."""

    tokens: tuple[Token, ...]
    by_token: dict[int, float]

    @classmethod
    def of(cls, tokens: Sequence[Token], passages: PassageIndex, light: Sequence[int]) -> Weighing:
        """Weigh the words."""
        known = {t.index: _rarity(t, passages) * (LIGHTER if t.index in light else 1) for t in tokens}
        return cls(tuple(tokens), known)

    def score(self, explained: frozenset[int]) -> float:
        """The weight of the words that are explained."""
        return sum(weight for index, weight in self.by_token.items() if index in explained)

    @property
    def total(self) -> float:
        """The weight of all words."""
        return sum(self.by_token.values())


def _rarity(token: Token, passages: PassageIndex) -> float:
    """How much a word says; one that no passage has says what those say that mean the same."""
    if passages.seen(token.text):
        return passages.weight(token.stem)
    alike = [passages.weight(form) for form in forms(token) if passages.has(form)]
    return max(alike, default=passages.weight(token.stem))


def ranked(parse: Parse, rows: Sequence[Row], passages: PassageIndex) -> Choice:
    """The rows whose text says most of the question; all of them where it says nothing of any."""
    if parse.ask is Ask.REASON:  # what is recommended is no reason for it
        rows = [row for row in rows if row.text("kind") != "recommendation"]
    if parse.template.name == "recommendations" and not parse.yes_no:
        rows = [row for row in rows if not is_for_others(parse.question, row.text("text"))] or rows
    matcher = Matcher(parse.question, hard_tokens(parse))
    columns = (*own_columns(parse), parse.template.ranked)
    explained = matcher.of_rows(rows, columns)
    light = [t.index for t in matcher.tokens if is_faint(t) or t.index in parse.focus]
    weighing = Weighing.of(matcher.tokens, passages, light)
    scores = [weighing.score(words) for words in explained]
    top = max(scores, default=0.0)
    called = parse.template.number in parse.template.facets  # a line is called by its number, and not counted
    if top <= LITTLE or (parse.ask is Ask.COUNT and not called):
        return Choice(tuple(rows), frozenset().union(*explained))
    order = sorted(range(len(rows)), key=lambda i: (-scores[i], i))
    chosen = [i for i in order if scores[i] >= top * NEAR][:MOST]
    return Choice(tuple(rows[i] for i in chosen), frozenset().union(*(explained[i] for i in chosen)))
