"""The tabs of the page, side by side.

Knows their names and order; knows nothing of what is in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr
from evigraph.ui.page.about_tab import about_tab
from evigraph.ui.page.ask_tab import ask_tab
from evigraph.ui.page.audit_tab import audit_tab
from evigraph.ui.page.documents_tab import documents_tab
from evigraph.ui.page.editor_tab import editor_tab
from evigraph.ui.page.evidence_tab import evidence_tab

if TYPE_CHECKING:
    from evigraph.ui.page.previews import Previews
    from evigraph.ui.web.site import Site

#: Seconds after which an uploaded file is removed.
HOUR = 3600
HEAD = "# evigraph\nEvidence of health technology assessments, with the words that say it."


def blocks(site: Site, previews: Previews) -> gr.Blocks:
    """The page of a site."""
    page = gr.Blocks(analytics_enabled=False, title="evigraph", fill_width=True, delete_cache=(HOUR, HOUR))
    with page:
        gr.Markdown(HEAD, elem_id="head")
        with gr.Tabs():
            with gr.Tab("Ask", id="ask"):
                ask_tab(site, page)
            with gr.Tab("Evidence", id="evidence") as tab:
                evidence_tab(site, tab)
            with gr.Tab("Documents", id="documents") as tab:
                documents_tab(site, previews, tab)
            with gr.Tab("Audit", id="audit") as tab:
                audit_tab(site, tab)
            with gr.Tab("SPARQL", id="sparql") as tab:
                editor_tab(site, tab)
            with gr.Tab("About", id="about") as tab:
                about_tab(site, tab)
    return page
