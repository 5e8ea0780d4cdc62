"""Each check by its name: words that it finds fault with, and words beside them with which it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.ontology.records import (
    KeyOutcome,
    PatientRow,
    Recommendation,
    Reference,
    Region,
    Result,
    ScaleDeclaration,
    SearchSource,
    Study,
)
from evigraph.ontology.vocabulary import vocabulary

from tests.graph.audit.samples import SUMMARY, Case, Guidance

if TYPE_CHECKING:
    from collections.abc import Callable

SMITH = ("Smith 2020",)


def share(printed: str) -> set[str]:
    quote = f"Healed: {printed}% (6/24)"
    case = Case(quote).result(quote, outcome="healing", statistic="percentage", value=printed, n=6, denominator=24)
    return case.checks()


def effect(words: str, **fields: object) -> set[str]:
    return Case(words).result(words, ci_level="95", p_operator="=", **fields).checks()


def interval(value: str) -> set[str]:
    words = f"Difference {value} (95% CI 0.4 to 3.0), p=0.01"
    return effect(words, statistic="mean difference", value=value, ci_low="0.4", ci_high="3.0", p_value="0.01")


def p_of_interval(p: str) -> set[str]:
    words = f"OR 0.35 (95% CI 0.07 to 1.89), p={p}"
    return effect(words, statistic="odds ratio", value="0.35", ci_low="0.07", ci_high="1.89", p_value=p)


def significance(p: str) -> set[str]:
    return effect(f"Pain was significantly lower (p={p}).", statistic="p only", p_value=p)


def probability(p: str) -> set[str]:
    return effect(f"Pain was lower (p={p}).", statistic="p only", p_value=p)


def mean_in_range(mean: str) -> set[str]:
    quote = f"Mean pain {mean} (range 2.0 to 9.0)"
    return Case(quote).result(quote, statistic="mean", value=mean, range_low="2.0", range_high="9.0").checks()


def deviation(sd: str) -> set[str]:
    quote = f"Mean pain 5.0 (SD {sd})"
    return (
        Case(quote).result(quote, statistic="mean", value="5.0", sd=sd, measure="VAS 0 to 10", unit="points").checks()
    )


def granularity(mean: str) -> set[str]:
    quote = f"Mean score of 7 was {mean}"
    case = Case(quote).result(
        quote, statistic="mean", value=mean, measure="score 0 to 10", unit="points", denominator=7
    )
    return case.checks()


def survival(later: str) -> set[str]:
    lines = ["1 year: 90%", f"2 years: {later}%"]
    case = Case(*lines)
    given = {"outcome": "overall survival", "statistic": "rate", "measure": "Kaplan-Meier", "unit": "%"}
    for line, value, year in zip(lines, ("90", later), ("1", "2"), strict=True):
        case.result(line, **given, value=value, time_value=year, time_unit="year")
    return case.checks()


def free_survival(free: str) -> set[str]:
    lines = ["Alive at 1 year: 60%", f"Alive without progression at 1 year: {free}%"]
    given = {"statistic": "rate", "measure": "Kaplan-Meier", "unit": "%", "time_value": "1", "time_unit": "year"}
    case = Case(*lines).result(lines[0], **given, outcome="overall survival", value="60")
    return case.result(lines[1], **given, outcome="progression-free survival", value=free).checks()


def said(words: str) -> set[str]:
    return Case(words).statement(words, "other issues").checks()


def bands(moderate: str) -> set[str]:
    return said(f"Mild (1 to 3), moderate ({moderate} to 6), severe (7 to 10).")


def kinds(others: str) -> set[str]:
    return said(f"Of the 24 patients, 10 had A, 8 had B and {others} another kind.")


def listed(stated: str) -> set[str]:
    """Three studies, of which the evidence base is said to have so many."""
    more = ["Study 2 Jones B (2021), n=30", "Study 3 Brown C (2022), n=40"]
    case = Case(*more, words := f"The evidence came from {stated} studies: 1 RCT and 2 case series.")
    for number, line in enumerate(more, start=2):
        name = f"{line.split()[2]} {line[-11:-7]}"
        case.add(Study, line, Region.STUDY_DETAILS, study=name, number=number, design="case series", n_patients=30)
    return case.statement(words, "evidence base").checks()


def two_studies(stated: str) -> set[str]:
    other = "Study 2 Jones B (2021), n=30"
    case = Case(other, words := f"The evidence is from {stated} patients.").statement(words, "evidence base")
    return case.add(Study, other, Region.STUDY_DETAILS, study="Jones 2021", number=2, n_patients=30).checks()


def summary(n: int) -> set[str]:
    own, again = "Wound infection=3/24.", f"Wound infection was seen in {n} of 24 patients (Smith 2020)."
    case = Case(own, SUMMARY, again).event(own, event="wound infection", n=3, denominator=24)
    return case.event(again, Region.SUMMARY, event="wound infection", n=n, denominator=24).checks()


def omitted(event: str) -> set[str]:
    lines = ["Wound infection=3/24.", "Frostbite=2/24.", f"{event} was seen in 2 of 24 patients (Smith 2020)."]
    case = Case(*lines).event(lines[0], event="wound infection", n=3, denominator=24)
    case.event(lines[1], event="frostbite", n=2, denominator=24)
    case.event("Wound infection=3/24.", Region.SUMMARY, event="wound infection", n=3, denominator=24)
    return case.event(lines[2], Region.SUMMARY, event=event.lower(), n=2, denominator=24).checks()


def denied(words: str) -> set[str]:
    lines = [words, "Frostbite was seen in 2 patients."]
    case = Case(*lines).event(lines[0], event="adverse events", status="none reported")
    return case.event(lines[1], event="frostbite", n=2).checks()


def number_of_patients(n: int) -> set[str]:
    quote = f"In a case series of {n} patients the mean pain was 4.2."
    return Case(SUMMARY, quote).result(quote, Region.SUMMARY, statistic="mean", value="4.2").checks()


def recruitment(end: str) -> set[str]:
    return Case(recruitment_start="2015", recruitment_end=end).checks()


def isbn(digits: str) -> set[str]:
    return Case().checks(isbn=digits)


def whole(of: int) -> set[str]:
    quote = f"Healed: 6 of {of} patients"
    return Case(quote).result(quote, outcome="healing", statistic="count", value="6", n=6, denominator=of).checks()


def one_of_a_list(of: int) -> set[str]:
    lines = ["Better=12/24.", "Same=8/24.", f"Worse=0/{of}."]
    case = Case(*lines)
    for line, n, whole_ in zip(lines, (12, 8, 0), (24, 24, of), strict=True):
        case.result(line, outcome="change", group=line, statistic="count", value=str(n), n=n, denominator=whole_)
    return case.checks()


def unit_of_share(unit: str) -> set[str]:
    own, again = "Failure in 25% (6/24) of eyes.", f"Failure was seen in 25% (6/24) of {unit} (Smith 2020)."
    given = {"outcome": "failure", "statistic": "percentage", "value": "25", "n": 6, "denominator": 24}
    case = Case(own, SUMMARY, again, n_lesions=24, lesion=("eye",)).result(own, **given)
    return case.result(again, Region.SUMMARY, **given).checks()


def unit_of_mean(unit: str) -> set[str]:
    own, again = "Mean pressure was 14.2 mmHg.", f"Mean pressure was 14.2 {unit} (Smith 2020)."
    given = {"outcome": "pressure", "statistic": "mean", "value": "14.2"}
    case = Case(own, SUMMARY, again).result(own, **given, unit="mmHg")
    return case.result(again, Region.SUMMARY, **given, unit=unit).checks()


def scale(ends: str) -> set[str]:
    design, head = f"Pain was scored on a VAS from 0 to {ends}.", "Pain (VAS 0 to 100)"
    case = Case(design, head, row := "Mean=42.0").statement(design, "study design issues", Region.ANALYSIS, *SMITH)
    case.add(ScaleDeclaration, head, instrument="VAS", low="0", high="100", study="Smith 2020")
    return case.result(row, statistic="mean", value="42.0", measure="VAS 0 to 100", unit="points").checks()


def labelled_scale(mean: str) -> set[str]:
    quote = f"Comfort score (1 to 4): mean {mean}"
    return Case(quote).result(quote, outcome="comfort", statistic="mean", value=mean).checks()


def patients(group: str, low: str, mean: str) -> set[str]:
    """A table of 3 patients with neuroma, followed up for 6, 9 and 12 months."""
    text = f"3 had {group}. Mean follow-up was {mean} months (range {low} to 12 months)."
    rows = ["1\tStump neuroma\t6 months", "2\tStump neuroma\t9 months", "3\tMorton's neuroma\t12 months"]
    case = Case(text, *rows)
    case.result("3 had", outcome="lesion type", group=group, statistic="count", value="3", n=3)
    given = {"range_low": low, "range_high": "12", "range_kind": "range", "unit": "months"}
    case.result("Mean follow-up was", outcome="follow-up", group=group, statistic="mean", value=mean, **given)
    for row in rows:
        number, site, months = row.split("\t")
        given = {"patient": number, "site": site, "follow_up_value": months.split()[0], "follow_up_unit": "month"}
        case.add(PatientRow, row, study="Smith 2020", group="neuroma", **given)
    return case.checks()


def table_and_text(design: str) -> set[str]:
    words = "Patients were randomly allocated to cooling or sham."
    return Case(words, design=design).statement(words, "study design issues", Region.ANALYSIS, *SMITH).checks()


def validity(words: str) -> set[str]:
    design = "The study was retrospective."
    case = Case(design, words, direction="retrospective", design="randomised controlled trial")
    case.statement(design, "study design issues", Region.ANALYSIS, *SMITH)
    return case.statement(words, "validity", Region.VALIDITY).checks()


def cited_as(name: str) -> set[str]:
    lines = ["Pain was less (Smith 2020).", f"Swelling was less ({name})."]
    return Case(*lines).statement(lines[0], "validity").statement(lines[1], "validity").checks()


def references(author: str) -> set[str]:
    entry = f"1. {author} (2020) Cooling. Journal of Cold 31: 81-7"
    given = {"number": 1, "authors": author, "year": "2020", "title": "Cooling", "journal": "J", "volume": "31"}
    study = "Smith 2020" if author.startswith("Smith") else ""
    return Case(entry).add(Reference, entry, Region.APPENDIX, pages="81-7", study=study, **given).checks()


def unused(author: str) -> set[str]:
    """A list of references of which the first is the study's, and the second by another author or the same."""
    lines = ["1. Smith A (2020) Cooling. J 31: 81-7", f"2. {author} (2020) Cooling again. J 32: 1-9"]
    case = Case(*lines)
    for number, line in enumerate(lines, start=1):
        study = "Smith 2020" if "Smith" in line else ""
        given = {"number": number, "authors": line[3:10], "year": "2020", "title": "Cooling", "journal": "J"}
        case.add(Reference, line, Region.APPENDIX, volume="3", pages="1", study=study, **given)
    return case.checks()


