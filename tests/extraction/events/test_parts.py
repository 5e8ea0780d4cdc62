"""Counts that belong to an event counted before: parts, wholes, lists, denials that go on."""

import pytest

from tests.extraction.sentences import events_of, told


def read(sentence: str, fields: str) -> list[tuple[str, ...]]:
    return [told(e, fields) for e in events_of(sentence)]


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("- Fluid collection: 12/57 (21.1%); 7 of the 12 needed an operation", ("7", "12", "operation")),
        (
            "- Clip migration: 1.2% (11/914); 7 of the 11 clips were retrieved percutaneously and none needed surgery",
            ("7", "11", "retrieved percutaneously"),
        ),
        ("- Air leak: 26% (26/100); chest drain inserted in 81% (21/26)", ("21", "26", "chest drain")),
    ],
)
def test_a_share_of_those_counted_before_tells_what_was_done(sentence: str, part: tuple[str, ...]) -> None:
    whole, found = events_of(sentence)
    assert told(found, "n denominator management") == part
    assert found.event == whole.event
    assert whole.management == ""


def test_when_parts_of_an_event_began_is_their_time() -> None:
    assert read("- Air leak: 26% (26/100); onset within 3 days in 74% (19/26)", "n timing")[1] == (
        "19",
        "within 3 days",
    )


def test_all_that_were_counted_are_no_second_event() -> None:
    sentence = "Three procedures led to a fistula into the airway; all 3 fistulas were closed by surgery."
    assert read(sentence, "n management") == [("3", "surgery")]


def test_a_larger_number_of_people_is_the_whole_of_events_and_a_smaller_one_is_not() -> None:
    assert read("- Adverse events: 13 in 312 people (4.2%)", "n denominator percent") == [("13", "312", "4.2")]
    assert read("There were 13 adverse events in 312 people.", "n denominator") == [("13", "312")]
    assert ("27", "") not in read("There were 27 adverse events in 12 people.", "n denominator")


def test_a_list_of_events_falls_to_as_many_figures_of_each_arm() -> None:
    sentence = (
        "Fever, cough and rash occurred after 7, 3 and 1 of 32 gel injections "
        "and after 4, 6 and 2 of 32 fusions, respectively."
    )
    assert read(sentence, "event n") == [
        *(("fever", "7"), ("cough", "3"), ("rash", "1")),
        *(("fever", "4"), ("cough", "6"), ("rash", "2")),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "One bowel leak followed clipping in the trial; none followed the sham procedure.",
        "Two people of the band group had a bowel leak; none of the sleeve group did.",
    ],
)
def test_what_followed_or_did_not_is_the_same_event(sentence: str) -> None:
    assert {e for (e,) in read(sentence, "event")} == {"bowel leak"}
    assert [s for (s,) in read(sentence, "status")] == ["reported", "none reported"]


def test_how_long_it_was_had_is_no_name() -> None:
    sentence = "Cramp was not uncommon: 11 of 74 people had it for up to 1 week."
    assert read(sentence, "event n timing") == [("cramp", "11", "for up to 1 week")]


def test_whom_it_affected_is_no_event() -> None:
    sentence = "Wound infection affected none of the 27 patients who had clipping and 3 of the 25 whose duct was tied."
    assert read(sentence, "event denominator") == [("wound infection", "27"), ("wound infection", "25")]


def test_a_bare_number_is_set_against_a_count_with_its_share() -> None:
    found = events_of("- Bruise: 4 (8.7%) v 0, all mild", arms="gel 46, exercise 46")
    assert [told(e, "n group severity") for e in found] == [("4", "gel", "mild"), ("0", "exercise", "")]


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("- At 2 years: tremor 9/61 (14.8%), gait unsteadiness 6/61 (9.8%).", ["at 2 years", "at 2 years"]),
        ("During the first session, 3 patients had nausea and 2 had a headache.", ["during the first session"] * 2),
        ("- Dry eye: 5/26 (19.2%), for 2 to 9 days", ["for 2 to 9 days"]),
    ],
)
def test_a_time_printed_once_is_that_of_all_events(sentence: str, times: list[str]) -> None:
    assert [e.timing for e in events_of(sentence)] == times


