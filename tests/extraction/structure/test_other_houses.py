"""Documents of publishers that no profile knows, under plain headings."""

from evigraph.ontology.records import AdverseEvent, Result, Study

from tests.extraction.written import findings

TEXT = """NORTHERN COUNCIL FOR DEVICES

Evidence digest: balloon dilation for blocked tear ducts

At a glance

Blocked ducts water.

How it is done

A balloon is blown up.

What was looked for

Two databases were searched.

Study sheets

S1 · Quill A et al., 2020

Design\tRandomised controlled trial
Participants\t40 adults (22 balloon, 18 probing) with a blocked duct

S1 results

- Watering stopped: 75% (16/22) v 50% (9/18), p=0.04

S1 harms

- Nosebleed: 3/22 v 1/18

S1 remarks

Nobody was blinded.

Does it work?

Watering stopped in 16 of 22 people after balloon dilation [S1].

Is it safe?

Nosebleed was seen in 3 of 22 people after balloon dilation [S1].
"""


def test_studies_on_numbered_sheets_are_read_with_their_parts() -> None:
    (quill,) = findings(TEXT, Study)
    assert (quill.study, quill.number, quill.n_patients) == ("Quill 2020", 1, 40)
    assert ("Quill 2020", "balloon", 16) in [(r.study, r.group, r.n) for r in findings(TEXT, Result)]


def test_plain_questions_head_summaries_that_cite_by_tag() -> None:
    assert [(r.study, r.n) for r in findings(TEXT, Result) if r.section == "Does it work?"] == [("Quill 2020", 16)]
    assert [(e.study, e.n) for e in findings(TEXT, AdverseEvent) if e.section == "Is it safe?"] == [("Quill 2020", 3)]
