"""What settles a question: a yes or no that is said, bounds that are denied, lists that are narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.queries.answer import Status
from evigraph.queries.answering import consistency, superlatives
from evigraph.queries.answering.choice import _is_complete
from evigraph.queries.answering.find import _is_plain
from evigraph.queries.answering.heterogeneity import is_half
from evigraph.queries.answering.holding import REASON, Held
from evigraph.queries.answering.passing import _affirmed
from evigraph.queries.answering.quantities import lacks
from evigraph.queries.answering.quoting import DONE_BY, WHO_DOES
from evigraph.queries.answering.rows import Row
from evigraph.queries.answering.thresholds import contradicts
from evigraph.queries.answering.verdicts import heads, predicts, verdict
from evigraph.queries.knowledge.passages import Passage
from evigraph.queries.understanding.asks import asks_of, of_studies, received
from evigraph.queries.understanding.paraphrases import plainly
from evigraph.queries.understanding.parse import Ask as Kinds
from evigraph.queries.understanding.weights import asked_about
from evigraph.queries.words.stems import stems_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.queries.answer import AnswerObject
    from evigraph.queries.ask import Asker
    from evigraph.queries.understanding.mentions import Question

    Ask = Callable[..., AnswerObject]


def read(asker: Asker, text: str) -> Question:
    return asker._scanner.read(text)


def studies(answer: AnswerObject) -> set[object]:
    return {row["study"] for row in answer.rows}


@pytest.mark.parametrize(
    "question",
    [
        "Was the procedure painful?",
        "Does cryoablation help people with diabetic neuropathy?",
        "Was there a recall of any probe?",
    ],
)
def test_nothing_says_yes_that_does_not_hold_the_whole_question(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert not answer.answer.startswith(("Yes", "No:")), answer.answer


@pytest.mark.parametrize(
    "question",
    ["How many people had general anaesthesia?", "How many patients refused to be treated a second time?"],
)
def test_what_is_counted_is_named_whole(ask: Ask, question: str) -> None:
    assert ask(question).status is not Status.ANSWERED


def test_a_bound_may_be_denied(ask: Ask) -> None:
    assert studies(ask("Which studies did not follow people for at least a year?")) == {"Prologo 2017"}


def test_half_of_the_pain_is_half_of_no_people(asker: Asker) -> None:
    readings = asker.readings("What share of the men had more than half of their pain relieved?")
    names = {getattr(c, "name", "") for r in readings for c in r.parse.constraints}
    assert not {name for name in names if name.startswith("women")}


@pytest.mark.parametrize(
    ("question", "said"),
    [("Total number of patients in the US studies", "284"), ("How many patients has a study on average?", "51.8")],
)
def test_sizes_of_studies_are_added_up_and_averaged(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question).answer


def test_no_list_of_all_studies_answers_what_narrows_them(ask: Ask) -> None:
    assert ask("Which studies were open label?").status is not Status.ANSWERED


def test_no_other_studies_stand_for_the_one_that_is_described(asker: Asker) -> None:
    plain = [
        _is_plain(r.parse)
        for r in asker.readings("Infection in the French study, by group")
        if r.parse.template.name == "adverse_events"
    ]
    assert plain == [True]


def test_no_passage_of_another_country_answers(ask: Ask) -> None:
    answer = ask("Mean pain at 45 days in the case series from Germany, by group")
    assert "Prologo 2017" not in {cited.study for cited in answer.citations}


@pytest.mark.parametrize(
    ("question", "study"),
    [
        ("How many women were in the largest series?", "Calixte 2019"),
        ("What was the mean age in the most recent study?", "von Falck 2022"),
        ("Follow up of the smallest case series", "von Falck 2022"),
    ],
)
def test_a_superlative_describes_a_study(ask: Ask, question: str, study: str) -> None:
    assert studies(ask(question)) == {study}


@pytest.mark.parametrize(
    "text", ["Which is the largest study?", "Which of the largest series used CT?", "in the oldest study"]
)
def test_a_superlative_that_is_asked_for_describes_nothing(asker: Asker, text: str) -> None:
    assert superlatives.named(read(asker, text), asker._finder.rows) == text


@pytest.mark.parametrize(
    ("question", "says"),
    [("Were there more women than men in Yoon 2016?", "No"), ("Did Calixte 2019 treat only men?", "Yes")],
)
def test_shares_of_women_say_which_sex_there_was_more_of(ask: Ask, question: str, says: str) -> None:
    assert ask(question).answer.startswith(says)


def test_who_does_it_is_told_by_whom_it_is_to_be_done() -> None:
    assert WHO_DOES.search("Who may carry out the procedure?")
    assert not WHO_DOES.search("Who carried out the procedure?")
    assert DONE_BY.search("It should only be done by surgeons with training in it.")
    assert not DONE_BY.search("It can be done in people with a scar.")


def test_heterogeneity_is_told_with_what_it_is_of(asker: Asker) -> None:
    both, alone = (
        next(r.parse for r in asker.readings(text) if r.parse.template.name == "results")
        for text in ("Pooled pain and its I2", "I2 of the results")
    )
    rows = [Row({"outcome": "heterogeneity", "value": 70}), Row({"outcome": "pain", "value": 3})]
    assert is_half(both, rows[:1])
    assert is_half(alone, rows[1:])
    assert not is_half(both, rows)
    assert not is_half(alone, rows[:1])


@pytest.mark.parametrize(
    ("value", "says"),
    [(4, "Yes"), (9, "No")],
)
def test_an_estimate_lies_in_its_interval_or_outside(asker: Asker, value: int, says: str) -> None:
    question = "Does the pain score in Prologo 2017 lie within its interval?"
    assert asks_of(read(asker, question)) == [Kinds.CONSISTENCY]
    parse = next(r.parse for r in asker.readings(question) if r.parse.template.name == "results")
    row = Row({"study": "Prologo 2017", "outcome": "pain", "value": value, "ci_low": 3, "ci_high": 5})
    assert consistency.reply(parse, [row], ()).text.startswith(says)
    assert consistency.reply(parse, [Row({"outcome": "pain", "value": value})], ()).undecided


def test_a_document_that_lacks_what_is_asked_for_is_no_answer(ask: Ask) -> None:
    assert ask("Who endorsed the guidance?").status is not Status.ANSWERED


def test_only_in_research_is_no_reason() -> None:
    assert not REASON.search("It should be used only in research.")
    assert REASON.search("Only 2 studies had a control group.")


def test_those_for_whom_something_is_recommended_are_asked_about(asker: Asker) -> None:
    question = read(asker, "What is recommended for children?")
    assert [question.tokens[i].word for i in asked_about(question)] == ["children"]


def test_predictors_are_told_by_ratios_and_not_by_counts(asker: Asker) -> None:
    question = read(asker, "Which factors predicted pain?")
    assert lacks(question, "Pain came back in 2 people.")
    assert not lacks(question, "Age, OR 1.2, and weight, OR 0.8")


def test_the_years_of_a_time_are_no_other_number(asker: Asker) -> None:
    held = Held.of(read(asker, "Pressure at 5 years"), asker._knowledge.passages)
    text = "Pressure rose in 1 eye in 5."
    found = held.scored(Passage(("n",), "paragraph", text, (), (), (), stems_of(text), frozenset()))
    assert [held.question.tokens[i].word for i in found.explained] == ["pressure"]


def test_what_is_asked_of_a_study_that_was_sought_is_asked_of_it(ask: Ask) -> None:
    answer = ask("How many women took part in it?", ["Which study was done in Germany?"])
    assert studies(answer) == {"von Falck 2022"}
    assert answer.template == "study_sex"


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("Can you tell me the mean age in Yoon 2016?", "the mean age in Yoon 2016?"),
        ("Do you know whether pain came back?", "Do you know whether pain came back?"),
        ("Can you walk after the procedure?", "Can you walk after the procedure?"),
        ("How long does the procedure last?", "what is the procedure time?"),
        ("Whose authors had nothing to declare?", "Whose authors had no conflict of interest?"),
        ("In which series were there no burns?", "In which series there were no burns?"),
        ("Score before and after 6 weeks", "Score before treatment and after 6 weeks"),
    ],
)
def test_courtesies_and_roundabout_words_say_no_more(asked: str, plain: str) -> None:
    assert plainly(asked) == plain


@pytest.mark.parametrize(
    ("asked", "text", "holds"),
    [
        ("Did the score rise?", "The score rose from 8·3 to 2·1.", False),
        ("Did the score fall?", "The score went from 8.3 to 2.1.", True),
        ("Did the score fall?", "It fell from 3 to 6 months.", None),
        ("Did doses differ?", "10 mg against 15 mg (p=0.07)", False),
        ("Did doses differ?", "10 mg against 15 mg (p<0.05)", True),
        ("Did doses differ?", "10 mg against 15 mg", None),
    ],
)
def test_numbers_say_which_way_it_went(asker: Asker, asked: str, text: str, *, holds: bool | None) -> None:
    assert heads(read(asker, asked), text) is holds


@pytest.mark.parametrize(("severity", "holds"), [("minor", False), ("serious", True), ("", None)])
def test_an_event_is_as_severe_as_is_said_of_it(asker: Asker, severity: str, *, holds: bool | None) -> None:
    parse = next(
        r.parse for r in asker.readings("Was the infection serious?") if r.parse.template.name == "adverse_events"
    )
    assert verdict(parse, [Row({"event": "infection", "status": "reported", "severity": severity})]) is holds


def test_other_steps_contradict_though_a_name_holds_them(asker: Asker) -> None:
    assert contradicts(read(asker, "How many lost 2 or more lines of acuity?"), "eyes that lost 1 line of acuity")


@pytest.mark.parametrize(
    ("asked", "text", "holds"),
    [
        (
            "Can cryoablation be repeated?",
            "Scores that did not change were kept when cryoablation was repeated.",
            None,
        ),
        ("Was the needle moved?", "The needle was moved. Nobody was hurt.", True),
        ("Was the needle moved?", "It was cold. The needle was not moved.", False),
        ("May women have it?", "Evidence on women is weak. So it should not be used in them.", False),
    ],
)
def test_only_what_is_asked_about_is_denied(asker: Asker, asked: str, text: str, *, holds: bool | None) -> None:
    assert _affirmed(read(asker, asked), text) is holds


def test_which_p_value_is_of_a_predictor_is_told_by_the_words_before_it(asker: Asker) -> None:
    text = "years of pain 1.7 (p=0.001); each 5 points of the body mass index 1.1 (p=0.3)"
    assert predicts(read(asker, "Did body mass index predict relapse?"), text) is False
    assert _affirmed(read(asker, "Did smoking predict relapse?"), text) is None


def test_the_arm_of_a_trial_is_no_study(asker: Asker) -> None:
    assert not of_studies(read(asker, "Which trial arm had more pain?"))
    assert of_studies(read(asker, "Which trial had more pain?"))


def test_people_are_drawn_to_an_arm(asker: Asker) -> None:
    question = read(asker, "How many people were randomised to sham?")
    assert [question.tokens[i].word for i in received(question)] == ["sham"]


def test_no_age_tells_how_long_something_took(asker: Asker) -> None:
    parse = next(r.parse for r in asker.readings("How long did pain last?") if r.parse.template.name == "results")
    rows = [
        Row({"outcome": "age", "unit": "years", "value": 50}),
        Row({"outcome": "pain", "unit": "years", "value": 6}),
    ]
    assert [row for row in rows if _is_complete(parse, row)] == rows[1:]


def test_whole_sums_of_people_are_of_no_arm(asker: Asker) -> None:
    readings = asker.readings("How many patients had cryoablation in total?")
    assert readings[0].parse.template.name != "sub_populations"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Was sedation used in Yoon 2016?", "Yes"),
        ("Do people have to stay in hospital overnight?", ""),
        ("Is it to be used in stump neuroma?", ""),
    ],
)
def test_what_is_asked_of_the_whole_is_told_by_no_single_study(ask: Ask, question: str, says: str) -> None:
    answer = ask(question).answer
    assert answer.startswith(says) if says else not answer.startswith("Yes")


def test_the_authors_of_studies_are_sought_as_their_studies(ask: Ask) -> None:
    declared = studies(ask("Which authors had nothing to declare?"))
    assert "Prologo 2017" in declared
    assert "Yoon 2016" not in declared


def test_those_who_were_followed_up_are_not_those_who_were_lost(asker: Asker) -> None:
    question = "How many patients were lost to follow up?"
    parse = next(r.parse for r in asker.readings(question) if r.parse.template.name == "results")
    rows = [Row({"outcome": "follow-up completeness", "group": name}) for name in ("followed up", "moved abroad")]
    assert [row for row in rows if _is_complete(parse, row)] == rows[1:]


def test_those_of_whom_nothing_is_known_answer_no_number(asker: Asker) -> None:
    question = "How many patients with no pain relief went on to further surgery?"
    parse = next(r.parse for r in asker.readings(question) if r.parse.template.name == "results")
    rows = [Row({"outcome": "further surgery", "n": 2, "group": name}) for name in ("no information available", "")]
    assert [row for row in rows if _is_complete(parse, row)] == rows[1:]


def test_a_p_value_may_be_a_capital(asker: Asker) -> None:
    question = read(asker, "Was age a significant predictor of relapse?")
    assert not lacks(question, "Age: 1.12 (0.87 to 1.44; P=.38)")
    assert lacks(question, "The mean age was 60.")
