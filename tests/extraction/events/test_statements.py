"""What a sentence of harm says: which event, in how many, what was done, and what did not happen."""

import pytest
from evigraph.ontology.records import AdverseEvent

from tests.extraction.sentences import events_of, told
from tests.extraction.written import OVERVIEW, findings


def read(sentence: str, fields: str = "event status n percent") -> list[tuple[str, ...]]:
    return [told(e, fields) for e in events_of(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("There were 4 pneumothoraces (3.6%).", [("pneumothorax", "reported", "4", "3.6")]),
        ("Nobody died.", [("death", "none reported", "", "")]),
        ("Discitis was reported in neither group.", [("discitis", "none reported", "", "")]),
        ("The review did not identify any deaths.", [("death", "none reported", "", "")]),
        (
            "There were no injuries to the artery in 140 procedures.",
            [("injury to the artery", "none reported", "", "")],
        ),
        ("Ninety-day mortality was 2.3% (28/1,236).", [("death", "reported", "28", "2.3")]),
        ("Neither group had an infection.", [("infection", "none reported", "", "")]),
        ("The tube leaked into the chest in 3 patients.", [("tube leak", "reported", "3", "")]),
        ("Lead function changed in 2 of 49 people.", [("change in lead function", "reported", "2", "")]),
        ("Five people had died (10%).", [("death", "reported", "5", "10")]),
        ("27 women (50%) had 58 adverse events.", [("any adverse event", "reported", "27", "50")]),
        (
            "Nobody died in hospital, had a stroke or needed emergency surgery.",
            [
                ("death", "none reported", "", ""),
                ("stroke", "none reported", "", ""),
                ("emergency surgery", "none reported", "", ""),
            ],
        ),
        (
            "There were no deaths within 30 days and no valve migration was seen.",
            [("death", "none reported", "", ""), ("valve migration", "none reported", "", "")],
        ),
        (
            "After 7 of 506 dilations (1%) and slight nosebleeds in 6 of 28 patients.",
            [("slight nosebleed", "reported", "6", "")],
        ),
        ("Exacerbations of COPD were reported in 17 of 84 people.", [("exacerbation of COPD", "reported", "17", "")]),
        (
            "Within 3 months of surgery, rectal toxicity was reported in 6 of 128 patients.",
            [("rectal toxicity", "reported", "6", "")],
        ),
        ("Torsion of the lobe was described in a case report.", [("torsion of the lobe", "reported", "1", "")]),
        (
            "Late toxicity: 3 (5.2%); no perforation.",
            [("late toxicity", "reported", "3", "5.2"), ("perforation", "none reported", "", "")],
        ),
    ],
)
def test_events_are_counted_and_denied(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "In all, 38 procedures were done in 24 women.",
        "Details were given for 48 of them.",
        "Data were needed from 12 centres.",
        "Freedom from major adverse events was 98% (149/152).",
        "Echocardiography was available in 542 people (51.2%).",
        "Safety was not reported separately.",
        "There were 7 live births.",
    ],
)
def test_management_of_a_study_is_no_event(sentence: str) -> None:
    assert read(sentence) == []


def test_the_whole_at_the_head_of_a_list_counts_for_all() -> None:
    sentence = "Per 139 implants: wound infection 8 (5.8%), haematoma 5 (3.6%)."
    assert read(sentence, "event n denominator") == [("wound infection", "8", "139"), ("haematoma", "5", "139")]


def test_a_share_that_does_not_fit_keeps_no_whole() -> None:
    sentence = "Per 139 implants: wound infection 8 (9.9%)."
    assert read(sentence, "event n denominator") == [("wound infection", "8", "")]


def test_treatment_behind_an_event_is_its_management() -> None:
    sentence = "Pneumothorax was seen in 31 of 63 sessions, and a chest drain was needed in 9."
    assert read(sentence, "event n management") == [("pneumothorax", "31", ""), ("pneumothorax", "9", "chest drain")]


