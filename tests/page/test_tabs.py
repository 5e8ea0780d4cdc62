"""Audit, query editor and the rest, in the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.page.conftest import PHONE

if TYPE_CHECKING:
    from tests.page.conftest import Visit


def test_both_quotes_of_a_contradiction_stand_side_by_side(visit: Visit):
    visit.open().tab("Audit")
    finding = visit.page.locator(".finding", has_text="Wound infection: 1 in the summary, 2 in the study section")
    expect(finding.locator("blockquote")).to_have_count(2)
    first, second = finding.locator("blockquote").all()
    assert first.bounding_box()["y"] == second.bounding_box()["y"]
    second.locator("a").click()
    expect(visit.page.frame_locator("#drawer iframe").locator("mark.cited").first).to_be_in_viewport()


def test_findings_are_narrowed_by_severity(visit: Visit):
    visit.open().tab("Audit")
    expect(visit.page.locator(".finding").first).to_be_visible()
    visit.page.get_by_label("Severity").click()
    visit.page.get_by_role("option", name="arithmetic").click()
    expect(visit.page.locator(".audit h3", has_text="contradiction")).to_have_count(0)
    expect(visit.page.locator(".audit h3", has_text="arithmetic: percentage")).to_be_visible()


def test_a_query_is_run_and_its_rows_are_kept(visit: Visit):
    visit.open().tab("SPARQL")
    visit.page.locator("#run").click()
    rows = visit.page.locator("#results tbody tr")
    expect(rows).to_have_count(6)
    expect(rows.first).to_contain_text("221")
    with visit.page.expect_download() as download:
        visit.page.locator("#results").get_by_role("link", name="CSV").click()
    assert download.value.path().read_bytes().startswith(b"study,patients,node\r\nCalixte 2019,221,http")


def test_rows_of_a_query_lead_to_words_and_make_a_picture(visit: Visit):
    visit.open().tab("SPARQL")
    visit.page.locator("#run").click()
    picture = visit.page.locator("#results .chart img")
    expect(picture).to_have_attribute("alt", re.compile("Bar chart of patients. Calixte 2019: 221"))
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    visit.page.locator("#results tbody a").first.click()
    expect(visit.page.frame_locator("#drawer iframe").locator("mark.cited").first).to_contain_text("Calixte")


def test_accuracy_is_told_by_field_with_its_number(visit: Visit):
    visit.open().tab("About")
    visit.page.locator("summary", has_text="adverse events, by field").click()
    row = visit.page.locator("details[open] tr", has_text="denominator")
    expect(row.locator("td")).to_have_count(4)
    assert int(row.locator("td").first.inner_text()) > 50


def test_an_example_query_fills_the_editor_and_runs(visit: Visit):
    visit.open().tab("SPARQL")
    visit.page.get_by_label("Example queries").click()
    visit.page.get_by_role("option").first.click()
    expect(visit.page.locator("#sparql .cm-content")).to_contain_text("SELECT DISTINCT")
    visit.page.locator("#run").click()
    expect(visit.page.locator("#results table")).to_be_visible()


def test_a_mistake_in_a_query_is_told_with_its_place(visit: Visit):
    visit.open().tab("SPARQL")
    editor = visit.page.locator("#sparql .cm-content")
    editor.fill("SELECT ?x WHERE { ?x ")
    expect(editor).to_contain_text("SELECT ?x WHERE { ?x")
    editor.blur()
    visit.page.wait_for_load_state("networkidle")
    visit.page.locator("#run").click()
    expect(visit.page.locator("#results .failed")).to_contain_text("error at 1:22")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_tab_fits_a_phone(visit: Visit, scheme: str):
    visit.page.set_viewport_size(PHONE)
    visit.page.emulate_media(color_scheme=scheme)
    visit.open()
    for name in ("Evidence", "Documents", "Audit", "SPARQL", "About"):
        tab = visit.page.get_by_role("tab", name=name, exact=True)
        if not tab.is_visible():
            visit.page.locator(".overflow-menu > button").first.click()
            tab = visit.page.locator(".overflow-dropdown button", has_text=name)
        tab.click()
        expect(visit.page.locator(".evidence:visible, #sparql:visible").first).to_be_visible()
        assert visit.fits(), name
