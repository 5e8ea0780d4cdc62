"""Reports that a publisher shows beside its data: what the shapes found, and how ready the data is.

Knows SHACL's report vocabulary; knows nothing of shapes.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from evigraph.graph.catalogue.readiness import Check, readiness, stars
from evigraph.ontology.iris import digest
from evigraph.ontology.rdf import NamedNode, RdfFormat, Triple, boolean, serialize, text
from evigraph.ontology.terms import PREFIXES, RDF, SH
from evigraph.ui.html import render
from evigraph.ui.publishing.links import static_page
from evigraph.ui.publishing.things import put

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from evigraph.graph.catalogue.versions import Version
    from evigraph.graph.constraints import Violation
    from evigraph.graph.export.source import Source

FOLDER = "reports"


def write_reports(
    source: Source, versions: list[Version], violations: list[Violation], folder: Path
) -> tuple[list[Check], list[Path]]:
    """Write both reports, and return the checks and the files."""
    checks = readiness(source.publisher, versions, violations, source.graph.select)
    reached = stars(checks)
    told = {"stars": reached, "checks": [asdict(check) for check in checks]}
    page = render("readiness.html", publisher=source.publisher, checks=checks, stars=reached)
    file = f"{FOLDER}/index.html"
    return checks, [
        put(folder / f"{FOLDER}/readiness.json", f"{json.dumps(told, indent=1, ensure_ascii=False)}\n"),
        put(folder / file, static_page(page, file)),
        put(folder / f"{FOLDER}/validation.ttl", _validation(violations, source.publisher.base)),
    ]


def _validation(violations: Iterable[Violation], base: str) -> bytes:
    triples = sorted(set(_report(list(violations), f"{base}{FOLDER}/validation")), key=str)
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _report(violations: list[Violation], iri: str) -> Iterator[Triple]:
    """A report as <https://www.w3.org/TR/shacl/#validation-report> has it."""
    report = NamedNode(iri)
    yield Triple(report, RDF.type, _sh("ValidationReport"))
    yield Triple(report, _sh("conforms"), boolean(not violations))
    for found in violations:
        result = NamedNode(f"{iri}#{digest(found.focus, found.message, found.path, found.value)}")
        yield Triple(report, _sh("result"), result)
        yield Triple(result, RDF.type, _sh("ValidationResult"))
        yield Triple(result, _sh("focusNode"), NamedNode(found.focus))
        yield Triple(result, _sh("resultMessage"), text(found.message))
        yield Triple(result, _sh("resultSeverity"), _sh(found.severity))
        if found.path.startswith("http"):
            yield Triple(result, _sh("resultPath"), NamedNode(found.path))


def _sh(name: str) -> NamedNode:
    return NamedNode(f"{SH.iri}{name}")
