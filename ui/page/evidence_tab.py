"""The evidence of many studies: cards, map, series, harms, gaps, trace, summary of findings, comparisons.

Knows Gradio's controls; knows nothing of how anything is computed or shown.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import gradio as gr
from evigraph.queries.synthesis.evidence_base import bases
from evigraph.ui.page.events import QUIET
from evigraph.ui.page.evidence_views import EvidenceViews, Facets

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.ui.web.site import Site

#: The views that need nothing but an evidence base.
VIEWS: dict[str, Callable[[EvidenceViews], str]] = {
    "Map": EvidenceViews.map,
    "Series": EvidenceViews.series,
    "Harms": EvidenceViews.harms,
    "Gaps": EvidenceViews.gaps,
    "Trace": EvidenceViews.trace,
    "Summary of findings": EvidenceViews.summary,
}
SORTS = ["study", "patients", "follow_up", "age", "year", "country", "design"]


def evidence_tab(site: Site, tab: gr.Tab) -> None:
    """Lay the tab out, and connect it; a view is made when it is opened."""
    base = gr.Dropdown(label="Evidence of", interactive=True, elem_id="base", **_offered(site, None))
    views_shown = []
    with gr.Tabs() as tabs:
        with gr.Tab("Studies", id="Studies"):
            _studies(site, tab, base)
        for name, view in VIEWS.items():
            with gr.Tab(name, id=name) as sub:
                views_shown.append(shown := gr.Markdown())
                sub.select(partial(_view, site, view), base, shown, **QUIET)
        with gr.Tab("Compare", id="Compare") as sub:
            _compare(site, sub, base)
    # Of another evidence base, the studies are seen first; the other views are made when they are opened.
    base.input(lambda: [gr.Tabs(selected="Studies"), *("" for _ in VIEWS)], None, [tabs, *views_shown], **QUIET)
    tab.select(lambda name: gr.Dropdown(**_offered(site, name)), base, base, **QUIET)


def views(site: Site, document: str) -> EvidenceViews:
    """The views of an evidence base, kept as long as its generation is current; of another name empty ones."""
    if document not in dict(bases(site.reader)):
        return EvidenceViews(site.reader, document)
    return site.once(f"evidence {document}", lambda: EvidenceViews(site.reader, document))


def _offered(site: Site, chosen: str | None) -> dict[str, Any]:
    """The evidence bases that can be chosen, and the one that is."""
    found = bases(site.reader)
    names = [name for name, _ in found]
    first = names[0] if names else None
    return {
        "choices": [(f"{name}: {title}", name) for name, title in found],
        "value": chosen if chosen in names else first,
    }


def _view(site: Site, view: Callable[[EvidenceViews], str], document: str | None) -> str:
    return view(views(site, document)) if document else ""


def _studies(site: Site, tab: gr.Tab, base: gr.Dropdown) -> None:
    with gr.Row():
        words = gr.Textbox(label="Words", placeholder="country, device, population ...", min_width=140)
        design = gr.Dropdown(label="Design", choices=[("any", "")], value="", min_width=140)
        patients = gr.Number(label="Patients, at least", value=0, minimum=0, min_width=140)
        follow_up = gr.Number(label="Follow-up in months, at least", value=0, minimum=0, min_width=140)
        sort = gr.Dropdown(label="Sort by", choices=SORTS, value="study", min_width=140)
    shown = gr.Markdown()

    def show(document: str | None, *given: object) -> str:
        if not document:
            return ""
        typed = dict(zip(("words", "design", "patients", "follow_up", "sort"), given, strict=True))
        return views(site, document).studies(Facets(**{name: value for name, value in typed.items() if value}))  # type: ignore[arg-type]

    def designs(document: str | None) -> gr.Dropdown:
        studies = views(site, document).base.studies if document else ()
        names = sorted({study.details["design"] for study in studies if "design" in study.details})
        return gr.Dropdown(choices=[("any", ""), *names])

    gr.on([tab.select, base.change], designs, base, design, **QUIET)
    base.input(str, None, design, **QUIET)
    changes = [tab.select, base.change, words.change, design.change, patients.change, follow_up.change, sort.change]
    gr.on(changes, show, [base, words, design, patients, follow_up, sort], shown, **QUIET)


def _compare(site: Site, tab: gr.Tab, base: gr.Dropdown) -> None:
    with gr.Row():
        first = gr.Dropdown(label="First result", choices=[], min_width=240)
        second = gr.Dropdown(label="Second result", choices=[], min_width=240)
    shown = gr.Markdown()

    def choices(document: str | None) -> tuple[gr.Dropdown, gr.Dropdown]:
        facts = views(site, document).facts() if document else []
        return gr.Dropdown(choices=facts, value=None), gr.Dropdown(choices=facts, value=None)

    def compared(document: str | None, one: str | None, other: str | None) -> str:
        return views(site, document).compared(one or "", other or "") if document else ""

    tab.select(choices, base, [first, second], **QUIET)
    gr.on([first.change, second.change], compared, [base, first, second], shown, **QUIET)
