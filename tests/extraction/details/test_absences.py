"""What a source says that it does not tell.  Knows wordings of silence; knows nothing of denials."""

from __future__ import annotations

import pytest
from evigraph.extraction.details.absences import silences_in
from evigraph.ontology.records import AdverseEvent, NotReported

from tests.extraction.details.made import all_of, made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Continence was not assessed.", ("continence", "not assessed")),
        ("Recurrence was not looked for in any of the studies.", ("recurrence", "not assessed")),
        ("The cause of death was not given.", ("cause of death", "not reported")),
        ("Losses to follow-up are not mentioned.", ("losses to follow-up", "not reported")),
        ("The authors did not report time to healing.", ("time to healing", "not reported")),
        ("The study did not measure sleep, which matters.", ("sleep", "not assessed")),
        ("No data on cost were available.", ("cost", "not reported")),
        ("No exclusion criteria were stated.", ("exclusion criteria", "not reported")),
        ("Sphincter pressure: not assessed", ("sphincter pressure", "not assessed")),
    ],
)
def test_silence_has_a_matter_and_a_state(text: str, expected: tuple[str, str]) -> None:
    assert silences_in(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "No infection was reported.",
        "Pain was not reduced.",
        "It was not reported to the registry.",
        "The difference was not significant.",
        "Healing was reported in 12 people.",
    ],
)
def test_denials_and_findings_are_no_silence(text: str) -> None:
    assert silences_in(text) == []


def test_cells_of_study_details_and_of_tables_may_be_silent() -> None:
    read = made(
        details="Age and sex\tNot reported\nFollow up\tUnclear; at least 4 months",
        findings="Outcome\tSteam (n=31)\nHealed\t23/31\nContinence score\tNot measured",
    )
    assert [(f.matter, f.state, f.study) for f in all_of(NotReported, read)] == [
        ("age and sex", "not reported", "Ito 2019"),
        ("Continence score", "not assessed", "Ito 2019"),
    ]


def test_four_states_of_nothing_are_kept_apart() -> None:
    read = made(
        findings="- Healed=74% (23/31)",
        more="""Key safety findings

- Abscess: 0/31

- No bleeding was observed.

- Faecal leakage was not reported.

- Scarring was not assessed.
""",
    )
    events = {e.event: (e.status, e.n) for e in all_of(AdverseEvent, read)}
    assert events["abscess"] == ("none reported", 0)
    assert events["bleeding"] == ("none reported", None)
    assert {f.matter: f.state for f in all_of(NotReported, read)} == {
        "faecal leakage": "not reported",
        "scarring": "not assessed",
    }
