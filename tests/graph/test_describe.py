"""What a document's findings become: chains, quotes, keys, restatements.

Knows records and terms; knows nothing of stores on disk.
"""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from evigraph.graph.describe import describe
from evigraph.ontology import records
from evigraph.ontology.rdf import BlankNode, Literal, NamedNode, Quad, Store, sorted_nquads
from evigraph.ontology.records import Finding, Region, Result
from evigraph.ontology.schema import STRUCTURAL
from evigraph.ontology.terms import PREFIXES

from tests.graph.samples import OVERVIEW, Sample, overview

CHAIN = (Path(__file__).parent / "chain.rq").read_text(encoding="utf-8")


def graph(*extractions: records.Extraction) -> Store:
    """The triples of documents, each once."""
    store = Store()
    for extraction in extractions:
        store.extend(Quad(q.subject, q.predicate, q.object) for q in describe(extraction).quads)
    return store


def rows(store: Store, query: str) -> list[tuple[str | None, ...]]:
    found = store.query(query, prefixes=PREFIXES)
    return [tuple(None if row[v] is None else row[v].value for v in found.variables) for row in found]


def test_one_query_walks_from_study_to_adverse_event() -> None:
    chains = {row[:4] for row in rows(graph(overview()), CHAIN)}
    assert chains == {
        ("Smith 2020", "24", "pain intensity", "wound infection"),
        ("Smith 2020", "24", "patient satisfaction", "wound infection"),
    }


def test_chain_says_where_it_is_open() -> None:
    found = overview()
    alone = replace(found, findings=tuple(f for f in found.findings if isinstance(f, records.Study)))
    assert {row[2:4] for row in rows(graph(alone), CHAIN)} == {("not reported", "not reported")}


def test_every_finding_quotes_the_text_at_its_offsets() -> None:
    found = overview()
    quotes = rows(
        graph(found), "SELECT ?q ?s ?e { ?finding hta:statedIn ?m . ?m oa:exact ?q ; oa:start ?s ; oa:end ?e }"
    )
    assert len(quotes) >= len(found.findings)
    assert all(OVERVIEW[int(start) : int(end)] == quote for quote, start, end in quotes)


def test_words_that_say_an_attribute_are_one_query() -> None:
    query = "SELECT ?q { ?a rdf:predicate hta:nPatients ; rdf:object 24 ; hta:statedIn/oa:exact ?q }"
    assert rows(graph(overview()), query) == [("n=24",)]


def test_printed_precision_survives_the_store() -> None:
    query = "SELECT ?v ?d { ?r hta:value ?v ; hta:decimals ?d ; hta:timeUnit 'month' ; hta:sd ?sd }"
    assert rows(graph(overview()), query) == [("4.2", "2")]


def test_summary_restates_and_says_whether_it_agrees() -> None:
    query = "SELECT ?label ?agrees { ?r hta:restates ?c ; hta:agrees ?agrees ; rdfs:label ?label } ORDER BY ?label"
    assert rows(graph(overview()), query) == [
        ("mean pain intensity, 1 year", "true"),
        ("percentage patient satisfaction, complete satisfaction", "true"),
        ("wound infection", "false"),
    ]


def test_hint_finds_the_study_of_the_same_document() -> None:
    query = "SELECT ?study { ?r hta:hintN 24 ; hta:study/rdfs:label ?study }"
    assert rows(graph(overview()), query) == [("Smith 2020",)]


def test_p_value_points_to_the_result_before_treatment() -> None:
    query = "SELECT ?v { ?r hta:comparedWith/hta:value ?v }"
    assert rows(graph(overview()), query) == [("7",)]


def test_list_keeps_the_order_of_the_source() -> None:
    assert rows(graph(overview()), "SELECT ?d { ?i hta:deviceText ?d }") == [("Freezer 2; Cooler 1",)]


def test_study_is_keyed_by_its_reference() -> None:
    assert rows(graph(overview()), "SELECT ?s { ?s a hta:Study }") == [
        ("https://w3id.org/hta-evidence/id/study/smith-2020-31-81",)
    ]


def test_study_of_two_documents_is_one_node() -> None:
    store = graph(overview(), overview(document_id="draft"))
    assert len(rows(store, "SELECT DISTINCT ?s { ?d hta:includesStudy ?s }")) == 1


def test_unknown_outcome_becomes_a_local_concept_with_the_words_of_the_source() -> None:
    found = overview()
    strange = replace(found.findings[1], outcome="frequency of purring")
    store = graph(replace(found, findings=(found.findings[0], strange)))
    query = (
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?l { ?c hta:unreviewed true ; skos:prefLabel ?l }"
    )
    assert ("frequency of purring",) in rows(store, query)


