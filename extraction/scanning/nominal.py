"""The noun for what a verb tells: "the tether broke" is a tether breakage, "2 lines were lost" a loss of 2 lines."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_BEFORE_PREPOSITION = re.compile(
    r"\s+(?:of|in|at|to|with|from|around|on|after|during|for|by|over|under|into|through|against|between|that|which|who|requiring|needing|and|or)\s"
)
_PLURAL = re.compile(r"(?:[^siu]s|ies|[^aeiou]oes|(?:[scx]|ch|sh)es|aces)$")
_SINGULAR_ONLY = re.compile(
    r"(?:ss|us|is|itis|ics|lens|series|species|diabetes|herpes|ascites|rabies|scabies|caries|varices|always|gas|erysipelas|[^aeiou]ios|thrombos)$",
    re.IGNORECASE,
)


@cache
def _verbs() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("evigraph.extraction") / "patterns" / "nominal.toml").read_text("utf-8"))


STATES = "|".join(sorted(_verbs()["state"], key=len, reverse=True))
"""The words of states that are harms, as alternatives of a pattern."""

HARMED = "|".join(
    sorted(verb for verb in _verbs()["transitive"] if verb.endswith(("ed", "en", "torn")) and verb != "lost")
)
"""The words for what is done to things in harming them, likewise."""


@cache
def things_done() -> frozenset[str]:
    """The verbs of what a thing did: "broke", "leaked"."""
    return frozenset(_verbs()["thing"])


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Pattern and the kind of verb that it finds, the most telling first."""
    words = {kind: "|".join(sorted(map(re.escape, verbs), key=len, reverse=True)) for kind, verbs in _verbs().items()}
    be = r"(?:was|were|been|being|became|is|are)"
    return (
        (
            re.compile(rf"^(?P<what>.+?) {be} (?P<verb>{words['transitive']})\b(?P<rest>.*)$", re.IGNORECASE),
            "transitive",
        ),
        (re.compile(rf"^(?P<verb>{words['transitive']}) (?P<what>.+)$", re.IGNORECASE), "transitive"),
        (re.compile(rf"^(?:(?:\w+ )?{be} )(?P<verb>{words['state']})\b(?P<rest>.*)$", re.IGNORECASE), "state"),
        (re.compile(rf"^(?P<verb>{words['intransitive']})\b(?P<rest>.*)$", re.IGNORECASE), "intransitive"),
        (
            re.compile(
                rf"^(?:the |an? )?(?P<what>\w[\w -]*?) (?P<verb>{words['thing']})"
                r"(?: (?:from|into|through|out of|off) (?:the )?[\w-]+)?$",
                re.IGNORECASE,
            ),
            "thing",
        ),
        (
            re.compile(rf"^(?:the |an? )?(?P<what>\w[\w -]*?) (?P<verb>{words['altered']})$", re.IGNORECASE),
            "transitive",
        ),
        (re.compile(r"^(?:an? )?(?P<verb>broken) (?P<what>\w+)$", re.IGNORECASE), "broken"),
    )


def nominal(words: str) -> str:
    """A noun phrase for words that hold a verb of harm, else the words.

    >>> nominal("The tether broke")
    'tether breakage'
    >>> nominal("Two or more lines were lost")
    'loss of 2 or more lines'
    """
    for pattern, kind in _patterns():
        match = pattern.match(words)
        if match is not None:
            return " ".join(_phrase(match, kind).split())
    return words


def _phrase(match: re.Match[str], kind: str) -> str:
    if kind == "broken":
        return f"{match['what'].lower()} breakage"
    noun = next(v[match["verb"].lower()] for v in (_verbs()[kind], _verbs()["altered"]) if match["verb"].lower() in v)
    if kind == "transitive":
        return f"{noun} {_numbered(match['what'])}"
    if kind == "thing":
        return f"{singular(_numbered(match['what']))} {noun}"
    return f"{noun}{match['rest']}"


def _numbered(words: str) -> str:
    first, _, rest = words.partition(" ")
    return f"{_NUMBER_WORDS.get(first.lower(), first[:1].lower() + first[1:])} {rest}".strip()


def singular(name: str) -> str:
    """An event in the singular: the head of its noun phrase loses a plural ending.

    >>> singular("skin burns on the back")
    'skin burn on the back'
    """
    cut = _BEFORE_PREPOSITION.search(name)
    head, rest = (name[: cut.start()], name[cut.start() :]) if cut else (name, "")
    first, _, last = head.rpartition(" ")
    if not _PLURAL.search(last) or _SINGULAR_ONLY.search(last) or not last.islower():
        return name
    return f"{first} {_one(last)}".strip() + rest


def _one(word: str) -> str:
    if word.endswith("aces"):
        return word[:-3] + "x" if word.endswith("thoraces") else word[:-1]
    if word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|[^aeo]us)es$", word):
        return word[:-2]
    return word[:-1]
