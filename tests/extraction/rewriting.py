"""Documents rewritten in ways that change no evidence, and findings without what such a rewriting may change.

Knows texts and records; knows no rule.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING

from evigraph.extraction.pipeline import extract
from evigraph.ontology.records import AdverseEvent, Recommendation, Result, SourceDocument, Study

from tests.expected_tables import RUNNING_HEADER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evigraph.ontology.records import Extraction

    Words = Callable[[str], str]
    Compared = tuple[Counter[str], Counter[str]]

NAMES = ("Aldous", "Brindle", "Castor", "Dunmore", "Esker", "Fallow", "Gorse", "Hollin", "Ibbot", "Jessop", "Kelda")
COUNTRIES = ("Iceland", "Norway", "Portugal", "Canada", "Japan", "Brazil", "Poland", "India", "Egypt", "Chile")
PLACES = {"start", "end", "places"}
DECIMAL = re.compile(r"(?<![\d.,·/])(?<![A-Z]{4} )([1-9]\d*)([.·])(\d+)(?![\d.·]*\d)")
PARAGRAPH_NUMBER = re.compile(r"\W*\d+(?:\.\d+)+(?:\s|$)")
STUDY = re.compile(r"^Study \d+ .*$", re.MULTILINE)
WIDTH = 90


@cache
def read(text: str) -> Extraction:
    """All that is found in a text."""
    return extract(SourceDocument("rewritten", text))


def counted(extraction: Extraction, words: Words = str, ignored: Iterable[str] = ()) -> Counter[str]:
    """What was found, without its places, in other words, and how often."""
    left_out = PLACES | set(ignored)
    return Counter(
        f"{type(record).__name__} "
        + "; ".join(
            f"{f.name}={words(_plain(getattr(record, f.name)))}" for f in fields(record) if f.name not in left_out
        )
        for record in (extraction.description, *extraction.findings)
    )


def _plain(value: object) -> str:
    text = " | ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return " ".join(text.split())


def swapped(pairs: dict[str, str]) -> Words:
    """A rewriting that replaces whole words, the longest first, in one pass."""
    if not pairs:
        return str
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, pairs), key=len, reverse=True))})\b")
    return lambda text: pattern.sub(lambda m: pairs[m[0]], text)


def other_authors(text: str) -> Words:
    """The surnames of all studies replaced by others."""
    surnames = sorted({s.study.rsplit(" ", 1)[0] for s in read(text).findings if isinstance(s, Study)})
    return swapped(dict(zip((s for s in surnames if " " not in s and "-" not in s), NAMES, strict=False)))


def other_countries(text: str) -> Words:
    """The countries of all studies replaced by others."""
    named = sorted({c for s in read(text).findings if isinstance(s, Study) for c in s.country})
    free = [c for c in COUNTRIES if c not in text]
    return swapped(dict(zip((c for c in named if c in text), free, strict=False)))


def other_procedures(pairs: dict[str, str]) -> Words:
    """Procedures and conditions replaced by others, with and without a capital."""
    return swapped(pairs | {old.capitalize(): new.capitalize() for old, new in pairs.items()})


def other_figures(text: str) -> Words:
    """Another last digit in every decimal above 1, but for shares: these must fit their counts."""
    shares = {m[0] for m in DECIMAL.finditer(text) if re.match(r"\s*%", text[m.end() :])}
    for finding in read(text).findings:
        shares.add(str(getattr(finding, "percent", "")))
        shares.add(str(getattr(finding, "value", "")) if getattr(finding, "unit", "") == "%" else "")
    printed = {m[0].replace("·", ".") for m in DECIMAL.finditer(text)}
    free = printed - {share.replace("·", ".") for share in shares}
    return lambda words: DECIMAL.sub(lambda m: _next(m) if m[0].replace("·", ".") in free else m[0], words)


def _next(m: re.Match[str]) -> str:
    return f"{m[1]}{m[2]}{m[3][:-1]}{int(m[3][-1]) % 9 + 1}"


def behind_numbers(text: str, words: Words) -> str:
    """A text in other words, the numbers of its paragraphs kept."""
    return "\n".join(_behind_number(line, words) for line in text.split("\n"))


def _behind_number(line: str, words: Words) -> str:
    number = PARAGRAPH_NUMBER.match(line)
    start = number.end() if number else 0
    return line[:start] + words(line[start:])


def reordered(text: str) -> str:
    """The sections of the studies in another order: the last one first."""
    starts = [m.start() for m in STUDY.finditer(text)]
    if len(starts) < 2:
        return text
    end = re.search(
        r"^(?:Validity|References|Existing|Additional|Ongoing|Limitations|Issues)\b", text[starts[-1] :], re.MULTILINE
    )
    last = starts[-1] + end.start() if end else len(text)
    parts = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], last], strict=True)]
    return "\n\n".join([text[: starts[0]].rstrip(), parts[-1], *parts[:-1], text[last:]])


def reflowed(text: str) -> str:
    """Every long paragraph and list item wrapped by hand; tables as they are."""
    return "\n".join(_wrapped(line) for line in text.split("\n"))


def _wrapped(line: str) -> str:
    if len(line) <= WIDTH or "\t" in line or RUNNING_HEADER.fullmatch(line):
        return line
    return "\n".join(textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False))


def without_blank_lines(text: str) -> str:
    """Line on line, as a text comes out of many a PDF file."""
    return re.sub(r"\n[ \t]*\n+", "\n", text)


def _closed(text: str) -> Compared:
    """Only the evidence: that a list or table has a heading is seen by its blank lines."""
    told = [evidence(read(changed)) for changed in (without_blank_lines(text), text)]
    return told[0], told[1]


def evidence(extraction: Extraction) -> Counter[str]:
    """Studies, results, events and recommendations, without their places and headings."""
    kept = tuple(f for f in extraction.findings if isinstance(f, (Study, Result, AdverseEvent, Recommendation)))
    return counted(replace(extraction, findings=kept), ignored={"section"})


def worded(text: str, words: Words) -> Compared:
    """What is found in a text in other words, and what is found in it, in other words."""
    return counted(read(words(text))), counted(read(text), words)


def _other_figures(text: str) -> Compared:
    words = other_figures(text)
    changed = read(behind_numbers(text, words))
    return counted(changed, ignored={"number"}), counted(read(text), words, {"number"})


#: What changes no evidence: what is found after it, and what it makes of what was found before.
CHANGES: dict[str, Callable[[str], Compared]] = {
    "other authors": lambda text: worded(text, other_authors(text)),
    "other countries": lambda text: worded(text, other_countries(text)),
    "other figures": _other_figures,
    "studies in another order": lambda text: (counted(read(reordered(text))), counted(read(text))),
    "no blank lines": _closed,
    "paragraphs wrapped by hand": lambda text: (counted(read(reflowed(text))), counted(read(text))),
}
