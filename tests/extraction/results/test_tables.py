"""Tables of results: what heads, captions and the labels of rows tell of their cells."""

from evigraph.ontology.records import AdverseEvent, Result

from tests.extraction.sentences import told
from tests.extraction.written import findings

TABLE = """Interventional procedure overview of balloon dilation for blocked tear ducts

Summary of key evidence

Study 1 Quill A (2015)

Study details

Study type\t{design}
Study population and number\tn={size}

Key efficacy{part} findings

{table}
"""


def of(table: str, design: str = "Randomised controlled trial", size: str = "120 (gel 40, sham 40, rest 40)") -> str:
    part = " and safety" if "Nosebleed" in table else ""
    return TABLE.format(design=design, size=size, table=table, part=part)


def read(text: str, fields: str) -> list[tuple[str, ...]]:
    return [told(r, fields) for r in findings(text, Result) if r.outcome != "number of patients"]


def test_the_head_of_p_values_tells_which_arms_they_compare() -> None:
    text = of("Outcome\tGel\tSham\tRest\tp value, gel compared with sham\nWatering score, mean\t3.1\t4.0\t4.2\t0.03")
    assert read(text, "group value p_value comparator") == [
        ("gel", "3.1", "0.03", "sham"),
        ("sham", "4.0", "", ""),
        ("rest", "4.2", "", ""),
    ]


def test_a_caption_tells_what_columns_of_times_hold() -> None:
    text = of(
        "Cumulative recurrence (Kaplan-Meier estimate, 95% CI)\n"
        "Group\tPatients\t1 year\t3 years\nAll\t624\t1.6% (1.3 to 1.9)\t2.5% (2.1 to 2.9)\n"
        "Women\t293\t1.8% (1.4 to 2.4)\t2.9% (2.3 to 3.6)",
        "Registry",
        "624",
    )
    assert read(text, "outcome statistic measure group value denominator ci_level time_value")[2:] == [
        ("recurrence", "rate", "Kaplan-Meier", "Women", "1.8", "293", "95", "1"),
        ("recurrence", "rate", "Kaplan-Meier", "Women", "2.9", "293", "95", "3"),
    ]


def test_grades_over_columns_are_severities() -> None:
    text = of(
        "Event\tGrade 1 or 2 (n=38)\tGrade 3 (n=38)\nNosebleed\t15 (39%)\t2 (5%)\nPain\t3 (8%)\t0", "Case series", "38"
    )
    assert [told(e, "event severity n denominator group") for e in findings(text, AdverseEvent)] == [
        ("nosebleed", "grade 1 or 2", "15", "38", ""),
        ("nosebleed", "grade 3", "2", "38", ""),
        ("pain", "grade 1 or 2", "3", "38", ""),
        ("pain", "grade 3", "0", "38", ""),
    ]


def test_a_row_that_counts_a_harm_among_outcomes_is_an_event() -> None:
    text = of(
        "Outcome\tGel (n=40)\tSham (n=40)\nWatering score\t3.1 (SD 1.0)\t4.0 (SD 1.2)\nNosebleed\t4 (10%)\t1 (3%)"
    )
    assert [told(e, "event group n denominator") for e in findings(text, AdverseEvent)] == [
        ("nosebleed", "gel", "4", "40"),
        ("nosebleed", "sham", "1", "40"),
    ]
    assert {outcome for (outcome,) in read(text, "outcome")} == {"watering score"}
