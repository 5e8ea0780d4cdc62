"""Papers that were found but are not in the summary of key evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.structure.document import EvidenceDocument, Table, Where
from evigraph.extraction.studies.references import surname_of
from evigraph.ontology.records import ExcludedStudy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.reading.blocks import Block

_YEAR = re.compile(r"\((?P<year>(?:19|20)\d\d)[a-h]?\)|\b(?P<bare>(?:19|20)\d\d)\b")
_N = re.compile(
    r"\bn\s*=\s*(?P<n>\d[\d,]*)(?![\d,])(?!\s*(?:[A-Za-z]*\s)?(?:eyes|knees|feet|lesions|tumours|nodules|procedures|limbs|legs|hips|ears|teeth|studies|trials|RCTs|papers)\b)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?P<n>\d[\d,]*) (?:\w+ )?(?:patients|people|participants|women|men|children|adults|cases)\b", re.IGNORECASE
)
_STUDIES = re.compile(r"\b(?P<n>\d[\d,]*) (?:\w+ ){0,2}?(?:studies|trials|RCTs|papers|articles)\b", re.IGNORECASE)
_DESIGN_END = re.compile(r"\s+(?=n\s*=|\d)|[;:(\n]|\bfollow[- ]?up\b", re.IGNORECASE)


def excluded_studies(document: EvidenceDocument) -> list[ExcludedStudy]:
    """The rows of the appendix' tables of further papers."""
    return [
        paper
        for section in document.parts("excluded studies", "appendix")
        for table in document.tables(section)
        for paper in _papers(table, document)
    ]


def _papers(table: Table, document: EvidenceDocument) -> Iterator[ExcludedStudy]:
    columns = [document.profile.columns.name(h) for h in table.heads]
    at = {name: i for i, name in enumerate(columns) if name}
    article_at = at.get("article", at.get("study", 0))
    if "reason" not in at and "conclusions" not in at:
        return
    for row in table.rows:
        article = table.cell(row, article_at)
        if article is None:
            continue
        yield _paper(
            table, row, article.text, {name: (c.text if (c := table.cell(row, i)) else "") for name, i in at.items()}
        )


def _paper(table: Table, row: Block, article: str, cells: dict[str, str]) -> ExcludedStudy:
    year = _YEAR.search(article)
    details = cells.get("patients", "") or cells.get("design", "")
    where = Where(
        start=row.start,
        end=row.end,
        section=table.section.title,
        region=table.section.role.region,
        rule="appendix.table",
    )
    return ExcludedStudy(
        **where, article=article, first_author=surname_of(article), year=(year["year"] or year["bare"]) if year else "",
        design=_design(cells.get("design") or details), n_patients=_number(_N, details) or _number(_PEOPLE, details),
        n_studies=_number(_STUDIES, details), conclusion=cells.get("conclusions", ""), reason=cells.get("reason", ""),
    )  # fmt: skip


def _design(text: str) -> str:
    design = _DESIGN_END.split(text.strip(), maxsplit=1)[0].strip(" ,.-")
    return design if design.isupper() else design[:1].lower() + design[1:] if not design[:3].isupper() else design


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match["n"].replace(",", "")) if match else None