def times(planned: str) -> set[str]:
    design, quote = f"Patients were seen at {planned} months.", "Mean pain at 3 months=4.2"
    case = Case(design, quote).statement(design, "study design issues", Region.ANALYSIS, *SMITH)
    return case.result(quote, statistic="mean", value="4.2", time_value="3", time_unit="month").checks()


def follow_up(end: str) -> set[str]:
    quote = "Mean pain at 24 months=4.2"
    case = Case(quote, follow_up_low="3", follow_up_high=end, follow_up_unit="month")
    return case.result(quote, statistic="mean", value="4.2", time_value="24", time_unit="month").checks()


def longest(years: str) -> set[str]:
    words = f"The longest follow up in the evidence was {years} years."
    case = Case(words, follow_up_low="3", follow_up_high="60", follow_up_unit="month")
    return case.statement(words, "evidence base").checks()


def lost(analysed: int) -> set[str]:
    lines = [f"Number of patients analysed: {analysed}", "Two patients were lost to follow-up."]
    case = Case(*lines).result(lines[0], outcome="number analysed", statistic="count", value=str(analysed), n=analysed)
    given = {"outcome": "follow-up completeness", "statistic": "count", "group": "lost to follow-up"}
    return case.result(lines[1], **given, value="2", n=2).checks()


