"""What is counted: people, or something of which a person may have several.

Knows the words for units; knows no check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.audit.quotes.reading import numbers, plain
from evigraph.ontology.records import Result

if TYPE_CHECKING:
    from evigraph.graph.audit.evidence import Claim

PEOPLE = frozenset(
    [
        "patient",
        "people",
        "person",
        "participant",
        "adult",
        "child",
        "children",
        "man",
        "men",
        "woman",
        "women",
        "boy",
        "girl",
        "adolescent",
        "individual",
        "subject",
    ]
)
PROCEDURES = frozenset(["procedure", "session", "treatment", "operation"])
#: Something countable of which a patient may have more than one.
PARTS = frozenset(
    [
        "eye",
        "knee",
        "foot",
        "feet",
        "hip",
        "ear",
        "tube",
        "neuroma",
        "lesion",
        "tumour",
        "tumor",
        "nodule",
        "limb",
        "leg",
        "vein",
        "hand",
        "wrist",
        "shoulder",
        "joint",
        "tooth",
        "teeth",
        "stent",
        "curve",
        "breast",
        "kidney",
        "side",
        "level",
        "site",
        "vessel",
        "ulcer",
        "finger",
        "toe",
        "testis",
        "testicle",
        "implant",
    ]
)
OF_UNIT = re.compile(
    r"%?[),]?\s*(?:\([^()]*\)\s*)?(?:of (?:the )?)?(?P<unit>[a-z]+)(?:'s? (?P<own>[a-z]+))?\b", re.IGNORECASE
)
LABEL = re.compile(r"^[^:=]*\((?P<inside>[^()]*)\)[:=]")
WORD = re.compile(r"[a-z]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counted:
    """A word for what is counted, and its kind."""

    word: str
    kind: str


def singular(word: str) -> str:
    """A unit without the ending of a plural."""
    return word if word in PEOPLE | PARTS else word.removesuffix("s")


def unit_of(word: str) -> Counted | None:
    """What a word counts: people, procedures, or parts of people by their name; None for another word."""
    stem = singular(word.lower())
    if stem in PEOPLE:
        return Counted(word, "people")
    if stem in PROCEDURES:
        return Counted(word, "procedures")
    return Counted(word, stem) if stem in PARTS else None


def counted(claim: Claim) -> Counted | None:
    """What the share of a claim is of: by the word after its numbers, else by the one unit named before them."""
    record = claim.record
    share = record.value if isinstance(record, Result) else record.percent
    wanted = {abs(n) for n in (record.denominator, record.n, share) if n}
    text = plain(claim.words.quote)
    printed = [number for number in numbers(text) if number.value in wanted]
    after = {unit for number in printed if (unit := _after(text, number.end))}
    if not after and printed:
        after = _named_in_label(text[: printed[0].start])
    kinds = {unit.kind for unit in after}
    return min(after, key=lambda unit: unit.word) if len(kinds) == 1 else None


def _named_in_label(before: str) -> set[Counted]:
    """What the brackets of a label name: of "Success (Kaplan-Meier, eyes): 78%" it is the eyes."""
    label = LABEL.search(before)
    named = (unit_of(word.group()) for word in WORD.finditer(label["inside"])) if label else ()
    return {unit for unit in named if unit and unit.kind != "procedures"}


def _after(text: str, position: int) -> Counted | None:
    """The unit right after a number; of "children's eyes" it is the eyes."""
    found = OF_UNIT.match(text, position)
    return unit_of(found["own"] or found["unit"]) if found else None


def kind_of_unit(unit: str) -> str:
    """A unit of measurement without differences of spelling."""
    return {"percent": "%", "per cent": "%", "point": "points", "pt": "points"}.get(
        unit.lower(), singular(unit.lower())
    )
