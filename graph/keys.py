"""The names of findings: what they are about, below their document, and never where they stand or what they count.

Knows the key fields of the schema; knows nothing of quads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.mentions import Mentions, Span
from evigraph.ontology.iris import digest, slug
from evigraph.ontology.records import Finding, Region, Result
from evigraph.ontology.schema import schemas

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from evigraph.graph.sheet import Sheet
    from evigraph.ontology.rdf import NamedNode

#: Key fields whose words are the thing itself, so that a digest of them is its key.
WHOLE = frozenset({"text", "article"})
NOTHING = "none"
REGIONS = {region: rank for rank, region in enumerate(Region)}


def rank(finding: Finding) -> int:
    """How good a source the finding's place is, 0 the best."""
    return REGIONS[finding.region]


def base_name(finding: Finding, sheet: Sheet) -> NamedNode:
    """The name that a finding bears when no other of its document has the same key."""
    schema = schemas()[type(finding)]
    return sheet.iris.part(sheet.document, schema.path, *(_segment(finding, name) for name in schema.key))


def _segment(finding: Finding, name: str) -> str:
    if name == "time" and isinstance(finding, Result):
        return _time(finding)
    value = getattr(finding, name)
    if name in WHOLE:
        return digest(" ".join(value.split()), length=8)
    if isinstance(value, tuple):
        return "+".join(map(slug, value)) or NOTHING
    return slug("" if value is None else str(value)) or NOTHING


def _time(result: Result) -> str:
    if result.time_value is not None:
        return slug(f"{result.time_value.normalize():f} {result.time_unit}")
    return slug(result.time_label) or NOTHING


def name_findings(
    findings: Iterable[Finding], sheet: Sheet, mentions: Mentions, *, restating: Container[Finding]
) -> dict[Finding, NamedNode]:
    """A name for every finding: equal keys are told apart by the section, then by the order in which they stand.

    A finding of `restating` always bears its section, so that it never takes the name of what it restates.
    """
    named: dict[Finding, NamedNode] = {}
    taken: set[NamedNode] = set()
    for finding in sorted(findings, key=lambda f: (f in restating, rank(f), f.start, f.end)):
        name = base_name(finding, sheet)
        if finding in restating or name in taken:
            name = sheet.iris.part(name, mentions.section_slug(Span.of(finding)))
        named[finding] = sheet.iris.free(name, taken)
        taken.add(named[finding])
    return named
