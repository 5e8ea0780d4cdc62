"""Tables of single patients, also where no head names what a column holds."""

from evigraph.extraction.pipeline import extract
from evigraph.ontology.records import PatientRow, SourceDocument

from tests.extraction.sentences import told

OVERVIEW = """Interventional procedure overview of gel injection for a stiff knee

Summary of key evidence

Study 1 Smith K (2017)

Study details

Study type\tCase series
Study population and number\tn=40

Key efficacy findings

People who had gel twice (Smith 2017)

{table}
"""


def read(table: str, fields: str) -> list[tuple[str, ...]]:
    found = extract(SourceDocument("own", OVERVIEW.format(table=table))).findings
    return [told(f, fields) for f in found if isinstance(f, PatientRow)]


def test_unnamed_columns_are_told_by_what_they_hold() -> None:
    table = (
        "Patient\tJoints done\tStiffness now\tLast seen\n1\tC2 to C3\tGone\t9 weeks\n2\tC4 to C5\tAs before\t2 years"
    )
    assert read(table, "site response follow_up_value follow_up_unit") == [
        ("C2 to C3", "Gone", "9", "week"),
        ("C4 to C5", "As before", "2", "year"),
    ]


def test_numbers_and_weeks_are_no_place() -> None:
    table = "Patient\tOnset\tDoses\tStiffness now\tLast seen\n1\tWeek 3\t2\tGone\t9 weeks\n2\tWeek 5\t1\tLess\t8 weeks"
    assert read(table, "site response") == [("", "Gone"), ("", "Less")]


def test_a_time_counted_from_another_is_no_follow_up() -> None:
    table = "Patient\tResponse\tFollow up\n1\tGood\t14 months, done anew 2 months later\n2\tNone\t6 weeks"
    assert read(table, "follow_up_value repeat_treatment") == [("14", "yes"), ("6", "")]


def test_a_side_takes_the_word_side_with_it() -> None:
    table = "Patient\tFirst side treated\tResponse\tFollow up\n1\tLeft\tGood\t4 months\n2\tRight\tNone\t6 weeks"
    assert read(table, "site") == [("left side",), ("right side",)]
