"""The source words behind an answer.

Knows which words say an attribute of a study and which a fact; knows nothing of sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.queries.answer import Cited
from evigraph.queries.composition import AnyOf, Filter, compose
from evigraph.queries.template import templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evigraph.graph.provenance import Citation
    from evigraph.queries.answering.find import Finder
    from evigraph.queries.answering.reply import Reply
    from evigraph.queries.understanding.parse import Parse

#: No answer cites more places, and for no more rows, than this.
MOST, ROWS = 40, 24


def cited(finder: Finder, parse: Parse, reply: Reply) -> tuple[Cited, ...]:
    """The words behind the rows of a reply: those of single attributes first, then those of whole facts."""
    rows = reply.rows[:ROWS]
    studies = {row.text("study_iri"): row.text("study") for row in rows if row.text("study_iri")}
    nodes = dict.fromkeys(row.key for row in rows if row.key)
    nodes |= dict.fromkeys((*_facts(finder, parse, list(studies)), *filter(None, reply.cited)))
    wanted = _attributes(parse)
    found = finder.places(list(nodes)[: MOST * 2], wanted)
    told = {c.node for c in found if c.attribute in wanted}
    kept = [c for c in found if c.attribute in wanted or (not c.attribute and c.node not in told)]
    kept.sort(key=lambda c: (not c.attribute, list(nodes).index(c.node)))
    made = (_cited(c, studies) for c in kept if c.quote)
    return tuple(dict.fromkeys(made))[:MOST]


def _cited(citation: Citation, studies: dict[str, str]) -> Cited:
    study = citation.study or studies.get(citation.node, "")
    return Cited(citation.document_id, study, citation.section, citation.quote, citation.start, citation.end)


def _attributes(parse: Parse) -> frozenset[str]:
    """The attributes of studies that the answer shows or that its studies were chosen by."""
    base = templates().get(parse.template.filters, parse.template)
    by_filter = (base.attributes.get(_stem(name), "").split() for name in _names(parse.constraints))
    return frozenset((*parse.template.cited, *(attribute for listed in by_filter for attribute in listed)))


def _stem(name: str) -> str:
    """The parameter without its bound: patients_over is about patients."""
    stem, _, bound = name.rpartition("_")
    return stem if bound in ("over", "from", "under", "to") and stem else name


def _names(constraints: Iterable[object]) -> Iterator[str]:
    for constraint in constraints:
        parts = constraint.filters if isinstance(constraint, AnyOf) else (constraint,)
        yield from (part.name for part in parts if isinstance(part, Filter) and not part.negated)


def _facts(finder: Finder, parse: Parse, studies: Sequence[str]) -> list[str]:
    """The facts by which studies were chosen: the reports and denials of events, the results."""
    facts = [variable for name, variable in parse.template.facts.items() if name in set(_names(parse.constraints))]
    if not facts or not studies:
        return []
    query = compose(parse.template, (*parse.constraints, *parse.soft))
    head, body = query[: query.index("SELECT")], query[query.index("WHERE {") :]
    variables = " ".join(f"?{name}" for name in facts)
    order = body[: body.rindex("ORDER BY")]
    rows = finder.rows(f"{head}SELECT DISTINCT {variables} {order}ORDER BY {variables}\nLIMIT {ROWS}\n")
    return [row.text(name) for row in rows for name in facts if row.text(name)]
