"""A document version, the run that read it and how much of it was read, as quads.

Knows versions and runs; knows nothing of findings.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import NamedNode, integer, text
from evigraph.ontology.terms import DCTERMS, HTA, PROV, RDF, SCHEMA

if TYPE_CHECKING:
    from evigraph.graph.sheet import Sheet
    from evigraph.ontology.records import Extraction


@cache
def extractor_version() -> str:
    """The version of this package, which names the software of a run."""
    return version("evigraph")


def state_version(sheet: Sheet, extraction: Extraction, software: str) -> NamedNode:
    """State the version and its run, and return the run: named by what went into it, and by no time."""
    say = sheet.describe_version
    say(sheet.version, RDF.type, HTA.DocumentVersion)
    say(sheet.version, HTA.versionOf, sheet.document)
    say(sheet.version, HTA.contentHash, text(f"sha256:{sheet.sha256}"))
    say(sheet.version, DCTERMS.format, text(extraction.document.format))
    say(sheet.version, HTA.characters, integer(len(extraction.document.text)))
    run = _state_run(sheet, extraction.profile, software)
    for graph in (sheet.facts, sheet.prov):
        say(graph, PROV.wasDerivedFrom, sheet.version)
        say(graph, PROV.wasGeneratedBy, run)
    _state_coverage(sheet, extraction)
    return run


def _state_run(sheet: Sheet, profile: str, software: str) -> NamedNode:
    run = sheet.iris.run(sheet.document_id, sheet.sha256, profile, software)
    agent = sheet.iris.software(software)
    say = sheet.describe_version
    say(run, RDF.type, HTA.ExtractionRun)
    say(run, PROV.used, sheet.version)
    say(run, HTA.profile, text(profile))
    say(run, PROV.wasAssociatedWith, agent)
    say(agent, RDF.type, PROV.SoftwareAgent)
    say(agent, SCHEMA.softwareVersion, text(software))
    return run


def _state_coverage(sheet: Sheet, extraction: Extraction) -> None:
    coverage = extraction.coverage
    sheet.trace(sheet.version, HTA.units, integer(coverage.units))
    sheet.trace(sheet.version, HTA.unitsRead, integer(coverage.read))
    sheet.trace(sheet.version, HTA.unreadSpan, *(text(f"{start}-{end}") for start, end in coverage.unread))
    sheet.trace(sheet.version, HTA.readingWarning, *map(text, extraction.warnings))
