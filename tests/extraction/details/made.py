"""A short overview made of parts that a test chooses.  Knows the template; knows nothing of what is read from it."""

from __future__ import annotations

from typing import TypeVar

from evigraph.extraction.pipeline import extract
from evigraph.ontology.records import Extraction, Finding, SourceDocument

F = TypeVar("F", bound=Finding)


def made(*, details: str = "", analysis: str = "", findings: str = "", summary: str = "", more: str = "") -> Extraction:
    """What is read from an overview of one study, `Ito 2019`, with these lines in its parts."""
    text = f"""Interventional procedure overview of steam closure of anal fistula

List of studies included in the overview

{summary or "The evidence is a case series (Ito 2019)."}

Summary of key evidence on steam closure of anal fistula

Study 1 Ito K (2019)

Study details

Study type\tCase series
Country\tJapan
Study population and number\tn=31 Adults with an anal fistula
{details}

Analysis

{analysis or "Study design issues: Retrospective."}

Key efficacy findings

{findings or "- Healed=74% (23/31)"}

{more}
"""
    return extract(SourceDocument("made", text))


def all_of(kind: type[F], extraction: Extraction) -> list[F]:
    """The findings of one kind, in the order found; each quotes words of the text."""
    found = [f for f in extraction.findings if isinstance(f, kind)]
    assert all(extraction.document.quote(f.start, f.end).strip() for f in found)
    return found
