"""Constraints that words set and no names: "reported no ...", "median", "no conflict of interest", "only men".

Knows cues and concepts; knows nothing of how a template is chosen.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import NamedNode, integer, text
from evigraph.ontology.terms import HTC
from evigraph.queries.composition import Filter
from evigraph.queries.understanding.filters import is_negated
from evigraph.queries.understanding.mentions import Kind, Mention, Question
from evigraph.queries.words.cues import cues

if TYPE_CHECKING:
    from collections.abc import Iterator

ANY_EVENT = NamedNode(f"{HTC}adverse-event")
#: Statistics that a result has to have where they are asked for; the others may be said in another way.
STRICT = frozenset(
    f"{HTC}{name}"
    for name in [
        "mean",
        "median",
        "odds-ratio",
        "hazard-ratio",
        "risk-ratio",
        "standardised-mean-difference",
        "mean-difference",
    ]
)
#: Words for a statistic by which people do not mean it strictly.
LOOSELY = frozenset(
    ["average", "averaged", "avg", "difference", "change", "changed", "average", "of", "on", "average"]
) | {"on average"}
GRADED = re.compile(
    r"(?P<grade>grade \d|serious|severe|major|minor|mild|moderate|late|early|delayed|immediate)( adverse)?"
    r" (event|complication)s?"
)
RECOMMENDING = frozenset(["recommend", "recommends", "recommended", "recommendation", "recommendations"])
PARAGRAPHS = frozenset(f"{HTC}{name}" for name in ("recommendation", "research-recommendation"))
ONE = frozenset(["child", "man", "woman", "eye", "knee", "baby", "infant"])
SINGLE = frozenset(["patient", "person", "participant", "case"])
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
#: Studies that somebody with an interest paid for.
PAID = re.compile(
    r"\b(?:sponsored|funded|financed|paid(?: for)?|supported) by (?:the |an? )?(?:\w+ )?"
    r"(?:industry|compan(?:y|ies)|manufacturers?|makers?|firms?)\b|\bindustry[- ](?:sponsored|funded)\b",
    re.IGNORECASE,
)
#: One sex held against the other: "more women than men", "mostly men".
MAJORITY = re.compile(
    r"\b(?:(?P<than>more|fewer|less)(?= \w+ than (?:wo)?m[ae]n\b| \w+ than (?:fe)?males?\b)"
    r"|mostly|mainly|predominantly|(?:a|the) majority (?:of|were|are))"
    r" (?P<sex>(?:wo)?men|(?:fe)?males?)\b(?: than \w+)?",
    re.IGNORECASE,
)
MEN, WOMEN = frozenset(["men", "man", "male", "males"]), frozenset(["women", "woman", "female", "females"])


def worded(question: Question, *, of_studies: bool) -> Iterator[tuple[Filter, Mention]]:
    """The constraints that words set, each with the words."""
    yield from _statuses(question, of_studies=of_studies)
    yield from _statistics(question)
    yield from _interests(question)
    yield from _sexes(question)
    yield from _patients(question)
    yield from _recommended(question)


def _statuses(question: Question, *, of_studies: bool) -> Iterator[tuple[Filter, Mention]]:
    """What was denied, of events in general where none is named; what studies are sought for, they reported."""
    events = [m for m in question.concepts("event") if m.value != ANY_EVENT.value]
    for cue in question.cues("denied"):
        yield Filter("status", (text("none reported"),)), cue
        for event in events:
            yield Filter("denial", (NamedNode(event.value),)), event
        if not events and _denies_all(question, cue):
            yield Filter("type", (ANY_EVENT,)), cue
            yield Filter("denial", (ANY_EVENT,)), cue
    for event in events if of_studies and not question.has("denied") else ():
        if not is_negated(question, event):
            yield Filter("status", (text("reported"),)), event
    if of_studies and not events and not question.has("denied"):
        yield from _any_event(question)


def _any_event(question: Question) -> Iterator[tuple[Filter, Mention]]:
    """Studies that reported events of whatever kind, or that are said not to have."""
    for event in question.concepts("event"):
        negated = question.has("unmeasured") or is_negated(question, event)
        yield Filter("event", (ANY_EVENT,), negated=negated), event
        if not negated:
            yield Filter("status", (text("reported"),)), event


def _denies_all(question: Question, cue: Mention) -> bool:
    """Whether events as such are denied: "complication-free", "no cases of any complication"."""
    spoken = [m for m in question.concepts("event") if m.value == ANY_EVENT.value]
    return any(cue.start <= m.start <= cue.end + 2 for m in spoken)


def _statistics(question: Question) -> Iterator[tuple[Filter, Mention]]:
    for mention in question.concepts("statistic"):
        if mention.value in STRICT and question.words(mention).casefold() not in LOOSELY:
            yield Filter("statistic", (NamedNode(mention.value),)), mention


def _interests(question: Question) -> Iterator[tuple[Filter, Mention]]:
    for mention in question.concepts("topic"):
        if mention.value == f"{HTC}conflict-of-interest":
            yield Filter("no_conflict" if is_negated(question, mention) else "conflict"), mention
    for found in PAID.finditer(question.text):
        inside = [t.index for t in question.tokens if found.start() <= t.start < found.end()]
        yield Filter("conflict"), Mention(kind=Kind.NUMBER, start=inside[0], end=inside[-1] + 1)


def _recommended(question: Question) -> Iterator[tuple[Filter, Mention]]:
    """What a guidance recommends, and not what else it says."""
    if any(m.value in PARAGRAPHS or m.scheme == "recommendation" for m in question.of(Kind.CONCEPT)):
        return
    for mention in question.of(Kind.FOCUS):
        if mention.value == "recommendations" and question.words(mention).casefold() in RECOMMENDING:
            yield Filter("kind", (NamedNode(f"{HTC}recommendation"),)), mention


def _sexes(question: Question) -> Iterator[tuple[Filter, Mention]]:
    """Only men, only women: as a share of women."""
    for mention in question.cues("only"):
        after = {t.word for t in question.tokens[mention.start : mention.end + 2]}
        if after & MEN:
            yield Filter("women_to", (integer(0),)), mention
        elif after & WOMEN:
            yield Filter("women_from", (integer(100),)), mention
    for found in MAJORITY.finditer(question.text):
        inside = [t.index for t in question.tokens if found.start() <= t.start < found.end()]
        of_men = (found["sex"].casefold() in MEN) is not (found["than"] or "").casefold().startswith(("few", "less"))
        mention = Mention(kind=Kind.NUMBER, start=inside[0], end=inside[-1] + 1)
        yield Filter("women_under" if of_men else "women_over", (integer(50),)), mention


def _patients(question: Question) -> Iterator[tuple[Filter, Mention]]:
    """The patient of a table whose number is named: "patient 9", "child 3"."""
    for token, after in pairwise(question.tokens):
        if token.word in ORDINALS and after.word in ONE | SINGLE:
            mention = Mention(kind=Kind.NUMBER, start=token.index, end=token.index + 1)
            yield Filter("patient", (text(str(ORDINALS[token.word])),)), mention
    for mention in question.of(Kind.NUMBER):
        before = question.tokens[mention.start - 1].word if mention.start else ""
        if mention.exact and mention.low is not None and before in ONE | cues().people_heads:
            yield Filter("patient", (text(f"{mention.low:f}"),)), mention


def numbered(question: Question) -> bool:
    """Whether one patient is meant, by a number: "child 4"."""
    return bool(labels(question))


def labels(question: Question) -> list[Mention]:
    """The numbers by which patients are called, and which count nothing."""
    return [mention for _, mention in _patients(question)]


def grades(question: Question) -> list[Mention]:
    """Events that are named by their severity alone, where those of that severity are asked for by name."""
    if not question.has("which"):
        return []
    return [m for m in question.concepts("event") if GRADED.fullmatch(m.label)]


def counted_studies(question: Question) -> list[Mention]:
    """Numbers that only say how many studies there are: "the six series"."""
    found = []
    for mention in question.of(Kind.NUMBER):
        after = question.tokens[mention.end : mention.end + 3]
        if mention.exact and not mention.percent and any(t.word in cues().study_heads for t in after):
            found.append(mention)
    return found
