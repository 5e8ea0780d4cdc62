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


def test_a_table_of_another_width_below_one_begins_anew() -> None:
    text = of(
        "Predictor of mortality at 1 year\tAdjusted HR (95% CI)\tp value\n"
        "Chronic lung disease\t1.58 (1.07 to 2.33)\t0.02\n\n"
        "Measure, mean ± SD\tBefore treatment\tAt 30 days\tp value compared with before\n"
        "Valve gradient, mmHg\t44.6 ± 14.2\t9.1 ± 4.3\t<0.001",
        "Registry",
        "624",
    )
    assert read(text, "outcome group statistic value unit p_value") == [
        ("mortality", "chronic lung disease; adjusted", "hazard ratio", "1.58", "", "0.02"),
        ("valve gradient", "", "mean", "44.6", "mmHg", ""),
        ("valve gradient", "", "mean", "9.1", "mmHg", "0.001"),
    ]


def test_a_finding_in_a_list_is_no_caption_of_the_table_below() -> None:
    text = of("- Mortality at 1 year: 12.6% (5/40)\n\nOutcome\tAll patients (n=40)\nHealing\t36 (90%)")
    assert {("mortality", "", "12.6"), ("wound healing", "", "90")} == {*read(text, "outcome group value")}


def test_the_head_of_the_labels_tells_that_all_are_kaplan_meier_estimates() -> None:
    text = of(
        "Kaplan-Meier estimate (95% CI)\t1 year\t3 years\nPrimary patency\t83.5% (79.7 to 86.7)\t73.2% (68 to 78)"
    )
    assert read(text, "measure statistic value ci_level time_value") == [
        ("Kaplan-Meier", "rate", "83.5", "95", "1"),
        ("Kaplan-Meier", "rate", "73.2", "95", "3"),
    ]


def test_a_median_change_is_no_mean_change() -> None:
    text = of("Outcome\tGel\tSham\nChange in watering score, median % (IQR)\t-46 (-71 to -18)\t-14 (-38 to 9)")
    assert read(text, "group statistic value unit") == [("gel", "median", "-46", "%"), ("sham", "median", "-14", "%")]
    text = of("Watering score fell by a median of 46% (IQR 18 to 71) with gel at 6 months.")
    assert read(text, "group statistic value") == [("gel", "median", "46")]
    text = of("Median reduction in watering score compared with baseline: 52.4% (IQR 21.0 to 76.8) at 12 months")
    assert read(text, "group statistic value comparator") == [("", "median", "52.4", "baseline")]


def test_columns_and_heads_of_events_tell_when() -> None:
    text = of("Event\tIn hospital (n=40)\tWithin 30 days (n=40)\nNosebleed\t2 (5%)\t3 (7.5%)", "Registry", "40")
    assert [(e.n, e.group, e.timing) for e in findings(text, AdverseEvent)] == [
        (2, "", "in hospital"),
        (3, "", "within 30 days"),
    ]
    text = of("Event within 30 days\tGel\tSham\nNosebleed\t2 (5%)\t3 (7.5%)")
    assert [(e.group, e.timing) for e in findings(text, AdverseEvent)] == [
        ("gel", "within 30 days"),
        ("sham", "within 30 days"),
    ]
