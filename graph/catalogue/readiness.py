"""How ready a graph is to be published, against the five stars of linked open data and what catalogues need.

Knows what is checked; knows nothing of how it is shown.  The stars: <https://www.w3.org/DesignIssues/LinkedData>.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.ontology.publisher import Publisher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from evigraph.graph.catalogue.versions import Version
    from evigraph.graph.constraints import Violation
    from evigraph.graph.solutions import Solutions

QUERY = Path(__file__).with_name("readiness.rq")
LOCAL = re.compile(r"https?://(localhost|127\.|\[::1\]|0\.0\.0\.0)")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: `stars` are those that need it, 0 for what catalogues want beside them."""

    stars: int
    name: str
    passed: bool
    detail: str


def readiness(
    publisher: Publisher,
    versions: Iterable[Version],
    violations: Iterable[Violation],
    select: Callable[[str], Solutions],
) -> list[Check]:
    """All checks, those of the first star first."""
    held = list(versions)
    counts = {row["name"]: int(row["number"]) for row in select(QUERY.read_text(encoding="utf-8")).texts()}
    checks = (*_stars(publisher, counts), *_catalogued(publisher, held), *_sound(list(violations), counts))
    return sorted(checks, key=lambda check: (not check.stars, check.stars))


def stars(checks: Iterable[Check]) -> int:
    """How many stars are reached: up to the first one of which a check fails."""
    failed = {check.stars for check in checks if check.stars and not check.passed}
    return min(failed, default=6) - 1


def _stars(publisher: Publisher, counts: dict[str, int]) -> Iterator[Check]:
    named = publisher.licence
    yield Check(1, "open licence", bool(named), named or "no licence is named")
    yield Check(2, "structured", True, "tables as CSV, SQLite and Parquet, with their metadata")
    yield Check(3, "open formats", True, "CSV, N-Quads, TriG, JSON-LD, FHIR JSON")
    things = counts.get("things", 0)
    own = not LOCAL.match(publisher.base)
    yield Check(4, "IRIs", things > 0, f"{things} things have an IRI, each with a page and data")
    yield Check(4, "IRIs that others can follow", own, publisher.base if own else f"{publisher.base} is this machine")
    links = counts.get("links", 0)
    yield Check(5, "links to others", links > 0, f"{links} links from concepts to other vocabularies")


def _catalogued(publisher: Publisher, versions: list[Version]) -> Iterator[Check]:
    yield Check(0, "publisher", publisher.name != Publisher().name, publisher.name)
    reached = publisher.contact or publisher.homepage
    yield Check(0, "contact", bool(reached), reached or "neither contact nor homepage is given")
    unnamed = [v.id for v in versions if not v.identifier]
    yield Check(0, "identifiers", not unnamed, _listed("without an identifier", unnamed, "every document has one"))
    if publisher.identifiers:
        odd = [v.identifier for v in versions if v.identifier and not _known(v.identifier, publisher.identifiers)]
        yield Check(0, "identifiers of this publisher", not odd, _listed("of another form", odd, "all are of its form"))
    undated = [v.id for v in versions if not v.dated]
    yield Check(0, "dates", not undated, _listed("without a date", undated, "every document has one"))


def _sound(violations: list[Violation], counts: dict[str, int]) -> Iterator[Check]:
    broken = [violation.message for violation in violations if violation.severity == "Violation"]
    yield Check(0, "shapes", not broken, _listed("violated", broken, "no shape is violated"))
    unlabelled = counts.get("unlabelled", 0)
    yield Check(0, "labels", not unlabelled, f"{unlabelled} things without a label")
    unreviewed = counts.get("unreviewed", 0)
    yield Check(0, "vocabulary", not unreviewed, f"{unreviewed} local concepts that nobody has reviewed yet")
    audited = counts.get("audited", 0)
    yield Check(0, "audit", True, f"{audited} findings on the documents themselves are published beside the evidence")


def _known(identifier: str, patterns: Iterable[str]) -> bool:
    return any(re.fullmatch(pattern, identifier) for pattern in patterns)


def _listed(what: str, names: list[str], fine: str) -> str:
    return f"{len(names)} {what}: {', '.join(sorted(set(names))[:5])}" if names else fine