def baseline(first: str) -> set[str]:
    other, lines = "Study 2 Jones B (2021), n=30", ["Mean pain before=8.0", "Mean pain at 3 months=4.2", first]
    case = Case(other, *lines).add(Study, other, Region.STUDY_DETAILS, study="Jones 2021", number=2, n_patients=30)
    given = {"statistic": "mean", "measure": "VAS 0 to 10", "unit": "points"}
    case.result(lines[0], **given, study="Jones 2021", value="8.0", time_label="before treatment")
    case.result(lines[1], **given, value="4.2", time_value="3", time_unit="month")
    if first.startswith("Mean"):
        case.result(first, **given, value="7.0", time_label="before treatment")
    return case.checks()


def searched(date: str) -> set[str]:
    row = "MEDLINE (Ovid)\tdate\t1946 on"
    given = {"source": "MEDLINE", "source_type": "database", "date_searched": date}
    return Case(row).add(SearchSource, row, Region.SEARCH, **given).checks(date_prepared="2022-04")


def effect_measure(name: str) -> set[str]:
    lines = ["OR 2.0 (95% CI 1.0 to 4.0) for healing.", f"The {name} of healing was 2.0 (1.0 to 4.0) (Smith 2020)."]
    given = {"outcome": "healing", "value": "2.0", "ci_level": "95", "ci_low": "1.0", "ci_high": "4.0"}
    case = Case(lines[0], SUMMARY, lines[1]).result(lines[0], **given, statistic="odds ratio")
    return case.result(lines[1], Region.SUMMARY, **given, statistic=name).checks()


