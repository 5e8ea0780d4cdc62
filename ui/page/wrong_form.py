"""The form by which a reader says that something of the last answer is wrong.

Knows Gradio's controls; knows nothing of what becomes of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr
from evigraph.ontology.errors import EvigraphError
from evigraph.ui.html import render
from evigraph.ui.page.asking import asker
from evigraph.ui.page.complaints import choices, complain
from evigraph.ui.page.events import QUIET
from evigraph.ui.page.replies import failed_html, flat

if TYPE_CHECKING:
    from evigraph.ui.web.site import Site

SENT = "Written down for review. Nothing changes before a reviewer has looked at it."


def wrong_form(site: Site, earlier: gr.JSON) -> None:
    """Lay the form out, and connect it to the questions of the conversation."""
    with gr.Accordion("This is wrong", open=False, elem_id="wrong") as form:
        what = gr.Dropdown(label="What of the last answer", choices=[], value=None)
        corrected = gr.Textbox(label="It should be", lines=1)
        reason = gr.Textbox(label="Because", lines=1)
        author = gr.Textbox(label="Your name", lines=1)
        send = gr.Button("Send for review", elem_id="complain")
        told = gr.Markdown()

    def offered(questions: list[str]) -> gr.Dropdown:
        found = asker(site).ask(questions[-1], questions[:-1]) if questions else None
        return gr.Dropdown(choices=list(choices(found)) if found else [], value=None)

    def sent(chosen: str | None, should: str, why: str, who: str) -> str:
        try:
            complain(site.folder.path, chosen or "", {"corrected": should, "author": who, "reason": why})
        except EvigraphError as error:
            return failed_html(str(error))
        return flat(render("told.html", message=SENT))

    form.expand(offered, earlier, what, **QUIET)
    send.click(sent, [what, corrected, reason, author], told, **QUIET)
