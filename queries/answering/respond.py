"""What was found to what is said: the sentence, the rows and what else the source says.

Knows kinds of answers; runs only the query for what the source says again elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import NamedNode
from evigraph.queries.answering import consistency, passing
from evigraph.queries.answering.asking_back import by_base
from evigraph.queries.answering.judging import values
from evigraph.queries.answering.reply import Reply
from evigraph.queries.answering.saying import said
from evigraph.queries.answering.series import in_time, told
from evigraph.queries.answering.tallies import by_study, tally
from evigraph.queries.answering.verdicts import led, verdict
from evigraph.queries.composition import Filter, compose
from evigraph.queries.template import templates
from evigraph.queries.understanding.mentions import Kind
from evigraph.queries.understanding.parse import Ask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evigraph.queries.answering.find import Finder, Found
    from evigraph.queries.answering.rows import Row
    from evigraph.queries.knowledge.bases import KnownBase
    from evigraph.queries.understanding.mentions import Question
    from evigraph.queries.understanding.parse import Parse

TALLIED = frozenset({Ask.COUNT, Ask.SUM, Ask.AVERAGE, Ask.SHARE, Ask.MOST, Ask.LEAST})
#: The kinds whose every row is something that does not fit.
AUDIT = frozenset({"audit_findings", "summary_agreement"})
COMPARATIVE = re.compile(r"\b(?:more|less|fewer|higher|lower|longer|shorter|better|worse|safer)\b", re.IGNORECASE)
#: Kinds whose facts documents restate.
RESTATED = frozenset({"results", "adverse_events"})
#: More rows than this are told by study where studies are asked for.
FEW = 3


class Responder:
    """Says what was found."""

    def __init__(
        self, finder: Finder, studies: int, conditions: Mapping[str, str], bases: Sequence[KnownBase] = ()
    ) -> None:
        """`studies` is how many there are, `conditions` whom each of them treated, by its IRI."""
        self._bases = bases
        self._finder = finder
        self._studies = studies
        self._conditions = conditions

    def reply(self, found: Found) -> Reply:
        """The reply to a question whose rows were found."""
        parse, rows = found.parse, found.choice.rows
        restated = rows if parse.template.name == "restatements" else self._restated(found)
        if parse.template.name in AUDIT and parse.ask not in TALLIED:
            return _audited(parse, rows)
        if parse.ask is Ask.CONSISTENCY:
            return consistency.reply(parse, rows, restated)
        open_ = values(parse.question) or _is_choice(parse.question)
        decided = verdict(parse, rows) if parse.yes_no and not open_ else None
        text, shown = self._said(parse, rows)
        if not text:
            return Reply("", shown, undecided=True)
        against = tuple(consistency.against(pair) for pair in restated if pair.cells.get("agrees") is False)
        return Reply(
            led(decided, text), shown, tuple(pair.text("other") for pair in restated), tuple(dict.fromkeys(against))
        )

    def _said(self, parse: Parse, rows: tuple[Row, ...]) -> tuple[str, tuple[Row, ...]]:
        several = parse.question.scope.several > 1 and not parse.question.scope.documents
        if several and not parse.yes_no and (apart := by_base(parse.template, rows, self._bases)):
            return apart, rows
        if parse.ask in TALLIED:
            told_ = tally(parse, rows, self._studies, self._conditions)
            return told_.text, told_.rows
        if parse.of_studies and parse.template.name != "studies" and not parse.template.lead:
            shown = rows if len(rows) <= FEW * len(by_study(rows)) and len(rows) <= 12 else by_study(rows)
            counted = tally(replace(parse, ask=Ask.COUNT), rows)
            return counted.text, shown
        if parse.template.name == "results" and (parse.ask is Ask.CHANGE or parse.yes_no):
            return told(parse.template, rows), in_time(rows)
        if parse.template.ranked and parse.yes_no:
            return passing.said(parse.question, rows[0].text(parse.template.ranked)), rows
        return said(parse.template, rows), rows

    def _restated(self, found: Found) -> Sequence[Row]:
        """What the source says again elsewhere of the facts that were found."""
        nodes = dict.fromkeys(row.text("node") for row in found.choice.rows)
        if found.parse.template.name not in RESTATED or not nodes or len(nodes) > 60:
            return ()
        chosen = Filter("node", tuple(map(NamedNode, nodes)))
        return self._finder.rows(compose(templates()["restatements"], [chosen]))


def _is_choice(question: Question) -> bool:
    """Whether one of two is asked for, which neither yes nor no tells: "lower in the one or in the other"."""
    either = any(token.word == "or" for token in question.tokens)
    return either and (len(question.of(Kind.STUDY)) > 1 or COMPARATIVE.search(question.text) is not None)


def _audited(parse: Parse, rows: tuple[Row, ...]) -> Reply:
    """What does not fit, else what does."""
    against = tuple(row for row in rows if row.cells.get("agrees") is not True)
    shown = against or rows
    asked_for = consistency.DOUBT.search(parse.question.text) is not None
    return Reply(led(bool(against) is asked_for if parse.yes_no else None, said(parse.template, shown)), shown)
