"""Arms: their sizes, the words that mean them, and where a sentence speaks of them."""

import pytest
from evigraph.extraction.pipeline import extract
from evigraph.extraction.studies.arms import arm_sizes, arms_of, mentions_of, speaks_of_all
from evigraph.ontology.records import Result, SourceDocument


def named(text: str, *names: str) -> list[str]:
    return [m.arm.name for m in mentions_of(text, arms_of(names))]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("n=152 (laser 76, drops 76)", [("laser", 76), ("drops", 76)]),
        ("n=1,250 (laser 1,000; drops 250) Adults with gout", [("laser", 1000), ("drops", 250)]),
        ("laser (48 eyes) or drops (46 eyes)", [("laser", 48), ("drops", 46)]),
        ("96 eyes of 60 adults: laser (48 eyes) or drops (48 eyes)", [("laser", 48), ("drops", 48)]),
        ("n=128 (84 coil, 44 usual care)", [("coil", 84), ("usual care", 44)]),
        ("n=60 (balloon 20 (25 eyes), stent 40 (44 eyes))", [("balloon", 20), ("stent", 40)]),
        (
            "n=138 (145 toes): 84 patients (91 toes) had a coil, 54 patients had open surgery",
            [("coil", 84), ("open surgery", 54)],
        ),
        ("n=196 (130 thermoplasty, 66 sham procedure) Adults", [("thermoplasty", 130), ("sham procedure", 66)]),
        (
            "n=84 (112 feet): coil 43 patients and 57 feet; drops 41 patients and 55 feet.",
            [("coil", 43), ("drops", 41)],
        ),
        ("n=8 (9 feet): coil 4 patients and 5 feet; drops 4 patients and 4 feet. Adults", [("coil", 4), ("drops", 4)]),
        ("It lasted 4 hours (Coil 2, Amos Ltd, UK); the stockings were class 2.", []),
        ("n=40 Adults with gout", []),
        ("n=40 (52 knees)", []),
    ],
)
def test_arms_with_their_sizes(text: str, sizes: list[tuple[str, int]]) -> None:
    assert [(a.name, a.n) for a in arm_sizes(text)] == sizes


def test_an_arm_counts_its_treated_units_too() -> None:
    balloon, stent = arm_sizes("n=60 (balloon 20 (25 eyes), stent 40 (44 eyes))")
    assert (balloon.n_units, balloon.units) == (25, "eyes")
    assert (stent.n_units, stent.units) == (44, "eyes")


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("7 after laser and 9 after drops", ("laser treatment", "drops"), ["laser treatment", "drops"]),
        ("the controls had 3", ("control group", "laser"), ["control group"]),
        ("3 in the sham arm", ("sham treatment", "laser treatment"), ["sham treatment"]),
        ("cooled-laser patients did well", ("cooled laser", "drops"), ["cooled laser"]),
        ("short-segment and long-segment care", ("long segment", "short segment"), ["short segment", "long segment"]),
        ("no arm is named", ("laser", "drops"), []),
        ("7 after scaffolding", ("ceramic scaffolding", "rest"), ["ceramic scaffolding"]),
        ("3 in the surgery group", ("open surgery", "seton"), ["open surgery"]),
        ("after open surgery 3", ("cyst removed by open surgery", "seton"), ["cyst removed by open surgery"]),
        ("9 after gel plus rest", ("gel plus rest from week 2", "drops"), ["gel plus rest from week 2"]),
        ("9 without a seton", ("plain seton", "no seton"), ["no seton"]),
        ("9 without the procedure", ("seton", "usual care"), ["usual care"]),
        ("3 after scaffolding", ("ceramic scaffolding", "metal scaffolding"), []),
    ],
)
def test_arms_are_known_by_their_aliases(text: str, names: tuple[str, ...], found: list[str]) -> None:
    assert named(text, *names) == found


def test_an_alias_that_arms_share_means_none_of_them() -> None:
    drops, rest = arms_of(["control drops", "control rest"])
    assert "controls" not in {*drops.aliases, *rest.aliases}
    assert named("the controls had 3", "control drops", "control rest") == []
    assert named("the controls had 3", "control drops", "laser") == ["control drops"]


def test_the_longest_name_wins() -> None:
    assert named("laser and drops together", "laser and drops", "drops") == ["laser and drops"]


@pytest.mark.parametrize("text", ["in both arms", "after either treatment", "with all three treatments"])
def test_what_is_said_of_every_arm(text: str) -> None:
    assert speaks_of_all(text)
    assert not speaks_of_all("in the other arm")


def test_an_arm_is_called_by_what_it_stands_for_beside_a_control() -> None:
    arms = arms_of(["steam closure", "sham procedure"])
    found = mentions_of("Pain was 3 in the device group and 5 in the control group.", arms)
    assert [m.arm.name for m in found] == ["steam closure", "sham procedure"]


def test_two_treatments_have_no_role_names() -> None:
    assert mentions_of("Pain was 3 in the device group.", arms_of(["steam closure", "seton"])) == []


