"""Age and sex by arm are results, and the cells of the study stay empty."""

import pytest
from evigraph.extraction.pipeline import extract
from evigraph.ontology.records import Result, SourceDocument, Study

from tests.extraction.sentences import told

TWO_ARMS = "n=120 (gel injection 60, exercise 60)"
DETAILS = """Interventional procedure overview of gel injection for a stiff knee

Summary of key evidence

Study 1 Smith K (2017)

Study details

Study type\tRandomised controlled trial
Study population and number\t{population}
Age and sex\t{ages}

Key efficacy findings

Pain did not change.
"""
AGE = "group statistic value sd range_low range_high range_kind"


def read(ages: str, population: str = TWO_ARMS) -> tuple[Study, list[Result]]:
    found = extract(SourceDocument("own", DETAILS.format(population=population, ages=ages))).findings
    (study,) = [f for f in found if isinstance(f, Study)]
    return study, [f for f in found if isinstance(f, Result)]


def of(outcome: str, ages: str, fields: str) -> list[tuple[str, ...]]:
    return [told(r, fields) for r in read(ages)[1] if r.outcome == outcome]


@pytest.mark.parametrize(
    "ages",
    [
        "Gel injection: mean age 45 years (SD 9). Exercise: mean age 47 years (SD 8).",
        "Mean 45 ± 9 years (gel injection); mean 47 ± 8 years (exercise)",
        "Mean age: gel injection 45 years (SD 9), exercise 47 years (SD 8)",
        "Mean 45 years (SD 9) in the gel injection arm and 47 years (SD 8) in the exercise arm",
        "Mean ages 45 (SD 9) and 47 (SD 8) years, respectively",
    ],
)
def test_ages_of_arms(ages: str) -> None:
    assert of("age", ages, AGE) == [
        ("gel injection", "mean", "45", "9", "", "", ""),
        ("exercise", "mean", "47", "8", "", "", ""),
    ]
    study = read(ages)[0]
    assert (study.age_value, study.age_statistic) == (None, "")


def test_a_bare_bracket_is_what_the_first_one_is() -> None:
    ages = "Gel injection: median 45 years [IQR 40 to 51]. Exercise: median 47 years [41 to 52]."
    assert of("age", ages, AGE) == [
        ("gel injection", "median", "45", "", "40", "51", "IQR"),
        ("exercise", "median", "47", "", "41", "52", "IQR"),
    ]


@pytest.mark.parametrize(
    ("ages", "shares"),
    [
        ("30% and 35% female", [("30", "", ""), ("35", "", "")]),
        (
            "Gel injection: 18 (30%) of 60 female. Exercise: 21 (35%) of 60 female.",
            [("30", "18", "60"), ("35", "21", "60")],
        ),
        ("58% (35/60) female (gel injection); 61% (37/61) female (exercise)", [("58", "35", "60"), ("61", "37", "61")]),
        ("Women: gel injection 20 (33%), exercise 22 (37%)", [("33", "20", ""), ("37", "22", "")]),
    ],
)
def test_sexes_of_arms(ages: str, shares: list[tuple[str, str, str]]) -> None:
    groups = ("gel injection", "exercise")
    assert of("female sex", ages, "group value n denominator") == [
        (group, *share) for group, share in zip(groups, shares, strict=True)
    ]
    assert read(ages)[0].female_percent is None


@pytest.mark.parametrize(
    "ages",
    [
        "Mean age 46 years (range 20 to 60); 51% female",
        "Range of mean ages 36 to 44 years; 46% (55/120) female",
    ],
)
def test_what_is_told_of_all_is_the_study_s(ages: str) -> None:
    assert of("female sex", ages, "group") == []
    assert read(ages)[0].female_percent is not None


def test_a_share_behind_the_arms_is_not_the_last_one_s() -> None:
    ages = "Gel injection: mean age 45 years. Exercise: mean age 47 years. 51% (61/120) female"
    assert of("female sex", ages, "group") == []


def test_the_number_of_procedures_beside_that_of_patients() -> None:
    results = read("Mean age 46 years", "n=296 (315 procedures) Adults with a stiff knee")[1]
    assert [told(r, "outcome n unit") for r in results] == [("number of procedures", "315", "procedures")]
