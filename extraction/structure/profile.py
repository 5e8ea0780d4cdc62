"""Publishers' headings, labels and columns as data: which document speaks which template.  Knows only headings."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evigraph.extraction.reading.clean import level
from evigraph.extraction.structure.roles import ROLES
from evigraph.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_APPENDIX = re.compile(r"^(?:appendix|annexe?)\s+[a-z0-9]{1,2}\s*[:.–-]\s*(?=\S)", re.IGNORECASE)
_NUMBERING = re.compile(
    r"^(?:(?:section|part|chapter|table)\s+)?(?:\d+(?:\.\d+)*[.:)]?|[ivx]+[.)]|[a-h][.)])\s+(?=\D)", re.IGNORECASE
)
_PATTERN_SECTIONS = (
    "headings", "labels", "paragraphs", "guidance", "columns", "tables", "phrases", "recommendations",
)  # fmt: skip
FEWEST_SIGNS = 2
"""How many signature lines choose a profile, unless its file says otherwise (`signs`)."""
_KEYS = {"name", "document", "extends", "signature", "signs", "conclusive", "furniture", *_PATTERN_SECTIONS}


@dataclass(frozen=True, slots=True)
class Patterns:
    """What several names are called: name to alternatives, tried in the order of the file."""

    alternatives: tuple[tuple[str, re.Pattern[str]], ...]
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def names(self, text: str) -> tuple[str, ...]:
        """All names that a text (levelled, without numbering, any case) may stand for."""
        key = heading_key(text)
        if key not in self._known:
            self._known[key] = tuple(name for name, pattern in self.alternatives if pattern.fullmatch(key))
        return self._known[key]

    def name(self, text: str) -> str | None:
        """The first of these names, or None."""
        names = self.names(text)
        return names[0] if names else None

    def found(self, text: str) -> str | None:
        """The first name whose pattern stands anywhere in a text."""
        return next((name for name, pattern in self.alternatives if pattern.search(text)), None)


@dataclass(frozen=True, slots=True)
class Profile:
    """One template; `document` is overview or guidance, empty where it serves both."""

    name: str
    document: str
    signature: tuple[re.Pattern[str], ...]
    furniture: tuple[str, ...]
    headings: Patterns
    labels: Patterns
    paragraphs: Patterns
    guidance: Patterns
    columns: Patterns
    tables: Patterns
    phrases: Patterns
    recommendations: Patterns
    signs: int = FEWEST_SIGNS
    conclusive: bool = False

    def knows(self, text: str) -> bool:
        """Whether a text is a heading, a label or the head of a column."""
        return any(
            patterns.name(text) is not None for patterns in (self.headings, self.labels, self.columns, self.guidance)
        )


@lru_cache(maxsize=16384)
def heading_key(text: str) -> str:
    """A heading as patterns see it: levelled, lower case, without numbering, final colon and doubled spaces."""
    return _NUMBERING.sub("", _APPENDIX.sub("", " ".join(level(text).split()))).rstrip(" :").lower()


def profile_of(data: Mapping[str, Any], base: Mapping[str, Any] | None = None, *, source: str = "profile") -> Profile:
    """A profile from the content of its file; what the base says is added behind it.

    Raises UsageError where a key is unknown or a pattern is no regular expression.
    """
    base = base or {}
    _check(data, source)
    try:
        patterns = {section: _patterns(data.get(section, {}), base.get(section, {})) for section in _PATTERN_SECTIONS}
        signature = tuple(re.compile(p) for p in data.get("signature", ()))
    except re.error as error:
        raise UsageError(f"{source}: '{error.pattern!r}' is no regular expression ({error.msg})") from error
    furniture = (*data.get("furniture", {}).get("patterns", ()), *base.get("furniture", {}).get("patterns", ()))
    signs, conclusive = int(data.get("signs", FEWEST_SIGNS)), bool(data.get("conclusive", False))
    return Profile(
        data["name"], data.get("document", ""), signature, furniture, signs=signs, conclusive=conclusive, **patterns
    )


def _check(data: Mapping[str, Any], source: str) -> None:
    """Raise UsageError where the content of a file is not that of a profile."""
    for key in data:
        if key not in _KEYS:
            raise UsageError(f"{source}: unknown key '{key}'; known are {', '.join(sorted(_KEYS))}")
    if not isinstance(data.get("name"), str):
        raise UsageError(f'{source}: has no name; begin with: name = "..."')
    if data.get("document", "") not in ("", "overview", "guidance"):
        raise UsageError(f"{source}: document is 'overview', 'guidance', or left out")
    for section in ("furniture", *_PATTERN_SECTIONS):
        for name, alternatives in _table(data, section, source).items():
            if not isinstance(alternatives, list) or not all(isinstance(p, str) for p in alternatives):
                raise UsageError(f"{source}: '{name}' in [{section}] is no list of patterns; write [\"...\"] behind it")
    for name in _table(data, "headings", source):
        if name not in ROLES and name != "related guidance group":
            raise UsageError(f"{source}: no part is called '{name}'; known are {', '.join(ROLES)}")


def _table(data: Mapping[str, Any], section: str, source: str) -> Mapping[str, Any]:
    found = data.get(section, {})
    if not isinstance(found, dict):
        raise UsageError(f"{source}: '{section}' is no table; write: [{section}]")
    return found


def _patterns(own: Mapping[str, Iterable[str]], inherited: Mapping[str, Iterable[str]]) -> Patterns:
    names = [*own, *(name for name in inherited if name not in own)]
    merged = {name: [*own.get(name, ()), *inherited.get(name, ())] for name in names}
    return Patterns(
        tuple(
            (name, re.compile("|".join(f"(?:{p})" for p in alternatives)))
            for name, alternatives in merged.items()
            if alternatives
        )
    )


def profile_in(path: str) -> Profile:
    """The profile in a publisher's file, with everything that the generic one knows behind it.

    Raises UsageError, naming the file, where it cannot be read or says something that no profile says.
    """
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; give a publisher's profile (a .toml file)") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: no TOML ({error}); see docs/publishers.md") from None
    return profile_of(data, _data("generic.toml"), source=path)


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("evigraph.extraction") / "profiles" / name).read_text(encoding="utf-8"))


@cache
def profiles() -> tuple[Profile, ...]:
    """The bundled profiles, the generic one last."""
    folder = files("evigraph.extraction") / "profiles"
    read = {p.name: _data(p.name) for p in sorted(folder.iterdir(), key=str) if p.name.endswith(".toml")}
    generic = read.pop("generic.toml")
    return (
        *(profile_of(data, generic, source=name) for name, data in read.items()),
        profile_of(generic, source="generic.toml"),
    )


def choose(lines: Iterable[str], candidates: Iterable[Profile] = ()) -> Profile:
    """The profile of which the largest share of signature headings stands in the text; without any, the generic one.

    A conclusive profile is chosen before all others where enough of its lines stand there; none that is for guidance
    where the document opens by calling itself an overview.
    """
    short = [line for line in lines if len(line) < 200]
    keys = {heading_key(line) for line in short}
    known = tuple(candidates) or profiles()
    other = "guidance" if any(map(_OVERVIEW.match, short[:_OPENING])) else None
    best, chosen = (False, 0.0), known[-1]
    for profile in (p for p in known if p.document != other):
        hits = sum(_stands_in(keys, sign) for sign in profile.signature)
        fitness = (profile.conclusive, hits / len(profile.signature) if profile.signature else 0.0)
        if hits >= profile.signs and fitness > best:
            best, chosen = fitness, profile
    return chosen


_OPENING = 20
_OVERVIEW = re.compile(r"\s*(?:nice )?interventional procedures? overview\b", re.IGNORECASE)
_PLAIN = re.compile(r"[a-z0-9 ',]+")


def _stands_in(keys: set[str], sign: re.Pattern[str]) -> bool:
    """Whether a heading stands among others; most are plain words, for which no other need be looked at."""
    if _PLAIN.fullmatch(sign.pattern):
        return sign.pattern in keys
    return any(sign.fullmatch(key) for key in keys)
