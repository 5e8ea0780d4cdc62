"""Asking: answers with their words, in the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from evigraph.graph.corrections.correction import read_corrections
from playwright.sync_api import expect

from tests.page.conftest import PHONE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.page.conftest import Visit

PAIN = "How did pain change after cryoablation in Yoon 2016?"


def test_pain_of_one_study_is_told_with_its_five_values_and_their_words(visit: Visit):
    visit.open().ask(PAIN)
    reply = visit.page.locator(".reply")
    for value in ("8.3", "2.3", "3.2", "4.7", "5.1"):
        expect(reply.locator("td", has_text=re.compile(rf"^{re.escape(value)}\b"))).to_be_visible()
    expect(reply.locator(".quotes a").first).to_be_visible()
    expect(reply.locator(".chart img")).to_have_attribute("alt", re.compile("8.3 at 0 months, 2.3 at 1 months"))


def test_a_citation_opens_the_document_at_the_exact_words(visit: Visit):
    visit.open().ask("How often was wound infection reported?")
    link = visit.page.locator(".quotes a").first
    quote = link.inner_text().strip("“”")
    link.click()
    cited = visit.page.frame_locator("#beside iframe").locator("mark.cited")
    expect(cited.first).to_be_in_viewport()
    assert "".join(cited.all_inner_texts()) == quote


def test_a_contradiction_stands_beside_the_answer(visit: Visit):
    visit.open().ask("How often was wound infection reported?")
    expect(visit.page.locator(".reply .against")).to_contain_text("wound infection was reported in 1 man")


def test_a_follow_up_question_is_understood(visit: Visit):
    visit.open().ask("How many patients were in Yoon 2016?")
    visit.ask("And in Calixte 2019?")
    expect(visit.page.locator(".reply").last).to_contain_text("221")


def test_every_answer_is_seen_from_its_beginning(visit: Visit):
    visit.open()
    for question in (PAIN, "Rare-harm board", PAIN):
        visit.ask(question)
        expect(visit.page.locator(".asked").last).to_be_in_viewport()
        expect(visit.page.locator(".reply .answer").last).to_be_in_viewport()


def test_an_answer_is_copied_with_its_quotes_and_its_link(visit: Visit):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open().ask("How many patients were in Yoon 2016?")
    visit.page.get_by_role("button", name="Copy").last.click()
    expect(visit.page.get_by_text("Copied")).to_be_visible()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert "22 patients" in copied
    assert "“" in copied
    assert f"{visit.address}?q=How" in copied


def test_computed_intervals_are_labelled_drawn_and_lead_to_words(visit: Visit):
    visit.open().ask("Proportions with intervals in Cazzato 2016")
    reply = visit.page.locator(".reply").last
    expect(reply.locator("th", has_text="Wilson 95% (computed)")).to_be_attached()
    expect(reply.locator(".chart img")).to_have_attribute("alt", re.compile("18 of 24, 75.0%"))
    assert reply.locator("tbody tr").count() == reply.locator("tbody a").count()


def test_words_that_cannot_be_placed_are_marked(visit: Visit):
    visit.open().ask("Was xyzzy pain treated in Yoon 2016?")
    expect(visit.page.locator(".asked mark")).to_have_text("xyzzy")


def test_an_example_is_one_click_away(visit: Visit):
    visit.open().page.locator("#near button").first.click()
    expect(visit.page.locator(".reply .quotes li").first).to_be_visible()


def test_a_link_asks_again_and_says_that_nothing_changed(visit: Visit):
    visit.open().ask("How many patients were in Yoon 2016?")
    link = visit.page.get_by_role("link", name="Link to this answer").get_attribute("href") or ""
    visit.open(link)
    expect(visit.page.locator(".compared")).to_contain_text("Same as when this link was made")
    visit.open(re.sub("rows=[0-9a-f]+", "rows=0", link))
    expect(visit.page.locator(".compared")).to_contain_text("the rows of the answer changed")


@pytest.mark.parametrize(
    ("name", "start"), [("CSV", b"node,"), ("Word", b"PK"), ("Markdown", b"# "), ("RIS", b"TY  - ")]
)
def test_an_answer_can_be_kept(visit: Visit, name: str, start: bytes):
    visit.open().ask("How often was wound infection reported?")
    with visit.page.expect_download() as download:
        visit.page.locator(".keep").get_by_role("link", name=name).click()
    assert download.value.path().read_bytes().startswith(start)


INJECTIONS = [
    "<img src=x onerror=alert(1)> in Yoon 2016",
    "</p></div><script>alert(1)</script>",
    "![x](https://example.org/x.png) [y](javascript:alert(1)) pain",
    "pain $\\href{javascript:alert(1)}{x}$ <svg/onload=alert(1)>",
    "{{ 7 * 7 }} {% raw %} pain in Yoon 2016",
]


def test_what_people_type_is_shown_as_they_typed_it(visit: Visit):
    visit.page.on("dialog", lambda dialog: visit.complaints.append(dialog.message))
    visit.open()
    for number, typed in enumerate(INJECTIONS):
        visit.ask(typed)
        assert visit.page.locator(".asked").nth(number).inner_text() == typed
    assert visit.page.locator("#chat img, #chat script, #chat svg[onload]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_asks_for_sideways_scrolling_on_a_phone(visit: Visit, scheme: str):
    visit.page.set_viewport_size(PHONE)
    visit.page.emulate_media(color_scheme=scheme)
    visit.open().ask(PAIN)
    assert visit.fits()


def test_everything_is_reached_by_keyboard(visit: Visit):
    visit.open().ask("How often was wound infection reported?")
    seen = set()
    for _ in range(40):
        visit.page.keyboard.press("Shift+Tab")
        seen.add(
            visit.page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || ''").strip()
        )
    assert {"[1]", "Link to this answer", "The SPARQL that ran", "Ask"} <= seen


def test_what_is_wrong_is_written_down_for_review(visit: Visit, store: Path):
    visit.open().ask("How often was wound infection reported?")
    visit.page.get_by_role("button", name="This is wrong").click()
    visit.page.get_by_label("What of the last answer").click()
    visit.page.get_by_role("option", name="n 2").click()
    for label, typed in (("It should be", "1"), ("Because", 'The "summary" says so.'), ("Your name", "A reader")):
        visit.page.get_by_label(label).fill(typed)
    visit.page.locator("#complain").click()
    expect(visit.page.get_by_text("Written down for review")).to_be_visible()
    (found,) = read_corrections(store / "corrections-proposed.toml")
    assert (found.attribute, found.extracted, found.corrected) == ("n", "2", "1")
    assert found.reason == 'The "summary" says so.'


def test_an_empty_complaint_is_refused(visit: Visit):
    visit.open().page.get_by_role("button", name="This is wrong").click()
    visit.page.locator("#complain").click()
    expect(visit.page.locator("#wrong .failed")).to_contain_text("fill in everything first")


def test_a_cleared_conversation_is_forgotten(visit: Visit):
    visit.open().ask("How many patients were in Yoon 2016?")
    visit.page.get_by_role("button", name="Clear").click()
    expect(visit.page.locator(".reply")).to_have_count(0)
    visit.ask("And in that one?")
    expect(visit.page.locator(".reply").last).not_to_contain_text("22")
