"""The chat: a question in, an answer with its quotes out, and the document beside it.

Knows Gradio's chat; knows nothing of how questions are answered or answers shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr
from evigraph.ui.page.asking import asker, examples
from evigraph.ui.page.replies import asked_html, reply_html

if TYPE_CHECKING:
    from evigraph.ui.web.site import Site

Messages = list[dict[str, Any]]


def ask_tab(site: Site, page: gr.Blocks) -> None:
    """Lay the tab out, and connect it."""
    questions = gr.State([])
    with gr.Row(elem_id="desk"):
        with gr.Column(scale=3, min_width=300):
            chat = gr.Chatbot(
                label="Conversation",
                height="62vh",
                layout="panel",
                latex_delimiters=[],
                feedback_options=None,
                buttons=["copy"],
                group_consecutive_messages=False,
                placeholder="Ask about a study, an outcome, a harm or a recommendation.",
                elem_id="chat",
            )
            with gr.Row():
                box = gr.Textbox(
                    label="Your question",
                    placeholder="How did pain change in ...?",
                    lines=1,
                    max_lines=4,
                    scale=5,
                    elem_id="question",
                    autofocus=True,
                    max_length=2000,
                )
                send = gr.Button("Ask", variant="primary", scale=1, min_width=80, elem_id="ask")
            near = gr.Dataset(
                label="Questions to try",
                components=[box],
                samples=[[q] for q in examples(site)],
                type="values",
                elem_id="near",
                samples_per_page=6,
            )
        with gr.Column(scale=2, min_width=300, elem_id="beside"):
            gr.Markdown('<iframe name="reader" title="Source document" src="read"></iframe>', sanitize_html=False)

    def answer(question: str, earlier: list[str], shown: Messages) -> tuple[str, list[str], Messages, gr.Dataset]:
        question = question.strip()
        if not question:
            return "", earlier, shown, gr.Dataset()
        found = asker(site).ask(question, earlier)
        told = [
            {"role": "user", "content": asked_html(question)},
            {"role": "assistant", "content": reply_html(found, earlier)},
        ]
        nearby = gr.Dataset(samples=[[q] for q in found.suggestions], label="Questions near this one")
        return "", [*earlier, question], [*shown, *told], nearby if found.suggestions else gr.Dataset()

    given, shown = [box, questions, chat], [box, questions, chat, near]
    gr.on([box.submit, send.click], answer, given, shown, api_visibility="private", show_progress="minimal")
    near.click(lambda sample: sample[0], near, box, api_visibility="private", show_progress="hidden").then(
        answer, given, shown, api_visibility="private", show_progress="minimal"
    )