def test_inserted_paragraph_renames_nothing_and_changes_no_fact() -> None:
    before = describe(overview())
    after = describe(overview(f"Inserted before everything.\n\n{OVERVIEW}"))
    assert facts(before) == facts(after)


def test_changed_number_keeps_the_names_of_all_findings() -> None:
    found = overview()
    changed = tuple(replace(f, value=f.value + 1) if isinstance(f, Result) and f.value else f for f in found.findings)
    after = describe(replace(found, findings=changed))
    assert {q.subject for q in facts(after)} == {q.subject for q in facts(describe(found))}


def facts(description: object) -> set[Quad]:
    sheet = description.sheet
    return {Quad(q.subject, q.predicate, q.object) for q in sheet.quads if q.graph_name == sheet.facts}


def test_names_hold_no_offset() -> None:
    extraction = overview()
    offsets = {str(f.start) for f in extraction.findings if f.start > 99}
    names = {q.subject.value for q in describe(extraction).quads}
    assert not any(offset in name.split("/") for name in names for offset in offsets)


def test_nothing_is_without_a_name() -> None:
    assert not any(isinstance(t, BlankNode) for q in describe(overview()).quads for t in (q.subject, q.object))


def test_description_is_the_same_every_time() -> None:
    assert sorted_nquads(describe(overview()).quads) == sorted_nquads(describe(overview()).quads)


def test_span_without_words_is_not_described() -> None:
    found = overview()
    outside = replace(found.findings[2], start=10_000, end=10_005)
    (rejected,) = describe(replace(found, findings=(*found.findings, outside))).rejected
    assert (rejected.what, rejected.message) == ("Result at 10000-10005 of sample-overview", "The span holds no words.")


def test_place_of_an_unknown_attribute_is_rejected() -> None:
    found = overview()
    (place, *_) = found.findings[0].places
    study = replace(found.findings[0], places=(replace(place, attribute="colour"),))
    (rejected,) = describe(replace(found, findings=(study,))).rejected
    assert rejected.message == "The place is of an attribute that the record does not have."


def test_restatement_bears_its_section() -> None:
    names = [name for (name,) in rows(graph(overview()), "SELECT ?r { ?r a hta:Restatement }")]
    assert {name.rsplit("/", 1)[1] for name in names} == {"summary"}


def test_two_results_of_one_key_stay_two_nodes() -> None:
    found = overview()
    again = replace(found.findings[2], value=Decimal("4.3"), start=found.findings[2].start + 1)
    store = graph(replace(found, findings=(*found.findings, again)))
    assert len(rows(store, "SELECT ?r { ?r a hta:OutcomeResult ; hta:timeUnit 'month' ; hta:sd ?sd }")) == 2


RECORDS = [r for r in vars(records).values() if isinstance(r, type) and issubclass(r, Finding) and r is not Finding]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_of_every_record_reaches_the_graph(record: type[Finding]) -> None:
    say = Sample(OVERVIEW)
    filled = {f.name: value_for(f) for f in fields(record) if f.name not in {*STRUCTURAL, "study", "studies"}}
    filled |= {f.name: "Smith 2020" for f in fields(record) if f.name == "study"}
    filled |= {f.name: ("Smith 2020",) for f in fields(record) if f.name == "studies"}
    made = say(record, "Findings", Region.KEY_FINDINGS, **filled)
    found = overview()
    kept = [f for f in found.findings if isinstance(f, records.Study) and record is not records.Study]
    described = made if record is records.DocumentDescription else found.description
    store = graph(replace(found, description=described, findings=(*kept, made)))
    said = {q.object.value for q in store if isinstance(q.object, Literal | NamedNode)}
    missing = [name for name, value in filled.items() if not all(text in said for text in texts(value))]
    assert missing == []


def value_for(field: object) -> object:
    """A value for a field that no other field has."""
    kind = str(field.type)
    number = 1 + sum(map(ord, field.name))
    if "StudyHint" in kind:
        return records.StudyHint(design="design word", n=number, unit="unit word")
    if field.name == "parts":
        return (("parts word", number),)
    if "tuple" in kind:
        return (f"{field.name} word",)
    numeric = {"Decimal": Decimal(number) / 4, "int": number, "bool": True}
    return next((value for name, value in numeric.items() if name in kind), f"{field.name} word")


def texts(value: object) -> list[str]:
    """How a value looks in the graph."""
    if isinstance(value, records.StudyHint):
        return [value.design, str(value.n), value.unit]
    if isinstance(value, tuple):
        return [text for part in value for text in texts(part)]
    if isinstance(value, bool):
        return [str(value).lower()]
    return [f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)]
