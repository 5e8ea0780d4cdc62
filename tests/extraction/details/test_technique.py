"""Numbers of a technique.  Knows wordings of techniques; knows nothing of documents but one made for it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from evigraph.extraction.details.technique import amounts_in
from evigraph.ontology.records import TechniqueParameter

from tests.extraction.details.made import all_of, made


def said(text: str) -> list[tuple[str, str, str]]:
    return [
        (a.parameter, f"{a.value if a.value is not None else f'{a.low}..{a.high}'}", a.unit) for a in amounts_in(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Each nerve was frozen for 75 seconds.", ("freeze duration", "75", "seconds")),
        ("A 45-second thaw came next.", ("thaw duration", "45", "seconds")),
        ("The tip was cooled to -70°C.", ("minimum temperature", "-70", "°C")),
        ("The lowest temperature was -150°C to -120°C.", ("minimum temperature", "-150..-120", "°C")),
        ("The vein was heated by laser to 85 °C.", ("maximum temperature", "85", "°C")),
        ("A 16-gauge needle was used.", ("probe size", "16", "gauge")),
        ("Laser was delivered at 12 W.", ("power", "12", "W")),
        ("It ran at 45% of maximum power.", ("power", "45", "%")),
        ("The fluence was 6.5 J/cm2.", ("fluence", "6.5", "J/cm2")),
        ("The energy was 60 to 90 J.", ("energy", "60..90", "J")),
        ("The balloon was held at 8 bar.", ("pressure", "8", "bar")),
        ("The vein was filled with 3 ml of foam.", ("volume injected", "3", "ml")),
        ("The nerve was bathed in 4 ml of lidocaine.", ("injection of anaesthetic around the nerve", "4", "ml")),
        ("The ice ball grew to 18 mm.", ("ice-ball size", "18", "mm")),
        ("At least 9 mm was kept from the skin.", ("distance kept", "9..None", "mm")),
        ("Particles of 250 to 355 micrometres were used.", ("particle size", "250..355", "μm")),
        ("Two freezes followed.", ("number of freeze cycles", "2", "")),
        ("The tumour was frozen twice.", ("number of freeze cycles", "2", "")),
        ("A single cryoprobe was used.", ("number of probes", "1", "")),
        ("It took 4 to 7 coils.", ("number of coils", "4..7", "")),
        ("30 Gy were given.", ("radiation dose prescribed", "30", "Gy")),
    ],
)
def test_a_number_is_the_parameter_whose_words_stand_beside_it(text: str, expected: tuple[str, str, str]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Pictures were taken 5 minutes into the cooling.",
        "People were discharged after 6 hours.",
        "It was done at 3 hospital sites.",
        "Guidance was by CT in 64% of procedures.",
        "The machine was a Coldmaker 900.",
    ],
)
def test_what_is_no_parameter_is_left_alone(text: str) -> None:
    assert said(text) == []


def test_several_numbers_of_one_sentence_are_told_apart() -> None:
    assert said("Two freezes of 4 minutes had a 90-second thaw between them; the laser ran at 45% of full power.") == [
        ("number of freeze cycles", "2", ""),
        ("freeze duration", "4", "minutes"),
        ("thaw duration", "90", "seconds"),
        ("power", "45", "%"),
    ]


def test_a_value_keeps_the_range_behind_it() -> None:
    amount = amounts_in("The median interval between sessions was 5 weeks (range 3 to 9).")[0]
    assert (amount.parameter, amount.value, amount.low, amount.high) == (
        "interval between sessions",
        Decimal(5),
        Decimal(3),
        Decimal(9),
    )


def test_parameters_belong_to_the_study_and_quote_its_sentence() -> None:
    read = made(details="Technique\tA catheter was used. Steam was given at 95 °C with 2 pulses.")
    found = all_of(TechniqueParameter, read)
    assert [(f.study, f.parameter) for f in found] == [("Ito 2019", "temperature"), ("Ito 2019", "number of impulses")]
    assert {read.document.quote(f.start, f.end) for f in found} == {"Steam was given at 95 °C with 2 pulses."}
