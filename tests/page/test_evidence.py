"""Evidence of many studies, in the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from evigraph.graph.store import open_store
from evigraph.ui.page.evidence_views import EvidenceViews, Facets
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.page.conftest import Visit

TAGS = re.compile(r"<[^>]+>")


def view(visit: Visit, name: str) -> None:
    visit.open().tab("Evidence")
    expect(visit.page.locator(".evidence table").first).to_be_visible()
    visit.tab(name)


def test_studies_are_narrowed_by_numbers_and_words(visit: Visit):
    view(visit, "Studies")
    studies = visit.page.locator(".evidence tbody th")
    expect(studies).to_have_count(6)
    visit.page.get_by_label("Patients, at least").fill("22")
    expect(studies).to_have_text(["Calixte 2019", "Yoon 2016"])
    visit.page.get_by_label("Words").fill("percryo")
    expect(studies).to_have_text(["Yoon 2016"])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Map", "pain intensity"),
        ("Series", "Yoon 2016: mean pain intensity"),
        ("Harms", "wound infection"),
        ("Gaps", "no study reports it"),
        ("Trace", "only in research"),
        ("Summary of findings", "better quality of life"),
    ],
)
def test_each_view_leads_to_the_words(visit: Visit, name: str, said: str):
    view(visit, name)
    shown = visit.page.locator(".evidence:visible").last
    expect(shown).to_contain_text(said)
    shown.locator("a[href*='read/']:visible").first.click()
    expect(visit.page.frame_locator("#drawer iframe").locator("mark.cited").first).to_be_in_viewport()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#drawer")).to_be_hidden()


def test_a_zero_bears_its_rule_of_three(visit: Visit):
    view(visit, "Harms")
    row = visit.page.locator(".evidence tr", has_text="thrombosis")
    expect(row).to_contain_text("0 of 20*")
    expect(row).to_contain_text("at most 15.0%")


def test_what_may_not_stand_side_by_side_is_told(visit: Visit):
    view(visit, "Compare")
    for label, words in (
        ("First result", "Yoon 2016: mean pain intensity, 1"),
        ("Second result", "Prologo 2017: mean func"),
    ):
        visit.page.get_by_label(label).press_sequentially(words)
        visit.page.get_by_role("option").first.click()
    expect(visit.page.locator(".evidence:visible").last).to_contain_text("may not stand side by side")
    expect(
        visit.page.locator(".evidence:visible").last.locator("tbody th", has_text=re.compile("^scale$"))
    ).to_be_visible()


def test_the_summary_of_findings_can_be_kept(visit: Visit):
    view(visit, "Summary of findings")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="Word").last.click()
    assert download.value.path().read_bytes().startswith(b"PK")


def test_every_number_is_one_click_from_its_words(store: Path):
    views = EvidenceViews(open_store(store), "cryoablation-overview")
    for html in (views.studies(Facets()), views.map(), views.series(), views.harms(), views.gaps(), views.summary()):
        rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
        assert rows
        cells = {row: [TAGS.sub("", cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in rows}
        numbered = [row for row in rows if any(re.search(r"\d", cell) for cell in cells[row])]
        assert [row for row in numbered if 'href="read/' not in row] == []
