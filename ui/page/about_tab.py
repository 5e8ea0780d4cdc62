"""What this is, how accurate, under which licences, and what it is not.

Knows what the store holds and what was measured; knows nothing of how it was measured.
"""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from evigraph.graph.version import extractor_version
from evigraph.ui.html import render
from evigraph.ui.page.events import QUIET
from evigraph.ui.page.replies import flat
from evigraph.ui.page.sparql import rows

if TYPE_CHECKING:
    from evigraph.ui.web.site import Site

#: Accuracy of each evidence table and of its fields on documents that people annotated, as `benchmarks` measured it.
ACCURACY = Path(__file__).parents[1] / "pages" / "accuracy.csv"


def about_tab(site: Site, tab: gr.Tab) -> None:
    """Lay the tab out, and connect it."""
    shown = gr.Markdown()
    tab.select(lambda: about_html(site), None, shown, **QUIET)


def about_html(site: Site) -> str:
    """The page about the program and the store."""
    measured = list(csv.DictReader(ACCURACY.open(encoding="utf-8"))) if ACCURACY.is_file() else []
    tables = [list(lines) for _, lines in groupby(measured, key=lambda line: line["table"])]
    documents = rows(site.reader, "documents")
    return flat(render("about.html", version=extractor_version(), documents=documents, tables=tables))
