"""The query editor: prefixes filled in, example queries by question, terms in use, results as a table to keep.

Knows Gradio's editor and SPARQL as text; knows nothing of stores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import gradio as gr
from evigraph.graph.answer import Request
from evigraph.graph.pool import QueryTimeout
from evigraph.graph.solutions import Solutions
from evigraph.ontology.errors import EvigraphError
from evigraph.ontology.rdf import NamedNode
from evigraph.ontology.terms import PREFIXES
from evigraph.ui.example_queries import examples
from evigraph.ui.html import render
from evigraph.ui.page.charts import chart_of_any_rows
from evigraph.ui.page.events import QUIET
from evigraph.ui.page.files import plain_rows
from evigraph.ui.page.places import READ
from evigraph.ui.page.replies import failed_html, flat
from evigraph.ui.page.sparql import rows
from evigraph.ui.web import editor

if TYPE_CHECKING:
    from evigraph.graph.solutions import Bound
    from evigraph.ui.web.site import Site

#: Rows that are shown; the files hold all.
SHOWN = 200
#: What the IRIs of facts have in common, whatever their base.
FACT = "/id/"
FORMATS = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML"}
START = """SELECT ?study ?patients ?node
WHERE {
  ?node a hta:Study ; rdfs:label ?study ; hta:population/hta:nPatients ?patients .
}
ORDER BY DESC(?patients)
LIMIT 100
"""


def editor_tab(site: Site, tab: gr.Tab) -> None:
    """Lay the tab out, and connect it."""
    queries = {f"{one.title}: {one.question}": one.sparql for one in examples()}
    with gr.Row():
        example = gr.Dropdown(label="Example queries, by question", choices=list(queries), value=None, min_width=260)
        term = gr.Dropdown(label="Terms in use, to add to the query", choices=[], value=None, min_width=260)
    code = gr.Code(value=f"{prefixes()}\n{START}", label="SPARQL", lines=14, max_lines=30, elem_id="sparql")
    run = gr.Button("Run", variant="primary", elem_id="run")
    if editor.installed():
        gr.Markdown(f"Or in [Yasgui]({editor.PATH.lstrip('/')}), an editor with completion.")
    shown = gr.Markdown(elem_id="results")
    example.change(lambda chosen: queries.get(chosen, gr.skip()), example, code, **QUIET)
    tab.select(lambda: gr.Dropdown(choices=site.once("terms in use", lambda: terms(site))), None, term, **QUIET)
    term.input(lambda text, chosen: f"{text.rstrip()}\n# {chosen}\n", [code, term], code, **QUIET)
    run.click(lambda text: result_html(site, text), code, shown, **QUIET)


def prefixes() -> str:
    """The usual prefixes, one a line."""
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def terms(site: Site) -> list[str]:
    """Classes and properties in use by their short names, most used first."""
    try:
        listed = rows(site.reader, "terms")
    except QueryTimeout:  # counting a large graph takes longer than a query may
        return []
    return [f"{_short(NamedNode(row['term']))} ({row['number']})" for row in listed]


def result_html(site: Site, query: str) -> str:
    """The answer to a query as markup; an error as the line that says where it is."""
    try:
        answer = site.reader.answer(Request(query=query))
    except EvigraphError as error:
        return failed_html(str(error))
    if answer.kind != "solutions":
        return flat(render("sparql.html", body=answer.body.decode(), kind=answer.kind, heads=(), rows=(), total=0))
    found = Solutions.parse(answer.body)
    shown = [[(_short(term), _words(term)) for term in row] for row in found.rows[:SHOWN]]
    files = {name: f"query.{suffix}?{urlencode({'query': query})}" for suffix, name in FORMATS.items()}
    return flat(
        render(
            "sparql.html",
            body="",
            kind=answer.kind,
            heads=found.variables,
            rows=shown,
            total=len(found),
            files=files,
            truncated=answer.truncated,
            chart=chart_of_any_rows(plain_rows(answer.body)),
            asked=urlencode({"query": query}),
        )
    )


def _words(term: Bound) -> str:
    """Where the words of a fact are read, empty for what is none."""
    is_fact = isinstance(term, NamedNode) and FACT in term.value
    return f"{READ}?{urlencode({'node': term.value})}" if is_fact and term is not None else ""


def _short(term: Bound) -> str:
    """A term as it is shown: with a prefix, where one fits."""
    value = "" if term is None else str(term.value)
    return next((f"{p}:{value[len(iri) :]}" for p, iri in PREFIXES.items() if value.startswith(iri)), value)