def guidance_value(value: str) -> set[str]:
    own, again = "Mean pain at 12 months=4.2", f"Mean pain was {value} at 12 months in a case series of 24 patients."
    given = {"statistic": "mean", "unit": "points", "time_value": "12", "time_unit": "month"}
    guidance = Guidance(again).add(Result, again, study="Smith 2020", outcome="pain intensity", **given, value=value)
    return guidance.checks(Case(own).result(own, **given, value="4.2"))


def answered(paragraph: str, received: str = "NICE received 19 completed questionnaires from patients.") -> set[str]:
    overview = Case(received).statement(received, "patient commentary")
    return (
        Guidance(paragraph)
        .add(Recommendation, paragraph, number="3.4", text=paragraph, kind="patient commentary")
        .checks(overview)
    )


def key_outcome(outcome: str) -> set[str]:
    own, key = "Mean pain intensity=4.2", f"The key outcome was {outcome}."
    guidance = Guidance(key).add(KeyOutcome, key, outcome=outcome, role="efficacy")
    return guidance.checks(Case(own).result(own, statistic="mean", value="4.2"))


def recommendation(evidence: str) -> set[str]:
    text = f"1.1 The evidence is {evidence}, so the procedure can be used with standard arrangements."
    given = {"number": "1.1", "text": text, "kind": "recommendation", "recommendation_type": "standard arrangements"}
    return Guidance(text).add(Recommendation, text, **given).checks(Case(design="randomised controlled trial"))


