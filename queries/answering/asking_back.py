"""When a question fits several procedures or studies alike: what it may mean, as questions that can be asked.

Knows questions, bases and answers; runs nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.queries.answer import AnswerObject, Status
from evigraph.queries.answering.judging import judges, permits
from evigraph.queries.answering.saying import items, studies_of
from evigraph.queries.answering.verdicts import verdict
from evigraph.queries.understanding.asks import is_yes_no
from evigraph.queries.understanding.mentions import Kind, Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.knowledge.bases import KnownBase
    from evigraph.queries.template import Template
    from evigraph.queries.understanding.mentions import Question
    from evigraph.queries.understanding.parse import Parse

#: What a question speaks of as if there were one of it.
DEFINITE = re.compile(
    r"\b(?:the|this|that|its)\s+(?:\w+\s+)?(?:procedure|guidance|overview|committee|document|technique|treatment"
    r"|intervention|recommendations?|appendix|summary|device|operation|therapy)\b",
    re.IGNORECASE,
)
#: One study, by what describes it.
ONE_STUDY = re.compile(
    r"\b(?:the|this|that)\s+(?:[\w'-]+\s+){0,3}(?:study|trial|series|cohort|registry|paper|review|report|rct)\b",
    re.IGNORECASE,
)
DECIDED = re.compile(r"(?:Yes|No)\b")
#: What is said of a procedure is said of each; what a document says may be in one alone.
OF_EACH = re.compile(r"procedure|technique|treatment|intervention|device|operation|therapy", re.IGNORECASE)
#: Kinds whose answer is one text, and so another one for each procedure.
QUOTED = frozenset({"recommendations", "statements", "passages"})
#: So many procedures are tried, and as many questions offered; no more of an answer than this is told beforehand.
MOST, LONGEST = 6, 160


def is_definite(question: Question) -> bool:
    """Whether a question speaks of one procedure, guidance or document where there are several, and names none."""
    several = question.scope.several > 1 and not question.scope.documents
    judged = (judges(question) or permits(question)) and not question.concepts("procedure")
    return (
        several and not question.of(Kind.STUDY, Kind.PAPER) and (judged or DEFINITE.search(question.text) is not None)
    )


def is_settled(question: Question, answer: AnswerObject, bases: Sequence[KnownBase]) -> bool:
    """Whether the answer out of all documents holds: to no yes or no, and out of the documents of one alone."""
    found = DEFINITE.search(question.text)
    if is_yes_no(question) or answer.status is not Status.ANSWERED or (found and OF_EACH.search(found[0])):
        return False
    cited = {one.document for one in answer.citations}
    return sum(any(d.rpartition("/")[2] in cited for d in base.documents) for base in bases) == 1


def about(question: Question, base: KnownBase) -> Question:
    """The same question about the documents of one base."""
    scope = Scope(base.title, base.documents, frozenset(base.studies), frozenset(), question.scope.several)
    return replace(question, scope=scope)


def asked_back(question: Question, told: Sequence[tuple[str, AnswerObject]]) -> AnswerObject | None:
    """What to say where the answers for several titles differ: which there are, and how to ask for each.

    The one answer where only one title has one; None where the answers may be told together.
    """
    known = [(title, answer) for title, answer in told if answer.status is Status.ANSWERED]
    if len(known) == 1:
        return known[0][1]
    decided = any(DECIDED.match(answer.answer) for _, answer in known)
    if not known or not (decided or all(answer.template in QUOTED for _, answer in known)):
        return None
    short = "; ".join(f"{title}: {_short(answer.answer)}" for title, answer in known)
    return AnswerObject(
        question=question.asked,
        status=Status.AMBIGUOUS,
        answer=f"This may be about any of {len(known)}, and the answers differ. {short}",
        template=known[0][1].template,
        suggestions=tuple(f"{question.asked.rstrip(' ?.!')} ({title})?" for title, _ in known),
    )


def between_studies(parse: Parse, rows: Sequence[Row]) -> AnswerObject | None:
    """What to say where one study is spoken of, several fit, and not all of them say yes or all of them no."""
    question, names = parse.question, studies_of(rows)
    if not parse.yes_no or parse.of_studies or question.of(Kind.STUDY) or not ONE_STUDY.search(question.text):
        return None
    decided = {name: verdict(parse, [row for row in rows if row.text("study") == name]) for name in names[:MOST]}
    if not {True, False} <= set(decided.values()):
        return None
    told = "; ".join(f"{'yes' if holds else 'no'} in {name}" for name, holds in decided.items() if holds is not None)
    return AnswerObject(
        question=question.asked,
        status=Status.AMBIGUOUS,
        answer=f"This fits {len(decided)} studies, and they differ: {told}.",
        template=parse.template.name,
        suggestions=tuple(f"{question.asked.rstrip(' ?.!')} ({name})?" for name in decided),
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def by_base(template: Template, rows: Sequence[Row], bases: Sequence[KnownBase]) -> str:
    """Rows told apart by the procedure whose documents they stand in; empty where all stand in those of one."""
    scopes = [Scope(base.title, base.documents, frozenset(base.studies)) for base in bases]
    parts = [(s.title, [r for r in rows if s.holds(r.text("node") or r.text("document"))]) for s in scopes]
    held = [(title, own) for title, own in parts if own]
    if len(held) < 2 or "study" in template.columns:
        return ""
    told = " ".join(f"{title}: {items(template, own)}." for title, own in held)
    return f"{len(rows)} {template.counted}. {told}"
