"""Numbers that say which thing is meant: "at least 2 classes" is not "at least 1 class".

Knows numbers and the nouns after them; knows nothing of facts.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from evigraph.queries.understanding.weights import is_stop
from evigraph.queries.words.cues import cues
from evigraph.queries.words.numbers import numbers_in
from evigraph.queries.words.times import times_in
from evigraph.queries.words.tokens import level, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from evigraph.queries.understanding.mentions import Question
    from evigraph.queries.words.numbers import NumberSpan
    from evigraph.queries.words.tokens import Token

#: How many words after a number may name what it counts.
AFTER = 5
PASSING = frozenset(["or", "more", "fewer", "less", "higher", "lower", "greater", "least", "most"])
#: Nouns by which thresholds are told; what else is counted says how many there are.
STEPS = frozenset(["clas", "grad", "point", "line", "step", "stag", "categor", "lett"])


def contradicts(question: Question, text: str) -> bool:
    """Whether a text tells other steps than the question, of a thing of which both tell some.

    The steps are numbers of classes, grades, points or lines.
    """
    asked = _steps(question.text)
    if not asked:
        return False
    said = _steps(text)
    return any(said.get(noun) and not said[noun] & numbers for noun, numbers in asked.items())


@lru_cache(maxsize=4096)
def steps(text: str) -> frozenset[tuple[str, Decimal]]:
    """The steps that a text tells, each with its noun, which "#" follows where the number does.

    >>> sorted((noun, int(number)) for noun, number in steps("from class 4, by 2 classes"))
    [('clas', 2), ('clas #', 4)]
    """
    return frozenset((noun, number) for noun, numbers in _steps(text).items() for number in numbers)


@lru_cache(maxsize=4096)
def _steps(text: str) -> Mapping[str, frozenset[Decimal]]:
    found: defaultdict[str, set[Decimal]] = defaultdict(set)
    for noun, number in _told(level(text)):
        found[noun].add(number)
    return {noun: frozenset(numbers) for noun, numbers in found.items()}


def _told(text: str) -> Iterator[tuple[str, Decimal]]:
    tokens, times = tokens_of(text), times_in(text)
    for span in numbers_in(text):
        number = span.low if span.low is not None else span.high
        if number is not None and not any(t.start <= span.start < t.end for t in times):
            before = [t for t in tokens if t.end <= span.start and t.is_word][-1:]
            after = [t for t in tokens if t.is_word and t.start >= span.start and not _within(t, span)][:AFTER]
            yield from ((f"{t.stem} #", number) for t in before if t.stem in STEPS)
            yield from ((noun, number) for noun in [_noun(after)] if noun)


def _within(token: Token, span: NumberSpan) -> bool:
    """Whether a word is the number itself, or compares it: "at least two", and not the class of "one class or more"."""
    return token.end <= span.end and token.stem not in STEPS


def _noun(tokens: Sequence[Token]) -> str:
    """The step that is counted; empty where something else is."""
    for token in tokens:
        if token.stem in STEPS:
            return token.stem
        ends = token.text[0].isdigit() or (is_stop(token) and token.word not in PASSING)
        if ends or token.word in cues().people_heads:
            return ""
    return ""
