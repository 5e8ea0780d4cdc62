"""What a question says and an answer has to hold to: both sides, meanings, reasons, denials, look-alikes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from evigraph.ontology.terms import HTC
from evigraph.queries.answering.choice import graded
from evigraph.queries.answering.holding import Held
from evigraph.queries.answering.quantities import lacks
from evigraph.queries.answering.rows import Row
from evigraph.queries.knowledge.passages import Passage
from evigraph.queries.understanding.asks import asks_of, at_large
from evigraph.queries.understanding.filters import is_negated
from evigraph.queries.understanding.mentions import Kind, Mention
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.scattered import Scattered
from evigraph.queries.understanding.weights import asked_about, weights
from evigraph.queries.words.abbreviations import Abbreviations
from evigraph.queries.words.stems import stems_of
from evigraph.queries.words.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.queries.answer import AnswerObject
    from evigraph.queries.ask import Asker
    from evigraph.queries.understanding.mentions import Question

    Ask_ = Callable[..., AnswerObject]


def read(asker: Asker, text: str) -> Question:
    return asker._scanner.read(text)


def passage(text: str, *topics: str) -> Passage:
    return Passage(("n",), "paragraph", text, topics, (), (), stems_of(text), frozenset())


def test_a_short_form_is_no_common_word() -> None:
    known = Abbreviations((("OR", "odds ratio"), ("SNS", "sacral nerve stimulation")))
    assert not known.enriched(stems_of("5 or less"), "5 or less") & stems_of("odds")
    assert known.enriched(stems_of("OR 2.1"), "(OR 2.1)") >= stems_of("odds ratio")
    assert not known.explains("odd", stems_of("5 or less"))


def test_what_a_name_denies_is_not_meant_by_words_that_affirm() -> None:
    names = Scattered([("needle could not be placed", 1)])
    assert not list(names.find(tokens_of("how was the needle placed")))
    assert list(names.find(tokens_of("in how many could the needle not be placed")))


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("pain after cryoablation and after surgery", True),
        ("bleeding with the device or with tablets", True),
        ("pain after 3 months and after 6 months", False),
        ("pain after Yoon 2016 and after Prologo 2017", False),
    ],
)
def test_both_sides_are_asked_for(asker: Asker, text: str, *, sides: bool) -> None:
    assert any(m.end - m.start == 1 for m in read(asker, text).cues("arms")) is sides


def test_the_meaning_of_a_method_is_asked_for(asker: Asker) -> None:
    question = read(asker, "What is the hydrodissection technique?")
    assert asks_of(question)[0] is Ask.DEFINITION
    assert not read(asker, "What is the hydrodissection technique used in Yoon 2016?").has("meaning")
    held = Held.of(question, asker._knowledge.passages)
    defined, named = (
        held.scored(passage(text)).score
        for text in (
            "Fluid is injected around the nerve (the hydrodissection technique).",
            "The hydrodissection technique was used.",
        )
    )
    assert defined > named


def test_a_cue_in_the_name_of_a_status_asks_nothing(asker: Asker) -> None:
    question = read(asker, "Which adverse events did experts think possible in theory only?")
    assert asks_of(question)[0] is Ask.LIST


def test_no_recommendation_is_a_reason(asker: Asker) -> None:
    held = Held.of(read(asker, "Why is more research wanted?"), asker._knowledge.passages)
    topic = f"{HTC}recommendation"
    assert not held.may_tell(passage("Research should report quality of life.", topic))
    assert held.may_tell(passage("Research is wanted because there are few patients.", topic))
    assert held.may_tell(passage("There were few patients."))


def test_the_not_of_a_name_denies_nothing_else(asker: Asker) -> None:
    question = read(asker, "patients not admitted for asthma")
    whole, part = (
        Mention(kind=Kind.CONCEPT, start=start, end=5, value=value, scheme="outcome")
        for start, value in ((1, "not admitted"), (2, "admitted"))
    )
    assert is_negated(question, part)
    assert not is_negated(replace(question, mentions=(*question.mentions, whole)), part)


def test_one_event_that_was_not_severe_denies_no_serious_events(asker: Asker) -> None:
    parse = next(
        r.parse
        for r in asker.readings("Which papers wrote that there was no serious complication?")
        if r.parse.template.name == "adverse_events"
    )
    rows = [
        Row({"event": "severe bleeding", "severity": "severe", "status": "none reported"}),
        Row({"event": "serious adverse event", "status": "none reported"}),
    ]
    assert graded(parse, rows) == rows[1:]


@pytest.mark.parametrize(
    ("asked", "text", "is_lacking"),
    [
        ("Which needle was used and who makes it?", "the manufacturer lent the needle", True),
        ("Which needle was used and who makes it?", "needles of Halden Ltd", False),
        ("How was the trapped wire dealt with?", "The wire was freed by slitting the duct.", False),
    ],
)
def test_makers_have_names_and_events_an_end(asker: Asker, asked: str, text: str, *, is_lacking: bool) -> None:
    assert lacks(read(asker, asked), text) is is_lacking


def test_a_part_of_the_body_is_known_by_its_adjective(asker: Asker) -> None:
    held = Held.of(read(asker, "What was done about the jejunal leak?"), asker._knowledge.passages)
    assert "jejunum" in " ".join(held.terms)


def test_which_study_had_the_fewest(asker: Asker) -> None:
    assert "von Falck 2022" in asker.ask("Name the paper with the fewest people").answer


@pytest.mark.parametrize(
    "text",
    [
        "What did the guidance recommend about consent?",
        "What did the guidance recommend about training?",
        "What was recommended about follow-up?",
        "What did NICE advise about migration?",
        "What did the committee say about children?",
    ],
)
def test_what_the_guidance_does_not_speak_of_is_refused(ask: Ask_, text: str) -> None:
    answer = ask(text)
    assert answer.status == "not_in_graph"
    assert answer.suggestions


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("What did the guidance recommend?", {"1.1", "1.2"}),
        ("What did the guidance recommend about this procedure?", {"1.1", "1.2"}),
        ("What does the guidance recommend about Morton's neuroma?", {"1.2"}),
    ],
)
def test_only_recommendations_are_recommended(ask: Ask_, text: str, numbers: set[str]) -> None:
    answer = ask(text)
    assert {row["number"] for row in answer.rows} <= {"1.1", "1.2"}
    assert {row["number"] for row in answer.rows} & numbers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What did they say about audit in children?", {"audit"}),
        ("What is known about about 20 patients?", set()),
        ("What about pain in Yoon 2016?", set()),
        ("What did Yoon 2016 report about the procedure?", set()),
    ],
)
def test_what_is_asked_about(asker: Asker, text: str, words: set[str]) -> None:
    question = read(asker, text)
    assert {question.tokens[i].word for i in asked_about(question)} == words


@pytest.mark.parametrize("text", ["How was patient 4 after the second treatment?", "What became of patient 9?"])
def test_a_patient_is_meant_by_a_number(ask: Ask_, text: str) -> None:
    answer = ask(text)
    assert answer.template == "patients"
    assert {str(row["patient"]) for row in answer.rows} <= {"4", "9"}


@pytest.mark.parametrize(
    "text",
    [
        "Did patient 4 have any complications?",  # no row says it
        "Did any patient in Friedman have no relief?",  # "rated as none" denies nothing
        "Did patient 9 have marked relief?",
    ],
)
def test_no_yes_or_no_where_nothing_settles_it(ask: Ask_, text: str) -> None:
    assert not ask(text).answer.startswith(("Yes", "No"))


@pytest.mark.parametrize(
    ("text", "is_at_large"),
    [
        ("How is the probe placed?", True),
        ("How was the probe placed in Yoon 2016?", False),
        ("How is pain managed?", False),
        ("How does pain change over time?", False),
    ],
)
def test_how_something_is_done(asker: Asker, text: str, *, is_at_large: bool) -> None:
    assert at_large(read(asker, text)) is is_at_large


def test_no_fact_of_a_study_tells_how_something_is_done(ask: Ask_) -> None:
    assert ask("How is pain relief done?").template not in ("results", "adverse_events")


def test_results_that_are_asked_for_by_parts_have_parts(asker: Asker, ask: Ask_) -> None:
    assert not ask("Mean pain intensity by patient age in Yoon 2016").rows
    assert ask("Mean pain intensity in Yoon 2016").rows
    assert asker.readings("pain by 12 months")


def test_how_long_a_treatment_took_is_told_by_no_event(ask: Ask_) -> None:
    assert ask("How long did a session take in Calixte 2019?").template != "adverse_events"


def test_what_both_documents_are_asked_both_say(ask: Ask_) -> None:
    answer = ask("Pain intensity in Yoon 2016 according to guidance and overview")
    assert answer.status == "not_in_graph"
    assert ask("Pain intensity in Yoon 2016 according to the overview").rows


def test_a_subject_of_light_words_is_not_passed_over(asker: Asker) -> None:
    question = read(asker, "length of the operation in Yoon 2016")
    known = weights(question)
    assert any(known[m.start] >= 0.5 for m in question.concepts("outcome") if m.end - m.start > 1)


@pytest.mark.parametrize(
    ("text", "studies"),
    [
        ("Which studies were neither prospective nor done in the US?", {"Cazzato 2016", "von Falck 2022"}),
        ("How many studies reported no adverse events at all?", {"Prologo 2017", "Yoon 2016"}),
    ],
)
def test_a_denial_reaches_what_it_denies(ask: Ask_, text: str, studies: set[str]) -> None:
    assert {row["study"] for row in ask(text).rows} == studies


def test_what_did_not_happen_in_a_study_denies_no_study(ask: Ask_) -> None:
    assert {row["study"] for row in ask("How many patients did not respond in Friedman 2012?").rows} <= {
        "Friedman 2012"
    }


def test_that_one_kind_did_not_happen_denies_no_other(ask: Ask_) -> None:
    assert not ask("Was there any nerve damage?").answer.startswith(("Yes", "No"))


def test_a_finding_is_of_what_is_asked(ask: Ask_) -> None:
    answer = ask("Does the summary agree with the table for pain at 12 months in Yoon 2016?")
    assert not answer.answer.startswith("No")


def test_papers_are_left_out_for_the_reason_that_is_asked(ask: Ask_) -> None:
    assert not ask("Which papers were left out because they were too small?").rows


def test_guidance_of_a_needle_is_no_guidance(ask: Ask_) -> None:
    assert ask("Which studies treated stump neuromas with CT guidance?").template != "recommendations"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What exactly is a neuroma?", "a thickening of the tissue"),
        ("What is Morton's neuroma?", "2 metatarsal bones"),
    ],
)
def test_a_definition_says_what_something_is(ask: Ask_, text: str, words: str) -> None:
    assert words in ask(text).answer


def test_when_the_publisher_published(ask: Ask_) -> None:
    assert "2023-01-04" in ask("When did NICE publish the guidance?").answer


def test_no_name_of_a_society_says_yes(ask: Ask_) -> None:
    assert "Society" not in ask("Was the procedure painful?").answer


@pytest.mark.parametrize(
    "text",
    [
        "Did cryoablation work better than injections?",
        "Which studies were paid for by the hospital?",
    ],
)
def test_no_text_of_another_matter_is_quoted(ask: Ask_, text: str) -> None:
    answer = ask(text)
    assert answer.template != "passages" or answer.status != "answered"


@pytest.mark.parametrize(
    "text", ["Is the procedure safe?", "Is cryoablation effective?", "Is the treatment safe and effective?"]
)
def test_no_study_and_no_background_judges_the_whole(ask: Ask_, text: str) -> None:
    assert not ask(text).answer.startswith(("Yes", "No:"))


@pytest.mark.parametrize(
    "text",
    [
        *("Is it safe?", "How safe is the procedure?", "Does it work?", "Is the evidence good enough?"),
        *("Is it worthwhile?", "Is there enough evidence to use it in the NHS?"),
    ],
)
def test_a_judgement_of_the_whole_is_what_the_guidance_recommends(ask: Ask_, text: str) -> None:
    answer = ask(text)
    assert answer.template == "recommendations"
    assert not answer.answer.startswith(("Yes", "No"))


@pytest.mark.parametrize("text", ["Should it be used?", "Can the procedure be offered by NHS surgeons?"])
def test_whether_a_procedure_may_be_used_is_told_by_how_it_is_recommended(ask: Ask_, text: str) -> None:
    assert ask(text).answer.startswith("No")
    assert {row["type"] for row in ask(text).rows} >= {"only in research"}


@pytest.mark.parametrize(
    "text",
    ["Is it safe to swim after the procedure?", "Should patients be given antibiotics?", "Can it be used twice?"],
)
def test_what_no_recommendation_says_is_not_answered_by_one(ask: Ask_, text: str) -> None:
    assert ask(text).template != "recommendations"


def test_nothing_reported_of_a_study_is_no_denial_of_its_safety(ask: Ask_) -> None:
    assert not ask("Was the procedure safe in Yoon 2016?").answer.startswith("No:")


@pytest.mark.parametrize(
    ("text", "women"),
    [
        ("Which studies had more women than men?", True),
        ("Which studies had fewer men than women?", True),
        ("In which studies were there more men than women?", False),
        ("Which studies had mostly men?", False),
    ],
)
def test_one_sex_held_against_the_other_is_a_share_of_half(ask: Ask_, text: str, women: bool) -> None:
    assert ("Cazzato 2016" in ask(text).answer) is women
    assert ("Calixte 2019" in ask(text).answer) is not women


@pytest.mark.parametrize("text", ["Why wasn't Fiala 2022 included?", "Why was Fiala 2022 not included?"])
def test_the_denial_of_a_verb_denies_no_name(ask: Ask_, text: str) -> None:
    assert [row["first_author"] for row in ask(text).rows] == ["Fiala"]


def test_what_a_procedure_is_is_told_by_its_description(ask: Ask_) -> None:
    assert ask("What is cryoablation?").slots["topic"] == "procedure description"


def test_another_treatment_is_no_second_one_where_two_are_compared(ask: Ask_) -> None:
    assert ask("Does any study compare cryoablation with another treatment?").status == "not_in_graph"


def test_studies_without_events_are_those_that_report_none(ask: Ask_) -> None:
    without, with_ = ask("Which studies did not report adverse events?"), ask("Which studies reported adverse events?")
    assert {row["study"] for row in without.rows} | {row["study"] for row in with_.rows} >= {
        "Yoon 2016",
        "Cazzato 2016",
    }
    assert not {row["study"] for row in without.rows} & {row["study"] for row in with_.rows}


def test_how_long_a_cycle_is_is_not_how_many_there_are(ask: Ask_) -> None:
    assert not any(
        row.get("parameter") == "number of freeze cycles" for row in ask("How long is each freeze cycle?").rows
    )


@pytest.mark.parametrize(
    "text",
    [
        "Which studies used ultrasound only?",
        "What was the average age of women in Yoon 2016?",
        "How did pain differ by sex?",
        "What were the inclusion criteria of Yoon 2016?",
        "Which adverse events were grade 3?",
        "How many studies were pooled in the systematic review?",
    ],
)
def test_what_answers_less_than_was_asked_is_no_answer(ask: Ask_, text: str) -> None:
    assert ask(text).status == "not_in_graph"


def test_by_how_much_something_fell_is_told_from_before_treatment(ask: Ask_) -> None:
    told = [
        row.get("phase") or row.get("months")
        for row in ask("By how much did pain fall at 12 months in Yoon 2016?").rows
    ]
    assert "baseline" in told or 0 in told
    assert 12 in [row.get("months") for row in ask("By how much did pain fall at 12 months in Yoon 2016?").rows]


def test_studies_that_industry_paid_for_are_not_all_that_say_who_paid(ask: Ask_) -> None:
    assert {row["study"] for row in ask("Which studies were funded by industry?").rows} == {"Cazzato 2016", "Yoon 2016"}


def test_patients_of_the_review_are_in_no_paper_that_was_left_out(ask: Ask_) -> None:
    assert ask("How many patients were there in the review?").template == "study_size"


def test_the_range_of_a_scale_is_told_without_a_study(ask: Ask_) -> None:
    assert ask("What range does the VAS have?").template == "scales"


def test_numbers_of_one_place_do_not_settle_whether_two_places_agree(ask: Ask_) -> None:
    told = ask("Does table 3 agree with the text about the women in Yoon 2016?").answer
    assert not told.startswith(("Yes", "No"))


def test_the_commonest_event_is_told_for_each_study_by_its_share(ask: Ask_) -> None:
    answer = ask("What was the most common adverse event?")
    assert answer.answer.startswith("The most common in each study")
    assert {row["event"] for row in answer.rows if row["study"] == "Calixte 2019"} == {"penile pain"}


def test_an_event_of_no_stated_length_does_not_say_how_long_one_lasted(ask: Ask_) -> None:
    assert not any(row["study"] == "Calixte 2019" for row in ask("How long did the penile pain last?").rows)


def test_arms_that_no_study_had_are_not_those_of_other_studies(ask: Ask_) -> None:
    assert ask("How many patients were randomised to each arm?").status == "not_in_graph"


def test_what_a_document_mentions_is_not_denied_by_another_denial(ask: Ask_) -> None:
    assert not ask("Is consent mentioned in the recommendations?").answer.startswith("No")


@pytest.mark.parametrize(
    "text", ["What kind of arrangements does NICE recommend?", "Under what arrangements should it be used?"]
)
def test_arrangements_are_told_by_recommendations_that_have_some(ask: Ask_, text: str) -> None:
    assert "only in research" in {row.get("type") for row in ask(text).rows}


@pytest.mark.parametrize(
    "text",
    [
        "Which studies included only Morton's neuroma?",
        "What does MRCP mean?",
    ],
)
def test_a_word_that_only_sounds_alike_answers_nothing(ask: Ask_, text: str) -> None:
    assert ask(text).status != "answered"


def test_studies_without_a_conflict_are_not_those_that_say_something_of_one(ask: Ask_) -> None:
    assert {row["study"] for row in ask("Which studies had no conflict of interest?").rows} >= {"Prologo 2017"}
    assert "Cazzato 2016" not in ask("Which studies had no conflict of interest?").answer


def test_which_key_outcomes_had_no_evidence_is_not_which_there_are(ask: Ask_) -> None:
    assert ask("Which key outcomes had no evidence?").template == "key_outcome_gaps"


@pytest.mark.parametrize("text", ["What is a neuroma?", "What are neuromas?"])
def test_what_a_thing_is_is_told_where_a_text_says_what_it_is(ask: Ask_, text: str) -> None:
    assert "thickening" in ask(text).answer or "lump" in ask(text).answer


@pytest.mark.parametrize("text", ["What is phantom limb pain?", "What is a refractory phantom limb?"])
def test_a_text_that_only_names_a_thing_does_not_say_what_it_is(ask: Ask_, text: str) -> None:
    assert ask(text).status != "answered"


def test_one_of_one_is_neither_the_most_nor_the_least(ask: Ask_) -> None:
    assert "of 1" not in ask("In which study did pain fall most?").answer


def test_two_times_of_one_group_are_held_against_each_other_as_they_are_named(ask: Ask_) -> None:
    assert ask("Was pain at 12 months lower than at baseline in Yoon 2016?").answer.startswith("Yes")
    assert ask("Was pain at baseline lower than at 12 months in Yoon 2016?").answer.startswith("No")


def test_people_of_a_paper_that_was_left_out_are_told_by_their_number(ask: Ask_) -> None:
    assert "1974" in ask("How many patients are in Matthews 2019?").answer


def test_what_experts_think_possible_is_listed_however_it_is_asked(ask: Ask_) -> None:
    assert ask("What are the theoretical complications according to experts?").template == "expert_events"


def test_a_sum_over_studies_is_no_number_of_one_of_them(ask: Ask_) -> None:
    assert ask("What is the total number of neuromas treated across studies?").template != "passages"


@pytest.mark.parametrize(
    "text", ["Can it be used as first-line treatment?", "Which outcomes are missing from search lines?"]
)
def test_no_line_of_a_search_says_yes_or_what_is_missing(ask: Ask_, text: str) -> None:
    assert ask(text).template != "search_lines"


def test_of_two_things_neither_yes_nor_no_chooses_one(ask: Ask_) -> None:
    answer = ask("Was pain lower in Yoon 2016 or in Prologo 2017?")
    assert not answer.answer.startswith(("Yes", "No:"))


def test_people_with_pain_are_not_counted_by_its_mean(ask: Ask_) -> None:
    assert not any(row.get("statistic") == "mean" for row in ask("How many people had pain in Yoon 2016?").rows)


def test_whether_there_is_an_error_is_answered_yes_where_one_is_found(ask: Ask_) -> None:
    assert ask("Is there an error in the share of the completely satisfied in Cazzato 2016?").answer.startswith("Yes")


def test_questionnaires_of_experts_are_none_of_patients(ask: Ask_) -> None:
    assert not any(
        "expert" in str(row.get("matter")) for row in ask("How many patient questionnaires were received?").rows
    )
    assert ask("How many expert questionnaires were received?").template == "stated_counts"
