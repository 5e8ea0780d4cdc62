"""The spaCy components: in our pipeline, in anyone's, and what is lost without each of them."""

from collections.abc import Callable
from importlib.metadata import entry_points

import pytest
import spacy
from evigraph.extraction.components import COMPONENTS
from evigraph.extraction.pipeline import pipeline
from evigraph.ontology.errors import UsageError
from evigraph.ontology.records import AdverseEvent, Finding, Result, Statement, Study
from spacy.language import Language
from spacy.tokens import Doc

from tests.extraction.written import OVERVIEW, read

TEXT = OVERVIEW.replace(
    "Key efficacy findings\n",
    "Analysis\n\nFollow-up issues: 3 patients moved.\n\nKey efficacy findings\n\n- Mean QoL: 0.5 at 6 months\n",
)


def findings(doc: Doc) -> tuple[Finding, ...]:
    return doc._.evigraph.extraction.findings


def without(component: str) -> Language:
    nlp = spacy.blank("en")
    for name in COMPONENTS:
        if name != component:
            nlp.add_pipe(name)
    return nlp


def of(kind: type[Finding]) -> Callable[[Doc], list[Finding]]:
    return lambda doc: [f for f in findings(doc) if type(f) is kind]


def times(doc: Doc) -> set[str]:
    return {str(r.time_value) for r in of(Result)(doc)}


def outcomes(doc: Doc) -> set[str]:
    return {r.outcome for r in of(Result)(doc)}


def denied(doc: Doc) -> list[str]:
    return [e.event for e in of(AdverseEvent)(doc) if e.status == "none reported"]


def followed_up(doc: Doc) -> list[str]:
    return [s.text for s in of(Statement)(doc) if s.topic == "follow-up issues"]


@pytest.mark.parametrize(
    ("component", "result"),
    [
        ("evigraph_times", times),
        ("evigraph_concepts", outcomes),
        ("evigraph_mentions", of(Study)),
        ("evigraph_quantities", of(Result)),
        ("evigraph_context", denied),
        ("evigraph_statements", followed_up),
    ],
)
def test_without_a_component_its_result_is_lost(component: str, result: Callable[[Doc], object]) -> None:
    whole = result(pipeline()(TEXT))
    assert whole
    assert result(without(component)(TEXT)) != whole


def test_without_structure_the_next_component_says_what_it_needs() -> None:
    with pytest.raises(UsageError, match="evigraph_times needs evigraph_structure"):
        without("evigraph_structure")(TEXT)


def test_without_the_last_component_nothing_is_found() -> None:
    doc = without("evigraph_findings")(TEXT)
    assert doc._.evigraph.extraction is None
    assert "evigraph_findings" not in doc.spans


def test_one_line_adds_everything_to_anyones_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("evigraph_findings")
    doc = nlp(TEXT)
    assert findings(doc) == read(TEXT).findings
    assert [span.label_ for span in doc.spans["evigraph_findings"]] == [type(f).__name__ for f in findings(doc)]


def test_spans_cover_what_was_found() -> None:
    doc = pipeline()(TEXT)
    spans = {name: {(s.text, s.label_) for s in doc.spans[f"evigraph_{name}"]} for name in ("times", "context")}
    assert ("before treatment", "TIME") in spans["times"]
    assert spans["context"] == {("No infections were seen", "DENIED")}
    assert {s.text for s in doc.spans["evigraph_quantities"]} >= {"30 of 40", "75%", "p<0.001"}
    assert {s.text for s in doc.spans["evigraph_mentions"]} == {"case series of 40 adults"}


def test_every_component_is_an_entry_point() -> None:
    registered = {e.name: e for e in entry_points(group="spacy_factories") if e.name.startswith("evigraph_")}
    assert sorted(registered) == sorted(COMPONENTS)
    assert all(callable(e.load()) for e in registered.values())


def test_documents_can_be_read_in_several_processes() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("evigraph_findings")
    one, two = nlp.pipe([TEXT, OVERVIEW], n_process=2)
    assert len(one.spans["evigraph_findings"]) > len(two.spans["evigraph_findings"]) > 0


def test_a_text_that_is_no_evidence_has_no_findings() -> None:
    assert findings(pipeline()("The cat sat on the mat. It was 3 of 4 cats.")) == ()
