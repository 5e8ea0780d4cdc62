"""What the sources get wrong, by severity and kind of check, both quotes side by side.

Knows Gradio's controls and stored findings; knows no check.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import gradio as gr
from evigraph.graph.audit.finding import Severity
from evigraph.graph.audit.stored import stored_findings
from evigraph.ui.html import render
from evigraph.ui.page.events import QUIET
from evigraph.ui.page.places import Place
from evigraph.ui.page.replies import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.graph.audit.stored import AuditFinding, Quoted
    from evigraph.ui.web.site import Site

#: What each severity says of the source.
MEANINGS = {
    Severity.CONTRADICTION: "two statements exclude each other",
    Severity.ARITHMETIC: "numbers do not follow from each other",
    Severity.REPORTING: "something is missing or unclear",
    Severity.INFO: "worth knowing",
}
EVERY = ""


def audit_tab(site: Site, tab: gr.Tab) -> None:
    """Lay the tab out, and connect it."""
    with gr.Row():
        document = gr.Dropdown(label="Document", choices=[("all", EVERY)], value=EVERY, min_width=200)
        severity = gr.Dropdown(label="Severity", choices=[("all", EVERY), *Severity], value=EVERY, min_width=200)
    shown = gr.Markdown()

    def opened() -> gr.Dropdown:
        names = sorted({found.a.document_id for found in findings(site)})
        return gr.Dropdown(choices=[("all", EVERY), *names])

    def show(name: str, grave: str) -> str:
        kept = [f for f in findings(site) if name in (EVERY, f.a.document_id) and grave in (EVERY, f.severity)]
        return audit_html(kept)

    tab.select(opened, None, document, **QUIET)
    gr.on([tab.select, document.change, severity.change], show, [document, severity], shown, **QUIET)


def findings(site: Site) -> Sequence[AuditFinding]:
    """All findings of the current generation."""
    return site.once("audit", lambda: stored_findings(site.reader))


def audit_html(found: Sequence[AuditFinding]) -> str:
    """Findings as markup, the gravest first."""
    ordered = sorted(found, key=lambda one: (one.severity.rank, one.check, one.a.document_id, one.a.start))
    groups = [
        (severity, check, [(one, _place(one.a), _place(one.b)) for one in members])
        for (severity, check), members in groupby(ordered, key=lambda one: (one.severity, one.check))
    ]
    return flat(render("audit.html", groups=groups, meanings=MEANINGS, total=len(ordered)))


def _place(quoted: Quoted | None) -> Place | None:
    return Place(quoted.document_id, quoted.start, quoted.end) if quoted else None
