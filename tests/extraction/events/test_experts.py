"""What experts heard of and what they think possible, however they say it."""

import pytest
from evigraph.ontology.records import AdverseEvent

from tests.extraction.written import OVERVIEW, findings

PART = "Safety summary\n\nAnecdotal and theoretical adverse events\n\n{}\n"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Experts listed squeaking of the tube as an anecdotal adverse event and its loss as a theoretical one.",
            [("squeaking of the tube", "anecdotal"), ("its loss", "theoretical")],
        ),
        (
            "Migration of the tube was named as an anecdotal adverse event, and loss of tears as a theoretical one.",
            [("migration of the tube", "anecdotal"), ("loss of tears", "theoretical")],
        ),
        ("They named scarring of the lid as a theoretical adverse event.", [("scarring of the lid", "theoretical")]),
        (
            "The advisers stated that spasm of the lid had been reported anecdotally.",
            [("spasm of the lid", "anecdotal")],
        ),
        (
            "They could imagine a tear and an abscess, although they knew of no case (theoretical adverse events).",
            [("tear", "theoretical"), ("abscess", "theoretical")],
        ),
        (
            "They considered theoretical adverse events to include necrosis and a fistula.",
            [("necrosis", "theoretical"), ("fistula", "theoretical")],
        ),
    ],
)
def test_what_experts_named(sentence: str, told: list[tuple[str, str]]) -> None:
    text = OVERVIEW.replace("Safety summary\n", PART.format(sentence), 1)
    found = [(e.event, e.status) for e in findings(text, AdverseEvent) if e.status in ("anecdotal", "theoretical")]
    assert found == told
