"""What kind of answer a question wants, by its cues and its first words.

Knows cues; knows no templates.
"""

from __future__ import annotations

import re
from itertools import dropwhile, takewhile, zip_longest
from typing import TYPE_CHECKING

from evigraph.ontology.terms import HTC
from evigraph.ontology.vocabulary import vocabulary
from evigraph.queries.understanding.mentions import Kind, covered
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.weights import is_stop
from evigraph.queries.words.cues import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.queries.understanding.mentions import Mention, Question
    from evigraph.queries.words.tokens import Token

#: Cues by what they ask for, the one that decides first.
ORDER = (
    ("source", Ask.PROVENANCE),
    ("consistent", Ask.CONSISTENCY),
    ("define", Ask.DEFINITION),
    ("meaning", Ask.DEFINITION),
    ("significant", Ask.SIGNIFICANCE),
    ("most", Ask.MOST),
    ("least", Ask.LEAST),
    ("share", Ask.SHARE),
    ("mean_of", Ask.AVERAGE),
    ("sum", Ask.SUM),
    ("count", Ask.COUNT),
    ("why", Ask.REASON),
    ("change", Ask.CHANGE),
    ("compare", Ask.COMPARISON),
    ("which", Ask.LIST),
)
AUXILIARIES = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "can",
        "could",
        "should",
        "would",
        "will",
        "may",
        "might",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "didn't",
        "doesn't",
        "don't",
        "hasn't",
        "haven't",
        "hadn't",
        "can't",
    ]
)
PRESENT = ("how is", "how are", "how does", "how do")
OPENERS = frozenset(["so", "and", "but", "then", "well", "ok", "okay", "please", "also"])
# Concepts in whose words a cue is part of a name: "last follow-up", "minimum temperature".
NAMING = ("phase", "technique", "outcome", "event", "topic", "statistic", "design", "recommendation", "status")
WH = frozenset(
    [
        "which",
        "what",
        "list",
        "name",
        "any",
        "many",
        "number",
        "count",
        "each",
        "every",
        "all",
        "give",
        "show",
        "no",
        "there",
        "enumerate",
        "identify",
    ]
)
DEFINITE = frozenset(["the", "this", "that"])
#: Nouns for one part of a study, and words before them that name none.
ARMS = frozenset(["arm", "group"])
#: Words before what people were given, and those after it.
GIVEN = frozenset(["after", "with", "receiving", "received", "given", "had", "underwent", "undergoing", "got"])
DRAWN = frozenset(["randomised", "randomized", "allocated", "assigned"])
LEAVING = frozenset(["at", "in", "and", "or", "versus", "than", "for", "by", "of", "from", "was", "were", "had"])
CONTROLS = frozenset(["sham", "control", "placebo"])
ANY_EVENT = f"{HTC}adverse-event"
ALONE = frozenset(["only", "just", "exclusively", "solely", "nothing but"])
POOLED = frozenset(["pooled", "pool", "pools", "combined", "analysed", "include", "includes", "covered", "cover"])
#: Events of any kind, as they are asked for, and words before them that choose none.
HARMS = frozenset(["risks", "complications", "harms", "dangers", "events", "effects"])
CHIEF = frozenset(
    "the main chief known usual possible reported theoretical anecdotal serious severe adverse side".split()  # noqa: SIM905  # a list of words is read, not parsed
)
SECONDARY = f"{HTC}secondary-research"
#: Words that add the patients of studies up, and that take their mean.
TOTALLED = re.compile(r"\b(?:total|combined|overall|aggregate) (?:number|count|sample|n)\b|\bin total\b", re.IGNORECASE)
AVERAGED = re.compile(r"\b(?:average|mean)\b", re.IGNORECASE)
EACH = re.compile(
    r"\b(?:how many (?:patients|people|participants|subjects)|number of (?:patients|people|participants|subjects)"
    r"|(?:patients|people|participants|subjects) (?:per|in each) (?:study|trial|series)|sample size"
    r"|size of (?:a|the) stud)",
    re.IGNORECASE,
)
#: Words that ask whether an estimate lies in its interval.
WITHIN = re.compile(
    r"\b(?:with)?in(?:side)? (?:its|the|their) (?:own )?(?:\d+ ?% )?(?:confidence )?(?:interval|limits)"
    r"|\binterval\b.*\b(?:contain|include|hold|cover|compatible|agree|fit|match)",
    re.IGNORECASE,
)
PARTS = frozenset(["arm", "arms", "group", "groups"])
UNARMED = frozenset(
    ["single", "age", "study", "which", "each", "either", "per", "by", "patient", "whole", "small", "large"]
)
ASKING_AFTER = frozenset(["and", "or", "by", "to", "from", "with", "for", "of", "in", "on", *OPENERS])
HEADS = cues().study_heads - {"one", "ones", "authors", "team", "group", "overview", "report", "reports"}
ALONG = frozenset(["of", "the", "these", "those", "all", "any", "other", "most", "our", "such", "and"])