def test_counts_that_add_up_to_the_one_before_a_colon_are_its_parts() -> None:
    sentence = "Within 30 days 7 of 120 patients died: 4 of sepsis, 2 of a stroke and 1 of an unknown cause."
    assert read(sentence, "n denominator") == [("7", "120"), ("4", "7"), ("2", "7"), ("1", "7")]


def test_who_had_a_harm_stands_between_its_label_and_the_figure() -> None:
    found = read("- Rash: stockings 2/26 (8%)", "event group n denominator")
    assert found == [("rash", "stockings", "2", "26")]


@pytest.mark.parametrize(
    ("sentence", "fields", "told_of_it"),
    [
        ("- Rash: gel 5/43 (12%); all mild", "severity", ["mild"]),
        ("Haematuria was seen in 12 of 64 children, mild in all of them.", "severity", ["mild"]),
        (
            "- Bile leak: 3 of 62 patients, all grade 2 and treated with a drain",
            "severity management",
            ["grade 2", "drain"],
        ),
        ("One patient died of bleeding (grade 5).", "severity", ["grade 5"]),
        (
            "- Stent migration: 3 of 71 ureters (4.2%), replaced through a cystoscope",
            "management",
            ["replaced through a cystoscope"],
        ),
        ("- Malposition of the stent: 2 of 96 eyes (2.1%), both repositioned", "management", ["repositioned"]),
        (
            "- Pain that needed opioids on the first day: 3/14 (21%)",
            "management timing",
            ["opioids", "on the first day"],
        ),
        (
            "Bleeding was seen in 2% (1/41) of patients treated by laser; it was managed with a stent.",
            "management",
            ["stent"],
        ),
    ],
)
def test_what_is_told_beside_a_count(sentence: str, fields: str, told_of_it: list[str]) -> None:
    assert read(sentence, fields) == [tuple(told_of_it)]


def test_what_was_done_for_some_is_not_told_of_all() -> None:
    found = read("- Fracture of the femur: 81 hips (1.3%), 22 of them treated with cerclage wire", "n management")
    assert found == [("81", ""), ("22", "cerclage wire")]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "- Pocket infection: 3 patients (5%); the generator was explanted in 2 and 1 was given antibiotics",
            [("2", "3", "generator explanted", "", ""), ("1", "", "antibiotics", "", "")],
        ),
        (
            "- Stent occlusion: 14 of 451 limbs (3.1%); flow was restored by thrombolysis in 11",
            [("11", "14", "thrombolysis", "", "")],
        ),
        ("- Hyperpigmentation after 5 of 83 sessions (6%); it faded in 4", [("4", "5", "", "faded", "")]),
        (
            "- Wound infections: 8 of 57 patients (14%), possibly related to the device in 5 of them",
            [("5", "8", "", "", "possibly related")],
        ),
    ],
)
def test_what_became_of_some_is_no_event_of_its_own(sentence: str, parts: list[tuple[str, ...]]) -> None:
    whole, *found = events_of(sentence)
    assert {e.event for e in found} == {whole.event}
    assert [told(e, "n denominator management resolution relatedness") for e in found] == parts


def test_what_no_death_was_related_to_is_no_cause() -> None:
    assert read("Two patients died; neither death was considered related to the device.", "n relatedness") == [
        ("2", "unrelated")
    ]


def test_how_grave_it_was_in_some_is_told_of_them_alone() -> None:
    sentence = "Paraesthesia was felt by 5 of 42 patients (12%) and was mild in four of them."
    assert read(sentence, "event n severity") == [("paraesthesia", "5", ""), ("paraesthesia", "4", "mild")]


def test_what_an_event_cleared_up_with_is_its_management() -> None:
    sentence = "One patient had a wound infection, which cleared up with oral antibiotics."
    assert read(sentence, "management resolution") == [("oral antibiotics", "cleared up")]


def test_a_clause_behind_one_of_several_events_is_about_that_one() -> None:
    sentence = "There were 4 leaks (3.6%), 2 deep infections (1.8%) and 1 fistula that cleared on a fat-free diet."
    assert read(sentence, "event management") == [
        ("leak", ""),
        ("deep infection", ""),
        ("fistula", "fat-free diet"),
    ]
