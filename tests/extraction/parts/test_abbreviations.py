"""Abbreviations: listed, or defined in brackets where they are used first."""

import pytest
from evigraph.ontology.records import Abbreviation

from tests.extraction.written import findings

HEAD = "Interventional procedure overview of balloon dilation\n\n"


def pairs(text: str) -> dict[str, str]:
    return {a.short: a.long for a in findings(HEAD + text, Abbreviation)}


def test_a_table_may_print_the_short_form_first_or_last() -> None:
    assert pairs("Abbreviations\n\nWord or phrase\tAbbreviation\nTear duct index\tTDI\nSD\tStandard deviation\n") == {
        "TDI": "Tear duct index",
        "SD": "Standard deviation",
    }


@pytest.mark.parametrize("line", ["TDI: Tear duct index", "TDI = Tear duct index", "TDI - Tear duct index"])
def test_a_list_may_use_any_sign(line: str) -> None:
    assert pairs(f"Abbreviations\n\n- {line}\n") == {"TDI": "Tear duct index"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The tear duct index (TDI) rose.", {"TDI": "tear duct index"}),
        ("In a randomised controlled trial (RCT) it rose.", {"RCT": "randomised controlled trial"}),
        ("It rose (TDI) in all.", {}),
        ("An unrelated phrase (TDI) stands here.", {}),
        ("The year (2015) is no short form.", {}),
    ],
)
def test_a_bracket_defines_what_its_letters_begin(text: str, found: dict[str, str]) -> None:
    assert pairs(f"Efficacy summary\n\n{text}\n") == found
