"""The form in which words of one family are equal: "excluded" and "exclusion", "anaesthetic" and "anesthesia".

Knows English endings and the two spellings; knows no meaning.  Over-stemming is harmless here: a stem only counts where
the rest of a question fits too.
"""

from __future__ import annotations

import re
from functools import lru_cache

from evigraph.ontology.lexicon import words_of

SHORTEST = 4
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")  # documents print it
# From the longest on; the first that leaves a stem is taken off.
SUFFIXES = tuple(
    sorted(
        [
            "ization",
            "isation",
            "izations",
            "isations",
            "ational",
            "action",
            "ations",
            "ation",
            "ition",
            "itions",
            "ements",
            "ement",
            "ments",
            "ment",
            "ness",
            "sses",
            "ers",
            "ingly",
            "ating",
            "ated",
            "ates",
            "ate",
            "able",
            "ible",
            "ally",
            "fully",
            "ful",
            "ities",
            "ity",
            "ings",
            "ing",
            "ions",
            "ion",
            "ied",
            "ize",
            "ise",
            "ized",
            "ised",
            "izing",
            "ising",
            "ely",
            "ive",
            "ees",
            "ee",
            "ed",
            "ly",
            "al",
            "es",
            "er",
            "or",
            "ors",
            "ence",
            "ance",
            "ent",
            "ant",
            "esia",
            "etic",
            "ologist",
            "ologists",
            "iologist",
            "iologists",
            "ology",
            "ably",
            "ic",
            "e",
            "y",
            "a",
        ],
        key=len,
        reverse=True,
    )
)
COMBINED = re.compile(
    r"(?:un|hydro|micro|macro|neuro|cardio|radio|cryo|electro|endo|peri|sub|supra|intra|inter|trans|thermo|photo|bio|nano"
    r"|multi|poly|mini|gastro|hystero|nephro|arthro|osteo|myo|post|pre|non|re|ultra|video|tele|auto|angio|broncho|laparo"
    r"|fluoro|immuno|chemo|pharmaco|psycho|physio|sono|laryngo|oesophago|cysto|veno|vaso)-?([a-z]{3,})"
)
SPELLINGS = (("ae", "e"), ("oe", "e"), ("our", "or"), ("ph", "f"))
ENDS = (
    (re.compile(r"(?<=[a-z])ct$"), "c"),
    (re.compile(r"v$"), "f"),
    (re.compile(r"clus$"), "clud"),
    (re.compile(r"ys(?:is)?$"), "yz"),
    (re.compile(r"(.)\1$"), r"\1"),
)


@lru_cache(maxsize=65536)
def stem_of(word: str) -> str:
    """The stem of one word; digits and short words stay as they are.

    >>> stem_of("infections") == stem_of("infected"), stem_of("Relief") == stem_of("relieved")
    (True, True)
    """
    parts = words_of(word)
    if not parts:
        return word
    plain = parts[0]
    for old, new in SPELLINGS:
        plain = plain.replace(old, new)
    return plain if any(c.isdigit() for c in plain) else _ended(_shortened(plain))


def _shortened(word: str) -> str:
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST:
            return word[: -len(suffix)]
    return word


def _ended(word: str) -> str:
    if len(word) > SHORTEST:
        for pattern, replacement in ENDS:
            word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=16384)
def head_of(word: str) -> str:
    """The stem of a word without the combining form or the "un" that it starts with; empty where it has none.

    >>> head_of("hydrogel") == stem_of("gel"), head_of("untethering") == stem_of("tethered"), head_of("gel")
    (True, True, '')
    """
    match = COMBINED.fullmatch(word.casefold())
    return stem_of(match[1]) if match else ""


def heads_of(text: str) -> frozenset[str]:
    """The stems of what the compound words of a text are made of."""
    return frozenset(filter(None, (head_of(match[0]) for match in WORD.finditer(text))))


def stems_of(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(stem_of(match[0]) for match in WORD.finditer(text))
