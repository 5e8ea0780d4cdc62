"""The page of all kinds is the one that the templates make."""

from __future__ import annotations

from pathlib import Path

from evigraph.queries.described import page

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"


def test_page_is_what_the_templates_make() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
