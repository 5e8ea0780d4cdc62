"""Which words of a question the cells of a row explain: by stem, by concept, by number.

Knows cells and words; knows nothing of what is done with rows that explain more than others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from evigraph.ontology.number_words import WORDS
from evigraph.ontology.vocabulary import vocabulary
from evigraph.queries.answering.thresholds import STEPS, steps
from evigraph.queries.understanding.mentions import Kind, Mention, Question
from evigraph.queries.understanding.weights import DENYING, MEASURING, NOTHING, weight
from evigraph.queries.words.cues import cues
from evigraph.queries.words.stems import head_of, heads_of, stem_of, stems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.words.tokens import Token

#: Small numbers in words, which cells and questions write as they like.
SPELT = {str(number): (word,) for word, number in WORDS.items() if number <= 20}
NEGATIVE = frozenset(["none", "no", "not", "nil", "never", "without"])
#: Where a name is written together: "TipKnife".
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
DENIED = re.compile(r"\bnot \w+", re.IGNORECASE)
#: Schemes whose concepts a cell may name in other words.
NAMED = [
    "event",
    "condition",
    "procedure",
    "anaesthesia",
    "imaging",
    "design",
    "direction",
    "severity",
    "relatedness",
    "technique",
    "status",
    "search-source",
    "source-type",
    "document-kind",
    "programme",
    "recommendation",
    "topic",
    "country",
    "unit",
    "statistic",
    "phase",
]


@dataclass(frozen=True)
class Matcher:
    """The words of a question that cells may explain: all but `hard` ones, which hold for every row."""

    question: Question
    hard: frozenset[int]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words in question, those that deny included."""
        return tuple(
            t
            for t in self.question.tokens
            if t.index not in self.hard and (weight(t) > NOTHING or t.word in DENYING | MEASURING)
        )

    @cached_property
    def _mentions(self) -> tuple[Mention, ...]:
        return tuple(m for m in self.question.concepts(*NAMED) if m.span - self.hard)

    @cached_property
    def _numbers(self) -> tuple[Mention, ...]:
        return tuple(m for m in self.question.of(Kind.NUMBER) if m.exact and not m.span & self.hard)

    @cached_property
    def of_text(self) -> Callable[[str], frozenset[int]]:
        """The words that a cell's text explains by their stems."""
        return lru_cache(maxsize=4096)(self._of_text)

    def _of_text(self, text: str) -> frozenset[int]:
        said = DENIED.sub(" ", text) if self._affirms else text  # "not recovered" does not say that somebody recovered
        stems = stems_of(said) | heads_of(said) | stems_of(HUMP.sub(" ", said))
        stems |= NEGATIVE if stems & NEGATIVE else frozenset()
        known = self.question.abbreviations
        loose = (t for t in self.tokens if t.index not in self._steps)
        return frozenset(t.index for t in loose if forms(t) & stems or known.explains(t.stem, stems))

    @cached_property
    def _steps(self) -> frozenset[int]:
        """The numbers of grades and classes, which no other number of a text is."""
        return frozenset(index for m in self._numbers if self._step(m) for index in m.span)

    @cached_property
    def _affirms(self) -> bool:
        return not any(t.word in DENYING for t in self.question.tokens)

    def of_concepts(self, text: str) -> frozenset[int]:
        """The words that a cell's text explains because it names the same concept in other words."""
        if not self._mentions:
            return frozenset()
        named = concepts_of(text)
        return frozenset(index for m in self._mentions if m.value in named for index in m.span)

    def of_rows(
        self, rows: Sequence[Row], columns: Sequence[str], *, strict: bool = False, broad: bool = False
    ) -> list[frozenset[int]]:
        """For each row the words that its columns explain: by stem, and by concept what no row says in the same words.

        Where it is strict, only by stem.  Where it is broad, a row of something narrower counts like one that says the
        words themselves.
        """
        by_stem = [self.of_row(row, columns) for row in rows]
        if strict:
            return by_stem
        said = frozenset().union(*by_stem)
        subjects = [self._subject(row) for row in rows]
        cells = [self._of_cells(row, columns) for row in rows]
        kept = [subject - (frozenset() if broad else said) for subject in subjects]
        return [a | (b - said) | c for a, b, c in zip(by_stem, cells, kept, strict=True)]

    def _of_cells(self, row: Row, columns: Sequence[str]) -> frozenset[int]:
        cells = (row.text(column) for column in columns)
        return frozenset().union(*(self.of_concepts(cell) for cell in cells if cell))

    def of_row(self, row: Row, columns: Iterable[str]) -> frozenset[int]:
        """The words that some columns of a row explain, and its numbers."""
        found = frozenset().union(*(self.of_text(row.text(column)) for column in columns if row.text(column)))
        return found | self._counted(row)

    def _subject(self, row: Row) -> frozenset[int]:
        held = subject_of(row.text("outcome"), row.text("type"))
        return frozenset(index for m in self._subjects if m.value in held for index in m.span)

    @cached_property
    def _subjects(self) -> tuple[Mention, ...]:
        return tuple(m for m in self.question.concepts("outcome", "event") if not m.span & self.hard)

    def _counted(self, row: Row) -> frozenset[int]:
        if not self._numbers:
            return frozenset()
        held = {Decimal(cell) for cell in row.cells.values() if isinstance(cell, int | Decimal)}
        said = frozenset().union(*(steps(cell) for cell in row.cells.values() if isinstance(cell, str)))
        return frozenset(
            index
            for m in self._numbers
            for step in [self._step(m)]
            if (((step, m.low) in said) if step else m.low in held)
            for index in m.span
        )

    def _step(self, number: Mention) -> str:
        """The noun that a number is put after, as in "class 2" and "grade 3"; empty where it counts something."""
        before = self.question.tokens[number.start - 1] if number.start else None
        return f"{before.stem} #" if before and before.stem in STEPS else ""


def forms(token: Token) -> frozenset[str]:
    """The stems by which a word may stand in a cell: its own, and those of words that mean the same there."""
    return _forms(token.word, token.stem)


@lru_cache(maxsize=4096)
def _forms(word: str, stem: str) -> frozenset[str]:
    if word in NEGATIVE or word in DENYING:
        return NEGATIVE
    number = (str(WORDS[word]),) if word in WORDS else SPELT.get(word, ())
    head = (head_of(word),) if word.startswith("un") and head_of(word) else ()
    return frozenset((stem, *number, *head, *map(stem_of, cues().synonyms.get(word, ()))))


@lru_cache(maxsize=4096)
def subject_of(outcome: str, event: str) -> frozenset[str]:
    """The concept of an outcome by its label, or of an event by its IRI, with everything broader."""
    known = vocabulary()
    concept = known.find(outcome, "outcome") if outcome else None
    return known.closure(concept.iri if concept else event) if concept or event else frozenset()


@lru_cache(maxsize=16384)
def concepts_of(text: str) -> frozenset[str]:
    """The concepts that a text names, with everything broader."""
    known = vocabulary()
    spans = known.lexicon(hidden=True).scan(text)
    return frozenset(iri for span in spans for iri in known.closure(span.concept.iri))
