"""The steps of reading as spaCy components, each writing what it finds into a span group of the Doc.  Knows no rule.

Entry points register them, so that `nlp.add_pipe("evigraph_findings")` works in anyone's pipeline. Alone, it takes all
steps before it too; beside any other of our components, it builds on what these found. spaCy imports this file for
every pipeline that anyone makes, so it imports the rules when the first Doc comes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from evigraph.extraction.evidence import Evidence
    from evigraph.extraction.structure.profile import Profile
    from evigraph.ontology.records import SourceDocument

Component = Callable[[Doc], Doc]
Factory = Callable[[Language, str], Component]

FIRST, LAST = "structure", "findings"
STEPS = (FIRST, "times", "concepts", "mentions", "quantities", "context", "statements", LAST)
COMPONENTS = tuple(f"evigraph_{step}" for step in STEPS)


def evidence_of(doc: Doc, source: SourceDocument | None = None, profile: Profile | None = None) -> Evidence:
    """What the pipeline knows of a Doc, also as `doc._.evigraph`; its structure is read when first asked for.

    A Doc that was copied or sent to another process keeps the spans that were written, and is read anew if asked.
    """
    known = _known()
    if doc not in known:
        from evigraph.extraction.evidence import Evidence
        from evigraph.ontology.records import SourceDocument

        known[doc] = Evidence.of(source or SourceDocument("", doc.text), profile)
    return known[doc]


@cache
def _known() -> WeakKeyDictionary[Doc, Evidence]:
    """What is known of each Doc alive: not kept inside it, for spaCy could not serialise it then."""
    return WeakKeyDictionary()


if not Doc.has_extension("evigraph"):
    Doc.set_extension("evigraph", getter=evidence_of)


def _take(doc: Doc, step: str) -> Doc:
    """Take one step; the last one takes all others first where none was taken.

    Raises UsageError where another step comes before that to structure.
    """
    from evigraph.extraction import steps

    evidence = evidence_of(doc)
    if step == LAST and not evidence.steps:
        for before in STEPS[:-1]:
            _take(doc, before)
    spans = (doc.char_span(*place, alignment_mode="expand") for place in steps.take(step, evidence))
    doc.spans[f"evigraph_{step}"] = [span for span in spans if span is not None]
    return doc


def _factory(step: str) -> Factory:
    def create(nlp: Language, name: str) -> Component:  # noqa: ARG001  spaCy passes both to every factory, by name
        return partial(_take, step=step)

    Language.factory(f"evigraph_{step}", assigns=["doc._.evigraph", "doc.spans"], func=create)
    return create


structure, times, concepts, mentions, quantities, context, statements, findings = map(_factory, STEPS)
