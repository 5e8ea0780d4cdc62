"""The chat: a question in, an answer with its quotes out, and the document beside it.

Knows Gradio's chat; knows nothing of how questions are answered or answers shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr
from evigraph.ontology.errors import EvigraphError
from evigraph.ui.page.asking import asker, examples
from evigraph.ui.page.events import QUIET
from evigraph.ui.page.replies import asked_html, compared_html, failed_html, reply_html
from evigraph.ui.page.wrong_form import wrong_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evigraph.ui.web.site import Site

Messages = list[dict[str, Any]]

#: Characters of a question; longer ones are refused by who answers.
LONGEST = 2000
FRAME = '<iframe name="reader" title="Source document" src="read"></iframe>'


def ask_tab(site: Site, page: gr.Blocks) -> None:
    """Lay the tab out, and connect it; an address with a question asks it when the page opens."""
    earlier = gr.JSON([], visible=False)  # kept in the browser, so that a server that was restarted knows it too
    with gr.Row(elem_id="desk"):
        with gr.Column(scale=3, min_width=300):
            chat = _chat()
            with gr.Row(elem_id="asking"):
                box = _box()
                send = gr.Button("Ask", variant="primary", scale=0, min_width=90, elem_id="ask")
            near = gr.Dataset(
                label="Questions to try",
                components=[box],
                samples=[[question] for question in examples(site)],
                layout="gallery",
                elem_id="near",
            )
            wrong_form(site, earlier)
        with gr.Column(scale=2, min_width=300, elem_id="beside"):
            gr.Markdown(FRAME, sanitize_html=False)  # of our own; gr.HTML asks for scripts that the policy forbids

    def answer(question: str, before: list[str], shown: Messages) -> tuple[Any, ...]:
        known = before if shown else []  # the chat is cleared in the browser, before we hear of it
        return _answered(site, question.strip(), known, shown)

    def opened(request: gr.Request) -> tuple[Any, ...]:
        return _opened(site, dict(request.query_params), request.query_params.getlist("h"))

    given, made = [box, earlier, chat], [box, earlier, chat, near]
    gr.on([box.submit, send.click], answer, given, made, **QUIET)
    page.load(opened, None, made, **QUIET)
    chat.clear(list, None, earlier, **QUIET)
    near.click(lambda sample: sample[0], near, box, **QUIET).then(answer, given, made, **QUIET)


def _answered(site: Site, question: str, before: list[str], shown: Messages) -> tuple[Any, ...]:
    """What changes on the page when a question was asked: box, earlier questions, chat, buttons."""
    if not question:
        return gr.skip(), gr.skip(), gr.skip(), gr.skip()
    try:
        found = asker(site).ask(question, before)
    except EvigraphError as error:
        told = [_message("user", asked_html(question)), _message("assistant", failed_html(str(error)))]
        return question, before, [*shown, *told], gr.skip()
    told = [
        _message("user", asked_html(question, found.unplaced)),
        _message("assistant", reply_html(found, before, site.reader)),
    ]
    nearby = gr.Dataset(samples=[[near] for near in found.suggestions], label="Questions near this one")
    return "", [*before, question], [*shown, *told], nearby if found.suggestions else gr.skip()


def _opened(site: Site, given: Mapping[str, str], before: list[str]) -> tuple[Any, ...]:
    """The question of an address, asked again, and whether its answer is still the same."""
    question = given.get("q", "").strip()[:LONGEST]
    box, earlier, shown, near = _answered(site, question, before, [])
    if isinstance(earlier, list) and earlier[-1:] == [question] and "rows" in given:
        shown = [*shown, _message("assistant", compared_html(given, asker(site).ask(question, before).receipt))]
    return box, earlier, shown, near


def _message(role: str, content: str) -> dict[str, str]:
    return {"role": role, "content": content}


def _chat() -> gr.Chatbot:
    return gr.Chatbot(
        label="Conversation",
        height=None,
        min_height="22vh",
        max_height="66vh",
        autoscroll=False,  # to the end; the page's script shows the beginning of an answer
        layout="panel",
        latex_delimiters=[],
        feedback_options=None,
        buttons=[],
        group_consecutive_messages=False,
        placeholder="Ask about a study, an outcome, a harm or a recommendation.",
        elem_id="chat",
    )


def _box() -> gr.Textbox:
    return gr.Textbox(
        label="Your question",
        placeholder="How did pain change in ...?",
        lines=1,
        max_lines=4,
        max_length=LONGEST,
        elem_id="question",
        autofocus=True,
    )
