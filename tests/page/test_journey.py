"""One researcher's whole journey, as a person would take it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.page.conftest import Visit

OWN = Path(__file__).parents[2] / "examples" / "cryoablation-guidance.txt"


def test_ask_cite_follow_up_plot_keep_link_upload_and_audit(visit: Visit):
    page = visit.open().page
    visit.ask("How did pain change after cryoablation in Yoon 2016?")
    page.locator(".quotes a").first.click()
    expect(page.frame_locator("#beside iframe").locator("mark.cited").first).to_have_text(
        "Before treatment=8.3 (SD 1.9)"
    )
    picture = page.locator(".chart img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    visit.ask("And in Prologo 2017?")
    expect(page.locator(".reply").last).to_contain_text("Prologo 2017")
    with page.expect_download() as kept:
        page.locator(".reply").last.get_by_role("link", name="Word").click()
    assert kept.value.suggested_filename == "answer.docx"
    link = page.get_by_role("link", name="Link to this answer").last.get_attribute("href") or ""
    visit.open(link)
    expect(page.locator(".compared")).to_contain_text("Same")
    visit.tab("Documents")
    visit.upload(OWN)
    expect(page.locator("#upload")).to_contain_text("findings", timeout=60_000)
    visit.tab("Audit")
    expect(
        page.locator(".finding", has_text="Wound infection: 1 in the summary, 2 in the study section")
    ).to_be_visible()


def test_a_newcomer_finds_a_series_its_words_and_a_contradiction_within_two_questions(visit: Visit):
    page = visit.open().page
    visit.ask("How did pain change in Yoon 2016?")
    expect(page.locator(".reply td").get_by_text("5.1 points")).to_be_visible()
    page.locator(".reply td a").first.click()
    expect(page.frame_locator("#beside iframe").locator("mark.cited").first).to_be_in_viewport()
    visit.ask("How often was wound infection reported?")
    expect(page.locator(".reply").last.locator(".against")).to_be_visible()