def test_an_event_named_behind_a_colon_is_not_its_own_management() -> None:
    sentence = "There was 1 minor complication: local cellulitis. This fully resolved after 5 days of oral antibiotics."
    assert read(sentence, "event n management") == [("local cellulitis", "1", "5 days of oral antibiotics")]


def test_an_exception_from_a_denial_is_named_behind_its_number() -> None:
    sentence = "There were no infections except 1 stitch abscess."
    assert read(sentence, "event status n") == [("infection", "none reported", ""), ("stitch abscess", "reported", "1")]


def test_two_counts_with_predicates_of_their_own_are_two_events() -> None:
    sentence = "A pleural effusion was seen in 7 of 112 patients, and 4 patients had a pneumothorax."
    assert read(sentence, "event n") == [("pleural effusion", "7"), ("pneumothorax", "4")]


def test_what_went_on_is_told_of_the_event_before() -> None:
    sentence = "Slurred speech in 5 (29.4%), persisting at 12 months in 2."
    assert read(sentence, "event n") == [("slurred speech", "5"), ("slurred speech", "2")]


def test_a_heterogeneity_is_no_share_of_those_harmed() -> None:
    sentence = "The pooled 30-day mortality was 2.8% (95% CI 2.1 to 3.6; I2=36%)."
    assert read(sentence, "event percent timing") == [("death", "2.8", "30-day")]


def test_what_those_with_an_event_needed_is_its_management() -> None:
    sentence = "Of the 22 people with a pneumothorax, 17 had a chest drain and 5 were observed only."
    assert read(sentence, "event n management") == [
        ("pneumothorax", "17", "chest drain"),
        ("pneumothorax", "5", "observed only"),
    ]


def test_parts_of_an_event_have_one_whole() -> None:
    sentence = "Flare: 9 of 19 men (47%), mild in 7 and moderate in 2."
    assert read(sentence, "n denominator")[1:] == [("7", "9"), ("2", "9")]


def test_what_others_report_is_no_event_here() -> None:
    assert read("The authors state that in earlier registries about 30% of people had died.") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Grade 3 pain: 17 sessions; grade 3 ileus: 9 sessions.",
            [("grade 3 pain", "17"), ("grade 3 ileus", "9")],
        ),
        ("One duodenal stricture followed the injection.", [("duodenal stricture", "1")]),
    ],
)
def test_harm_counted_by_session_or_by_its_own_noun(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert read(sentence, "event n") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Death, paralysis: none", ["death", "paralysis"]),
        ("No stent graft became infected.", ["infection of a stent graft"]),
        ("Cords broke in 82 of 371 patients.", ["cord breakage"]),
        ("Wound infection 1/44 v 3/62; transfusion 1/44 v 9/62", ["wound infection"] * 2 + ["transfusion"] * 2),
        ("Serious adverse events were as frequent after both (risk difference 0.4%).", []),
    ],
)
def test_events_are_called_by_their_own_words(sentence: str, expected: list[str]) -> None:
    assert [name for (name,) in read(sentence, "event")] == expected


def test_a_share_of_one_study_is_no_whole_of_another() -> None:
    sentence = (
        "Stroke was seen in 1% (15/914) of patients in one study (Ito 2019), and in 1 patient in another (Fox 2018)."
    )
    assert ("1", "") in read(sentence, "n denominator")


def test_what_is_denied_of_one_arm_is_counted_in_the_other() -> None:
    sentence = "There were no strokes with the gel injection and 2 with exercise."
    found = [told(e, "event status group n") for e in events_of(sentence, arms="gel injection 60, exercise 60")]
    assert found == [("stroke", "none reported", "gel injection", ""), ("stroke", "reported", "exercise", "2")]


