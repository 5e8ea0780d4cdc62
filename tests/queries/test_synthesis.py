"""What many studies say together, on records made up here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.queries.registry import Registry
from evigraph.queries.synthesis.comparability import differences
from evigraph.queries.synthesis.computations import COMPUTATIONS
from evigraph.queries.synthesis.evidence_base import Harm, KeyOutcome, Result, Study
from evigraph.queries.synthesis.gaps import Gap, coverage, evidence_map
from evigraph.queries.synthesis.harms import harm_boards
from evigraph.queries.synthesis.pairs import closest_pairs
from evigraph.queries.synthesis.patients import patients
from evigraph.queries.synthesis.proportions import Proportion, mean_interval
from evigraph.queries.synthesis.series import interval_of, series
from evigraph.queries.template import templates
from scipy.stats import binomtest

if TYPE_CHECKING:
    from evigraph.graph.store import LocalReader
    from evigraph.queries.ask import Asker


def harm(study: str, status: str, *, n: int | None = None, patients: int | None = 30, group: str = "") -> Harm:
    return Harm(
        node=f"urn:{study}:{status}",
        study=study,
        event="frostbite",
        kind="frostbite",
        status=status,
        n=n,
        printed=None,
        patients=patients,
        group=group,
        severity="",
    )


def result(study: str, months: float | None, value: float, **changed: object) -> Result:
    given = {"outcome": "grip", "statistic": "mean", "unit": "points", "instrument": "GRIP", "scale": (0.0, 10.0)}
    given |= {"direction": "higher is better", "condition": "frozen shoulder", "counted": "patients"}
    return Result(node=f"urn:{study}:{months}", study=study, months=months, value=value, **(given | changed))


# Newcombe, Statistics in Medicine 1998; 17: 857-72, table I: intervals of 95%.
@pytest.mark.parametrize(
    ("n", "total", "wilson", "exact"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_intervals_are_those_of_the_literature(n, total, wilson, exact):
    share = Proportion(n, total)
    assert (share.wilson.low, share.wilson.high) == pytest.approx(wilson, abs=5e-5)
    assert (share.clopper_pearson.low, share.clopper_pearson.high) == pytest.approx(exact, abs=5e-5)


@pytest.mark.parametrize(
    ("n", "total"), [(0, 1), (1, 1), (0, 20), (3, 40), (39, 40), (40, 40), (220, 221), (7, 100_000)]
)
def test_intervals_are_those_of_scipy(n: int, total: int) -> None:
    share = Proportion(n, total)
    for method, ours in (("wilson", share.wilson), ("exact", share.clopper_pearson)):
        limits = binomtest(n, total).proportion_ci(confidence_level=0.95, method=method)
        assert (ours.low, ours.high) == pytest.approx((limits.low, limits.high), abs=1e-9)


def test_rule_of_three_is_for_zeros_alone():
    assert Proportion(0, 60).rule_of_three == pytest.approx(0.05)
    assert Proportion(0, 2).rule_of_three == 1
    assert Proportion(1, 60).rule_of_three is None


@pytest.mark.parametrize(("n", "total"), [(-1, 5), (6, 5), (0, 0)])
def test_what_is_no_proportion_is_refused(n, total):
    with pytest.raises(ValueError, match="no proportion"):
        Proportion(n, total)


def test_only_a_denial_is_a_zero():
    (board,) = harm_boards([harm("Abel 2001", "none reported"), harm("Baker 2002", "reported")])
    assert [line.share for line in board.lines] == [Proportion(0, 30), None]
    assert board.lines[0].assumed


def test_a_group_is_not_set_against_all_patients():
    (board,) = harm_boards([harm("Abel 2001", "reported", n=2, group="first 10 treated")])
    assert board.lines[0].share is None


def test_a_denial_of_what_the_study_reports_elsewhere_is_no_zero():
    (board,) = harm_boards([harm("Abel 2001", "none reported"), harm("Abel 2001", "reported", n=3)])
    assert [line.share for line in board.lines] == [None, Proportion(3, 30)]


def test_numbers_that_differ_in_time_alone_are_a_series():
    found = series([result("Abel 2001", months, 9 - months) for months in (6, 0, 3)] + [result("Baker 2002", 3, 5)])
    assert [[point.months for point in one.points] for one in found] == [[0, 3, 6]]


def test_equal_measures_at_about_one_time_may_stand_side_by_side():
    assert not differences(result("Abel 2001", 12, 5), result("Baker 2002", 13, 4))


@pytest.mark.parametrize(
    ("aspect", "changed"),
    [
        ("instrument", {"instrument": "PINCH"}),
        ("scale", {"scale": (0.0, 100.0)}),
        ("direction", {"direction": "higher is worse"}),
        ("unit", {"unit": "%"}),
        ("population", {"condition": "tennis elbow"}),
        ("statistic", {"statistic": "median"}),
        ("time", {"months": 3}),
        ("time", {"months": 0}),
    ],
)
def test_each_aspect_stands_against_a_comparison(aspect, changed):
    other = result("Baker 2002", **({"months": 12, "value": 4} | changed))
    assert [found.aspect for found in differences(result("Abel 2001", 12, 5), other)] == [aspect]


def test_a_scale_that_is_not_told_is_unknown_and_not_equal():
    (found,) = differences(result("Abel 2001", 12, 5), result("Baker 2002", 12, 4, scale=None))
    assert found.aspect == "scale"
    assert found.unknown


def test_gaps_are_told_apart():
    def key(outcome: str, studies: tuple[str, ...], *, comparative: bool = False) -> KeyOutcome:
        return KeyOutcome(f"urn:{outcome}", "doc", "efficacy", outcome, dict.fromkeys(studies, ("urn:x",)), comparative)

    found = coverage(
        [key("a", ("X", "Y"), comparative=True), key("b", ("X", "Y")), key("c", ("X",), comparative=True), key("d", ())]
    )
    assert [(one.key.outcome, one.gap) for one in found] == [
        ("d", Gap.NONE),
        ("c", Gap.ONE),
        ("b", Gap.NOT_COMPARATIVE),
        ("a", Gap.COVERED),
    ]


def test_the_map_counts_facts_of_each_study_on_each_outcome():
    found = evidence_map([result("Abel 2001", 0, 1), result("Abel 2001", 3, 2), result("Baker 2002", 3, 2)])
    assert {study: len(facts) for study, facts in found["grip"].items()} == {"Abel 2001": 2, "Baker 2002": 1}


def test_studies_that_may_share_patients_count_once_in_the_net_number():
    def study(name: str, number: int | None, country: str) -> Study:
        return Study(f"urn:{name}", name, number, {"country": country, "device": "Probe"})

    found = patients([study("Abel 2001", 30, "US"), study("Abel 2004", 80, "US"), study("Cole 2003", None, "US")])
    assert (found.gross, found.net) == (110, 80)
    assert found.overlapping == (("Abel 2001", "Abel 2004"),)
    assert found.without == ("Cole 2003",)


def test_an_interval_of_a_mean_is_that_of_students_t():
    found = mean_interval(5.0, 2.0, 25)  # t(24) is 2.0639
    assert (found.low, found.high) == pytest.approx((4.17444, 5.82556), abs=1e-4)
    for wrong in ((5.0, 2.0, 1), (5.0, -1.0, 9)):
        with pytest.raises(ValueError, match="gives no interval"):
            mean_interval(*wrong)


def test_a_printed_interval_is_never_computed_anew():
    assert interval_of(result("Abel 2001", 3, 5, ci=(4.0, 6.0), sd=1.0), 30).method == "as printed"
    assert interval_of(result("Abel 2001", 3, 5, sd=1.0), 30).method.startswith("computed")
    assert interval_of(result("Abel 2001", 3, 5, sd=1.0, statistic="median"), 30) is None
    assert interval_of(result("Abel 2001", 3, 5), 30) is None


def test_of_two_studies_the_pair_with_least_against_it_is_taken():
    (pair,) = closest_pairs([result("Abel 2001", 3, 5), result("Abel 2001", 12, 5), result("Baker 2002", 12, 4)])
    assert (pair.first.months, pair.second.months, pair.differences) == (12, 12, ())


KINDS = {name for name, template in templates().items() if template.gives}


def test_every_computation_is_of_a_kind_and_says_that_it_is_computed():
    assert set(COMPUTATIONS) == KINDS
    for name in KINDS:
        template = templates()[name]
        assert "computed" in template.title
        assert "computed" in f"{template.answer} {template.lead}".casefold()


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_computed_row_leads_to_its_words(name: str, reader: LocalReader):
    table = Registry(reader).run(name, {})
    assert table.rows
    assert table.computed
    assert all(set(row) <= set(table.columns) for row in table.rows)
    assert table.citations or name == "patients_total"


@pytest.mark.parametrize(
    ("question", "kind", "said"),
    [
        ("How rare is thrombosis?", "rare_harms", "at most 15.00% by the rule of three"),
        ("Rule of three for infection", "rare_harms", "wound infection, 2 of 221, 0.90% (0.25% to 3.24%)"),
        ("Proportions with intervals in Cazzato 2016", "proportions", "18 of 24, 75.00% (55.10% to 88.00%)"),
        ("Time courses of pain in Yoon 2016", "series", "8.3 points (7.46 to 9.14)"),
        ("Can pain in Yoon 2016 be compared with Prologo 2017?", "comparability", "No: "),
        ("How many patients are there in total, net of overlap?", "patients_total", "311 patients as printed"),
        ("Evidence map of Yoon 2016", "evidence_map", "Yoon 2016: pain intensity ("),
        ("Which key outcomes have no comparative evidence?", "evidence_gaps", "infection (safety)"),
        ("Summary of findings for pain", "summary_of_findings", "less pain (efficacy)"),
        ("Which recommendations rest on Yoon 2016?", "trace", "recommendation 1.1"),
    ],
)
def test_the_chat_has_the_synthesis(question: str, kind: str, said: str, asker: Asker):
    answer = asker.ask(question)
    assert answer.template == kind
    assert said in answer.answer
    assert answer.citations
