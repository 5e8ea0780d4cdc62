"""The answer to a SELECT query as a record: variables, and rows of terms.

Knows RDF terms; knows nothing of where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, cast

from evigraph.ontology.rdf import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What a variable may be bound to, or None where it is unbound.
Bound = NamedNode | BlankNode | Literal | None


@dataclass(frozen=True, slots=True)
class Solutions:
    """Rows in the order of the query; `truncated` where a cap cut them off."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Bound, ...], ...]
    truncated: bool = False

    @classmethod
    def of(cls, solutions: QuerySolutions, *, cap: int | None = None) -> Solutions:
        """Read the solutions of a store, at most `cap` of them."""
        variables = solutions.variables
        rows = tuple(tuple(cast("Bound", row[v]) for v in variables) for row in islice(solutions, cap))
        truncated = cap is not None and next(iter(solutions), None) is not None
        return cls(tuple(v.value for v in variables), rows, truncated)

    @classmethod
    def parse(cls, json: bytes, *, truncated: bool = False) -> Solutions:
        """Read SPARQL results in JSON."""
        found = cls.of(cast("QuerySolutions", parse_query_results(json, QueryResultsFormat.JSON)))
        return cls(found.variables, found.rows, truncated)

    def __iter__(self) -> Iterator[tuple[Bound, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self) -> Iterator[dict[str, str]]:
        """Each row as the text of its bound variables."""
        for row in self.rows:
            yield {name: term.value for name, term in zip(self.variables, row, strict=True) if term is not None}
