"""Studies and papers that a question names, by the years beside their names, and names that nobody bears.

Knows mentions and tokens; knows nothing of dictionaries.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.queries.understanding.mentions import Kind, Mention
from evigraph.queries.words.cues import cues

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from evigraph.queries.words.tokens import Token

YEAR = re.compile(r"((?:19|20)\d\d)[a-h]?")
# What stands between a surname and its year.
BETWEEN = frozenset(["et", "al", ".", ",", "(", "and", "colleagues", "others", "coworkers"])
# A name that looks like an author's: with et al, or in capitals before a year.
STRANGER = re.compile(
    r"\b[^\W\d_][\w'-]+(?:\s+[A-Z]{1,3})?,?\s+(?:et\s+al|and colleagues|and others)\b\.?(?:,?\s*\(?(?:19|20)\d\d\)?)?"
    r"|\b[A-Z][\w'-]*[a-z][\w'-]*(?:\s+[A-Z]{1,3})?,?\s*\(?(?:19|20)\d\d[a-h]?\b\)?"
)
CALENDAR = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "in",
        "since",
        "from",
        "to",
        "until",
        "before",
        "after",
        "by",
        "during",
        "year",
        "the",
        "and",
        "of",
        "between",
        "prospective",
        "retrospective",
        "published",
        "issue",
    ]
)


def people(found: Iterable[Mention], tokens: tuple[Token, ...], common: Container[str]) -> Iterator[Mention]:
    """Studies and papers among the names found; one with a year that it does not have is a stranger.

    A surname that is also a word (`common`) has to be written as a name.
    """
    for mention in found:
        if _is_written_as_name(mention, tokens, common):
            year, end = _year_after(mention, tokens)
            if not year or year in mention.label or YEAR.search(_text(mention, tokens)):
                yield replace(mention, end=end)
            elif not any(year in other.label for other in found if other.start == mention.start):
                yield replace(mention, kind=Kind.STRANGER, end=end, value="", label=_text(mention, tokens) + f" {year}")


def strangers(text: str, tokens: tuple[Token, ...], taken: frozenset[int]) -> Iterator[Mention]:
    """Names of authors that no name of the graph covers."""
    for match in STRANGER.finditer(text):
        inside = [t for t in tokens if t.start < match.end() and t.end > match.start()]
        if inside[0].word not in CALENDAR and not {t.index for t in inside} & taken:
            yield Mention(kind=Kind.STRANGER, start=inside[0].index, end=inside[-1].index + 1, label=match[0])


def _is_written_as_name(mention: Mention, tokens: tuple[Token, ...], common: Container[str]) -> bool:
    words = tokens[mention.start : mention.end]
    return len(words) > 1 or words[0].word not in common or words[0].text[0].isupper()


def _year_after(mention: Mention, tokens: tuple[Token, ...]) -> tuple[str, int]:
    """The year that stands beside a surname, and where it ends."""
    for token in tokens[mention.end : mention.end + len(BETWEEN)]:
        if year := YEAR.fullmatch(token.text):
            return year[1], token.index + 1
        if token.word not in BETWEEN:
            break
    return "", mention.end


def _text(mention: Mention, tokens: tuple[Token, ...]) -> str:
    return " ".join(token.text for token in tokens[mention.start : mention.end])


def common_words() -> frozenset[str]:
    """Words of questions, which are no names unless they are written so."""
    return cues().words
