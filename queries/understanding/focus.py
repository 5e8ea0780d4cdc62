"""What of a question asks for a kind of fact: its words, its concepts, and not what only describes a study.

Knows mentions and templates; knows nothing of how a reading is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.ontology.terms import HTC
from evigraph.queries.understanding.asks import is_attributive, is_yes_no, of_arm, of_studies, received
from evigraph.queries.understanding.filters import PHASES
from evigraph.queries.understanding.mentions import Kind, Mention, Question
from evigraph.queries.understanding.scan import COUNTED
from evigraph.queries.understanding.weights import LITTLE, weight

if TYPE_CHECKING:
    from evigraph.queries.template import Template

#: So many words together say something, though each of them says little: "could not take part".
PHRASE = 3
DOCUMENTS = frozenset(["guidance", "guideline", "guidelines", "overview", "document", "report"])


def focus_mentions(question: Question, template: Template) -> list[Mention]:
    """What of a question asks for a kind."""
    concepts = frozenset(f"{HTC}{name}" for name in template.concepts)
    schemes = template.schemes if not template.verify or _verifies(question) else ()
    if template.name == "excluded_studies" and not any(m.value == template.name for m in question.of(Kind.FOCUS)):
        schemes = () if any(is_attributive(m, question) for m in question.concepts("design")) else schemes
    names = {template.name}
    if template.name == "sub_populations" and question.has("count") and (of_arm(question) or received(question)):
        names.add("study_size")  # how many there were in one arm
    return [
        m
        for m in question.of(Kind.FOCUS, Kind.CONCEPT, Kind.PAPER)
        if (m.value in names and not _is_part(m, question))
        or m.value in concepts
        or (
            m.kind is Kind.CONCEPT
            and m.scheme in schemes
            and m.value not in COUNTED
            and says(m, question)
            and not (template.verify and (is_attributive(m, question) or _happens(m, question)))
        )
        or (m.kind is Kind.PAPER and "paper" in template.parameters)
    ]


def _happens(trait: Mention, question: Question) -> bool:
    """Whether a condition is asked about as something that happened: "did anyone have a stroke?"."""
    if trait.scheme == "design":  # "does the guidance ..." is about no study
        return question.words(trait).casefold() in DOCUMENTS
    return trait.scheme == "condition" and any(trait.within(event) for event in question.concepts("event"))


def says(mention: Mention, question: Question) -> bool:
    """Whether a topic is named by more than a few words that say little, such as "the procedure"."""
    tokens = question.tokens[mention.start : mention.end]
    long = len(tokens) >= PHRASE
    return mention.scheme != "topic" or long or any(weight(token) > LITTLE for token in tokens)


def _is_part(focus: Mention, question: Question) -> bool:
    """Whether words are only part of the name of a phase, or of a way of imaging: "CT guidance"."""
    guided = (m for m in question.concepts("imaging") if m.start < focus.start <= m.end <= focus.end)
    if question.words(focus).casefold() == "guidance" and any(guided):
        return True
    phases = [m for m in question.concepts("phase") if m.value.removeprefix(HTC) in PHASES]
    return any(focus.within(m) and m.end - m.start > focus.end - focus.start for m in phases)


def _verifies(question: Question) -> bool:
    """Whether a trait that is mentioned is what is asked about, and not what tells which studies are meant."""
    return is_yes_no(question) and not of_studies(question)
