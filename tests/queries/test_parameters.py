"""Values of parameters: what the description of the API forbids is refused, what it allows becomes a term."""

from __future__ import annotations

import pytest
from evigraph.ontology.errors import UsageError
from evigraph.queries.parameters import PLAIN, Parameter, Type

ALLOWED = {
    Type.TEXT: ("anything", ""),
    Type.INTEGER: ("12", "-3"),
    Type.YEAR: ("1000", "9999"),
    Type.DECIMAL: ("1.5", "-2"),
    Type.BOOLEAN: ("true", "false", "1", "0"),
    Type.FLAG: ("true", "1"),
    Type.MONTHS: ("6", "6-12", "1.5-3"),
}
FORBIDDEN = {
    Type.INTEGER: ("x", "1.5", ""),
    Type.YEAR: ("999", "10000", "x"),
    Type.DECIMAL: ("NaN", "1e999999999", "x"),
    Type.BOOLEAN: ("2", "maybe", ""),
    Type.FLAG: ("false", "0", "2", ""),
    Type.MONTHS: ("x", "6-", "6-x", "-6", "6-12-18", "NaN"),
    Type.STUDY: ("", "a name", "x:> } DROP ALL"),
}


def test_every_type_has_its_cases() -> None:
    assert set(ALLOWED) == set(PLAIN)
    assert set(FORBIDDEN) - {Type.STUDY} == set(PLAIN) - {Type.TEXT}


@pytest.mark.parametrize(("kind", "given"), [(kind, given) for kind, all_ in ALLOWED.items() for given in all_])
def test_what_is_allowed_becomes_a_term(kind: Type, given: str) -> None:
    assert Parameter("it", kind).value(given)


@pytest.mark.parametrize(("kind", "given"), [(kind, given) for kind, all_ in FORBIDDEN.items() for given in all_])
def test_what_is_forbidden_is_refused(kind: Type, given: str) -> None:
    with pytest.raises(UsageError, match=f"it: .* is no {kind}"):
        Parameter("it", kind).value(given)
