"""Who publishes a graph and under which names: the file publisher.toml as a record.

Knows the keys of that file; knows nothing of documents or pages.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING

from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.terms import BASE

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
#: What may stand in an IRI (RFC 3987 without what no host or path needs).
IRI = re.compile(r"https?://[^\s<>\"{}|\\^`#?]+")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
REQUIRED = ("name", "base")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A publisher; every field is a key of publisher.toml.

    `base` starts every IRI of its data, `licence` is that of extracted facts, `rights` what is said of quoted words.
    `identifiers` are regular expressions of its documents' identifiers, `naming` gives files of other names their
    document ids, `profile` names how its documents are laid out.
    """

    name: str = "evigraph"
    base: str = BASE
    licence: str = CC_BY
    language: str = "en"
    homepage: str = ""
    contact: str = ""
    title: str = "Evidence from health technology assessment"
    description: str = (
        "Studies, results, adverse events and recommendations that were read automatically from documents of health "
        "technology assessment bodies, each with its source words. No statement of these bodies: check the source."
    )
    rights: str = "Quoted words remain their publisher's; see the document that each is quoted from."
    profile: str = ""
    identifiers: tuple[str, ...] = ()
    naming: Mapping[str, str] = field(default_factory=dict)


def read_publisher(path: Path) -> Publisher:
    """The publisher of a file; raises EvigraphError where a key is unknown, missing or holds what it may not."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EvigraphError(f"{path}: not a TOML file: {error}") from None
    except OSError as error:
        raise EvigraphError(f"{path}: {error.strerror}; give a publisher file") from None
    return _publisher(path, given)


def _publisher(path: Path, given: Mapping[str, Any]) -> Publisher:
    known = {f.name: f for f in fields(Publisher)}
    for key in given:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
            raise EvigraphError(f"{path}: unknown key {key!r}; {hint}")
    missing = [key for key in REQUIRED if not given.get(key)]
    if missing:
        raise EvigraphError(f"{path}: {' and '.join(missing)} missing; every publisher has a name and a base IRI")
    try:
        return Publisher(**{key: _checked(key, value) for key, value in given.items()})
    except ValueError as error:
        raise EvigraphError(f"{path}: {error}") from None


def _checked(key: str, value: object) -> Any:  # noqa: ANN401  # the type of the key's field
    """A value as the record holds it; raises ValueError with what is wrong."""
    if key == "identifiers":
        return _patterns(value)
    if key == "naming":
        return _names(value)
    if not isinstance(value, str):
        raise ValueError(f"{key} is text in quotes, not {value!r}")
    if key in ("base", "licence", "homepage") and value and not IRI.fullmatch(value):
        raise ValueError(f"{key} is an http(s) address without spaces, query or fragment, not {value!r}")
    if key == "base" and not value.endswith("/"):
        raise ValueError(f"base ends with a slash: {value}/")
    if key == "language" and not LANGUAGE.fullmatch(value):
        raise ValueError(f"language is a code such as 'en' or 'pt-BR', not {value!r}")
    return value


def _patterns(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(pattern, str) for pattern in value):
        raise ValueError("identifiers is a list of regular expressions in quotes")
    for pattern in value:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"identifiers: {pattern!r} is no regular expression: {error}") from None
    return tuple(value)


def _names(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(name, str) and name for name in value.values()):
        raise ValueError("naming is a table of document ids by file name, all in quotes")
    return dict(value)