#: For each check, how its example is made, what is right, and what is wrong.
EXAMPLES: dict[str, list[tuple[Callable[..., set[str]], tuple[object, ...], tuple[object, ...]]]] = {
    "percentage": [(share, ("25",), ("52",))],
    "interval": [(interval, ("1.7",), ("7.1",))],
    "p-versus-interval": [(p_of_interval, ("0.21",), ("0.004",))],
    "p-versus-claim": [(significance, ("0.03",), ("0.30",))],
    "p-value": [(probability, ("0.30",), ("1.30",))],
    "range": [(mean_in_range, ("6.0",), ("9.5",))],
    "sd": [(deviation, ("3.0",), ("7.6",))],
    "grim": [(granularity, ("3.14",), ("3.15",))],
    "survival-order": [(survival, ("85",), ("95",)), (free_survival, ("40",), ("75",))],
    "direction": [
        (said, ("The score fell from 3.4 to 2.1.",), ("The score rose from 3.4 to 2.1.",)),
        (
            said,
            ("They came later after A than after B: at 37.4 weeks compared with 34.9 weeks.",),
            ("They came later after A than after B: at 34.9 weeks compared with 37.4 weeks.",),
        ),
    ],
    "category-overlap": [(bands, ("4",), ("3",))],
    "subgroup-sum": [(kinds, ("6",), ("5",))],
    "document-count": [(listed, ("3",), ("4",))],
    "total": [(two_studies, ("54",), ("45",))],
    "number-of-patients": [(number_of_patients, (24,), (42,))],
    "summary-versus-detail": [(summary, (3,), (2,))],
    "summary-omission": [(omitted, ("Frostbite",), ("Swelling",))],
    "adverse-events-denied": [(denied, ("There were no other adverse events.",), ("There were no adverse events.",))],
    "date": [(recruitment, ("2018",), ("2012",))],
    "identifier": [(isbn, ("978-0-306-40615-7",), ("978-0-306-40615-1",))],
    "denominator": [(whole, (24,), (42,)), (one_of_a_list, (24,), (42,))],
    "denominator-unit": [(unit_of_share, ("eyes",), ("patients",))],
    "unit": [(unit_of_mean, ("mmHg",), ("kPa",))],
    "scale": [(scale, ("100",), ("10",)), (labelled_scale, ("3.4",), ("4.3",))],
    "subgroup-label": [(patients, ("neuroma", "6", "9.0"), ("stump neuroma", "6", "9.0"))],
    "range-versus-table": [(patients, ("neuroma", "6", "9.0"), ("neuroma", "8", "9.0"))],
    "mean-versus-table": [(patients, ("neuroma", "6", "9.0"), ("neuroma", "6", "11.0"))],
    "table-versus-text": [(table_and_text, ("randomised controlled trial",), ("case series",))],
    "validity-versus-studies": [
        (validity, ("1 of the studies was retrospective.",), ("1 of the studies was prospective.",)),
        (validity, ("The RCT was small.",), ("Both RCTs were small.",)),
    ],
    "study-label": [(cited_as, ("Smith 2020",), ("Smith A 2020",))],
    "reference": [(references, ("Smith A",), ("Jones B",)), (unused, ("Smith A",), ("Jones B",))],
    "time-point": [(times, ("1, 3 and 6",), ("1, 2 and 6",))],
    "follow-up-exceeded": [(follow_up, ("24",), ("12",)), (longest, ("5",), ("3",))],
    "loss-to-follow-up": [(lost, (22,), (24,))],
    "baseline-missing": [(baseline, ("Mean pain on entry=7.0",), ("Nothing is said of entry",))],
    "search-date": [(searched, ("2022-03",), ("2022-06",))],
    "effect-measure": [(effect_measure, ("odds ratio",), ("risk ratio",))],
    "document-versus-document": [
        (guidance_value, ("4.2",), ("2.4",)),
        (answered, ("3.4 Nineteen commentaries were discussed.",), ("3.4 Nine commentaries were discussed.",)),
        (
            answered,
            ("3.4 Commentary came from 19 patients.",),
            ("3.4 Patient commentary was sought but none was received.",),
        ),
    ],
    "key-outcome-without-evidence": [(key_outcome, ("pain intensity",), ("overall survival",))],
    "recommendation-versus-evidence": [(recommendation, ("adequate",), ("inadequate",))],
}
TRIED = [(check, *example) for check, examples in EXAMPLES.items() for example in examples]


@pytest.mark.parametrize(("check", "example", "right", "wrong"), TRIED)
def test_check_finds_what_is_wrong_and_nothing_in_what_is_right(
    check: str, example: Callable[..., set[str]], right: tuple[object, ...], wrong: tuple[object, ...]
) -> None:
    assert check in example(*wrong)
    assert check not in example(*right)


def test_every_check_of_the_vocabulary_has_an_example() -> None:
    known = {c.label for c in vocabulary().concepts if c.scheme == "check" and "/check-" in c.iri}
    assert known == set(EXAMPLES)


def test_two_documents_that_both_had_no_answer_agree() -> None:
    none = "Patient commentary was sought but none was received."
    assert "document-versus-document" not in answered(f"3.4 {none}", "No patient commentary could be obtained.")
