"""Each template in its five faces: a chat intent, a call, a tool's schema, a query that runs as it stands, and docs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from evigraph.ontology.errors import UsageError
from evigraph.ontology.rdf import Literal
from evigraph.queries.answering.rows import rows_of
from evigraph.queries.composition import Filter, compose
from evigraph.queries.described import page
from evigraph.queries.parameters import PLAIN, Type
from evigraph.queries.registry import Registry, kinds
from evigraph.queries.template import FOLDER, HEADER, read_template, templates
from rdflib.plugins.sparql import prepareQuery

if TYPE_CHECKING:
    from evigraph.graph.store import LocalReader
    from evigraph.queries.answering.rows import Row

EXAMPLES = {Type.TEXT: "minor", Type.INTEGER: "1", Type.YEAR: "2016", Type.DECIMAL: "1.5", Type.MONTHS: "6-12"}
EXAMPLES |= {Type.BOOLEAN: "true", Type.FLAG: "true"}
NAMES = sorted(templates())
#: Kinds that are no chat intent of their own: passages answer what no kind does, provenance goes with every answer.
WITHOUT_WORDS = {"passages"}
#: Values that nothing has.
NEVER = {Type.TEXT: "nothing has this", Type.MONTHS: "999998-999999"}
UNKNOWN = "https://example.org/nothing"


@pytest.mark.parametrize("name", NAMES)
def test_file_runs_as_it_stands(name: str, reader: LocalReader) -> None:
    sparql = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    prepareQuery(sparql)  # in another engine too
    kind = kinds()[name]
    assert set(reader.select(sparql).variables) >= set(kind.columns) - set(kind.computed)


@pytest.mark.parametrize("name", NAMES)
def test_kind_is_an_intent_of_the_chat(name: str) -> None:
    template = templates()[name]
    assert template.asks
    assert template.words or template.concepts or template.schemes or name in WITHOUT_WORDS


@pytest.mark.parametrize("name", NAMES)
def test_kind_is_a_call_with_a_schema(name: str, reader: LocalReader) -> None:
    kind = kinds()[name]
    assert kind.schema["properties"].keys() == {parameter.name for parameter in kind.parameters}  # type: ignore[attr-defined]
    table = Registry(reader).run(name, {}, limit=2)
    assert all(set(row) <= set(kind.columns) for row in table.rows)


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_takes_a_value_of_its_type(name: str, reader: LocalReader) -> None:
    for parameter in templates()[name].all_parameters.values():
        given = EXAMPLES.get(parameter.type, UNKNOWN)
        Registry(reader).run(name, {parameter.name: given}, limit=1)
        assert (parameter.type in PLAIN) == (parameter.type in EXAMPLES)


@pytest.mark.parametrize("name", NAMES)
def test_a_value_that_nothing_has_finds_nothing(name: str, reader: LocalReader) -> None:
    template = templates()[name]
    for parameter in template.parameters.values():
        if parameter.type not in NEVER and parameter.type in PLAIN:
            continue
        value = parameter.value(NEVER.get(parameter.type, UNKNOWN))
        assert not reader.select(compose(template, [Filter(parameter.name, (value,))])).rows, parameter.name


@pytest.mark.parametrize("name", NAMES)
def test_kind_is_on_the_page_of_kinds(name: str) -> None:
    template = templates()[name]
    assert f"## {template.title}\n" in page()
    assert f"`{name}`" in page()


@pytest.mark.parametrize("name", NAMES)
def test_answer_lines_name_columns_only(name: str) -> None:
    template = templates()[name]
    known = {*template.columns, "figure", "when", "label", "spread", "course", "report", "denied"}
    for line in (template.answer, template.item):
        assert set(re.findall(r"\{(\w+)\}", line)) <= known


def test_header_with_an_unknown_key_is_refused() -> None:
    lines = ["title: T", "asks: [A?]", "parameters: {}", "counted: things", "answer: x", "item: x", "colour: red"]
    content = "\n".join(f"{HEADER} {line}" for line in lines) + "\nSELECT ?a WHERE { ?a ?b ?c }"
    with pytest.raises(TypeError):
        read_template("t", content)


def test_values_never_change_the_algebra() -> None:
    template = templates()["adverse_events"]
    nasty = '" } UNION { ?x ?y ?z } #'
    value = template.parameters["severity"].value(nasty)
    composed = compose(template, [Filter("severity", (value,))])
    harmless = compose(template, [Filter("severity", (template.parameters["severity"].value("x"),))])
    assert composed.replace(str(value), '"x"') == harmless
    prepareQuery(composed)


def test_what_sifts_the_facts_of_studies_gives_the_rows_that_it_finds_alone(reader: LocalReader) -> None:
    """A column may hold spaces and braces, so that its value is one term however it is written."""
    template = templates()["results"]
    every = rows_of(reader.select(compose(template)))
    for row in (row for row in every if " " in row.text("group")):
        study = Filter("study", (template.parameters["study"].value(row.text("study_iri")),))
        group = Filter("group", (template.parameters["group"].value(row.text("group")), *BRACES))
        both = rows_of(reader.select(compose(template, [study, group])))
        assert both == tuple(one for one in every if _same(one, row, "study_iri", "group"))


BRACES = (Literal("a } b"),)


def _same(one: Row, other: Row, *columns: str) -> bool:
    return all(one.text(column) == other.text(column) for column in columns)


@pytest.mark.parametrize(
    ("parameter", "given"),
    [
        ("study", "> . ?s ?p ?o"),
        ("value_over", "1e999999999"),
        ("value_over", "NaN"),
        ("time", "x"),
        ("conflict", "false"),
        ("nothing", "1"),
    ],
)
def test_value_of_another_type_is_refused(parameter: str, given: str, reader: LocalReader) -> None:
    with pytest.raises(UsageError):
        Registry(reader).run("results", {parameter: given})


def test_values_may_be_given_by_name(reader: LocalReader) -> None:
    table = Registry(reader).run("results", {"study": "yoon 2016", "outcome": "pain intensity", "time": "12"})
    assert 5.1 in [row["value"] for row in table.rows]
    assert table.citations[0].quote


def test_kind_that_there_is_none_of_is_refused(reader: LocalReader) -> None:
    with pytest.raises(UsageError, match="no such kind"):
        Registry(reader).run("nonsense", {})
