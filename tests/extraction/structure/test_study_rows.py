"""Tables with a row a study, its details and findings side by side."""

from evigraph.ontology.records import AdverseEvent, Result, Statement, Study

from tests.extraction.written import findings

HEAD = """Interventional procedure overview of balloon dilation for blocked tear ducts

Specialty societies

- Society of tear ducts.

Literature review

Rapid review of literature

The literature was searched.

Table 2 Summary of key efficacy and safety findings on balloon dilation for blocked tear ducts

Abbreviations used: SD, standard deviation
Study details\tKey efficacy findings\tKey safety findings\tComments
"""
QUILL = (
    "Quill A (2010)¹ Non-randomised comparative study Iceland and Norway Recruitment period: 2004 to 2007 "
    "Study population: adults with a blocked duct n=40 (22 balloon, 18 probing) "
    "Technique: a 3 mm balloon under general anaesthesia. Follow-up: mean 26 months\t"
    "Number of patients analysed: 40 Watering stopped at 12 months: balloon 75% (16/22), probing 50% (9/18); p=0.04 "
    "Days off work: mean 2.3 (SD 1.9)\t"
    "Nosebleed: balloon 3/22, probing 1/18. There was no infection.\t"
    "Follow-up issues: 2 patients were lost to follow-up. Study design issues: nobody was blinded.\n"
)
REED = (
    "Reed B (2011)² Case report Iceland n=1 Follow-up: 3 months\tWatering stopped.\tOne false passage healed.\tNone.\n"
)
TAIL = """
Efficacy

Watering stopped in 16 of 22 patients¹.

Validity and generalisability of the studies

- There are no trials.
"""
TEXT = HEAD + QUILL + REED + TAIL


def test_the_first_cell_holds_the_details_of_the_study() -> None:
    quill, reed = findings(TEXT, Study)
    assert (quill.study, quill.number, quill.design, quill.country) == (
        *("Quill 2010", 1, "non-randomised comparative study"),
        ("Iceland", "Norway"),
    )
    assert (quill.n_patients, quill.recruitment_start, str(quill.follow_up_value)) == (40, "2004", "26")
    assert (reed.study, reed.number, reed.design, reed.n_patients) == ("Reed 2011", 2, "case report", 1)


def test_the_other_cells_hold_its_findings_line_by_line() -> None:
    told = {(r.outcome, r.group, str(r.value)) for r in findings(TEXT, Result) if r.section == "Quill A (2010)"}
    assert {("watering stopped", "balloon", "75"), ("watering stopped", "probing", "50")} <= told
    assert "2.3" in {value for _, _, value in told}
    harm = [(e.event, e.group, e.n) for e in findings(TEXT, AdverseEvent)][:3]
    assert harm == [("nosebleed", "balloon", 3), ("nosebleed", "probing", 1), ("infection", "", None)]
    topics = {(s.topic, s.text) for s in findings(TEXT, Statement)}
    assert ("study design issues", "nobody was blinded.") in topics


def test_a_summary_below_the_table_cites_its_rows_by_number() -> None:
    assert [(r.study, r.n) for r in findings(TEXT, Result) if r.section == "Efficacy"] == [("Quill 2010", 16)]


def test_a_row_goes_on_behind_the_head_of_the_next_page() -> None:
    cut = QUILL.split("\tNosebleed")
    head = HEAD.splitlines()[-1]
    text = (
        HEAD + cut[0] + "\t\t\n\nIP overview: balloon dilation\n\nPage 9 of 41\n\n" + head + "\n\t\tNosebleed" + cut[1]
    )
    found = findings(text + REED + TAIL, AdverseEvent)
    assert [(e.study, e.event, e.n) for e in found][:2] == [
        ("Quill 2010", "nosebleed", 3),
        ("Quill 2010", "nosebleed", 1),
    ]


def test_a_raised_mark_that_lost_its_height_still_cites() -> None:
    text = TEXT.replace("patients¹.", "patients1.")
    assert [(r.study, r.n) for r in findings(text, Result) if r.section == "Efficacy"] == [("Quill 2010", 16)]
