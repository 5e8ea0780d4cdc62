"""Which media type a client gets: by weight, then by how plainly it was named, then by order of what is offered."""

from __future__ import annotations

import pytest
from evigraph.ui.web.negotiation import LONGEST, MOST, chosen

OFFERS = ("text/csv", "text/turtle")


@pytest.mark.parametrize(
    ("accept", "got"),
    [
        ("", "text/csv"),
        ("*/*", "text/csv"),
        ("text/turtle", "text/turtle"),
        ("text/csv;q=0.5, text/turtle", "text/turtle"),
        ("text/*;q=0.9, text/csv;q=0.1", "text/turtle"),
        ("TEXT/Turtle; Q=1", "text/turtle"),
        ("text/csv;q=0, text/turtle;q=0", None),
        ("text/csv;q=much", None),
        ("image/png", None),
        ("image/png," * MOST + "text/csv", None),
        ("image/png" + " " * LONGEST + ", text/csv", None),
    ],
)
def test_what_a_client_gets(accept: str, got: str | None) -> None:
    assert chosen(accept, OFFERS) == got
