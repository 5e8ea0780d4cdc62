"""Guidance: recommendation types in all their wordings, whom they are about, kinds of paragraphs, key outcomes."""

import pytest
from evigraph.extraction.parts.guidance import recommendation_type
from evigraph.ontology.records import KeyOutcome, Recommendation, RelatedGuidance

from tests.extraction.written import findings, quoted

TEXT = """Balloon dilation for blocked tear ducts

HealthTech guidance

Published: 4 May 2021

1 Recommendations

1.1 For adults with a narrow duct, the evidence is adequate to use it with standard arrangements.

1.2 For children with a blocked duct, it should be used only in research. Centres should:

- tell parents what is not known
- collect results.

1.3 Further research should report how long the duct stays open.

2 The condition, current treatments and procedure

The condition

2.1 A tear duct can be blocked.

Current treatments

2.2 Probing is the usual treatment.

The procedure

2.3 A balloon is passed into the duct.

3 Committee considerations

The evidence

3.1 The committee looked at 6 sources.

3.2 The key efficacy outcomes were: watering, quality of life and repeat surgery.

3.3 The key safety outcomes were bleeding and infection.

3.4 Patient commentary was sought but none was received.

Committee comments

3.5 Most procedures are done under general anaesthesia.
"""


@pytest.mark.parametrize(
    ("text", "arrangement"),
    [
        ("It can be used with standard arrangements.", "standard arrangements"),
        ("The evidence supports it provided that normal arrangements are in place.", "standard arrangements"),
        ("It does not need special arrangements.", "standard arrangements"),
        ("Use it only with special arrangements for consent.", "special arrangements"),
        ("It should only be used in the context of research.", "only in research"),
        ("It should not be used outside a trial.", "only in research"),
        ("More research is needed before it can be used.", "only in research"),
        ("Do not use this procedure.", "do not use"),
        ("It is not recommended for people with gout.", "do not use"),
        ("It should no longer be offered.", "do not use"),
        ("Further research should report quality of life.", "research recommendation"),
        ("NICE encourages further studies of this procedure.", "research recommendation"),
        ("The duct is 2 cm long.", ""),
    ],
)
def test_types_of_recommendation(text: str, arrangement: str) -> None:
    assert recommendation_type(text) == arrangement


@pytest.mark.parametrize(
    ("text", "arrangement"),
    [
        ("Evidence does not appear adequate to use it without special arrangements.", "special arrangements"),
        ("It should not be done unless special arrangements are in place.", "special arrangements"),
        ("It should not be done except in the context of research.", "only in research"),
        ("There is no need for special arrangements; standard arrangements are enough.", "standard arrangements"),
    ],
)
def test_double_negatives(text: str, arrangement: str) -> None:
    assert recommendation_type(text) == arrangement


def test_a_wish_for_research_beside_an_arrangement_is_not_its_type() -> None:
    assert recommendation_type(
        "It can be used with standard arrangements; more research would help, and is needed."
    ) == ("standard arrangements")


def test_recommendations_may_differ_by_population() -> None:
    found = [(r.number, r.recommendation_type, r.population) for r in findings(TEXT, Recommendation)[:3]]
    assert found == [
        ("1.1", "standard arrangements", "adults with a narrow duct"),
        ("1.2", "only in research", "children with a blocked duct"),
        ("1.3", "research recommendation", ""),
    ]


def test_a_paragraph_has_the_list_below_it() -> None:
    second = findings(TEXT, Recommendation)[1]
    assert quoted(TEXT, second).startswith("1.2 For children")
    assert quoted(TEXT, second).endswith("collect results.")


def test_kinds_of_paragraphs() -> None:
    assert [(r.number, r.kind) for r in findings(TEXT, Recommendation)[3:]] == [
        ("2.1", "condition"), ("2.2", "current treatment"), ("2.3", "procedure"), ("3.1", "evidence"),
        ("3.2", "key efficacy outcomes"), ("3.3", "key safety outcomes"), ("3.4", "patient commentary"),
        ("3.5", "committee comment"),
    ]  # fmt: skip


def test_key_outcomes_are_listed_behind_a_colon_or_verb() -> None:
    found = [(o.role, o.outcome) for o in findings(TEXT, KeyOutcome)]
    assert found == [
        ("efficacy", "watering"),
        ("efficacy", "quality of life"),
        ("efficacy", "repeat surgery"),
        ("safety", "bleeding"),
        ("safety", "infection"),
    ]


@pytest.mark.parametrize(
    ("heading", "population"),
    [
        ("Adults with a narrow duct", "adults with a narrow duct"),
        ("For both approaches", ""),
        ("Patient selection and follow up", ""),
    ],
)
def test_a_subheading_names_whom_it_is_about_unless_it_tells_nobody_apart(heading: str, population: str) -> None:
    text = TEXT.replace("1.3 Further", f"{heading}\n\n1.3 Further")
    (third,) = [r for r in findings(text, Recommendation) if r.number == "1.3"]
    assert third.population == population


OLD = """Balloon dilation for blocked tear ducts

Interventional procedure guidance 9407

1 Guidance

1.1 The procedure should be used only with special arrangements.

2 The procedure

2.1 Indications and current treatments

2.1.1 Ducts become narrow after surgery, radiotherapy or injury.

2.1.2 Probing is the usual treatment.

3 Further information

3.1 There are no trials under way.

Related NICE guidance

Stents for tear ducts. NICE interventional procedure guidance 9112 (2004). Available from www.example.org/IPG9112
"""


def test_the_first_paragraph_on_indications_is_about_the_condition() -> None:
    kinds = {r.number: r.kind for r in findings(OLD, Recommendation)}
    assert (kinds["2.1.1"], kinds["2.1.2"]) == ("condition", "current treatment")


def test_related_guidance_stands_at_the_end_of_a_guidance_too() -> None:
    assert [(g.identifier, g.year) for g in findings(OLD, RelatedGuidance)] == [("IPG9112", "2004")]


def test_a_subheading_that_names_the_technique_names_nobody() -> None:
    subheading = "1 Recommendations\n\nDilation through the nose"
    first = "1.1 Dilation through the nose for blocked tear ducts should be used with standard arrangements."
    text = TEXT.replace("1 Recommendations", subheading).replace(TEXT[TEXT.index("1.1 ") :].split("\n")[0], first)
    populations = {r.number: r.population for r in findings(text, Recommendation)}
    assert (populations["1.1"], populations["1.3"]) == ("blocked tear ducts", "")


def test_further_information_is_of_several_kinds() -> None:
    ends = "3.1 NICE has issued guidance on stents.\n\n3.2 A version is written for patients.\n\n3.3 Other.\n"
    text = OLD.replace("3.1 There are no trials under way.\n", ends)
    kinds = {r.number: r.kind for r in findings(text, Recommendation)}
    assert [kinds[n] for n in ("3.1", "3.2", "3.3")] == [
        "related guidance",
        "information for patients",
        "further information",
    ]
