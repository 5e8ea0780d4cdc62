"""Tables of studies that were printed a cell a line."""

from evigraph.ontology.records import AdverseEvent, PatientRow, Result, SearchLine, Statement, Study

from tests.extraction.written import findings

OLD = """Interventional procedure overview of balloon dilation for blocked tear ducts

Specialty societies

- Society of tear ducts.

Literature review

Rapid review of literature

The literature was searched.

Table 2 Summary of key efficacy and safety findings on balloon dilation for blocked tear ducts

Study details

Quill A (2010)(1)

Cohort study (prospective, with a comparison group)

Iceland and Norway

Recruitment period: January 2004 to June 2007

Study population: adults with a blocked duct

n=40 (46 ducts)

Follow-up: mean 26 months (range 12 to 41)

Conflict of interest/source of funding: none

Key efficacy findings

Number of patients analysed: 40

Watering stopped: 75% (30/40)

Adults who were dilated twice

Patient

Side

Response

1

Left

Better

2

Right

The same

Key safety findings

Nosebleed: 3 of 40 patients

Comments

Study design issues: nobody was blinded.

Study details

de Reed B (2011)(2)

Case report

Iceland

n=1

Key efficacy findings

Watering stopped at 3 months.

Key safety findings

No nosebleed was seen.

Comments

Follow-up issues: none.

Appendix C: Literature search strategy

1\tTear Duct/ or Dacryo*.tw.
2\tballoon*.tw.
3\t1 and 2
"""
NEW = """Interventional procedure overview of balloon dilation for blocked tear ducts

Evidence summary

Population and studies description

This overview is based on 2 studies.

Table 2 Study details

Study no.

First author, date, country

Patients (male: female)

Study design

Follow up

1

Quill A, 2010

Iceland and Norway

n=40 (18:22)

Randomised controlled trial

6 months

2

Reed B, 2012

Iceland and Norway

n=12 (5:7)

Case series

9 months

Table 3 Study outcomes

First author, date\tEfficacy outcomes\tSafety outcomes
Quill A, 2010\tWatering stopped: 75% (30/40)\tNosebleed: 3 of 40 patients
Reed B, 2012\tWatering stopped: 50% (6/12)\tNone
"""


def test_the_cell_of_a_study_tells_its_design_country_and_size_without_labels() -> None:
    quill, reed = findings(OLD, Study)
    assert (quill.study, quill.design, quill.direction) == ("Quill 2010", "cohort study", "prospective")
    assert (quill.country, quill.n_patients, quill.n_lesions) == (("Iceland", "Norway"), 40, 46)
    assert (reed.study, reed.design, reed.country, reed.n_patients) == ("de Reed 2011", "case report", ("Iceland",), 1)


def test_each_cell_is_read_as_that_part_of_its_study() -> None:
    assert ("Quill 2010", 30) in [(r.study, r.n) for r in findings(OLD, Result)]
    assert [(s.studies, s.topic) for s in findings(OLD, Statement) if "blinded" in s.text] == [
        (("Quill 2010",), "study design issues")
    ]


def test_rows_that_are_numbered_are_found_under_heads_of_words() -> None:
    assert [(p.patient, p.response) for p in findings(OLD, PatientRow)] == [("1", "Better"), ("2", "The same")]


def test_a_strategy_of_rows_without_heads_is_read() -> None:
    assert [(s.number, s.query) for s in findings(OLD, SearchLine)] == [
        (1, "Tear Duct/ or Dacryo*.tw."),
        (2, "balloon*.tw."),
        (3, "1 and 2"),
    ]


def test_a_cell_of_two_lines_and_a_country_that_recurs_leave_a_row_whole() -> None:
    read = [(s.study, s.country, s.n_patients, s.follow_up_value) for s in findings(NEW, Study)]
    countries = ("Iceland", "Norway")
    assert [(a, b, c, str(d)) for a, b, c, d in read] == [
        ("Quill 2010", countries, 40, "6"),
        ("Reed 2012", countries, 12, "9"),
    ]


SUMMARY = """
Efficacy

In a cohort study of 40 patients, watering stopped in 30 of 40 ducts(1), and it did so in a case report(2).

Nobody measured tears.

Safety

Nosebleed was seen in 3 of 40 patients(1).

Validity and generalisability of the studies

- There are no trials.

Appendix C"""


def test_a_second_part_of_the_same_kind_is_a_summary_that_cites_by_number() -> None:
    text = OLD.replace("\nAppendix C", SUMMARY)
    told = [(r.study, r.n) for r in findings(text, Result) if r.section == "Efficacy"]
    assert told == [("Quill 2010", 30)]
    assert [(e.study, e.n) for e in findings(text, AdverseEvent) if e.section == "Safety"] == [("Quill 2010", 3)]


def test_rows_of_figures_are_found_under_heads_that_no_profile_names() -> None:
    lines = ["Kind of duct", "Wide again", "Dry at last visit"]
    lines += ["Single", "92% (65/71)", "80% (57/71)", "Double", "79% (30/38)", "55% (21/38)"]
    lines += ["At the sac", "65% (15/23)", "48% (11/23)"]
    text = OLD.replace("Watering stopped: 75% (30/40)\n", "\n\n".join(lines) + "\n")
    assert [r.n for r in findings(text, Result) if r.statistic == "percentage"] == [65, 57, 30, 21, 15, 11]


NAMED = """Interventional procedure overview of balloon dilation for blocked tear ducts

Table 1 Study details

Study

Inclusion criteria

Patients

Follow up

1. Quill A (2015), Iceland. Cohort study, March 2011 to May 2013

Adults with a blocked duct on one side or both. Adults with a tumour were left out.

40 patients (dilation 22, probing 18); mean age 61 years (range 33 to 80); 60% (24/40) female

12 months

2. Reed B (2018), Norway. Case series, 2009 to 2012

Children whose duct had not opened by itself.

19 patients (23 ducts); median age 3 years

Median 15 months (range 6 to 30 months)

Table 2 Outcomes in the case series (Reed 2018)

Watering score (0 to 10)

Mean 7.1 (SD 1.2) before treatment and 2.4 (SD 0.9) at 12 months

Second dilation

5 ducts (22%)

Efficacy

Watering became less in both studies.
"""


def test_rows_that_begin_with_a_number_and_a_study() -> None:
    quill, reed = findings(NAMED, Study)
    assert (quill.number, quill.study, quill.design, quill.country) == (1, "Quill 2015", "cohort study", ("Iceland",))
    assert (quill.n_patients, quill.age_value, quill.female_n, quill.recruitment_end) == (40, 61, 24, "2013-05")
    assert (reed.design, reed.recruitment_start, reed.n_patients, reed.age_value) == ("case series", "2009", 19, 3)


def test_labels_below_a_caption_with_their_figures_on_the_next_line() -> None:
    results = [r for r in findings(NAMED, Result) if r.study == "Reed 2018"]
    assert [(str(r.value), r.unit) for r in results] == [("7.1", "points"), ("2.4", "points"), ("22", "%")]
