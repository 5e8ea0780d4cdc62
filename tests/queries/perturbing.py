"""Questions put another way: other words of the same meaning, other order, slips of the keyboard; by a seed.

Knows general English; knows no question.
"""

from __future__ import annotations

import random
import re

SYNONYMS = {
    "patients": ["people", "participants"],
    "people": ["patients", "participants"],
    "study": ["paper"],
    "studies": ["papers"],
    "how many": ["what number of"],
    "which": ["what"],
    "after": ["following"],
    "report": ["describe"],
    "reported": ["described"],
    "include": ["enrol"],
    "largest": ["biggest"],
    "mean": ["average"],
    "adverse events": ["complications"],
    "in the us": ["in the united states"],
    "12 months": ["1 year"],
    "1 year": ["12 months"],
    "follow-up": ["follow up"],
    "procedure": ["treatment"],
}
LAST = re.compile(
    r"^(?P<rest>.+?) (?P<place>(?:in|of) [A-Z][\w'-]+(?: [A-Z][\w'-]+)?(?: et al)?(?: (?:19|20)\d\d)?)(?P<end>\??)$"
)
WORD = re.compile(r"\b[a-z]{7,}\b")


def with_synonyms(question: str, seed: int) -> str:
    """One or two expressions replaced by others of the same meaning."""
    choose = random.Random(f"{seed}{question}")
    known = [phrase for phrase in SYNONYMS if re.search(rf"\b{phrase}\b", question, re.IGNORECASE)]
    for phrase in choose.sample(known, min(2, len(known))):
        other = choose.choice(SYNONYMS[phrase])
        question = re.sub(rf"\b{phrase}\b", other, question, count=1, flags=re.IGNORECASE)
    return question


def reordered(question: str, seed: int) -> str:
    """The study first, where the question ends with it."""
    del seed
    found = LAST.match(question)
    if not found:
        return question
    place, rest = found["place"], found["rest"]
    return f"{place[0].upper()}{place[1:]}, {rest[0].lower()}{rest[1:]}{found['end']}"


def with_typo(question: str, seed: int) -> str:
    """Two neighbouring letters of one long word swapped."""
    choose = random.Random(f"{seed}{question}")
    words = list(WORD.finditer(question))
    if not words:
        return question
    word = choose.choice(words)
    i = choose.randrange(word.start() + 1, word.end() - 2)
    return question[:i] + question[i + 1] + question[i] + question[i + 2 :]


KINDS = {"synonyms": with_synonyms, "order": reordered, "typos": with_typo}
