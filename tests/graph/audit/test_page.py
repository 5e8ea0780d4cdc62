"""The page of all checks is the one that their concepts make, and its checks are those that the code makes."""

from __future__ import annotations

import re
from pathlib import Path

from evigraph.graph.audit import audit
from evigraph.graph.audit.page import FORMULAS, checks, page
from evigraph.graph.audit.rules import rules

ROOT = Path(__file__).parents[3]


def named_in_code() -> set[str]:
    """Every text of the checks that is a name of one."""
    folder = Path(audit.__file__).parent / "checks"
    words = {
        word for path in folder.glob("*.py") for word in re.findall(r'"([a-z]+(?:-[a-z]+)*)"', path.read_text("utf-8"))
    }
    return {rule.check for rule in rules()} | words


def test_page_is_what_the_concepts_make() -> None:
    assert (ROOT / "docs" / "audit.md").read_text(encoding="utf-8") == page()


def test_every_check_is_made_somewhere_and_told_in_words() -> None:
    names = {check.label for check in checks()}
    assert names <= named_in_code()
    assert set(FORMULAS) <= names
    assert all(check.definition and check.broader for check in checks())
