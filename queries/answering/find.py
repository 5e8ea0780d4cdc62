"""A reading run against the graph: its query, its rows, and those of them that the question is about.

Knows readers and choices; knows nothing of sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from evigraph.graph.provenance import citations
from evigraph.graph.recent import Recent
from evigraph.ontology.rdf import NamedNode
from evigraph.queries.answering.choice import BETWEEN, GENERIC, RATIOS, Choice, choose
from evigraph.queries.answering.ranking import ranked
from evigraph.queries.answering.rows import Row, rows_of
from evigraph.queries.composition import Filter, compose
from evigraph.queries.synthesis.computations import computed
from evigraph.queries.understanding.asks import is_attributive
from evigraph.queries.understanding.descriptions import TRAITS
from evigraph.queries.understanding.mentions import Kind, covered
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.weights import content, weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evigraph.graph.provenance import Citation
    from evigraph.graph.store import Reader
    from evigraph.queries.composition import Constraint
    from evigraph.queries.knowledge.passages import PassageIndex
    from evigraph.queries.understanding.parse import Parse

#: Rows of queries that are kept, and places behind rows: each costs about two kilobytes.
ROWS, PLACES = 30_000, 10_000


@dataclass(frozen=True, slots=True)
class Found:
    """What a reading gave: all rows of its query, and the choice among them.

    `unexplained` is the weight of the words that neither the reading nor its rows explain, `open` those words, `left`
    the indexes of all that is left.
    """

    parse: Parse
    sparql: str
    rows: tuple[Row, ...]
    choice: Choice
    unexplained: float
    open: tuple[str, ...]
    left: tuple[int, ...] = ()


class Finder:
    """Runs readings against one reader, whose graph does not change; what was found last is kept."""

    def __init__(self, reader: Reader, passages: PassageIndex) -> None:
        self._reader = reader
        self._passages = passages
        self._rows: Recent[tuple[Row, ...]] = Recent(_size, most=ROWS)
        self._places: Recent[list[Citation]] = Recent(_size, most=PLACES)

    def rows(self, sparql: str) -> tuple[Row, ...]:
        """The rows of a query."""
        return self._rows.value(sparql, lambda: rows_of(self._reader.select(sparql)))

    def places(self, nodes: Sequence[str], attributes: frozenset[str]) -> list[Citation]:
        """The words behind nodes as wholes and behind these of their attributes."""
        found = partial(citations, self._reader, *nodes, attributes=attributes)
        return self._places.value((*nodes, attributes), found)

    def find(self, parse: Parse) -> Found:
        """Run a reading; where groups are compared, words that seem to describe studies may be those of groups."""
        found = self._find(parse)
        if not found.rows and _by_kind(parse):
            return self._find(_by_text(parse))
        done = found.choice.rows and found.unexplained <= OPEN
        grouped = parse.question.has("compare", "arms") or parse.template.name == "patients"
        if done or not parse.soft or not grouped or _is_plain(parse):
            return found
        used = parse.used - parse.described
        bare = self._find(replace(parse, soft=(), used=used, described=frozenset()))
        better = bare.choice.rows and (not found.choice.rows or bare.unexplained < found.unexplained - OPEN)
        return bare if better and bare.unexplained <= OPEN else found

    def _find(self, parse: Parse) -> Found:
        for constraints in _relaxed(parse):
            sparql = compose(parse.template, (*constraints, *_scoped(parse)))
            if rows := self._made(parse, sparql):
                names = {getattr(c, "name", "") for c in constraints}
                return self._found(parse, sparql, rows, by_measure="instrument" in names and "outcome" not in names)
        return self._found(parse, compose(parse.template, (*parse.constraints, *parse.soft)), ())

    def _made(self, parse: Parse, sparql: str) -> tuple[Row, ...]:
        """The rows of a kind: those of its query, or what is computed from them."""
        if not parse.template.gives or parse.question.scope.documents:
            return computed(parse.template, self._within(parse, self.rows(sparql)))
        return self._rows.value(
            (parse.template.name, sparql), lambda: computed(parse.template, rows_of(self._reader.select(sparql)))
        )

    def _within(self, parse: Parse, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """The rows of the documents that the question is about."""
        scope = parse.question.scope
        if not scope.documents:
            return rows
        return tuple(r for r in rows if scope.holds(r.text("node") or r.text("document"), r.text("study_iri")))

    def _found(self, parse: Parse, sparql: str, rows: tuple[Row, ...], *, by_measure: bool = False) -> Found:
        choice = choose(parse, rows)
        if parse.template.ranked:
            choice = ranked(parse, rows, self._passages)
        unsupported = frozenset[int]() if by_measure else _unsupported(parse, choice)
        used = (parse.used - unsupported) | choice.explained
        used |= covered(parse.question.cues("predictor")) if not _unpredicting(parse, choice) else frozenset()
        known = weights(parse.question)
        left = content(parse.question, used)
        return Found(
            parse,
            sparql,
            rows,
            choice,
            sum(known[t.index] for t in left)
            + (BY_TEXT if parse.template.ranked else 0)
            + _without_figure(parse, choice)
            + _undivided(parse, choice)
            + _unpredicting(parse, choice),
            tuple(t.text for t in left if known[t.index] > SMALL),
            tuple(t.index for t in left),
        )


def _size(found: Sequence[object]) -> int:
    return len(found) + 1


def _undivided(parse: Parse, choice: Choice) -> float:
    """What it weighs that results are asked for by size, sex or arm and are of one group alone, or of others."""
    if parse.template.name not in ABOUT or not choice.rows:
        return 0.0
    asked, groups = DIVIDED.search(parse.question.text), {row.text("group") for row in choice.rows}
    if asked and (asked["noun"] or "").casefold() in TELLING:
        groups = set(filter(TELLING[asked["noun"].casefold()].search, groups))
    apart = any(row.text("comparator") or row.text("statistic") in BETWEEN for row in choice.rows)
    one = len({row.text("study") for row in choice.rows}) < 2
    of_arms = parse.question.has("arms") and not (parse.yes_no or apart) and one
    return UNDIVIDED if (asked or of_arms) and len(groups) < 2 else 0.0


def _unpredicting(parse: Parse, choice: Choice) -> float:
    """What it weighs that predictors are asked for and results are no ratios, by which something depends on another."""
    if parse.template.name != "results" or not parse.question.has("predictor"):
        return 0.0
    return 0.0 if all(row.text("statistic") in RATIOS for row in choice.rows) else UNDIVIDED


def _is_plain(parse: Parse) -> bool:
    """Whether a trait beside its noun says which studies are meant: "in the cohort study, by group"."""
    traits = (m for m in parse.question.concepts(*TRAITS) if m.span & parse.described)
    return any(m.scheme == "country" or is_attributive(m, parse.question) for m in traits)


def _by_kind(parse: Parse) -> bool:
    return any(getattr(c, "name", "") == "kind" for c in parse.constraints)


def _by_text(parse: Parse) -> Parse:
    """The same with the matter of a paragraph looked for in its text, where no paragraph has it as its heading."""
    kept = tuple(c for c in parse.constraints if getattr(c, "name", "") != "kind")
    return replace(parse, constraints=kept, used=parse.used - (covered(parse.question.concepts("topic")) - parse.focus))


def _without_figure(parse: Parse, choice: Choice) -> float:
    """What it weighs that results only have a p value, where none is asked for."""
    alone = choice.rows and all(row.text("statistic") == "p only" for row in choice.rows)
    return NO_FIGURE if alone and parse.ask is not Ask.SIGNIFICANCE and "p_operator" not in parse.asked else 0.0


#: Results that are asked for by parts, and what it weighs that they are not.
DIVIDED = re.compile(
    r"(?<!ed )\bby (?:(?:their|its|the|patients?'?) )?(?:\w+ )?"
    r"(?P<noun>size|age|sex|gender|class|category|level|severity|grade|stage|site|location|type|subtype|subgroup|cause|region|centre|diagnosis)\b",
    re.IGNORECASE,
)
UNDIVIDED = 3.0
#: How groups are called that are told apart so.
TELLING = {
    "age": re.compile(r"\d|\b(?:old|young|elder)", re.IGNORECASE),
    **dict.fromkeys(("sex", "gender"), re.compile(r"\b(?:(?:wo)?m[ae]n|(?:fe)?males?|girls?|boys?)\b", re.IGNORECASE)),
}
#: What it weighs against results that they have no figure.
NO_FIGURE = 0.3
#: No more than this is left open by an answer to the whole question.
OPEN = 0.3
#: Words that weigh less are not listed where they are not explained.
SMALL = 0.2
#: What it weighs against an answer that it is found by its text alone.
BY_TEXT = 0.3


def _unsupported(parse: Parse, choice: Choice) -> frozenset[int]:
    """The words of outcomes and events that none of the chosen rows is about."""
    if parse.template.name not in ABOUT or not choice.rows:
        return frozenset()
    mentions = parse.question.concepts(*ABOUT[parse.template.name])
    meant = covered(m for m in mentions if m.span & parse.used and m.value not in GENERIC)
    return (
        meant - choice.explained - parse.described - parse.fitting - covered(parse.question.of(Kind.STUDY, Kind.FOCUS))
    )


def _scoped(parse: Parse) -> tuple[Constraint, ...]:
    """The documents that the question is about, or their studies, where rows cannot tell of which they are."""
    scope, template = parse.question.scope, parse.template
    if not scope.documents or "node" in template.variables:
        return ()
    if "study" in template.all_parameters:
        return () if parse.studies else (Filter("study", tuple(map(NamedNode, sorted(scope.studies)))),)
    return (Filter("document", tuple(map(NamedNode, scope.documents))),) if "document" in template.parameters else ()


#: Kinds whose rows have a subject, and the schemes that name it.
ABOUT = {"results": ("outcome", "instrument"), "adverse_events": ("event",)}


def _relaxed(parse: Parse) -> Iterable[tuple[Constraint, ...]]:
    """The constraints of a reading, then fewer of those that only describe, then the last time for the last visit."""
    yield (*parse.constraints, *parse.soft)
    measured = tuple(c for c in parse.constraints if getattr(c, "name", "") != "instrument")
    if len(measured) < len(parse.constraints):  # the measure may be one that no concept names, and say it in words
        yield (*measured, *parse.soft)
        # what is reported by that measure may be an outcome of another name
        yield tuple(c for c in (*parse.constraints, *parse.soft) if getattr(c, "name", "") != "outcome")


def narrowed(found: Found) -> Found:
    """The same with the query narrowed to the rows that were chosen, so that it gives these and no others."""
    nodes = dict.fromkeys(row.text("node") for row in found.choice.rows if row.text("node"))
    template = found.parse.template
    whole = len(nodes) == len(found.rows) and not found.parse.question.scope.documents
    if "node" not in template.parameters or not nodes or whole:
        return found
    constraints = (*found.parse.constraints, *found.parse.soft, Filter("node", tuple(map(NamedNode, nodes))))
    return replace(found, sparql=compose(template, constraints))
