"""A text with its findings and what was left unread marked in place.  Knows made findings; knows nothing of reading."""

from __future__ import annotations

from decimal import Decimal

from evigraph.ontology.records import (
    Coverage,
    DocumentDescription,
    Extraction,
    Finding,
    Region,
    Result,
    SourceDocument,
    Statement,
)
from evigraph.ui.highlight import highlighted, pieces

TEXT = "Pain fell to 2.1 points. Nobody knows <why>."


def place(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "section": "", "region": Region.SUMMARY, "rule": "made.rule"}


def found() -> tuple[Finding, ...]:
    return (
        Statement(**place("Pain fell to 2.1 points."), topic="validity", text="Pain fell to 2.1 points."),  # type: ignore[arg-type]
        Result(**place("2.1 points"), outcome="pain intensity", value=Decimal("2.1")),  # type: ignore[arg-type]
    )


def test_the_narrowest_finding_marks_a_piece_and_nothing_of_the_text_is_lost() -> None:
    parts = list(pieces(TEXT, found(), [(25, 44)]))
    assert "".join(part.text for part in parts) == TEXT
    assert [(part.text, part.kind) for part in parts if part.kind] == [
        ("Pain fell to ", "Statement"),
        ("2.1 points", "Result"),
        (".", "Statement"),
    ]
    assert [part.text for part in parts if part.unread] == ["Nobody knows <why>."]


def test_the_page_shows_rules_what_was_left_unread_and_how_much_was_read() -> None:
    description = DocumentDescription(**place("Pain"), kind="overview", title="Wraps")  # type: ignore[arg-type]
    coverage = Coverage(2, 1, ((25, 44),))
    page = highlighted(
        Extraction(SourceDocument("made", TEXT), description, found(), "generic", coverage, ("odd <thing>",))
    )
    assert "50.0% of 2 sentences, items and rows of the evidence were read, by profile generic." in page
    assert '<span class="unread" title="left unread">Nobody knows &lt;why&gt;.</span>' in page
    assert '<mark class="Result" title="Result by made.rule, 13-23">2.1 points</mark>' in page
    assert "<li>odd &lt;thing&gt;</li>" in page
