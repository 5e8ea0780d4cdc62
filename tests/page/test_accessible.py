"""What axe finds: nothing serious but what Gradio's own markup has, which is listed and may only shrink."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.page.conftest import Visit

AXE = Path(__file__).parents[2] / ".venv/node/node_modules/axe-core/axe.min.js"
#: Rules that Gradio's own markup breaks.
KNOWN = Path(__file__).with_name("known-of-gradio.txt")
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        assert "EVIGRAPH_CI" not in os.environ, "axe is missing"
        pytest.skip("needs axe: make clients")
    return AXE.read_text(encoding="utf-8")


def found(visit: Visit, axe: str) -> dict[str, list[str]]:
    """The rules that are broken, and by what."""
    visit.page.evaluate(axe)
    report: dict[str, Any] = visit.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [rule for rule in report["violations"] if rule["impact"] in SERIOUS]
    return {rule["id"]: [" ".join(map(str, node["target"])) for node in rule["nodes"]] for rule in serious}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_that_is_ours(visit: Visit, axe: str, scheme: str):
    visit.page.emulate_media(color_scheme=scheme)
    visit.open().ask("How often was wound infection reported?")
    visit.page.locator(".quotes a").first.click()
    broken = found(visit, axe)
    for name in ("Evidence", "Documents", "Audit", "SPARQL", "About"):
        visit.tab(name)
        expect(visit.page.locator(".evidence:visible, #sparql:visible").first).to_be_visible()
        for rule, nodes in found(visit, axe).items():
            broken[rule] = [*broken.get(rule, []), *nodes]
    known = dict(line.split(": ", 1) for line in KNOWN.read_text(encoding="utf-8").splitlines())
    ours = {rule: nodes for rule, nodes in broken.items() if rule not in known}
    assert not ours
    if scheme == "light":
        assert set(known) <= set(broken), "a finding is gone: take it off the list"
