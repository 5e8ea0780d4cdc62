"""All FHIR resources of a graph, as one bundle and as NDJSON, one file a kind.

Knows which tables become which resources, and how FHIR writes decimals: with the digits that they were given.
"""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.export.fhir.evidence import EvidenceWriter
from evigraph.graph.export.fhir.studies import Studies
from evigraph.graph.export.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from evigraph.graph.export.fhir.elements import Element
    from evigraph.graph.export.source import Source


def resources(source: Source) -> list[Element]:
    """All resources, those of each kind together; each refers to others by kind and id."""
    tables = {name: records(source.graph.select, name) for name in ("documents", "references", "results", "studies")}
    tables["adverse_events"] = records(source.graph.select, "adverse_events")
    studies = Studies(tables["studies"], tables["documents"], tables["references"])
    writer = EvidenceWriter(studies)
    evidence = [*map(writer.result, tables["results"]), *map(writer.event, tables["adverse_events"])]
    shared = (studies.documents, studies.papers, studies.studies, studies.groups, writer.variables)
    found = [*(resource for kind in shared for resource in kind.values()), *evidence]
    return list({f"{each['resourceType']}/{each['id']}": each for each in found}.values())


def write_fhir(source: Source, folder: Path) -> Iterator[Path]:
    """Write a bundle of all resources, and each kind as NDJSON for bulk import."""
    found = resources(source)
    base = source.publisher.base
    path = folder / "bundle.json"
    path.write_text(f"{json_text(bundle(found, base))}\n", encoding="utf-8")
    yield path
    kinds: defaultdict[str, list[Element]] = defaultdict(list)
    for resource in found:
        kinds[resource["resourceType"]].append(resource)
    for kind, each in sorted(kinds.items()):
        path = folder / f"{kind}.ndjson"
        path.write_text("".join(f"{json_text(resource)}\n" for resource in each), encoding="utf-8")
        yield path


def bundle(found: Iterable[Element], base: str) -> Element:
    """A collection of resources."""
    entries = [{"fullUrl": f"{base}fhir/{r['resourceType']}/{r['id']}", "resource": r} for r in found]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def json_text(value: object) -> str:
    """JSON in which a decimal keeps its digits.

    >>> json_text({"value": Decimal("3.0")})
    '{"value":3.0}'
    """
    match value:
        case Decimal():
            return format(value, "f")
        case dict():
            return f"{{{','.join(f'{json.dumps(name)}:{json_text(each)}' for name, each in value.items())}}}"
        case list():
            return f"[{','.join(map(json_text, value))}]"
        case _:
            return json.dumps(value, ensure_ascii=False)
