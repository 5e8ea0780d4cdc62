"""Every check: what it finds in a bad example, and that it leaves the good one beside it alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from evigraph.graph.audit.checks.grim import can_be_mean
from evigraph.graph.audit.checks.identifiers import valid_isbn
from evigraph.graph.audit.finding import Severity
from evigraph.ontology.records import Region

from tests.graph.audit.samples import SUMMARY, Case


@pytest.mark.parametrize(
    ("printed", "n", "of", "told"),
    [
        ("25%", 6, 24, ""),
        ("83%", 20, 24, ""),
        ("52%", 6, 24, "6 of 24 is 25%; 52% is printed."),
        ("16.6%", 4, 24, "4 of 24 is 16.7%; 16.6% is printed (cut, not rounded)."),
    ],
)
def test_percentage_at_its_printed_precision(printed: str, n: int, of: int, told: str) -> None:
    quote = f"Healed: {printed} ({n}/{of})"
    case = Case(quote).result(quote, outcome="healing", statistic="percentage", value=printed[:-1], n=n, denominator=of)
    assert [f.message for f in case.findings() if f.check == "percentage"] == ([told] if told else [])


def test_percentage_in_prose_that_no_record_holds() -> None:
    quote = "Committee members heard that 52% (6/24) of people were at work."
    assert "percentage" in Case(quote).statement(quote, "expert opinion").checks()
    assert (
        "percentage"
        not in Case(quote.replace("52", "25")).statement(quote.replace("52", "25"), "expert opinion").checks()
    )


def test_number_of_another_arm_is_no_wrong_percentage() -> None:
    quote = "Healed: 6 and 12 of 24 (25% and 50%)"
    case = Case(quote).result(quote, outcome="healing", statistic="percentage", value="50", n=6, denominator=24)
    assert "percentage" not in case.checks()


@pytest.mark.parametrize(
    ("value", "low", "high", "check"),
    [("1.7", "0.4", "3.0", ""), ("1.7", "-4.4", "1.0", "interval"), ("1.7", "0.4", "6.0", "interval")],
)
def test_estimate_in_the_middle_of_its_interval(value: str, low: str, high: str, check: str) -> None:
    quote = f"Difference {value} (95% CI {low} to {high})"
    case = Case(quote).result(
        quote, statistic="mean difference", value=value, ci_level="95", ci_low=low, ci_high=high, group="cooling"
    )
    assert case.checks() == ({check} if check else set())


def test_ratio_is_in_the_middle_on_the_log_scale() -> None:
    quote = "OR 2.0 (95% CI 1.0 to 4.0)"
    given = {"statistic": "odds ratio", "value": "2.0", "ci_level": "95", "ci_low": "1.0", "ci_high": "4.0"}
    assert Case(quote).result(quote, **given).checks() == set()


@pytest.mark.parametrize(("p", "check"), [("0.21", set()), ("0.004", {"p-versus-interval"})])
def test_p_value_against_its_interval(p: str, check: set[str]) -> None:
    quote = f"OR 0.35 (95% CI 0.07 to 1.89), p={p}"
    case = Case(quote).result(
        quote,
        statistic="odds ratio",
        value="0.35",
        ci_level="95",
        ci_low="0.07",
        ci_high="1.89",
        p_operator="=",
        p_value=p,
    )
    assert case.checks() == check


@pytest.mark.parametrize(
    ("p", "words", "check"),
    [
        ("0.03", "significantly lower", set()),
        ("0.30", "significantly lower", {"p-versus-claim"}),
        ("0.03", "not significantly lower", {"p-versus-claim"}),
        ("1.30", "lower", {"p-value"}),
        ("0.000", "lower", {"p-value"}),
    ],
)
def test_p_value_against_itself_and_its_words(p: str, words: str, check: set[str]) -> None:
    quote = f"Pain was {words} (p={p})."
    assert Case(quote).result(quote, statistic="p only", p_operator="=", p_value=p).checks() == check


@pytest.mark.parametrize(("mean", "check"), [("6.0", set()), ("9.5", {"range"})])
def test_mean_inside_its_range(mean: str, check: set[str]) -> None:
    quote = f"Mean pain {mean} (range 2.0 to 9.0)"
    case = Case(quote).result(
        quote, statistic="mean", value=mean, range_low="2.0", range_high="9.0", range_kind="range"
    )
    assert case.checks() == check


@pytest.mark.parametrize(("sd", "check"), [("3.0", set()), ("5.6", {"sd"})])
def test_deviation_that_the_scale_allows(sd: str, check: set[str]) -> None:
    quote = f"Mean pain on VAS 0 to 10 was 5.0 (SD {sd}, n=24)"
    case = Case(quote).result(
        quote, statistic="mean", value="5.0", sd=sd, measure="VAS 0 to 10", unit="points", denominator=24
    )
    assert case.checks() == check


@pytest.mark.parametrize(("mean", "n", "possible"), [("3.14", 7, True), ("3.15", 7, False), ("3.1", 24, True)])
def test_mean_that_whole_numbers_can_have(mean: str, n: int, possible: bool) -> None:
    quote = f"Mean score 0 to 10 of {n} was {mean}"
    case = Case(quote).result(
        quote, statistic="mean", value=mean, measure="score 0 to 10", unit="points", denominator=n
    )
    assert ("grim" not in case.checks()) is possible
    assert can_be_mean(Decimal(mean), n) is possible


def test_survival_that_rises() -> None:
    lines = ["1 year: 90%", "2 years: 95%"]
    case = Case(*lines)
    for line, value, year in zip(lines, ("90", "95"), ("1", "2"), strict=True):
        case.result(
            line,
            outcome="overall survival",
            statistic="rate",
            measure="Kaplan-Meier",
            value=value,
            unit="%",
            time_value=year,
            time_unit="year",
        )
    (found,) = case.findings()
    assert (found.check, found.a.quote, found.b and found.b.quote) == ("survival-order", "2 years: 95%", "1 year: 90%")


@pytest.mark.parametrize(
    ("words", "check"),
    [
        ("The number of drops fell from 3.4 to 2.1.", set()),
        ("The number of drops rose from 3.4 to 2.1.", {"direction"}),
        ("Pain was mild (1 to 3), moderate (4 to 6) or severe (7 to 10).", set()),
        ("Pain was mild (1 to 3), moderate (3 to 6) or severe (7 to 10).", {"category-overlap"}),
        ("Of the 24 patients, 10 had scars, 8 had neuromas and 6 had other nerve pain.", set()),
        ("Of the 24 patients, 10 had scars, 8 had neuromas and 5 had other nerve pain.", {"subgroup-sum"}),
    ],
)
def test_words_against_their_numbers(words: str, check: set[str]) -> None:
    assert Case(words).statement(words, "other issues").checks() == check


@pytest.mark.parametrize(
    ("words", "check"),
    [
        ("The evidence came from 1 study of 24 patients.", set()),
        ("The evidence came from 4 studies: 1 RCT and 2 case series.", {"document-count"}),
        ("The evidence came from 2 studies: 1 RCT and 1 case series.", {"document-count"}),
        ("The evidence came from 4 studies: 1 RCT, 2 case series and on 48 reports in a database.", set()),
        ("The evidence came from 1 RCT and 1 analysis of an event database, and from 7 letters.", set()),
    ],
)
def test_stated_number_of_studies(words: str, check: set[str]) -> None:
    assert Case(words).statement(words, "evidence base").checks() == check


@pytest.mark.parametrize(("n", "check"), [(3, set()), (2, {"summary-versus-detail"})])
def test_summary_against_the_study(n: int, check: set[str]) -> None:
    own, again = "Wound infection=3/24.", f"Wound infection was seen in {n} of 24 patients (Smith 2020)."
    case = Case(own, SUMMARY, again).event(own, event="wound infection", n=3, denominator=24)
    case.event(again, Region.SUMMARY, event="wound infection", n=n, denominator=24)
    assert case.checks() == check


def test_summary_that_leaves_an_event_out() -> None:
    lines = ["Wound infection=3/24.", "Frostbite=2/24.", "Wound infection was seen in 3 of 24 patients (Smith 2020)."]
    case = Case(*lines).event(lines[0], event="wound infection", n=3, denominator=24)
    case.event(lines[1], event="frostbite", n=2, denominator=24)
    case.event(lines[2], Region.SUMMARY, event="wound infection", n=3, denominator=24)
    (found,) = case.findings()
    assert (found.check, found.severity, found.a.quote) == ("summary-omission", Severity.REPORTING, lines[1])


def test_harm_that_is_denied_and_reported() -> None:
    lines = ["There were no adverse events.", "Frostbite was seen in 2 patients."]
    case = Case(*lines).event(lines[0], event="adverse events", status="none reported")
    case.event(lines[1], event="frostbite", n=2)
    (found,) = case.findings()
    assert (found.check, found.b and found.b.quote) == ("adverse-events-denied", lines[1])


@pytest.mark.parametrize(
    "denial",
    [
        "Nobody had frostbite in hospital.",
        "No serious frostbite was seen.",
        "Swelling was seen in 3 patients; frostbite in none of the controls.",
        "Frostbite: 4 (9%) v 0",
    ],
)
def test_denial_of_one_arm_time_or_degree_denies_nothing_else(denial: str) -> None:
    lines = [denial, "Frostbite was seen in 2 patients."]
    case = Case(*lines).event(denial, event="frostbite", status="none reported")
    assert case.event(lines[1], event="frostbite", n=2).checks() == set()


@pytest.mark.parametrize(
    ("again", "check"),
    [("2", set()), ("3", set()), ("5", set()), ("21", set()), ("7", {"summary-versus-detail"})],
)
def test_number_of_the_summary_that_the_study_does_not_bear_out(again: str, check: set[str]) -> None:
    lines = ["Frostbite of a toe in 2 and of a finger in 3 of 24 patients.", "Swelling=1/24.", "Pain=11/24."]
    case = Case(*lines, SUMMARY, quote := f"Frostbite was seen in {again} patients (Smith 2020).")
    for line, event, n in zip((lines[0], *lines), ("toe", "finger", "swelling", "pain"), (2, 3, 1, 11), strict=True):
        case.event(line, event=f"frostbite of a {event}", n=n, denominator=24)
    case.event(quote, Region.SUMMARY, event="any frostbite at all", n=int(again))
    assert case.checks() - {"summary-omission"} == check


@pytest.mark.parametrize(
    ("size", "check"),
    [("n=24 (48 eyes)", set()), ("n=24", {"number-of-patients"})],
)
def test_study_named_by_another_unit(size: str, check: set[str]) -> None:
    quote = "In a case series of 48 eyes the mean pain was 4.2."
    case = Case(SUMMARY, quote, size=size).result(quote, Region.SUMMARY, statistic="mean", value="4.2")
    assert case.checks() == check


@pytest.mark.parametrize(("n", "check"), [(24, set()), (42, {"number-of-patients"})])
def test_study_named_by_its_number(n: int, check: set[str]) -> None:
    quote = f"In a case series of {n} patients the mean pain was 4.2."
    case = Case(SUMMARY, quote).result(quote, Region.SUMMARY, statistic="mean", value="4.2")
    assert case.checks() == check


@pytest.mark.parametrize(("start", "end", "check"), [("2015", "2018", set()), ("2018", "2015", {"date"})])
def test_recruitment_ends_after_it_starts(start: str, end: str, check: set[str]) -> None:
    assert Case(recruitment_start=start, recruitment_end=end).checks() == check


def test_check_digit_of_isbn() -> None:
    assert valid_isbn("978-0-306-40615-7")
    assert not valid_isbn("978-0-306-40615-1")
    assert Case().checks(isbn="978-0-306-40615-7") == set()
    assert Case().checks(isbn="978-0-306-40615-1") == {"identifier"}


def test_finding_quotes_the_words_at_their_offsets() -> None:
    quote = "After a year 52% (6/24) had healed; nobody was worse"
    case = Case(quote).result(quote, outcome="healing", statistic="percentage", value="52", n=6, denominator=24)
    (found,) = case.findings()
    assert found.a.quote == "After a year 52% (6/24)"
    assert found.recomputed == "25%"
