"""What a question gets back: status, sentence, typed rows, citations, and what could not be placed.

Knows the records and their JSON, which `contract` promises to the letter; knows nothing of how they are made.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Plain: TypeAlias = "str | int | float | bool"


class Status(StrEnum):
    """`answered`: the graph holds it.  `not_in_graph`: understood, in the domain, and no fact says it.

    `not_understood`: cannot be parsed, or is about another domain.  `ambiguous`: several readings give different
    answers, which `suggestions` hold.
    """

    ANSWERED = "answered"
    NOT_IN_GRAPH = "not_in_graph"
    NOT_UNDERSTOOD = "not_understood"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Cited:
    """Source words: `quote` is the document's text at [start, end), in code points."""

    document: str
    study: str
    section: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Three SHA-256 in hexadecimal: of the query, of what the graph was made from, of the rows."""

    query_sha256: str = ""
    graph_sha256: str = ""
    rows_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerObject:
    """An answer as programs get it; everything but `elapsed_ms` is the same on every run."""

    question: str
    status: Status
    answer: str
    id: str = ""
    rows: tuple[Mapping[str, Plain], ...] = ()
    template: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    sparql: str = ""
    citations: tuple[Cited, ...] = ()
    unplaced: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    receipt: Receipt = Receipt()
    elapsed_ms: float = 0.0

    def as_json(self) -> dict[str, object]:
        """The answer as JSON values, with the keys in the order of the contract."""
        return {
            "id": self.id,
            "question": self.question,
            "status": str(self.status),
            "answer": self.answer,
            "rows": [dict(row) for row in self.rows],
            "template": self.template,
            "slots": dict(self.slots),
            "sparql": self.sparql,
            "citations": [asdict(cited) for cited in self.citations],
            "unplaced": list(self.unplaced),
            "suggestions": list(self.suggestions),
            "disagreements": list(self.disagreements),
            **({"corrections": list(self.corrections)} if self.corrections else {}),
            "receipt": asdict(self.receipt),
            "elapsed_ms": self.elapsed_ms,
        }
