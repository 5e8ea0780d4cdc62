"""Sentences on results whose truth is known: every form of a figure is read, and nothing is invented."""

from __future__ import annotations

import pytest

from tests.extraction.sentences import results_of, told

ARMS = "gel 60, exercise 60"
SHARES = [
    "33/45 (73.3%)", "73.3% (33/45)", "73.3% (33 of 45)", "33 (73.3%) of 45",
    "33 of 45 (73.3%)", "33 of the 45 (73.3%)",
    "33 out of 45 (73.3%)", "73.3 per cent (33/45)", "73·3% (33/45)", "33/45, 73.3%",
]  # fmt: skip
INTERVALS = [
    "95% CI 1.1 to 2.9", "95% CI: 1.1-2.9", "95% CI 1.1–2.9", "95% confidence interval 1.1 to 2.9", "CI 1.1 to 2.9",
    "95% confidence interval [CI] 1.1 to 2.9", "95% CI [1.1, 2.9]", "95% CI, 1.1 to 2.9", "95%CI 1.1-2.9",
    "95% CI 1.1; 2.9", "95% CI (1.1 to 2.9)", "95% CI 1·1 to 2·9",
]  # fmt: skip
P_VALUES = {
    "p=0.03": ("=", "0.03"), "P = .03": ("=", "0.03"), "p < 0·001": ("<", "0.001"), "p value 0.03": ("=", "0.03"),
    "p=0.03 for the difference": ("=", "0.03"), "P less than 0.05": ("<", "0.05"), "p>0.05": (">", "0.05"),
    "p=not significant": ("ns", ""), "NS": ("ns", ""), "not significant": ("ns", ""), "p≤0.01": ("<=", "0.01"),
    "log-rank p=0.03": ("=", "0.03"),
}  # fmt: skip
DEVIATIONS = [
    "4.2 (SD 1.3)", "4.2 ± 1.3", "4.2±1.3", "4.2 (standard deviation 1.3)", "4.2 (SD=1.3)", "4.2 (SD: 1.3)",
    "4.2 [SD 1.3]",
    "4.2 (standard deviation [SD] 1.3)", "4.2 (s.d. 1.3)", "4.2 points (SD 1.3)",
]  # fmt: skip
RANGES = [
    "(IQR 1 to 6)", "[IQR 1-6]", "(interquartile range 1 to 6)", "(IQR: 1–6)", "(interquartile range [IQR] 1 to 6)",
    "[1 to 6]", "(range 1 to 6)", "(range: 1-6)", "(ranging from 1 to 6)", "(range 1 to 6 days)",
]  # fmt: skip
TIMES = [
    "at 9 months", "at 9-month follow up", "9 months after treatment", "after 9 months",
    "by 9 months", "9 months later",
    "at the 9-month visit", "at month 9", "at 9 months' follow-up", "at a follow-up of 9 months", "within 9 months",
    "at 9 mo",
]  # fmt: skip
BASELINES = [
    "at baseline", "before treatment", "before the procedure", "preoperatively", "at entry",
    "initially", "before surgery",
    "at the start",
]  # fmt: skip
GROUPS = [
    ("in the gel group", "in the exercise group"), ("with gel", "with exercise"), ("after gel", "after exercise"),
    ("in patients who had gel", "in those who had exercise"), ("for gel", "for exercise"),
    ("in patients randomised to gel", "in patients randomised to exercise"),
    ("of the gel group", "of the exercise group"),
]  # fmt: skip


def read(sentence: str, fields: str, arms: str = "") -> list[tuple[str, ...]]:
    return [told(r, fields) for r in results_of(sentence, arms=arms)]


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("form", ["Success at 9 months was seen in {} patients.", "- Success at 9 months: {}"])
def test_shares(form: str, share: str) -> None:
    assert read(form.format(share), "value n denominator time_value") == [("73.3", "33", "45", "9")]


@pytest.mark.parametrize("interval", INTERVALS)
def test_intervals(interval: str) -> None:
    found = read(
        f"The OR for success at 9 months was 1.8 ({interval}; p=0.02).", "statistic value ci_low ci_high p_value"
    )
    assert found == [("odds ratio", "1.8", "1.1", "2.9", "0.02")]


@pytest.mark.parametrize("p", P_VALUES)
def test_p_values(p: str) -> None:
    sentence = f"- Mean pain score at 9 months: gel 4.2 (SD 1.3), exercise 6.1 (SD 1.5); {p}"
    assert read(sentence, "group value sd p_operator p_value", ARMS) == [
        ("gel", "4.2", "1.3", *P_VALUES[p]),
        ("exercise", "6.1", "1.5", "", ""),
    ]


@pytest.mark.parametrize("deviation", DEVIATIONS)
def test_standard_deviations(deviation: str) -> None:
    assert read(f"Mean pain score at 9 months was {deviation}.", "statistic value sd") == [("mean", "4.2", "1.3")]


@pytest.mark.parametrize("spread", RANGES)
def test_ranges(spread: str) -> None:
    sentence = f"Median length of stay was 3 days {spread} after gel and 4 days {spread} after exercise."
    assert read(sentence, "group statistic value range_low range_high", ARMS) == [
        ("gel", "median", "3", "1", "6"),
        ("exercise", "median", "4", "1", "6"),
    ]


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("form", ["Mean pain score was 4.2 {}.", "33 of 45 patients were satisfied {}."])
def test_times(form: str, time: str) -> None:
    assert read(form.format(time), "time_value time_unit") == [("9", "month")]


@pytest.mark.parametrize("baseline", BASELINES)
def test_baselines(baseline: str) -> None:
    found = read(f"Mean pain score was 6.1 {baseline} and 4.2 at 9 months.", "value time_value time_label")
    assert found == [("6.1", "", "before treatment"), ("4.2", "9", "")]


@pytest.mark.parametrize(("first", "second"), GROUPS)
def test_groups(first: str, second: str) -> None:
    shares = f"Success at 9 months was 73% (33/45) {first} compared with 51% (22/43) {second}."
    assert read(shares, "group value n", ARMS) == [("gel", "73", "33"), ("exercise", "51", "22")]
    means = f"Mean pain score at 9 months was 4.2 {first} and 6.1 {second} (p=0.02)."
    assert read(means, "group value p_value", ARMS) == [("gel", "4.2", "0.02"), ("exercise", "6.1", "")]


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("- Pain relief: complete 28/52 (54%), partial 6/52 (12%), none 4/52 (8%)", ["54", "12", "8"]),
        (
            "Of the 40 patients, 25 (63%) had complete relief, 10 (25%) partial relief and 5 (13%) none.",
            ["63", "25", "13"],
        ),
        ("Symptoms recurred in 11 of 40 patients after a median of 9 months (range 3 to 14).", ["11", "9"]),
        ("Pain score improved by a mean of 3.1 points (95% CI 2.0 to 4.2) from baseline to 9 months.", ["3.1"]),
        (
            "Kaplan-Meier survival was 85% (95% CI 80 to 90) at 1 year and 70% (95% CI 64 to 76) at 3 years.",
            ["85", "70"],
        ),
        ("At 1, 3 and 6 months, mean pain scores were 4.1, 3.5 and 3.0, respectively.", ["4.1", "3.5", "3.0"]),
        ("Technical success was achieved in all 40 procedures.", ["40"]),
    ],
)
def test_a_sentence_has_so_many_results(sentence: str, values: list[str]) -> None:
    assert [value for (value,) in read(sentence, "value")] == values
