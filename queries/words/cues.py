"""The cues of cues.toml: how people ask, and which words say little or nothing.

Knows phrases; knows nothing of documents.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.ontology.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TABLE = Path(__file__).with_name("cues.toml")


@dataclass(frozen=True)
class Cues:
    """Phrases by cue, and words by how much they say.

    Nothing: `stop`; little: `light`, `degree`, `everyday`; all: `plain`; that it is about health: `domain`.

    `synonyms` are words that stand in documents for words of questions, where no concept says so.
    """

    phrases: Mapping[str, tuple[str, ...]]
    expansions: Mapping[str, str]
    stop: frozenset[str]
    light: frozenset[str]
    degree: frozenset[str]
    everyday: frozenset[str]
    plain: frozenset[str]
    domain: frozenset[str]
    study_heads: frozenset[str]
    people_heads: frozenset[str]
    device_heads: frozenset[str]
    synonyms: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon[str]

    def expanded(self, text: str) -> str:
        """The text with short forms written out.

        >>> cues().expanded("f/u of 12 pts")
        'follow up of 12 patients'
        """
        return self._short.sub(lambda match: self.expansions[match[0].casefold()], text)

    @property
    def _short(self) -> re.Pattern[str]:
        return _pattern(tuple(self.expansions))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every single word that this table knows."""
        listed = (word for phrases in self.phrases.values() for phrase in phrases for word in phrase.split())
        return (
            self.stop
            | self.light
            | self.degree
            | self.everyday
            | self.plain
            | self.domain
            | self.study_heads
            | self.people_heads
            | frozenset(listed)
        )


@cache
def _pattern(short: tuple[str, ...]) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(short, key=len, reverse=True))
    return re.compile(rf"(?<![\w/'-])(?:{forms})(?![\w/-])|(?<=\w)n't\b", re.IGNORECASE)


@cache
def cues() -> Cues:
    """The table, read once; raises KeyError where a part of it is missing."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    phrases = {name: tuple(listed) for name, listed in table["cues"].items()}
    return Cues(
        phrases=phrases,
        expansions={short.casefold(): long for short, long in table["expansions"].items()},
        stop=_words(table["words"]["stop"]),
        light=_words(table["words"]["light"]) | frozenset(_inflected(table["words"]["verbs"])),
        degree=_words(table["words"]["degree"]),
        everyday=_words(table["words"]["everyday"]),
        plain=_words(table["words"]["plain"]),
        domain=_words(table["domain"]["words"]),
        study_heads=_words(table["heads"]["study"]),
        people_heads=_words(table["heads"]["people"]),
        device_heads=_words(table["heads"]["device"]),
        synonyms=_synonyms(table["synonyms"], table["thesaurus"]["groups"]),
        lexicon=Lexicon((phrase, name) for name, listed in phrases.items() for phrase in listed),
    )


def _synonyms(directed: Mapping[str, str], groups: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The words that may stand for each word: those that it is said to mean, and those of its groups."""
    found = {word: same.split() for word, same in directed.items()}
    for group in map(str.split, groups):
        for word in group:
            found.setdefault(word, []).extend(other for other in group if other != word)
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


def _inflected(listed: str) -> Iterator[str]:
    """Regular verbs in all their forms."""
    for verb in listed.split():
        stem = verb.removesuffix("e")
        yield from (verb, f"{verb}s", f"{stem}ed", f"{stem}ing")
        if verb.endswith("y"):
            yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied")
        if verb.endswith(("ch", "sh", "ss", "x")):
            yield f"{verb}es"


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())
