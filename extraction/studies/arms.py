"""The arms of comparative studies: how each is called, and where a sentence speaks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_GENERIC = re.compile(
    r"\s+(?:laser|injections?|treatments?|groups?|arms?|therap(?:y|ies)|procedures?|surgery|denervation"
    r"|ablation|embolisation|alone|only|patients?|implantation|device|stent|valve|repair)$",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"^(?:controls?|comparator|comparison|sham|placebo|usual care|standard care|no treatment)\b", re.IGNORECASE
)
_COMPARATOR = re.compile(
    rf"{_CONTROL.pattern}|^(?:best |optimal |conventional )*(?:medical|conservative|supportive|usual|standard)"
    r" (?:therapy|treatment|management|care)\b|^(?:no|without|observation|waiting list|surveillance)\b",
    re.IGNORECASE,
)


_GROUPS = ("group", "arm")


def treated_first(names: Sequence[str]) -> list[str]:
    """Names of arms in their order, those that only stand for comparison last.

    >>> treated_first(["medical therapy", "repair"])
    ['repair', 'medical therapy']
    """
    return sorted(names, key=lambda name: _COMPARATOR.match(name) is not None)


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: its name in the tables, and the words that mean it."""

    name: str
    aliases: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the arm in levelled text, the longest alias first."""
        return _pattern_of(self.aliases)

    def is_called(self, name: str) -> bool:
        """Whether a name is the arm's own or, in full, one that a shorter one stands for."""
        full = re.sub(r"\s*\([^()]*\)", "", name).casefold()
        return name.casefold() == self.name.casefold() or (
            self.name.casefold() in full and full in (a.casefold() for a in self.aliases)
        )


