"""evigraph read: what would be extracted from one document.  Knows how to tell findings."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.extraction.structure.outline import outline
from evigraph.extraction.structure.profile import profile_in
from evigraph.ontology.records import Finding
from evigraph.ui.building import extraction_of
from evigraph.ui.commands.options import publisher_option
from evigraph.ui.highlight import highlighted
from evigraph.ui.manifest import Source
from evigraph.ui.text_table import percent, shortened

if TYPE_CHECKING:
    import argparse

    from evigraph.extraction.structure.outline import Entry

EXAMPLE = "evigraph read overview.txt --explain overview.html"
PLACE = frozenset(field.name for field in fields(Finding)) | {"places"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("source", metavar="SOURCE", help="a file or an http(s) address")
    publisher_option(parser)
    parser.add_argument("--explain", metavar="OUT.html", help="also write the text with everything marked in place")


def run(options: argparse.Namespace) -> int:
    """Tell the document, then each finding in the order of the text, with its words."""
    extraction = extraction_of(Source(options.source, publisher=options.publisher))
    document = extraction.document
    print(f"{document.id}: {extraction.description.kind}, profile {extraction.profile}, {extraction.description.title}")
    coverage = extraction.coverage
    print(f"{percent(coverage.share)} of {coverage.units} sentences, items and rows of the evidence read")
    for line in extraction.warnings:
        print(line)
    for finding in sorted(extraction.findings, key=lambda found: (found.start, found.end)):
        words = shortened(document.quote(finding.start, finding.end))
        print(f"{finding.start}-{finding.end} {type(finding).__name__} {_said(finding)} “{words}”")
    if options.explain:
        outlined = outline(document, profile_in(options.publisher) if options.publisher else None)
        _tell_unknown(outlined)
        Path(options.explain).write_text(highlighted(extraction, outlined), encoding="utf-8")
    return 0


def _tell_unknown(outlined: list[Entry]) -> None:
    """Tell the words of structure that the profile does not know: a better one begins with them."""
    for entry in outlined:
        if not entry.name:
            print(f"evigraph: the profile knows no {entry.kind} “{shortened(entry.text)}”", file=sys.stderr)


def _said(finding: Finding) -> str:
    """The fields that hold something, as `name=value`."""
    values = ((field.name, getattr(finding, field.name)) for field in fields(finding) if field.name not in PLACE)
    return ", ".join(f"{name}={shortened(str(value))}" for name, value in values if value not in (None, "", ()))
