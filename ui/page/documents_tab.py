"""The documents of the store, a reader with all findings marked, and a private preview of a document of one's own.

Knows Gradio's controls; knows nothing of how documents are read.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from evigraph.ontology.errors import EvigraphError
from evigraph.ui.html import render
from evigraph.ui.page.audit_tab import findings
from evigraph.ui.page.events import QUIET, SLOW
from evigraph.ui.page.previews import publish
from evigraph.ui.page.replies import failed_html, flat
from evigraph.ui.page.sparql import rows
from evigraph.ui.page.versions_view import changes_html, older_versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.ui.page.previews import Previews
    from evigraph.ui.web.site import Site

SUFFIXES = [".txt", ".html", ".htm", ".docx", ".pdf"]
FRAME = '<iframe name="reader" title="Document" src="read"></iframe>'


def documents_tab(site: Site, previews: Previews, tab: gr.Tab) -> None:
    """Lay the tab out, and connect it."""
    with gr.Row():
        with gr.Column(scale=3, min_width=300):
            listed = gr.Markdown()
            with gr.Accordion("What changed between versions", open=False) as history:
                version = gr.Dropdown(label="Since", choices=[], value=None)
                changed = gr.Markdown()
            with gr.Accordion("Read a document of your own", open=True):
                given = gr.File(label="Text, HTML, Word or PDF, at most 20 MB", file_types=SUFFIXES, height=140)
                read = gr.Button("Read it, for me alone", elem_id="read-upload")
                told = gr.Markdown(elem_id="upload")
                token = gr.Textbox(label="Operator's token, to publish it for everybody", type="password", lines=1)
                go = gr.Button("Publish", elem_id="publish")
        with gr.Column(scale=2, min_width=300):
            gr.Markdown(FRAME, sanitize_html=False)

    def preview(path: str | None) -> Iterator[str]:
        yield from _preview(previews, path)

    def published(path: str | None, secret: str) -> Iterator[str]:
        yield from _published(site, path, secret)

    tab.select(lambda: library_html(site), None, listed, **QUIET)
    history.expand(lambda: _versions(site), None, version, **QUIET)
    version.change(lambda name: _changes(site, name), version, changed, **QUIET)
    read.click(preview, given, told, **SLOW)
    go.click(published, [given, token], told, **SLOW).then(lambda: library_html(site), None, listed, **QUIET)


def library_html(site: Site) -> str:
    """The list of documents."""
    audited = Counter(found.a.document_id for found in findings(site))
    return flat(render("documents.html", documents=rows(site.reader, "library"), audited=audited))


def _versions(site: Site) -> gr.Dropdown:
    documents = [row["id"] for row in rows(site.reader, "library")]
    return gr.Dropdown(choices=older_versions(site.folder.path, documents))


def _changes(site: Site, version: str | None) -> str:
    if not version:
        return ""
    try:
        return changes_html(site.folder.path, version)
    except EvigraphError as error:
        return failed_html(str(error))


def _preview(previews: Previews, path: str | None) -> Iterator[str]:
    if not path:
        yield failed_html("Choose a document first.")
        return
    yield _told(f"Reading {Path(path).name} ...")
    try:
        found = previews.read(Path(path))
    except EvigraphError as error:
        yield failed_html(str(error))
        return
    yield flat(render("preview.html", found=found, name=Path(path).name))


def _published(site: Site, path: str | None, secret: str) -> Iterator[str]:
    if not path:
        yield failed_html("Choose a document first.")
        return
    yield _told(f"Publishing {Path(path).name} ...")
    try:
        yield _told(publish(Path(path), site.folder.path, secret))
    except EvigraphError as error:
        yield failed_html(str(error))


def _told(message: str) -> str:
    return flat(render("told.html", message=message))