def asks_of(question: Question) -> list[Ask]:
    """The kinds of answer that a question may want, the likeliest first; a value where no cue says more."""
    if is_yes_no(question) and WITHIN.search(question.text):
        return [Ask.CONSISTENCY]
    found = [ask for cue, ask in ORDER if any(not _is_other(m, question) for m in question.cues(cue))]
    if found[:1] == [Ask.COUNT] and _counts_each(question):
        found = [*found[1:], Ask.COUNT]
    return found or [Ask.VALUE]


def _counts_each(question: Question) -> bool:
    """Whether a number is only asked for beside each of what is listed: "which ..., and in how many each"."""
    opened = question.tokens[0].word in ("which", "what") if question.tokens else False
    counts = question.cues("count")
    joined = all("and" in {t.word for t in question.tokens[max(0, m.start - 2) : m.start]} for m in counts)
    return opened and bool(counts) and joined


def _is_other(cue: Mention, question: Question) -> bool:
    """Whether a cue is part of a name, or asks for another share, or for how far studies differ."""
    after = question.tokens[cue.end].word if cue.end < len(question.tokens) else ""
    if cue.value == "share" and after in cues().people_heads:  # "what proportion of trial participants"
        return True
    if cue.value == "consistent" and not is_yes_no(question) and question.concepts("precision"):
        return any("heterogeneity" in m.label for m in question.concepts("outcome"))
    if cue.value == "define" and lists_harms(cue, question):
        return True
    focus = [m for m in question.of(Kind.FOCUS) if m.value == "adverse_events"]  # "did anything go wrong"
    asking = any(cue.within(m) and m.end - m.start > cue.end - cue.start for m in focus)
    return _is_named(cue, question) or (cue.value == "consistent" and asking)


def _is_named(cue: Mention, question: Question) -> bool:
    return any(
        cue.within(m) and (m.end - m.start) > (cue.end - cue.start) and m.sure for m in question.concepts(*NAMING)
    ) or any(cue.within(m) for m in question.of(Kind.STUDY, Kind.THING))


def is_yes_no(question: Question) -> bool:
    """Whether it is asked as a question that yes or no answers."""
    words = [token.word for token in question.tokens if token.is_word]
    while words and words[0] in OPENERS:
        words = words[1:]
    if not words:
        return False
    after = {t.word for t in question.tokens[:-1] if t.text in ",;:-?." and _next(question, t.index) in AUXILIARIES}
    return words[0] in AUXILIARIES or words[0] == "any" or bool(after and words[0] not in WH)


def _next(question: Question, index: int) -> str:
    return question.tokens[index + 1].word


def at_large(question: Question) -> bool:
    """Whether it asks how something is done, and not how it went in a study."""
    asked = any(question.words(m).casefold() in PRESENT for m in question.cues("manner"))
    asked = asked or [t.word for t in question.tokens[:2]] == ["what", "causes"]
    return asked and not question.has("fate", "change", "changed") and not question.of(Kind.STUDY, Kind.TIME)


def of_studies(question: Question) -> bool:
    """Whether studies are what is asked for: "which retrospective studies ...", "studies done in ..."."""
    passed = covered(question.of(Kind.NUMBER))
    if any(m.end - m.start > 1 and question.tokens[m.end - 1].word in HEADS for m in question.concepts("topic")):
        return False  # "ongoing trials" are a matter of their own
    tokens = [t for t in question.tokens if t.is_word and t.index not in passed and t.word != "n"]
    if question.has("count") and (question.of(Kind.STUDY) or is_of_review(question)):
        return False  # "how many trials did the named review pool"
    starts = [i for i, token in enumerate(tokens) if token.word in WH] or [-1]
    if starts[0] > 3 and not is_yes_no(question):
        starts = [-1]
    return _leads_to_studies(question, tokens[starts[0] + 1 :][:7])


def counted(question: Question) -> list[Token]:
    """The nouns whose number is asked for."""
    return [question.tokens[m.end] for m in question.cues("count") if m.end < len(question.tokens)]


def is_of_any_event(question: Question) -> bool:
    """Whether events are spoken of as such, and no one of them."""
    events = question.concepts("event")
    return bool(events) and all(m.value == ANY_EVENT for m in events)


def is_exclusive(question: Question) -> bool:
    """Whether studies are sought that had one thing and no other of its kind: "used ultrasound only"."""
    traits = question.concepts("imaging", "anaesthesia", "country", "condition", "outcome")
    only = [m for m in question.cues("only") if question.words(m).casefold() in ALONE]
    beside = {i for m in only for i in (m.start - 1, m.end)}
    return any(beside & m.span for m in traits)


def pooled_size(question: Question) -> Ask | None:
    """Whether the patients of studies are to be added up or averaged: "how many patients has a study on average"."""
    if not question.concepts("outcome") or question.of(Kind.STUDY):
        return None
    if AVERAGED.search(question.text) and EACH.search(question.text):
        return Ask.AVERAGE
    return Ask.SUM if TOTALLED.search(question.text) else None


