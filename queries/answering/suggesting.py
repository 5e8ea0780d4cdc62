"""Questions near one that has no answer, each of which has one.

Knows the example questions of the templates and what a question names; that a suggestion has an answer is found by
running it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.queries.template import templates
from evigraph.queries.understanding.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from evigraph.queries.template import Template
    from evigraph.queries.understanding.candidates import Reading
    from evigraph.queries.understanding.mentions import Question

#: How many are given, and how many are tried to find them.
MOST, TRIED = 3, 6
SLOT = re.compile(r"\{(\w+)\}")
#: What may be asked of any study, and of any graph.
OF_STUDY = ("outcomes", "adverse_events", "study_summary")
OF_ANY = ("Which studies are included?", "What does the guidance recommend?", "Which adverse events were reported?")


def suggestions(
    question: Question, readings: Sequence[Reading], answers: Callable[[str], bool], *, near: bool
) -> tuple[str, ...]:
    """Up to three questions that have answers, the nearest first; only general ones where none is `near`."""
    found: list[str] = []
    for text in list(dict.fromkeys(_candidates(question, readings) if near else OF_ANY))[:TRIED]:
        if text.casefold() != question.text.casefold() and answers(text):
            found.append(text)
        if len(found) == MOST:
            break
    return tuple(found)


def _candidates(question: Question, readings: Sequence[Reading]) -> Iterator[str]:
    named = {"study": [m.label for m in question.of(Kind.STUDY)]}
    for scheme in ("outcome", "event", "country", "design", "condition", "imaging"):
        named[scheme] = [m.label for m in question.concepts(scheme) if m.live]
    kinds = dict.fromkeys(r.parse.template.name for r in readings[:2])
    for name in (*kinds, *(OF_STUDY if named["study"] else ())):
        yield from _filled(templates()[name], named)
    for event in named["event"]:
        yield f"Which studies reported {event}?"
    for outcome in named["outcome"]:
        yield f"Which studies report {outcome}?"
    yield from OF_ANY


def _filled(template: Template, named: dict[str, list[str]]) -> Iterator[str]:
    """The examples of a kind all of whose slots the question names; a time is left out."""
    for example in template.asks:
        text = example.replace(" at {time}", "")
        slots = SLOT.findall(text)
        if slots and all(named.get(slot) for slot in slots) and len(slots) == len(set(slots)):
            yield SLOT.sub(lambda slot: named[slot[1]][0], text)