def test_arms_are_counted_in_the_unit_before_them() -> None:
    sizes = arm_sizes("n=71 (92 ears: 46 balloon dilation, 46 nasal steroids)")
    assert [(s.name, s.n, s.unit) for s in sizes] == [("balloon dilation", 46, "ears"), ("nasal steroids", 46, "ears")]


_STUDY = """Interventional procedure overview of gel injection for a stiff knee

Efficacy summary

Pain

{summary}

Summary of key evidence

Study 1 Oduya K (2017)

Study details

Study type\tRandomised controlled trial
Study population and number\tn=45 (15 in each group)

Key efficacy findings

{findings}
"""


@pytest.mark.parametrize(
    ("summary", "findings", "groups"),
    [
        (
            "After early gel, late gel and rest, pain fell by 9, 5 and 2 points, respectively (Oduya 2017).",
            "",
            ["early gel", "late gel", "rest"],
        ),
        (
            "Mean pain was 31 points after gel and 44 points after a splint (Oduya 2017).",
            "Outcome\tGel\tSplint\tp value\nPain score, 0 to 100\t31 ± 8\t44 ± 9\t0.01",
            ["gel", "splint", "gel", "splint"],
        ),
    ],
)
def test_arms_that_only_the_findings_name(summary: str, findings: str, groups: list[str]) -> None:
    text = _STUDY.format(summary=summary, findings=findings)
    found = [f for f in extract(SourceDocument("own", text)).findings if isinstance(f, Result)]
    assert [r.group for r in found if r.outcome != "number of patients"] == groups


def test_a_heading_names_an_outcome_that_no_sentence_names() -> None:
    text = _STUDY.format(summary="After 6 months, 12 of 15 were without it (Oduya 2017).", findings="")
    found = extract(SourceDocument("own", text.replace("\nPain\n", "\nMorning limp\n"))).findings
    results = [f for f in found if isinstance(f, Result) and f.section == "Morning limp"]
    assert [r.outcome for r in results] == ["morning limp"]


def test_plurals_mean_an_arm_unless_they_are_what_is_counted() -> None:
    assert named("after fusions", "fusion", "disc gel") == ["fusion"]
    assert named("5% of implants", "implant", "disc gel") == []


def test_treatments_that_a_sentence_says_were_compared_are_arms_of_the_next_one() -> None:
    summary = (
        "In a trial that compared gel injection with physiotherapy, pain was scored. "
        "Pain fell by 31 points with gel injection and 12 points with physiotherapy."
    )
    text = _STUDY.split("Summary of key evidence")[0].format(summary=summary)
    found = [f for f in extract(SourceDocument("own", text)).findings if isinstance(f, Result)]
    assert [r.group for r in found] == ["gel injection", "physiotherapy"]


DESCRIBED = """Interventional procedure overview of suction for gout

Summary of key evidence

Study 1 Quill A (2015)

Study details

Study type\tRandomised controlled trial
Study population and number\tn=80 Adults with gout
Technique\tMechanical suction under sedation (40 patients) or slow lysis with salt (40 patients).

Key efficacy findings

{finding}
"""


@pytest.mark.parametrize(
    ("finding", "first"),
    [
        ("Pain score, suction v slow lysis: mean 2.1 v 3.4", "suction"),
        ("Pain score: mean 2.1 after mechanical suction and 3.4 after slow lysis", "mechanical suction"),
    ],
)
def test_a_described_arm_is_called_as_the_findings_call_it(finding: str, first: str) -> None:
    text = DESCRIBED.format(finding=finding)
    found = [f for f in extract(SourceDocument("own", text)).findings if isinstance(f, Result)]
    assert [f.group for f in found if f.statistic == "mean"] == [first, "slow lysis"]
    assert [f.group for f in found if f.outcome == "number of patients"] == [first, "slow lysis"]


IN_BRACKET = """Endoscopic laser for narrow tear ducts

Interventional procedure guidance 9407

1 Guidance

1.1 The procedure should be used only with special arrangements.

2 The procedure

2.1 Efficacy

2.1.1 In a comparative study of 84 adults (41 treated by laser and 43 by stenting), dry eyes at 12 months were seen in \
78% (32/41) and 65% (28/43) of adults respectively.
"""


def test_treatments_with_their_sizes_in_a_bracket_are_arms_of_a_paragraph_without_a_study() -> None:
    found = [f for f in extract(SourceDocument("own", IN_BRACKET)).findings if isinstance(f, Result)]
    assert [(f.group, f.n) for f in found if f.statistic == "percentage"] == [("laser", 32), ("stenting", 28)]


def test_an_arm_that_is_the_lack_of_the_other_is_told_by_the_word_alone() -> None:
    assert named("5% with banding, 6% without; p=0.4", "banding", "no banding") == ["banding", "no banding"]
    assert named("in 5% and 6% of women with and without banding", "banding", "no banding") == ["banding", "no banding"]
    assert named("5% healed without complications after banding", "banding", "no banding") == ["banding"]