def lists_events(question: Question) -> bool:
    """Whether events are asked for by name, which no number of all of them tells: "which complications"."""
    asked = [m for m in question.cues("which") if m.start == 0 and m.end < len(question.tokens)]
    general = {m.start for m in question.concepts("event") if m.value == ANY_EVENT}
    listed = any({m.end, m.end + 1} & general for m in asked)
    return listed or any(lists_harms(m, question) for m in question.cues("define"))


def lists_harms(cue: Mention, question: Question) -> bool:
    """Whether "what are" asks for events of any kind and not for what a word means: "what are the main risks"."""
    after = [t.word for t in question.tokens[cue.end : cue.end + 4]]
    nouns = list(dropwhile(lambda word: word in CHIEF, after))
    return question.words(cue).casefold() == "what are" and bool(nouns) and nouns[0] in HARMS


def by_whom(question: Question) -> bool:
    """Whether it asks who reported something, and so for studies, without naming one."""
    words = [token.word for token in question.tokens if token.is_word]
    return bool(words) and words[0] == "who" and not question.of(Kind.STUDY)


def is_asking(cue: Mention, question: Question) -> bool:
    """Whether a cue asks: "who" after a noun or a comma tells whom is meant, as in "those who improved"."""
    if cue.value != "who":
        return not (cue.value == "define" and lists_harms(cue, question))
    before = question.tokens[cue.start - 1] if cue.start else None
    return before is None or before.word in ASKING_AFTER or before.text in ";:?."


def is_of_review(question: Question) -> bool:
    """Whether the studies of one review are meant: "how many trials were in the meta-analysis"."""
    known = vocabulary()
    designs = [m for m in question.concepts("design") if SECONDARY in known.closure(m.value)]
    if designs and any(token.word in POOLED for token in question.tokens):
        return True
    return any(is_attributive(m, question) for m in designs)


def of_arm(question: Question) -> list[Token]:
    """The words that name an arm: "sham" in "the sham group" and "in the control arm"; none where no arm is named."""
    found: list[Token] = []
    for token, after in zip(question.tokens, question.tokens[1:], strict=False):
        held = after.word in ARMS or (after.word in cues().people_heads and token.word in CONTROLS)
        named = held and token.is_word and not is_stop(token) and token.word not in cues().study_heads
        if named and token.word not in UNARMED:
            found.append(token)
    return found


def received(question: Question) -> frozenset[int]:
    """The words for what people were given, "after laser" and "with the mesh", unless they describe a study."""
    found: set[int] = set()
    tokens = question.tokens
    for token in tokens:
        of_study = token.index > 0 and tokens[token.index - 1].word in HEADS
        drawn = token.word == "to" and token.index > 0 and tokens[token.index - 1].word in DRAWN
        given = (token.word in GIVEN and not of_study) or drawn
        part = takewhile(lambda t: t.is_word or t.text == "-", tokens[token.index + 1 :]) if given else ()
        phrase = list(takewhile(lambda t: t.word not in LEAVING, part))
        if phrase and not any(t.word in HEADS for t in phrase[:4]):
            found |= {t.index for t in phrase if not is_stop(t) and t.word not in GIVEN}
    return frozenset(found)


def is_attributive(trait: Mention, question: Question) -> bool:
    """Whether a trait describes the study that is meant, as in "the Swiss study" and "the registry"."""
    tokens = question.tokens
    start = trait.start
    while start and tokens[start - 1].is_word and not is_stop(tokens[start - 1]):
        start -= 1
    after = tokens[trait.end : trait.end + 3]
    heads = [i for i, token in enumerate(after) if token.word in HEADS]
    adjacent = bool(heads) and not any(is_stop(token) for token in after[: heads[0]])
    definite = bool(start) and tokens[start - 1].word in DEFINITE
    return definite and (adjacent or tokens[trait.end - 1].word in HEADS)


def _says_where(head: Token, question: Question) -> bool:
    """Whether a word for a study only says of which study something is, as in "registry deaths"."""
    asked = head.index > 0 and question.tokens[head.index - 1].word in WH
    matters = {m.start for m in question.concepts("outcome", "event")}
    return not asked and not head.word.endswith("s") and head.index + 1 in matters


def _leads_to_studies(question: Question, tokens: Sequence[Token]) -> bool:
    """Whether the noun that these words lead to is a word for studies."""
    named = covered(question.of(Kind.STUDY))
    traits = covered(question.concepts("design", "direction", "country", "imaging", "condition", "procedure"))
    for token, after in zip_longest(tokens, tokens[1:]):
        of_people = after is not None and (after.word in cues().people_heads or after.word in PARTS)  # "trial arms"
        of_other = of_people or _says_where(token, question)
        if token.word in HEADS and token.index not in named and not of_other:
            return True
        passing = token.word in ALONG or token.index in traits
        if token.index in named or (is_stop(token) and not passing) or token.word in cues().people_heads:
            return False
    return False