def test_items_below_a_line_that_announces_theoretical_events_are_these() -> None:
    text = OVERVIEW.replace(
        "Summary of key evidence",
        "Expert opinion\n\nThey were asked what might happen in theory.\n\n"
        "They listed these theoretical adverse events:\n\n"
        "- tear of the duct\n- scarring of the lid.\n\nSummary of key evidence",
        1,
    )
    told = [(e.event, e.status) for e in findings(text, AdverseEvent) if e.status not in ("reported", "none reported")]
    assert told == [("tear of the duct", "theoretical"), ("scarring of the lid", "theoretical")]


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("- Between 3 and 9 months there were no infections.", ("infection", "between 3 and 9 months")),
        ("- No infection was seen up to 90 days.", ("infection", "up to 90 days")),
        ("- No other complications were seen.", ("other complications", "")),
        ("- There were no implant failures and no device-related events.", ("device-related events", "")),
    ],
)
def test_what_is_denied_keeps_its_bounds(sentence: str, denied: tuple[str, ...]) -> None:
    assert told(events_of(sentence)[-1], "event timing") == denied


def test_a_label_that_only_names_arms_names_no_event() -> None:
    sentence = "- Gel: bruise in 2/60. Exercise and rest: 0/30 and 0/30."
    arms = "gel 60, exercise 30, rest 30"
    assert [told(e, "event n group") for e in events_of(sentence, arms=arms)] == [
        ("bruise", "2", "gel"),
        ("bruise", "0", "exercise"),
        ("bruise", "0", "rest"),
    ]


def test_a_number_of_arms_counts_no_event() -> None:
    sentence = "Bruising was seen in 1 of 15 people with the gel, and in nobody in the other 2 arms."
    found = events_of(sentence, arms="gel 15, exercise 15, rest 15")
    assert [(e.n, e.status) for e in found] == [(1, "reported"), (None, "none reported")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Puncture of a lung during placing: 3 people (5%).",
            ("puncture of a lung", "during placing"),
        ),
        ("Pain during walking affected 3 people (5.1%).", ("pain during walking", "")),
        ("Fever followed 9.4% of operations, and 3 patients (2.0%) died within 60 days.", ("death", "within 60 days")),
        ("There was no fever and nobody died in hospital.", ("death", "in hospital")),
    ],
)
def test_when_an_event_came(sentence: str, expected: tuple[str, ...]) -> None:
    assert told(events_of(sentence)[-1], "event timing") == expected


def test_what_began_is_an_event_without_a_count() -> None:
    (event,) = events_of("Peritonitis began 2 days after the procedure.")
    assert told(event, "event status n") == ("peritonitis", "reported", "")


@pytest.mark.parametrize(
    "sentence", ["The wound was found.", "Treatment began on day 2.", "These bleeds occurred late."]
)
def test_what_began_is_no_event_unless_it_is_harm_told_anew(sentence: str) -> None:
    assert events_of(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "timing"),
    [
        ("- Numbness: 3 of 40 patients, gone within 6 weeks", ""),
        ("Numbness was reported in 3 of 40 patients; it was still present at 6 weeks.", ""),
        ("- Numbness within 6 weeks: 3 of 40 patients", "within 6 weeks"),
        ("Numbness that needed steroids was reported in 3 of 40 patients within 6 weeks.", "within 6 weeks"),
        ("During the first week, 3 patients (8%) had numbness that needed steroids.", "during the first week"),
        ("Numbness at the treatment site was reported in 3 of 40 patients.", ""),
    ],
)
def test_a_time_is_the_event_s_unless_it_is_that_of_its_end(sentence: str, timing: str) -> None:
    assert {told(e, "timing") for e in events_of(sentence)} == {(timing,)}


@pytest.mark.parametrize(
    ("sentence", "told_of"),
    [
        ("Nosebleed: 9 patients (1.2%), 4 of whom survived", [("nosebleed", "9", ""), ("nosebleed", "4", "survived")]),
        ("Nosebleed was seen in 3 patients, 1 of whom died.", [("nosebleed", "3", ""), ("nosebleed", "1", "died")]),
        ("Nosebleed: 5 of 82 patients; 2 of the 5 died", [("nosebleed", "5", ""), ("nosebleed", "2", "died")]),
        ("Of 82 patients, 5 died.", [("death", "5", "")]),
    ],
)
def test_who_of_those_with_an_event_died_or_lived_is_its_course(sentence: str, told_of: list[tuple[str, ...]]) -> None:
    assert [told(e, "event n resolution") for e in events_of(sentence)] == told_of
