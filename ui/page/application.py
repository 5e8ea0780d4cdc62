"""The page's own application: Gradio's, and the plain pages and files that it links to.

Knows how Gradio is mounted and kept from asking other hosts; knows nothing of what the tabs do.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from evigraph.ui.page.blocks import blocks
from evigraph.ui.page.evidence_files import evidence_file_routes
from evigraph.ui.page.files import file_routes
from evigraph.ui.page.previews import Previews
from evigraph.ui.page.reader import reader_routes
from fastapi import FastAPI

if TYPE_CHECKING:
    from evigraph.ui.web.site import Site

PAGES = Path(__file__).parents[1] / "pages"
#: Fonts that every system has, so that none is fetched.
SANS = ("system-ui", "sans-serif")
MONO = ("ui-monospace", "monospace")
#: The largest document that may be uploaded.
LARGEST_UPLOAD = "20mb"


def application(site: Site) -> FastAPI:
    """The application that answers at `/` and below."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    previews = Previews()
    app = FastAPI(
        openapi_url=None, routes=[previews.route, *reader_routes(site), *file_routes(site), *evidence_file_routes(site)]
    )
    theme = gr.themes.Default(font=SANS, font_mono=MONO, primary_hue="blue")
    script, phone = ((PAGES / name).read_text(encoding="utf-8") for name in ("page.js", "phone.css"))
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks(site, previews),
        path="/",
        theme=theme,
        css=(PAGES / "page.css").read_text(encoding="utf-8"),
        head=f"<style>{phone}</style><script>{script}</script>",  # Gradio changes whom rules for phones are about
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
    )
    return mounted
