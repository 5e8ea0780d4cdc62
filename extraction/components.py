"""The steps of reading as spaCy components, each writing what it finds into a span group of the Doc.  Knows no rule.

Entry points register them, so that `nlp.add_pipe("evigraph_findings")` works in anyone's pipeline. Alone, it takes all
steps before it too; beside any other of our components, it builds on what these found.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from evigraph.extraction import steps
from evigraph.extraction.evidence import Evidence
from evigraph.extraction.structure.document import EvidenceDocument
from evigraph.ontology.errors import UsageError
from evigraph.ontology.records import SourceDocument
from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from evigraph.extraction.steps import Step
    from evigraph.extraction.structure.profile import Profile

Component = Callable[[Doc], Doc]
Factory = Callable[[Language, str], Component]

STEPS = (
    steps.structure, steps.times, steps.concepts, steps.mentions, steps.quantities, steps.context, steps.statements,
    steps.findings,
)  # fmt: skip
COMPONENTS = tuple(f"evigraph_{step.__name__}" for step in STEPS)


def evidence_of(doc: Doc, source: SourceDocument | None = None, profile: Profile | None = None) -> Evidence:
    """What the pipeline knows of a Doc, also as `doc._.evigraph`; its structure is read when first asked for.

    A Doc that was copied or sent to another process keeps the spans that were written, and is read anew if asked.
    """
    known = _known()
    if doc not in known:
        known[doc] = Evidence.of(EvidenceDocument(source or SourceDocument("", doc.text), profile))
    return known[doc]


@cache
def _known() -> WeakKeyDictionary[Doc, Evidence]:
    """What is known of each Doc alive: not kept inside it, for spaCy could not serialise it then."""
    return WeakKeyDictionary()


if not Doc.has_extension("evigraph"):
    Doc.set_extension("evigraph", getter=evidence_of)


def _take(doc: Doc, step: Step) -> Doc:
    """Take one step; the last one takes all others first where none was taken.

    Raises UsageError where another step comes before that to structure.
    """
    evidence = evidence_of(doc)
    if step is steps.findings and not evidence.steps:
        for before in STEPS[:-1]:
            _take(doc, before)
    if step is not steps.structure and "structure" not in evidence.steps:
        raise UsageError(f"evigraph_{step.__name__} needs evigraph_structure before it: add that to the pipeline too")
    evidence.steps.append(step.__name__)
    spans = (doc.char_span(*place, alignment_mode="expand") for place in step(evidence))
    doc.spans[f"evigraph_{step.__name__}"] = [span for span in spans if span is not None]
    return doc


def _factory(step: Step) -> Factory:
    def create(nlp: Language, name: str) -> Component:  # noqa: ARG001  spaCy passes both to every factory, by name
        return partial(_take, step=step)

    Language.factory(f"evigraph_{step.__name__}", assigns=["doc._.evigraph", "doc.spans"], func=create)
    return create


structure, times, concepts, mentions, quantities, context, statements, findings = map(_factory, STEPS)
