"""Which documents a question is about, where several procedures are in one store: by studies, procedure and condition.

Knows the names of a generation; knows nothing of answers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evigraph.queries.understanding.mentions import Kind, Scope, covered
from evigraph.queries.understanding.weights import FAINT, FULL, NOTHING, is_stop, weight
from evigraph.queries.words.stems import stems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.queries.knowledge.bases import KnownBase
    from evigraph.queries.knowledge.names import Names
    from evigraph.queries.understanding.mentions import Question

#: Words for documents and what they are about, and words that join a procedure to what is asked of it.
HEADS = frozenset(["guidance", "overview", "document", "documents", "procedure", "topic", "programme", "assessment"])
LINKS = frozenset(["for", "of", "on", "about", "in", "regarding", "concerning", "under", "with", "by"])
#: So many words in a row name a procedure.
SEVERAL = 2
#: Concepts that tell a procedure from others, and those whose words are asked about.
TELLING, ASKED = ("procedure", "condition"), ("outcome", "event", "instrument", "country", "design", "topic")


@dataclass(frozen=True)
class Scopes:
    """Finds the evidence base that a question is about."""

    names: Names

    @cached_property
    def _by_study(self) -> dict[str, frozenset[int]]:
        return _inverted((study, i) for i, base in enumerate(self.names.bases) for study in base.studies)

    @cached_property
    def _by_document(self) -> dict[str, frozenset[int]]:
        return _inverted((document, i) for i, base in enumerate(self.names.bases) for document in base.documents)

    @cached_property
    def _by_stem(self) -> dict[str, frozenset[int]]:
        return _inverted((stem, i) for i, base in enumerate(self.names.bases) for stem in stems_of(base.title))

    @cached_property
    def _by_concept(self) -> dict[str, frozenset[int]]:
        traits = {study.iri: study.traits for study in self.names.studies}
        own = ((c, i) for i, base in enumerate(self.names.bases) for c in base.procedures)
        held = (
            (trait, i)
            for i, base in enumerate(self.names.bases)
            for study in base.studies
            for trait in traits.get(study, ())
        )
        return _inverted([*own, *held])

    def of(self, question: Question) -> Scope:
        """The one base that a question is about; an empty scope where it is about none or several, or there is one."""
        every = len(self.names.bases)
        if every < 2:  # one base needs no scope
            return Scope()
        named = [m.value for m in question.of(Kind.STUDY)]
        things = [m.value for m in question.of(Kind.THING) if m.scheme == "document"]
        sure = [self._by_study.get(iri, frozenset()) for iri in named]
        sure += [self._by_document.get(iri, frozenset()) for iri in things]
        explained = self._explained(question, every)
        if any(sure):
            found = frozenset[int]().union(*sure)
        else:
            found = frozenset(b for b, own in explained.items() if not any(own < other for other in explained.values()))
        if len(found) != 1:
            return Scope(several=every)
        base: KnownBase = self.names.bases[next(iter(found))]
        tokens = frozenset(explained.get(next(iter(found)), ()))
        return Scope(base.title, base.documents, frozenset(base.studies), tokens, every)

    def _explained(self, question: Question, every: int) -> dict[int, set[int]]:
        """The words that each base explains, and not every one."""
        explained: defaultdict[int, set[int]] = defaultdict(set)
        for index, bases in self._tokens(question):
            for base in bases if len(bases) < every else ():
                explained[base].add(index)
        return explained

    def _tokens(self, question: Question) -> Iterator[tuple[int, frozenset[int]]]:
        """The words that tell bases apart, by their names and by what they treat, each with its bases."""
        concepts = question.concepts(*TELLING)
        asked = covered(m for m in question.concepts(*ASKED) if m.sure) - covered(concepts)
        for token in question.tokens:
            if token.index not in asked and weight(token) >= FAINT:
                yield token.index, self._by_stem.get(token.stem, frozenset())
        for mention in concepts:
            bases = self._by_concept.get(mention.value, frozenset())
            yield from ((index, bases) for index in mention.span)


def without(question: Question) -> str:
    """The text of a question without the words that only say which documents are meant.

    These are words of the scope in brackets, several of them in a row, or some before a word for documents; the text
    as it is where nothing else would be left, or where their meaning is asked for.
    """
    runs = [run for run in _runs(question) if _designates(question, run)]
    gone = {index for run in runs for index in range(run[0], run[-1] + 1)}
    rest = [t for t in question.tokens if t.index not in gone and weight(t) > NOTHING]
    if not gone or not rest or question.has("define"):
        return question.text
    kept = " ".join(t.text for t in question.tokens if t.index not in gone).replace("( )", "")
    return " ".join(kept.split())


def _runs(question: Question) -> Iterator[list[int]]:
    """The words of the scope that stand together, with nothing but stop words between them."""
    run: list[int] = []
    for index in sorted(question.scope.tokens):
        between = question.tokens[run[-1] + 1 : index] if run else ()
        if run and any(not is_stop(t) and t.text != "-" for t in between):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _designates(question: Question, run: list[int]) -> bool:
    """Whether words only say which documents are meant."""
    tokens, first, last = question.tokens, run[0], run[-1]
    after = tokens[last + 1].word if last + 1 < len(tokens) else ""
    bracketed = bool(first) and tokens[first - 1].text == "(" and after == ")"
    linked = bool(first) and tokens[first - 1].word in LINKS
    titled = stems_of(question.scope.title)
    named = covered(question.concepts("procedure"))
    if not all(tokens[i].stem in titled or i in named for i in run):  # a condition of some of its patients
        return False
    telling = len(run) >= SEVERAL and any(weight(tokens[i]) >= FULL for i in run)
    return bracketed or after in HEADS or (telling and linked)


def _inverted(pairs: Iterable[tuple[str, int]]) -> dict[str, frozenset[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for key, base in pairs:
        found[key].add(base)
    return {key: frozenset(bases) for key, bases in found.items()}
