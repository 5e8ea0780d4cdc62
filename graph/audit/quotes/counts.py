"""How many studies, people or parts of people a sentence says there are.

Knows the words for studies and people; knows nothing of which studies there are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.reading import COUNT, count, plain, sentences
from evigraph.graph.audit.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.recall import Words

#: Words for studies of any design, and words that tell the design.
GENERIC = r"stud(?:y|ies)|sources?|papers|publications"
DESIGNS = (
    r"(?:systematic )?reviews?(?: (?:and|with) (?:network )?meta-analys[ei]s)?|meta-analys[ei]s|RCTs?"
    r"|trials?|case series"
    r"|analys[ei]s of (?:an? |the )?(?:\w+ ){0,3}(?:database|registry|records)|database (?:review|analysis|study)"
    r"|case reports?|registr(?:y|ies)|cohort stud(?:y|ies)|cohorts?|surveys?|series|comparisons?"
)
#: Words that leave a study of any design.
NEUTRAL = frozenset(
    [
        "included",
        "relevant",
        "published",
        "main",
        "key",
        "different",
        "separate",
        "clinical",
        "original",
        "other",
        "small",
        "large",
    ]
)
BETWEEN = (
    r"(?:(?!are\b|is\b|did\b|and\b|or\b|of\b|in\b|from\b|the\b|with\b|were\b|was\b|had\b|who\b|to\b"
    r"|than\b)[a-z][\w'-]*\s+){0,5}?"
)
STUDIES = re.compile(
    rf"(?<!table )(?<!study )(?<!figure )(?<!section )(?<!issue )"
    rf"(?P<definite>\b(?:the|these|all)\s+)?(?:\b(?P<some>{COUNT})\s+of\s+(?P<the>the\s+)?)?"
    rf"(?P<approximate>\b(?:about|around|approximately|nearly|almost|some|over|more than)\s+)?"
    rf"\b(?P<n>{COUNT})\s+(?P<noun>{BETWEEN}(?:(?P<generic>{GENERIC})|(?P<design>{DESIGNS})))\b",
    re.IGNORECASE,
)
#: Nouns before which a unit is no number of people: "1 patient organisation".
COMPOUND = (
    r"organi[sz]ation|group|charit|societ|expert|advocate|commentar|body|bodies|submission|questionnaire|database"
    r"|registr|table|series|year|day|month"
)
UNITS = re.compile(
    rf"(?P<approximate>\b(?:about|around|approximately|nearly|almost|some|over|more than)\s+)?"
    rf"\b(?P<n>{COUNT})\s+(?P<unit>[a-z]+)\b(?! (?:{COMPOUND}))",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    rf"\s*(?:\([^()]*\)\s*)?(?:,|and\b|,\s*and\b|plus)\s*(?:(?:on|of|from|an?)\s+)*{COUNT}\s+[a-z]", re.IGNORECASE
)
JOINT = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:,|and|,\s*and|plus)\s*(?:an?\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counting:
    """A number of studies: `noun` is the source's word, `generic` where it names no design.

    `definite` tells that the sentence speaks of all of them ("the 5 studies", "1 of the 6 studies"); `some` is the
    number of those of which it says something.
    """

    n: int
    noun: str
    generic: bool
    definite: bool
    approximate: bool
    words: Words
    some: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Numbers of studies by design in one row: "1 RCT, 2 cohort studies and 1 registry"; `stated` is the sum given."""

    parts: tuple[Counting, ...]
    stated: Counting | None
    words: Words

    @property
    def total(self) -> int:
        """What the parts add up to."""
        return sum(part.n for part in self.parts)


def countings(sentence: Words) -> list[Counting]:
    """The numbers of studies in a sentence."""
    return [_counting(match, sentence) for match in STUDIES.finditer(plain(sentence.quote))]


def _counting(match: re.Match[str], sentence: Words) -> Counting:
    return Counting(
        n=count(match["n"]),
        noun=" ".join(match["noun"].split()),
        generic=match["generic"] is not None and NEUTRAL.issuperset(match["noun"].lower().split()[:-1]),
        definite=bool(match["definite"] or match["the"]),
        approximate=match["approximate"] is not None,
        words=sentence.part(match.start(), match.end()),
        some=count(match["some"]) if match["some"] else None,
    )


def listing(sentence: Words) -> Listing | None:
    """The row of numbers by design in a sentence, with the sum before it."""
    found = countings(sentence)
    designs = [c for c in found if not c.generic]
    runs = [run for run in _runs(found, sentence) if len(run) > 1 and not any(part.definite for part in run)]
    if len(runs) != 1 or any(c not in runs[0] for c in designs) or _goes_on(runs[0][-1], sentence):
        return None
    parts = tuple(runs[0])
    before = [c for c in found if c.words.end <= parts[0].words.start and c.generic]
    stated = before[-1] if before else None
    start = stated.words.start if stated else parts[0].words.start
    return Listing(parts, stated, sentence.part(start - sentence.start, parts[-1].words.end - sentence.start))


def _goes_on(last: Counting, sentence: Words) -> bool:
    """Whether the row has a further part of another kind: "and 1 case series, and on 48 reports"."""
    return GOES_ON.match(plain(sentence.quote), last.words.end - sentence.start) is not None


def _runs(found: list[Counting], sentence: Words) -> Iterator[list[Counting]]:
    """Countings with nothing but commas and "and" between them; one that names no design starts no run."""
    run: list[Counting] = []
    for counting in found:
        if run and JOINT.fullmatch(
            plain(sentence.quote), run[-1].words.end - sentence.start, counting.words.start - sentence.start
        ):
            run.append(counting)
        else:
            if run:
                yield run
            run = [counting]
    if run:
        yield run


@dataclass(frozen=True, slots=True)
class Units:
    """A number of people, or of eyes, knees and the like."""

    n: int
    kind: str
    word: str
    approximate: bool
    words: Words


def unit_counts(words: Words) -> Iterator[Units]:
    """The numbers of people and of parts of people in a quote."""
    for sentence in sentences(words):
        for match in UNITS.finditer(plain(sentence.quote)):
            unit = unit_of(match["unit"])
            if unit and unit.kind != "procedures":
                span = sentence.part(match.start(), match.end())
                yield Units(count(match["n"]), unit.kind, unit.word, match["approximate"] is not None, span)
