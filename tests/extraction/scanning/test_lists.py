"""Lists inside sentences."""

import pytest
from evigraph.extraction.scanning.lists import split_list


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("pain, swelling and a bruise", ["pain", "swelling", "bruise"]),
        ("pain; swelling", ["pain", "swelling"]),
        ("swelling (mild, moderate or severe) or pain", ["swelling (mild, moderate or severe)", "pain"]),
        ("one thing.", ["one thing"]),
        ("trouble with speech, balance or swallowing and pain", ["trouble with speech, balance or swallowing", "pain"]),
    ],
)
def test_members_of_a_list(text: str, members: list[str]) -> None:
    assert split_list(text) == members
