"""When there is no answer: which of the reasons, in words.

Knows mentions and domain words; runs no query.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.queries.answer import AnswerObject, Status
from evigraph.queries.understanding.mentions import Kind, Question, covered
from evigraph.queries.understanding.weights import FULL, content, weight, weights
from evigraph.queries.words.cues import cues

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evigraph.queries.understanding.candidates import Reading
    from evigraph.queries.understanding.mentions import Mention
    from evigraph.queries.understanding.parse import Parse
    from evigraph.queries.words.tokens import Token

#: Schemes whose concepts show that a question is about evidence.
DOMAIN = [
    "outcome",
    "instrument",
    "event",
    "condition",
    "procedure",
    "design",
    "direction",
    "imaging",
    "anaesthesia",
    "topic",
    "recommendation",
    "technique",
    "programme",
]
#: Kinds of which several documents may tell the same.
TOLD = frozenset({"results", "adverse_events", "passages", "recommendations", "statements"})
#: A question of fewer words than this is not known by its words alone.
SEVERAL = 2
CODE = re.compile(
    r"[{}]|<\s*/?\s*\w+[^>]*>|\b(?:SELECT|INSERT|DELETE|DROP|CONSTRUCT|ASK|DESCRIBE|UNION|FILTER)\b.*[{?*;]|--\s*$|;\s*\w+\s+ALL|\b1\s*=\s*1\b",
    re.DOTALL,
)
#: Cues that ask for the greatest or the least.
RANKED = frozenset({"most", "least"})


def at_once(question: Question) -> AnswerObject | None:
    """The refusal of what is no question: empty, without a word, too long, or a program."""
    if not any(token.text[0].isalpha() for token in question.tokens):
        return _refused(question, Status.NOT_UNDERSTOOD, "Please ask a question in words.")
    if len(question.asked) > 2000:
        return _refused(
            question, Status.NOT_UNDERSTOOD, "This question is too long; please ask in at most 2,000 characters."
        )
    if CODE.search(question.text):
        return _refused(
            question,
            Status.NOT_UNDERSTOOD,
            "This looks like code and not like a question; queries go to the SPARQL endpoint.",
        )
    if question.of(Kind.STRANGER) and not question.of(Kind.STUDY, Kind.PAPER):
        names = ", ".join(m.label for m in question.of(Kind.STRANGER))
        return _refused(question, Status.NOT_IN_GRAPH, f"No study called {names} is in the graph.", (names,))
    return None


def refused(
    question: Question, readings: Sequence[Reading], searched: Callable[[Parse], str], *, known: bool
) -> AnswerObject:
    """The refusal of a question that nothing answers: of another domain, or understood and without a fact.

    `searched` tells what was searched for a reading, `known` says that the question is of this domain.
    """
    open_words = tuple(t.text for t in _open(question, readings))
    if not known:
        words = f" Nothing explains: {', '.join(open_words)}." if open_words else ""
        return _refused(
            question,
            Status.NOT_UNDERSTOOD,
            f"This is no question that the evidence in the graph is about.{words}",
            open_words,
        )
    if readings and readings[0].unexplained <= 0.5:
        parse = readings[0].parse
        return _refused(question, Status.NOT_IN_GRAPH, searched(parse), open_words, parse.template.name)
    words = f" Nothing in it explains: {', '.join(open_words)}." if open_words else ""
    return _refused(question, Status.NOT_IN_GRAPH, f"The graph holds nothing that answers this.{words}", open_words)


def unfit(question: Question, trait: Mention) -> AnswerObject:
    """The refusal of what is asked of a study that there is none of: "the Swiss study"."""
    words = question.words(trait)
    return _refused(question, Status.NOT_IN_GRAPH, f"No study in the graph fits “{words}”.", (words,))


def unsettled(question: Question, template: str) -> AnswerObject:
    """The refusal of a yes or no that the facts that were found do not settle."""
    text = "The documents say something of this, and nothing that settles it with a yes or a no."
    return _refused(question, Status.NOT_IN_GRAPH, text, (), template)


def is_one_sided(question: Question, answer: AnswerObject) -> bool:
    """Whether guidance and overview are both asked, of which the answer cites one alone."""
    asked = {m.value for m in question.concepts("document-kind")}
    told = answer.status is Status.ANSWERED and answer.template in TOLD
    return told and len(asked) > 1 and len({cited.document for cited in answer.citations}) < len(asked)


def one_sided(question: Question, template: str) -> AnswerObject:
    """The refusal of what two documents are asked, where only one of them says it."""
    text = "Only one of the documents that the question names says this, so that they cannot be held side by side."
    return _refused(question, Status.NOT_IN_GRAPH, text, (), template)


def undecided(question: Question, template: str) -> AnswerObject:
    """The refusal where something is said once and without numbers that could be checked."""
    text = "The documents say this once, and without numbers that can be checked, so that nothing decides it."
    if {m.value for m in question.of(Kind.CUE)} & RANKED:
        text = "The numbers in the documents are not of one kind in two studies or more, so that nothing ranks these."
    return _refused(question, Status.NOT_IN_GRAPH, text, (), template)


def in_domain(question: Question, seen: Callable[[str], bool] = lambda _: False) -> bool:
    """Whether a question is about evidence or health care, by its names, concepts or words.

    Or by all its words, where the documents have them (`seen`).
    """
    if question.of(Kind.STUDY, Kind.PAPER, Kind.THING, Kind.STRANGER):
        return True
    sure = [m for m in question.concepts(*DOMAIN) if m.sure and not _is_common(question, m)]
    words = {token.word for token in question.tokens} | {question.words(m).casefold() for m in question.mentions}
    if sure or words & cues().domain:
        return True
    telling = [t.word for t in question.tokens if weight(t) >= FULL]
    return len(telling) >= SEVERAL and all(map(seen, telling))


def _is_common(question: Question, mention: object) -> bool:
    start, end = getattr(mention, "start", 0), getattr(mention, "end", 0)
    return all(t.word in cues().light or t.word in cues().stop for t in question.tokens[start:end])


def _open(question: Question, readings: Sequence[Reading]) -> list[Token]:
    used = readings[0].parse.used if readings else covered(question.of(Kind.STUDY, Kind.CONCEPT, Kind.CUE))
    known = weights(question)
    return [t for t in content(question, used) if known[t.index] > 0.2]


def _refused(
    question: Question, status: Status, text: str, unplaced: tuple[str, ...] = (), template: str = ""
) -> AnswerObject:
    return AnswerObject(question=question.asked, status=status, answer=text, unplaced=unplaced, template=template)
