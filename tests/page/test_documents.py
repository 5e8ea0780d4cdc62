"""Documents: reading those of the store, and one's own in private, in the browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import evigraph
import pytest
from playwright.sync_api import expect

from tests.page.conftest import Visit
from tests.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

GUIDANCE = Path(__file__).parents[2] / "examples" / "cryoablation-guidance.txt"


def test_a_document_is_read_with_its_findings_marked_by_kind(visit: Visit):
    visit.open().tab("Documents")
    visit.page.get_by_role("link", name="Interventional procedure overview").click()
    reader = visit.page.frame_locator("iframe[title=Document]")
    expect(reader.locator(".kinds mark", has_text="outcome result")).to_be_visible()
    expect(reader.locator("pre mark").nth(100)).to_be_attached()


def test_each_document_is_listed_with_profile_coverage_and_audit(visit: Visit):
    visit.open().tab("Documents")
    row = visit.page.locator(".evidence tr", has_text="cryoablation-overview")
    cells = row.locator("td")
    expect(cells.nth(3)).to_have_text(re.compile(r"[1-9]\d*"))
    assert cells.all_inner_texts()[:2] == ["overview", "nice-overview-2022"]
    expect(cells.nth(2)).to_have_text(re.compile(r"^\d+ of \d+ units$"))


def test_a_document_of_ones_own_is_read_in_private(visit: Visit, tmp_path: Path):
    path = tmp_path / "my <b>draft.txt"
    path.write_text(GUIDANCE.read_text(encoding="utf-8"), encoding="utf-8")
    visit.open().tab("Documents")
    visit.upload(path)
    told = visit.page.locator("#upload")
    expect(told).to_contain_text("findings", timeout=60_000)
    assert told.locator("b").count() == 0
    told.get_by_role("link").click()
    expect(visit.page.frame_locator("iframe[title=Document]").locator("mark").first).to_be_visible()
    expect(visit.page.locator(".evidence table").first).not_to_contain_text("draft")


def test_a_broken_upload_is_told_in_one_line(visit: Visit, tmp_path: Path):
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 nothing else")
    visit.open().tab("Documents")
    visit.upload(path)
    failed = visit.page.locator("#upload .failed")
    expect(failed).to_contain_text("broken.pdf", timeout=60_000)
    assert str(tmp_path) not in failed.inner_text()
    assert "Traceback" not in failed.inner_text()


def test_nobody_publishes_without_the_operators_token(visit: Visit):
    visit.open().tab("Documents")
    visit.upload(GUIDANCE)
    visit.page.get_by_label("Operator's token").fill("guessed")
    visit.page.locator("#publish").click()
    expect(visit.page.locator("#upload .failed")).to_contain_text("publishing is off", timeout=60_000)


@pytest.mark.parametrize("header", [{"Origin": "https://example.org"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_page_of_another_host_uploads_nothing(address: str, header: dict[str, str]):
    with pytest.raises(HTTPError, match="403"):
        urlopen(Request(f"{address}gradio_api/upload", data=b"x", headers=header))


def test_what_changed_since_an_older_version_is_told_with_the_words_of_both(context: BrowserContext, tmp_path: Path):
    guidance, store = tmp_path / "guidance.txt", tmp_path / "store"
    for wording in ("should be used only in research", "should be used with special arrangements"):
        changed = GUIDANCE.read_text(encoding="utf-8").replace("should be used only in research", wording)
        guidance.write_text(changed, encoding="utf-8")
        assert evigraph.build(guidance, store=store, workers=1).ok
    with serving("--store", store, "--workers", 1) as address:
        urlopen(address, timeout=120).close()
        visit = Visit(context.new_page(), address).open()
        visit.tab("Documents")
        visit.page.get_by_role("button", name="What changed between versions").click()
        visit.page.get_by_label("Since").click()
        visit.page.get_by_role("option").first.click()
        change = visit.page.locator(".finding", has_text="recommendation changed")
        expect(change.locator("blockquote").first).to_contain_text("only in research")
        expect(change.locator("blockquote").last).to_contain_text("with special arrangements")
        visit.page.close()
