"""Which paragraphs are not in English.  Knows a few frequent words of some languages, not what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.structure.document import EvidenceDocument
    from evigraph.ontology.records import Finding

#: Frequent words that no other of these languages, and no English text, uses as often.
FREQUENT = {
    "French": ("les", "des", "une", "dans", "avec", "était", "étaient", "pour", "été", "chez", "ans", "et"),
    "German": ("und", "der", "mit", "nicht", "wurde", "wurden", "das", "bei", "einer", "nach", "für", "eine"),
    "Spanish": ("los", "las", "una", "con", "fue", "por", "fueron", "del", "pacientes", "años", "el"),
    "Italian": ("della", "nel", "sono", "che", "dei", "una", "di", "stato", "il", "per", "pazienti"),
    "Dutch": ("het", "een", "werd", "niet", "bij", "voor", "patiënten", "waren", "zijn", "na"),
    "Portuguese": ("não", "uma", "com", "dos", "foi", "foram", "em", "pacientes", "anos", "os"),
    "Swedish": ("och", "att", "som", "med", "av", "för", "var", "patienter", "inte", "efter"),
}
#: Those that stand in no English text but as part of a name or title.
TELLING = (
    " les ",
    " des ",
    " une ",
    " avec ",
    " una ",
    " con ",
    " und ",
    " der ",
    " nicht ",
    " los ",
    " fue ",
    " della ",
    " het ",
    " não ",
    " och ",
)
_ENGLISH = frozenset(("the", "of", "and", "to", "in", "was", "were", "with", "for", "that", "after", "at", "by", "had"))
_WORD = re.compile(r"[^\W\d_]+")
ENGLISH = "English"
FEWEST_WORDS = 8
FEWEST_HITS = 3


def language_of(text: str) -> str:
    """The language of a paragraph, "English" also where too little of it tells.

    >>> language_of("Die mittlere Schmerzstärke wurde bei der Kontrolle nach einer Woche mit 3 angegeben.")
    'German'
    """
    words = _WORD.findall(text.lower())
    if len(words) < FEWEST_WORDS:
        return ENGLISH
    english = sum(word in _ENGLISH for word in words)
    hits = {language: sum(word in frequent for word in words) for language, frequent in FREQUENT.items()}
    best = max(hits, key=lambda language: hits[language])
    return best if hits[best] >= FEWEST_HITS and hits[best] > 2 * english else ENGLISH


@dataclass(frozen=True, slots=True)
class Foreign:
    """A paragraph, item or row in another language, at raw offsets."""

    start: int
    end: int
    language: str


def foreign_in(document: EvidenceDocument) -> list[Foreign]:
    """The parts of a document that are in another language."""
    if not _may_be_foreign(document.source.text):
        return []
    blocks = [block for section in document.sections for block in section.blocks]
    found = [Foreign(block.start, block.end, language_of(block.text.text)) for block in blocks]
    return [part for part in found if part.language != ENGLISH]


def _may_be_foreign(text: str) -> bool:
    """Whether the whole text has enough of other languages' words to look at its paragraphs one by one."""
    return sum(map(text.count, TELLING)) >= FEWEST_HITS


def in_english(findings: list[Finding], foreign: Sequence[Foreign], kinds: tuple[type[Finding], ...]) -> list[Finding]:
    """The findings without those of some kinds that stand in another language, which no rule of ours can read."""
    if not foreign:
        return findings
    return [f for f in findings if not (isinstance(f, kinds) and any(p.start <= f.start < p.end for p in foreign))]
