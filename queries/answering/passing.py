"""Passages as answers: found, looked up in the graph as statements or facts, quoted and cited.

Knows passages and the template that looks them up; knows nothing of other readings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import NamedNode
from evigraph.queries.answer import AnswerObject, Cited, Status
from evigraph.queries.answering.consistency import DOUBT
from evigraph.queries.answering.heterogeneity import best, of_heterogeneity
from evigraph.queries.answering.judging import judges
from evigraph.queries.answering.matching import Matcher
from evigraph.queries.answering.quantities import COMPARED
from evigraph.queries.answering.quoting import Quoted, doers, quoted, telling_sentences
from evigraph.queries.answering.saying import said as rows_said
from evigraph.queries.answering.verdicts import (
    P_VALUE,
    below,
    denies,
    denies_of,
    ended,
    heads,
    led,
    opposed,
    predicts,
    stays,
)
from evigraph.queries.answering.whom import ADMITTED, admitted
from evigraph.queries.composition import Filter, compose
from evigraph.queries.template import templates
from evigraph.queries.understanding.asks import asks_of, is_yes_no
from evigraph.queries.understanding.descriptions import Described, StudyIndex, segments
from evigraph.queries.understanding.filters import window
from evigraph.queries.understanding.mentions import Kind, covered
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.weights import FULL, SOME, content, weight
from evigraph.queries.understanding.wording import STRICT
from evigraph.queries.words.cues import cues
from evigraph.queries.words.numbers import numbers_in
from evigraph.queries.words.stems import stems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from evigraph.queries.answer import Receipt
    from evigraph.queries.answering.find import Finder
    from evigraph.queries.answering.rows import Row
    from evigraph.queries.knowledge.passages import Passage, PassageIndex
    from evigraph.queries.template import Template
    from evigraph.queries.understanding.mentions import Question

#: The kinds of query that tell what passages of facts say.
FACTS = {"result": "results", "event": "adverse_events", "patient": "patients"}
COMPARING = ("more_than", "less_than", "went_up", "went_down", "compare")
#: Words that ask whether something may be done at large, and those that allow it in part or not at all.
RECOMMENDED = re.compile(r"\b(?:recommended|routine\w*|standard|allowed|approved|endorsed)\b", re.IGNORECASE)
RESTRICTED = re.compile(r"\b(?:research|not be (?:used|done)|do not use|should not)\b", re.IGNORECASE)
ACROSS = re.compile(r"\btotal\b.*\b(?:across|over|in|of) (?:all )?(?:the )?(?:studies|trials)\b", re.IGNORECASE)
SIGNIFICANT = re.compile(r"\bsignifican\w*", re.IGNORECASE)
#: The raised point of a number, which only the citation keeps.
POINT = re.compile(r"(?<=\d)·(?=\d)")
SENTENCES = re.compile(r"(?<=\.)\s")
NEGATING = frozenset(["no", "not", "none", "without", "never", "nobody"])
#: The share of a question that a passage has to say to deny it.
DENIED = 0.9
#: The share of a question that the words of a finding have to say.
FOUND = 0.55


@dataclass(frozen=True, slots=True)
class PassageAnswer:
    """An answer that quotes, with the weight of the words that it leaves unexplained and the share that it says."""

    answer: AnswerObject
    unexplained: float
    share: float


@dataclass(frozen=True, slots=True)
class _Shown:
    template: Template
    sparql: str
    rows: tuple[Row, ...]
    text: str


class Passing:
    """Answers by quoting."""

    def __init__(self, finder: Finder, passages: PassageIndex, studies: StudyIndex) -> None:
        self._finder = finder
        self._passages = passages
        self._studies = studies

    def answer(self, question: Question, receipt: Callable[[str, Sequence[object]], Receipt]) -> PassageAnswer | None:
        """The answer that quotes what says most of the question; None where nothing says enough."""
        found = None if asks_of(question)[0] is Ask.CONSISTENCY else self._quoted(question)
        if found is None or (_adds_up(question) and found.passages[0].studies):
            return None
        shown = self._shown(question, found.passages, settles=found.settles)
        rows = tuple(row.plain() for row in shown.rows)
        made = AnswerObject(
            question=question.asked,
            status=Status.ANSWERED,
            answer=shown.text,
            rows=rows,
            template=shown.template.name,
            sparql=shown.sparql,
            citations=self._cited(found.passages, shown.rows),
            receipt=receipt(shown.sparql, rows),
        )
        return PassageAnswer(made, found.unexplained, found.share)

    def _shown(self, question: Question, passages: Sequence[Passage], *, settles: bool) -> _Shown:
        """The facts behind the first passage and those like it, else the passages themselves."""
        kind = passages[0].kind
        nodes = [node for p in passages if p.kind == kind for node in p.nodes]
        template = templates()[FACTS.get(kind, "passages")]
        rows = self._finder.rows(compose(template, [Filter("node", tuple(map(NamedNode, nodes)))]))
        if kind not in FACTS or not rows:
            template = templates()["passages"]
            sparql = compose(template, [Filter("node", tuple(NamedNode(p.node) for p in passages))])
            order = [p.node for p in passages]
            first = {row.text("node"): row for row in reversed(self._finder.rows(sparql))}
            stated = tuple(first[node] for node in order if node in first)
            return _Shown(template, sparql, stated, said(question, passages[0].text, settles=settles))
        kept = told_of(question, template, rows)
        sparql = compose(template, [Filter("node", tuple(NamedNode(row.text("node")) for row in kept))])
        kept = self._finder.rows(sparql)
        text = passages[0].text
        if "\t" in text or "\n" in text.strip():
            return _Shown(template, sparql, kept, rows_said(template, kept))
        study = next((row.text("study") for row in kept if row.text("study")), "")
        return _Shown(template, sparql, kept, said(question, text, study, settles=settles))

    def denial(
        self, question: Question, receipt: Callable[[str, Sequence[object]], Receipt], least: float = DENIED
    ) -> AnswerObject | None:
        """The passage that says no to a yes-or-no question in so many words; None where none says `least` of it."""
        if not is_yes_no(question):
            return None
        found = self.answer(question, receipt)
        if not found or found.share < least or not found.answer.answer.startswith("No"):
            return None
        asked = frozenset(t.stem for t in content(question) if weight(t) >= FULL)
        asked |= frozenset().union(*(stems_of(m.label) for m in question.of(Kind.CONCEPT) if m.sure))
        return found.answer if denies_of(found.answer.answer.removeprefix("No"), asked) else None

    def doing(self, question: Question, receipt: Callable[[str, Sequence[object]], Receipt]) -> AnswerObject | None:
        """The passage that says by whom or where the procedure is to be done; None where none is asked for or says."""
        told = self.answer(question, receipt) if doers(question, self._passages) else None
        return told.answer if told else None

    def finding(self, question: Question, receipt: Callable[[str, Sequence[object]], Receipt]) -> AnswerObject | None:
        """What the audit found of that whose consistency is asked; None where it found nothing of it."""
        if asks_of(question)[0] is not Ask.CONSISTENCY:
            return None
        named = [m.value for m in question.of(Kind.STUDY)]
        by_token = self._studies.by_token(question)
        found = quoted(question, self._passages, named, frozenset(), by_token, kinds=("finding",))
        if found is None or (found.share < FOUND and not _same_number(question, found.passages[0])):
            return None
        template = templates()["audit_findings"]
        sparql = compose(template, [Filter("node", tuple(NamedNode(p.node) for p in found.passages[:1]))])
        rows = self._finder.rows(sparql)
        return AnswerObject(
            question=question.asked,
            status=Status.ANSWERED,
            answer=led(
                None if question.has("which") else DOUBT.search(question.text) is not None, rows_said(template, rows)
            ),
            rows=tuple(row.plain() for row in rows),
            template=template.name,
            sparql=sparql,
            citations=self._cited(found.passages[:1], rows),
            receipt=receipt(sparql, tuple(row.plain() for row in rows)),
        )

    def _quoted(self, question: Question) -> Quoted | None:
        """Passages of the studies that are named, else of those that are described, else of all."""
        named = [m.value for m in question.of(Kind.STUDY)]
        if done := doers(question, self._passages):
            return done
        if named:
            return quoted(question, self._passages, named, self._studies.fitting(question, ()), {})
        by_token = self._studies.by_token(question)
        if judges(question):
            judged = quoted(question, self._passages, (), frozenset(), by_token, kinds=("paragraph",))
            if judged is not None:
                return judged
        if meant := self._studies.meant(question):
            known = frozenset(i for i, own in by_token.items() if own & set(meant))
            return quoted(question, self._passages, meant, known, by_token)
        everywhere = quoted(question, self._passages, (), frozenset(), by_token)
        described = [self._studies.described(question, tokens) for tokens in segments(question, ())]
        best = max((d for d in described if d and d.studies), key=lambda d: len(d.tokens), default=None)
        among = quoted(question, self._passages, best.studies, best.tokens, by_token) if best else None
        return among if among and _says_more(among, everywhere, best) else everywhere

    def _cited(self, passages: Sequence[Passage], rows: Sequence[Row]) -> tuple[Cited, ...]:
        nodes = list(dict.fromkeys([*(p.node for p in passages), *(r.text("node") for r in rows if r.text("node"))]))
        found = self._finder.places(nodes, frozenset())
        whole = sorted((c for c in found if not c.attribute), key=lambda c: nodes.index(c.node))
        made = (Cited(c.document_id, c.study, c.section, c.quote, c.start, c.end) for c in whole)
        return tuple(dict.fromkeys(made))


def _says_more(among: Quoted, everywhere: Quoted | None, described: Described | None) -> bool:
    """Whether the passages of described studies are meant: one study, or more of the question explained."""
    if everywhere is None:
        return True
    return among.unexplained < everywhere.unexplained or (
        described is not None and len(described.studies) == 1 and among.share > everywhere.share
    )


def _adds_up(question: Question) -> bool:
    """Whether something of all studies is added up or averaged, which no words of one of them do."""
    summed = asks_of(question)[0] in (Ask.SUM, Ask.AVERAGE) or ACROSS.search(question.text) is not None
    return summed and not question.of(Kind.STUDY)


def _same_number(question: Question, passage: Passage) -> bool:
    """Whether a passage has a number of the question."""
    asked, said = ({s.low for s in numbers_in(text) if s.exact} for text in (question.text, passage.text))
    return bool(asked & said)


def told_of(question: Question, template: Template, rows: Sequence[Row]) -> Sequence[Row]:
    """Of the facts of one passage, those of the time that is asked for and whose cells say most of the question."""
    times = question.of(Kind.TIME)
    timely = [r for r in rows if any(_within(r.number("months"), window(m)) for m in times)] or rows
    matcher = Matcher(question, covered([*question.of(Kind.STUDY), *times]))
    timely = of_heterogeneity(question, timely)
    strict = {m.label for m in question.concepts("statistic") if m.value in STRICT}
    timely = [row for row in timely if row.text("statistic") in strict] or timely
    explained = matcher.of_rows(timely, (*template.facets, "outcome", "statistic", "unit"))
    return [timely[i] for i in best(explained)]


def _within(months: Decimal | None, ends: tuple[Decimal, Decimal]) -> bool:
    return months is not None and ends[0] <= months <= ends[1]


def said(question: Question, text: str, study: str = "", *, settles: bool = True) -> str:
    """The sentences of a text that answer, after the name of their study.

    Yes or no stands before them where that is asked and the text `settles` it.
    """
    stems = frozenset(t.stem for t in question.tokens if weight(t) >= SOME) or frozenset(
        t.stem for t in question.tokens
    )
    chosen = telling_sentences(question, " ".join(text.split()), stems)
    whose = f"{study}: " if study and study.rpartition(" ")[0] not in chosen else ""
    either = any(token.word == "or" for token in question.tokens)  # of two things neither yes nor no chooses one
    asked = settles and is_yes_no(question) and not judges(question) and not either
    decided = _affirmed(question, chosen) if asked else None
    return led(decided, f"{whose}“{POINT.sub('.', chosen)}”")


def _of_two_times(question: Question) -> bool:
    """Whether two times are held against each other, of which words do not say which has more."""
    return len(question.of(Kind.TIME)) + len(question.concepts("phase")) > 1


def _affirmed(question: Question, text: str) -> bool | None:
    """Whether a text says yes: by how something ended where that is asked, else by what it denies.

    None where more or less of one thing is asked about and the text only gives numbers.
    """
    if question.has(*COMPARING) and (not COMPARED.search(text) or _of_two_times(question)):
        return None
    if RECOMMENDED.search(question.text) and RESTRICTED.search(text) and not RESTRICTED.search(question.text):
        return False
    if ADMITTED.search(question.text):
        return admitted(question.text, text)
    return _moved(question, text)


def _moved(question: Question, text: str) -> bool | None:
    """Whether a text says yes: by the way that numbers went, else by what it says of how something ended."""
    if (moved := heads(question, text)) is not None:
        return moved
    passed = ended(text) if question.has("fate") else None
    if passed is not None:
        return passed is not stays(question)
    if opposed(question, text):
        return False
    return _told(question, text)


def _told(question: Question, text: str) -> bool | None:
    """Whether a text says yes by its p values, else by what it denies."""
    if question.has("significant") and predicts(question, text) is None and not SIGNIFICANT.search(text):
        found = list(P_VALUE.finditer(text.replace("·", ".")))
        return below(found[0]) if len(found) == 1 else None
    predicting = question.has("significant", "predictor") or question.concepts("topic")
    predicted = predicts(question, text) if predicting else None
    if predicted is None and any(token.word in NEGATING for token in question.tokens[1:]):
        return None  # a text that denies may affirm what is asked, as "had none" does of "had no relief"
    if predicted is not None:
        return predicted
    if question.has("predictor") and P_VALUE.search(text):
        return None  # which of several p values is meant is not told
    if RESTRICTED.search(text):
        return not denies(text)
    return _says(question, text)


def _says(question: Question, text: str) -> bool | None:
    """Whether the sentences of a text that say most of the question affirm it; None where they deny something else."""
    stems = frozenset(t.stem for t in question.tokens if weight(t) >= SOME or t.word in cues().light)
    stems |= frozenset().union(*(stems_of(m.label) for m in question.of(Kind.CONCEPT)))
    parts = SENTENCES.split(text)
    said = [len(stems_of(part) & stems) for part in parts]
    best = " ".join(part for part, number in zip(parts, said, strict=True) if number == max(said))
    if not denies(best):
        return True
    return False if denies_of(best, stems) else None
