"""Passages as answers: found, looked up in the graph as statements or facts, quoted and cited.

Knows passages and the template that looks them up; knows nothing of other readings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.provenance import citations
from evigraph.ontology.rdf import NamedNode
from evigraph.queries.answer import AnswerObject, Cited, Status
from evigraph.queries.answering.quoting import Quoted, quoted, sentences_of
from evigraph.queries.answering.verdicts import denies, led
from evigraph.queries.composition import Filter, compose
from evigraph.queries.template import templates
from evigraph.queries.understanding.asks import is_yes_no
from evigraph.queries.understanding.descriptions import Described, StudyIndex, segments
from evigraph.queries.understanding.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evigraph.graph.store import Reader
    from evigraph.queries.answer import Receipt
    from evigraph.queries.answering.find import Finder
    from evigraph.queries.knowledge.passages import Passage, PassageIndex
    from evigraph.queries.understanding.mentions import Question

#: The share of a question that a passage has to say to deny it.
DENIED = 0.9


@dataclass(frozen=True, slots=True)
class PassageAnswer:
    """An answer that quotes, with the weight of the words that it leaves unexplained and the share that it says."""

    answer: AnswerObject
    unexplained: float
    share: float


class Passing:
    """Answers by quoting."""

    def __init__(self, reader: Reader, finder: Finder, passages: PassageIndex, studies: StudyIndex) -> None:
        self._reader = reader
        self._finder = finder
        self._passages = passages
        self._studies = studies

    def answer(self, question: Question, receipt: Callable[[str, Sequence[object]], Receipt]) -> PassageAnswer | None:
        """The answer that quotes what says most of the question; None where nothing says enough."""
        found = self._quoted(question)
        if found is None:
            return None
        sparql = compose(templates()["passages"], [Filter("node", tuple(NamedNode(p.node) for p in found.passages))])
        order = [p.node for p in found.passages]
        rows = tuple(
            row.plain() for row in sorted(self._finder.rows(sparql), key=lambda r: order.index(r.text("node")))
        )
        text = said(question, found.passages[0].text)
        made = AnswerObject(
            question=question.asked,
            status=Status.ANSWERED,
            answer=text,
            rows=rows,
            template="passages",
            sparql=sparql,
            citations=self._cited(found.passages),
            receipt=receipt(sparql, rows),
        )
        return PassageAnswer(made, found.unexplained, found.share)

    def denial(self, question: Question, receipt: Callable[[str, Sequence[object]], Receipt]) -> AnswerObject | None:
        """The passage that says no to a yes-or-no question in so many words; None where none does."""
        if not is_yes_no(question):
            return None
        found = self.answer(question, receipt)
        return found.answer if found and found.share >= DENIED and found.answer.answer.startswith("No") else None

    def _quoted(self, question: Question) -> Quoted | None:
        """Passages of the studies that are named, else of those that are described, else of all."""
        named = [m.value for m in question.of(Kind.STUDY)]
        if named:
            return quoted(question, self._passages, named, self._studies.fitting(question, ()))
        everywhere = quoted(question, self._passages, (), frozenset())
        described = [self._studies.described(question, tokens) for tokens in segments(question, ())]
        best = max((d for d in described if d and d.studies), key=lambda d: len(d.tokens), default=None)
        among = quoted(question, self._passages, best.studies, best.tokens) if best else None
        return among if among and _says_more(among, everywhere, best) else everywhere

    def _cited(self, passages: Sequence[Passage]) -> tuple[Cited, ...]:
        found = citations(self._reader, *(p.node for p in passages))
        order = {p.node: i for i, p in enumerate(passages)}
        whole = sorted((c for c in found if not c.attribute), key=lambda c: order[c.node])
        return tuple(Cited(c.document_id, c.study, c.section, c.quote, c.start, c.end) for c in whole)


def _says_more(among: Quoted, everywhere: Quoted | None, described: Described | None) -> bool:
    """Whether the passages of described studies are meant: one study, or more of the question explained."""
    if everywhere is None:
        return True
    return among.unexplained < everywhere.unexplained or (
        described is not None and len(described.studies) == 1 and among.share > everywhere.share
    )


def said(question: Question, text: str) -> str:
    """The sentences of a text that answer, after yes or no where that is asked."""
    stems = frozenset(t.stem for t in question.tokens)
    chosen = sentences_of(" ".join(text.split()), stems)
    return led(not denies(chosen) if is_yes_no(question) else None, f"“{chosen}”")
