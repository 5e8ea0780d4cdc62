"""Literals are written as a store keeps them.  Knows RDF terms; knows nothing of the ontology."""

from __future__ import annotations

from decimal import Decimal

import pytest
from evigraph.ontology.rdf import NamedNode, Quad, Store, date, decimal, decimal_places, sorted_nquads, text
from hypothesis import given
from hypothesis import strategies as st

NODE = NamedNode("https://example.org/x")
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=5).map(lambda d: d.normalize())


@given(NUMBERS)
def test_decimal_is_what_a_store_gives_back(number: Decimal) -> None:
    store = Store()
    store.add(Quad(NODE, NODE, decimal(number)))
    assert next(iter(store)).object == decimal(number)
    assert Decimal(decimal(number).value) == number


@pytest.mark.parametrize(("printed", "places"), [("3.0", 1), ("3", 0), ("0.000", 3), ("1E+2", 0), ("-5.70", 2)])
def test_decimal_places(printed: str, places: int) -> None:
    assert decimal_places(Decimal(printed)) == places


@pytest.mark.parametrize(
    ("printed", "kind"), [("2022-08-08", "date"), ("2022-08", "gYearMonth"), ("2022", "gYear"), ("spring", "string")]
)
def test_date_is_typed_at_its_own_precision(printed: str, kind: str) -> None:
    assert date(printed).datatype.value.endswith(f"#{kind}")
    assert date(printed).value == printed


@given(st.lists(st.text(max_size=20), max_size=20))
def test_equal_sets_of_quads_are_equal_bytes(words: list[str]) -> None:
    quads = [Quad(NODE, NODE, text(word), NODE) for word in words]
    assert sorted_nquads(quads) == sorted_nquads([*reversed(quads), *quads])