@lru_cache(maxsize=1024)
def _pattern_of(aliases: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted(aliases, key=len, reverse=True)
    return re.compile("|".join(rf"\b{_flexible(w)}\b" for w in words), re.IGNORECASE)


_ARTICLE = re.compile(r"(?<= )(?:the|an?) ", re.IGNORECASE)


_LONE = {
    "with": r"with(?=\s+(?:and|or|v|versus)\s+without\b)",
    "without": r"without(?=\s*(?:[,;.:)(]|$)|\s+(?:was|were|had|and|in|at)\b)",
}
"""Words that stand for an arm only where nothing of their own follows: "5% with the device and 6% without"."""


def _flexible(alias: str) -> str:
    if alias in _LONE:
        return _LONE[alias]
    words = re.escape(_ARTICLE.sub("", alias)).replace(r"\-", "[- ]?").replace(r"\ ", r"[\s-]+(?:(?:the|an?)\s+)?")
    return words + ("" if alias.endswith("s") or _UNIT_ALONE.fullmatch(alias) else "s?")


_UNIT_ALONE = re.compile(UNIT_OF_ANALYSIS, re.IGNORECASE)
"""What is counted may be called like an arm: "5% of implants" is not about the implant group."""


def arms_of(names: Iterable[str]) -> tuple[Arm, ...]:
    """Arms with their aliases; an alias that several arms share means none of them."""
    kept = list(dict.fromkeys(n.strip() for n in names if n.strip()))
    raw = {name: _aliases(name) + _telling_apart(name, kept) + _by_role(name, kept) for name in kept}
    arms = []
    for name in kept:
        others = {a.casefold() for other in kept if other != name for a in (*raw[other], *_beginnings(other))}
        own = [a for a in raw[name] if a.casefold() not in others]
        telling = any(a not in _LONE and a not in _by_role(name, kept) for a in own)
        arms.append(Arm(name, tuple(own if telling else [name, *own])))
    return tuple(arms)


def _beginnings(name: str) -> list[str]:
    """The words that a name begins with, which can stand for no other arm: "laser" of "laser with a stent"."""
    words = name.split()
    return [" ".join(words[:n]) for n in range(1, len(words))]


_TREATED_AS = ("device", "intervention", "treatment", "treated", "active", "active treatment", "procedure", "study")
_COMPARED_AS = ("control", "comparison", "comparator", "non-intervention")


def _by_role(name: str, names: Sequence[str]) -> list[str]:
    """How two arms are called by what they stand for, where one of them only stands for comparison: "device group"."""
    compared = [other for other in names if _COMPARATOR.match(other)]
    if len(names) != len(_GROUPS) or len(compared) != 1:
        return []
    roles = _COMPARED_AS if name in compared else _TREATED_AS
    own = (
        ["without it", "without the device", "without the procedure"]
        if name in compared
        else ["had the device", "with the device", "had the procedure"]
    )
    return [f"{role} {group}" for role in roles for group in _GROUPS] + own + _by_lack(name, names)


def _by_lack(name: str, names: Sequence[str]) -> list[str]:
    """How two arms are told apart where one is the lack of the other: "with and without", "without banding"."""
    lacking = next((other for other in names if _WITHOUT.match(other)), "")
    if not lacking:
        return []
    other = next(n for n in names if n != lacking)
    return ["without", *(f"without {article}{other}" for article in _ARTICLES)] if name == lacking else ["with"]


_PLAIN_WORD = re.compile(r"[a-z-]{4,}", re.IGNORECASE)


def _telling_apart(name: str, names: Sequence[str]) -> list[str]:
    """The first word where it alone tells the arm from others of the same last word: "open" of "open repair"."""
    first, _, rest = name.partition(" ")
    others = [other.casefold().split() for other in names if other != name]
    last = name.casefold().split()[-1]
    alike = rest and any(w[-1] == last for w in others) and not any(first.casefold() in w for w in others)
    return [first] if alike and others and _PLAIN_WORD.fullmatch(first) else []


_DETAIL = re.compile(r"\s+(?:from|for|over|within|during|until|at|every|twice|once)\s.*")
_MEANS = re.compile(r".*\bby\s+(?:means of\s+)?(?=\S+ \S+$)")
_WITHOUT = re.compile(r"(?:no|without)\s+(?P<what>.+)", re.IGNORECASE)
_ARTICLES = ("", "a ", "an ", "the ")
SHORTEST_NOUN = 5


def _aliases(name: str) -> list[str]:
    plain = re.sub(r"\s*\([^()]*\)", "", name).replace("‑", "-").strip()
    found = [plain, _DETAIL.sub("", plain), _MEANS.sub("", plain)]
    shorter = plain
    while (cut := _GENERIC.sub("", shorter)) != shorter and len(cut) > 3:
        found.append(cut)
        shorter = cut
    if _CONTROL.match(plain):
        found += (
            ["control", "controls", "control treatment", "comparator"]
            if re.match(r"control|compar", plain, re.IGNORECASE)
            else [plain.split()[0]]
        )
    if without := _WITHOUT.match(plain):
        found += [f"without {article}{without['what']}" for article in _ARTICLES]
    found += _parts_of_name(plain)
    return list(dict.fromkeys(f for f in found if len(f) > 2))


def _parts_of_name(name: str) -> list[str]:
    """The words of a name that stand for it: two of them, or the noun at its end, a plain one beside "group"."""
    words = name.split()
    last, generic = words[-1], _GENERIC.search(" " + words[-1]) is not None
    found = [" ".join(words[-2:])] if len(words) > 2 else []
    found += [" ".join(words[:2])] if len(words) > 2 and generic else []
    if len(words) < 2 or _CONTROL.match(name):
        return found
    if generic:
        return [*found, *(f"{last} {group}" for group in _GROUPS)]
    return [*found, last] if len(last) >= SHORTEST_NOUN else found


_MEANS_USED = re.compile(r"\s+(?:with|using|under|plus)\s.*", re.IGNORECASE)


def called_in(findings: str, arms: Sequence[Arm]) -> tuple[Arm, ...]:
    """Arms by the names that findings use: "mechanical suction" is "suction" where they set "suction v lysis"."""
    names = [_called(findings, arm, arms) for arm in arms]
    return tuple(
        replace(arm, name=named.name, aliases=tuple(dict.fromkeys((*arm.aliases, *named.aliases))))
        for arm, named in zip(arms, arms_of(names), strict=True)
    )


def _called(findings: str, arm: Arm, arms: Sequence[Arm]) -> str:
    plain = _MEANS_USED.sub("", arm.name)
    others = [_MEANS_USED.sub("", other.name).casefold() for other in arms if other is not arm]
    if _uses(findings, arm.name) or plain.casefold() in others:
        return arm.name
    if _uses(findings, plain):
        return plain
    shorter = _MEANS.sub("", plain), plain.split()[-1]
    return next((name for name in shorter if _sets_apart(findings, name, others)), arm.name)


def _sets_apart(findings: str, name: str, others: Sequence[str]) -> bool:
    """Whether findings set a name against another: "suction v lysis"."""
    told = rf"\b(?:v|vs|versus)\.? {_flexible(name)}\b|\b{_flexible(name)} (?:v|vs|versus)\b"
    known = any(name.casefold() == other.split()[-1] for other in others)
    return not known and _GENERIC.search(" " + name) is None and re.search(told, findings, re.IGNORECASE) is not None


def _uses(findings: str, name: str) -> bool:
    return re.search(rf"\b{_flexible(name)}\b", findings, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class ArmMention:
    """An arm named in a sentence."""

    start: int
    end: int
    arm: Arm


_BOTH = re.compile(
    r"\b(?:in|after|with|for|of) (?:both|either|each|all(?: \d| three| four)?)(?: of the)? "
    r"(?:arms?|groups?|treatments?)\b",
    re.IGNORECASE,
)


def mentions_of(text: str, arms: Sequence[Arm]) -> list[ArmMention]:
    """Where a levelled text names which arm, left to right; the longest name wins."""
    found: list[ArmMention] = []
    for arm in arms:
        found += [ArmMention(m.start(), m.end(), arm) for m in arm.pattern.finditer(text)]
    found.sort(key=lambda m: (m.start, -(m.end - m.start)))
    kept: list[ArmMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def speaks_of_all(text: str) -> bool:
    """Whether a text speaks of every arm alike: "in both groups"."""
    return _BOTH.search(text) is not None


_PART = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Za-z][^;,()]{0,80}?)\s+(?P<n>\d[\d,]*)"
    rf"(?:\s+(?P<unit>{UNIT_OF_ANALYSIS})(?:\s+and\s+(?:(?P<n3>\d[\d,]*) )?(?P<unit3>[a-z]+))?)?"
    r"(?:\s*\((?P<n2>\d[\d,]*) (?P<unit2>[a-z]+)\))?\s*(?=[;,)]|(?:(?<=[a-z])\.)?$|(?<=[a-z])\.\s+[A-Z]|(?<=[ )])[A-Z])"
)
_UNIT_IN_BRACKET = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Za-z][^;,().]{0,80}?)\s*\((?:n\s*=\s*)?(?P<n>\d[\d,]*)(?:\s+(?P<unit>[a-z]+))?(?:;[^()]*)?\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ArmSize:
    """An arm with its numbers as a study's details print them."""

    name: str
    n: int
    unit: str
    n_units: int | None = None
    units: str = ""


_UNITS_FIRST = re.compile(rf"\s*\d[\d,]*\s+(?P<unit>{UNIT_OF_ANALYSIS}):\s*", re.IGNORECASE)
"""What the arms are counted in: "n=71 (92 ears: 46 balloon, 46 steroids)"."""


def arm_sizes(text: str) -> list[ArmSize]:
    """Arms with their sizes: "cooled radiofrequency 76, corticosteroid 76", "laser (48 eyes) or drops (48 eyes)"."""
    for bracket in re.findall(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)", text):
        units = _UNITS_FIRST.match(bracket)
        inside = bracket[units.end() :] if units else bracket
        parts = _parts(inside)
        parts = parts if len(parts) > 1 else _numbers_first(inside)
        if len(parts) > 1:
            return [replace(part, unit=part.unit or units["unit"]) for part in parts] if units else parts
    tail = text.rsplit(":", 1)[1] if ":" in text else text
    if len(treated := _treated(tail)) > 1:
        return treated
    parts = _parts(tail)
    if len(parts) > 1:
        return parts
    found = [
        ArmSize(_plain(m["name"]), int(m["n"].replace(",", "")), m["unit"] or "")
        for m in _UNIT_IN_BRACKET.finditer(tail)
        if m["unit"] or "n=" in m[0].replace(" ", "").lower()
    ]
    return found if len(found) > 1 else []


_TREATED = re.compile(
    r"(?P<n>\d[\d,]*) (?:patients?|people|adults|children|women|men|participants)"
    r"(?: \((?P<n2>\d[\d,]*) (?P<unit>[a-z]+)\))?"
    r" (?:had|received|underwent|(?:were|was) (?:treated (?:with|by)|given|allocated to|assigned to|randomised to))"
    r" (?:an? |the )?(?P<name>[a-z][^;,()\d]{2,60}?)(?=\s*(?:[;,.)]|$|\band \d))",
    re.IGNORECASE,
)


def _treated(text: str) -> list[ArmSize]:
    """The treatment behind the number: "84 patients (91 glands) had endoscopy, 54 patients had open surgery"."""
    return [
        ArmSize(
            _plain(m["name"]),
            int(m["n"].replace(",", "")),
            "",
            int(m["n2"].replace(",", "")) if m["n2"] else None,
            m["unit"] or "",
        )
        for m in _TREATED.finditer(text)
    ]


def _parts(text: str) -> list[ArmSize]:
    found = []
    for m in _PART.finditer(text):
        name = _plain(m["name"])
        if (
            name
            and not re.search(r"\d", name)
            and not re.match(r"(?:and|or|of|mean|median|age)\b", name, re.IGNORECASE)
        ):
            found.append(
                ArmSize(
                    name,
                    int(m["n"].replace(",", "")),
                    m["unit"] or "",
                    int(units.replace(",", "")) if (units := m["n2"] or m["n3"]) else None,
                    m["unit2"] or (m["unit3"] if m["n3"] else "") or "",
                )
            )
    return found


_NUMBER_FIRST = re.compile(
    r"(?:^|[;,:(]\s*|\b(?:and|versus|vs?\.?)\s+)(?P<n>\d[\d,]*)\s+(?P<name>"
    r"(?!(?:RCTs?|trials?|studies|centres?|hospitals?|patients|people|with|had|were|of)\b)[A-Za-z][^;,()\d]*?)"
    r"(?=\s*(?:[;,)]|$|\s(?:versus|vs?\.?|and)\s+\d))"
)
_UNIT_ONLY = re.compile(
    rf"(?!(?:sham|control|placebo|usual|standard|open|surgical)\b)(?:[\w-]+ )?{UNIT_OF_ANALYSIS}|male|female"
    r"|test [a-z]+",
    re.IGNORECASE,
)


def _numbers_first(text: str) -> list[ArmSize]:
    """The number before the name: "84 EBV, 44 standard care"."""
    found = [ArmSize(_plain(m["name"]), int(m["n"].replace(",", "")), "") for m in _NUMBER_FIRST.finditer(text)]
    return [
        a
        for a in found
        if not _UNIT_ONLY.fullmatch(a.name)
        and not re.match(r"(?:randomi[sz]ed|observational|case|cohort|non-)", a.name, re.IGNORECASE)
    ]


def _plain(name: str) -> str:
    return re.sub(r"^(?:\d+ RCTs?;?|and|or|either|of whom)\s+", "", name.strip(" :;,"), flags=re.IGNORECASE)
