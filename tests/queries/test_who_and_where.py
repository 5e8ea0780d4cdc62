"""What anybody asks first: what it is for, by whom and where it is done, what may go wrong, who was taken in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from evigraph.ontology.terms import HTC
from evigraph.queries.answering.choice import Choice
from evigraph.queries.answering.complete import only_denied
from evigraph.queries.answering.quantities import lacks
from evigraph.queries.answering.quoting import PLACE, WHERE_DONE
from evigraph.queries.answering.rows import Row
from evigraph.queries.answering.verdicts import _events, denies_of
from evigraph.queries.answering.whom import admitted, is_for_others
from evigraph.queries.ask import _is_heap
from evigraph.queries.template import templates
from evigraph.queries.understanding.asks import asks_of, at_large
from evigraph.queries.understanding.descriptions import StudyIndex
from evigraph.queries.understanding.fitting import Fit
from evigraph.queries.understanding.paraphrases import plainly
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.words.stems import stem_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.queries.answer import AnswerObject
    from evigraph.queries.answering.find import Found
    from evigraph.queries.ask import Asker
    from evigraph.queries.knowledge.names import Names
    from evigraph.queries.understanding.parse import Parse

    Ask_ = Callable[..., AnswerObject]


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("What is the procedure used to treat?", "what is the condition?"),
        ("What is this device for?", "what is the condition?"),
        ("How many nights did patients spend in hospital?", "what was the length of hospital stay?"),
        ("How long were people in hospital?", "what was the length of hospital stay?"),
        ("What is VAS?", "what does VAS stand for?"),
        ("What is the ISBN?", "What is the ISBN?"),
        ("What does NICE recommend?", "what does the guidance recommend?"),
        ("What should future trials look like?", "what are the research recommendations?"),
    ],
)
def test_roundabout_questions_are_plain_ones(asked: str, plain: str) -> None:
    assert plainly(asked) == plain


@pytest.mark.parametrize("text", ["What are the main risks?", "What are the complications?"])
def test_harms_are_listed_and_not_defined(ask: Ask_, text: str) -> None:
    assert ask(text).template == "adverse_events"


def test_a_plural_that_is_no_harm_is_defined(asker: Asker) -> None:
    question = asker._scanner.read("What are neuromas?")
    assert Ask.DEFINITION in asks_of(question)


@pytest.mark.parametrize(
    "text", ["Who should perform the cryoprobe treatment?", "Which manufacturer did not give an answer?"]
)
def test_a_word_for_a_device_that_asks_for_none_lists_none(ask: Ask_, text: str) -> None:
    assert ask(text).template != "study_device"


def test_where_it_is_to_be_done_is_told_by_a_place() -> None:
    assert WHERE_DONE.search("Where should the procedure be done?")
    assert WHERE_DONE.search("In which hospitals can it be offered?")
    assert not WHERE_DONE.search("Where was the trial done?")
    assert PLACE.search("It should only be done in specialist centres.")
    assert not PLACE.search("It should be done by trained clinicians.")


def test_care_after_treatment_is_no_length_of_follow_up(ask: Ask_) -> None:
    assert ask("What follow-up care is needed?").template != "study_follow_up"


def test_how_many_experts_do_it_is_no_number_of_events(ask: Ask_) -> None:
    assert ask("How many experts use the procedure?").template not in ("expert_events", "stated_counts")


def test_where_something_was_studied_is_not_where_it_can_be_had(ask: Ask_) -> None:
    assert not ask("Is it available in France?").answer.startswith(("Yes", "No"))


def test_what_a_denial_says_of_events_does_not_deny_them() -> None:
    death = frozenset({stem_of("deaths")})
    assert not denies_of("Two people died; neither death was put down to it.", death)
    assert denies_of("None of the deaths was related to it.", death | {stem_of("related")})
    assert denies_of("No death was seen.", death)


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        ("Were people with epilepsy included?", "Epilepsy was a reason for exclusion.", False),
        ("Were people with epilepsy excluded?", "Epilepsy was a reason for exclusion.", True),
        ("Were people with epilepsy included?", "Epilepsy has many causes.", None),
        ("Was the trial long?", "People were excluded.", None),
    ],
)
def test_who_was_taken_in_is_told_by_words_for_that(asked: str, text: str, told: bool | None) -> None:
    assert admitted(asked, text) is told


def test_those_who_do_not_are_not_those_who_do(asker: Asker) -> None:
    question = asker._scanner.read("What does NICE recommend for people who take warfarin?")
    assert is_for_others(question, "For people who do not take warfarin it may be used.")
    assert not is_for_others(question, "For people who take warfarin it may be used.")


def test_a_number_of_all_patients_is_none_of_men(asker: Asker) -> None:
    question = asker._scanner.read("How many patients in the trial were men?")
    assert Fit(question, templates()["study_size"], frozenset(), of_studies=False).mismatch >= 1


def _index(*studies: tuple[str, str]) -> StudyIndex:
    """Studies by a word of their population and by their design."""
    known = [
        SimpleNamespace(
            iri=word, stems=frozenset({stem_of(word)}), traits=frozenset({HTC + design}), numbers=(), year=2000
        )
        for word, design in studies
    ]
    return StudyIndex(cast("Names", SimpleNamespace(studies=known)))


def test_the_case_report_is_the_one_of_the_evidence(asker: Asker) -> None:
    index = _index(("adults", "case-series"), ("teachers", "case-report"))
    assert index.meant(asker._scanner.read("What happened to the woman in the case report?")) == ("teachers",)
    assert not index.meant(asker._scanner.read("Why was the case report left out?"))
    assert not _index(("adults", "case-series")).meant(asker._scanner.read("Who wrote the case report?"))


def test_children_describe_the_study_of_children(asker: Asker) -> None:
    index = _index(("children", "case-series"), ("adults", "cohort-study"))
    question = asker._scanner.read("What was the mean age of the children?")
    found = index.described(question, question.tokens)
    assert found
    assert found.studies == ("children",)


def _row(**cells: str) -> Row:
    return Row(cells)


def test_deaths_that_happened_were_not_for_that_due_to_something(asker: Asker) -> None:
    def told(text: str) -> bool | None:
        parse = SimpleNamespace(question=asker._scanner.read(text), template=templates()["adverse_events"])
        return _events(cast("Parse", parse), [_row(status="reported", event="death")])

    assert told("Were there any deaths?")
    assert told("Were any deaths related to the device?") is None


def test_what_did_not_happen_does_not_tell_what_can(asker: Asker) -> None:
    def denied(text: str) -> bool:
        parse = SimpleNamespace(question=asker._scanner.read(text), template=templates()["adverse_events"])
        return only_denied(cast("Parse", parse), [_row(status="none reported", event="nerve injury")])

    assert denied("What nerve can be injured?")
    assert not denied("Which nerve injuries were reported?")


def test_what_causes_something_is_asked_at_large(asker: Asker) -> None:
    assert at_large(asker._scanner.read("What causes the pain?"))
    assert not at_large(asker._scanner.read("What was the pain?"))


def test_how_something_was_counted_is_told_by_what_counts(asker: Asker) -> None:
    question = asker._scanner.read("How were the attacks counted?")
    assert lacks(question, "Eight of the men had no further attack.")
    assert not lacks(question, "Attacks were counted from a diary.")


def test_groups_are_told_apart_by_words_for_that(asker: Asker) -> None:
    question = asker._scanner.read("Was the difference in pain between arms statistically significant?")
    assert lacks(question, "Pain: 7.1 before treatment and 3.0 at 12 months, p<0.001")
    assert not lacks(question, "Pain at 12 months: 3.0 v 4.1, p=0.03")


@pytest.mark.parametrize(("number", "left", "heap"), [(11, True, True), (3, True, False), (11, False, False)])
def test_a_heap_of_results_answers_nothing_that_leaves_a_word_open(
    asker: Asker, number: int, left: bool, heap: bool
) -> None:
    question = asker._scanner.read("What pain did people need to enter the trial?")
    parse = SimpleNamespace(question=question, template=templates()["results"], of_studies=False, loose=False)
    words = [t.index for t in question.tokens if t.word == "enter"] if left else []
    found = SimpleNamespace(left=tuple(words), choice=Choice(tuple(_row() for _ in range(number))))
    assert _is_heap(cast("Parse", parse), cast("Found", found)) is heap
