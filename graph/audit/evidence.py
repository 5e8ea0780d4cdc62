"""What one document says, as records with their places, and what the documents say on which it is based.

Knows the records of a document and how they are related; knows no check.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from evigraph.graph.audit.wholes import wholes
from evigraph.graph.recall import Recall, Stated, Words
from evigraph.ontology import records
from evigraph.ontology.records import AdverseEvent, Region, Result
from evigraph.ontology.terms import HTA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evigraph.ontology.rdf import Quad

#: A number that a study reports, or a harm.
Claim: TypeAlias = Stated[Result] | Stated[AdverseEvent]
R = TypeVar("R", bound=records.Finding)

OWN_SECTION = frozenset({Region.KEY_FINDINGS, Region.STUDY_DETAILS, Region.ANALYSIS})


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim that says again what another one says."""

    again: Claim
    canonical: Claim


class Evidence:
    """The records of one document; `basis` is the overview of a guidance, `sources` all documents it is joined to."""

    def __init__(
        self, document_id: str, quads: Iterable[Quad], sources: tuple[Evidence, ...] = (), basis: Evidence | None = None
    ) -> None:
        self.document_id = document_id
        self.quads = tuple(quads)
        self.recall = Recall(document_id, self.quads)
        self.sources = sources
        self.basis = basis
        self._records: dict[type[records.Finding], tuple[Stated[Any], ...]] = {}

    def all(self, record: type[R]) -> tuple[Stated[R], ...]:
        """All records of a class that have words of their own, in the order in which they stand."""
        if record not in self._records:
            self._records[record] = self.recall.records(record)
        return self._records[record]

    @cached_property
    def description(self) -> Stated[records.DocumentDescription]:
        """What the document says of itself."""
        return self.all(records.DocumentDescription)[0]

    @cached_property
    def studies(self) -> tuple[Stated[records.Study], ...]:
        """The studies that the document describes."""
        return self.all(records.Study)

    @cached_property
    def results(self) -> tuple[Stated[Result], ...]:
        """Every number that a study reports."""
        return self.all(Result)

    @cached_property
    def events(self) -> tuple[Stated[AdverseEvent], ...]:
        """Every harm that is reported, denied or expected."""
        return self.all(AdverseEvent)

    @cached_property
    def statements(self) -> tuple[Stated[records.Statement], ...]:
        """What does not reduce to a number."""
        return self.all(records.Statement)

    @cached_property
    def paragraphs(self) -> tuple[Stated[records.Recommendation], ...]:
        """The numbered paragraphs of a guidance."""
        return self.all(records.Recommendation)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Results and events."""
        return (*self.results, *self.events)

    @cached_property
    def claims_at(self) -> Mapping[Words, tuple[Claim, ...]]:
        """Claims of this document by the words that state them."""
        found: defaultdict[Words, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.words].append(claim)
        return {words: tuple(claims) for words, claims in found.items()}

    @cached_property
    def by_node(self) -> dict[str, Claim]:
        """Claims of this document and of those it is joined to."""
        others = (claim for source in self.sources for claim in source.claims)
        return {claim.node: claim for claim in (*others, *self.claims)}

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Claims of this document with what they restate."""
        return tuple(self._pairs())

    def _pairs(self) -> Iterator[Pair]:
        for claim in self.claims:
            canonical = self.by_node.get(self.recall.text(claim.node, HTA.restates))
            if canonical:
                yield Pair(claim, canonical)

    @cached_property
    def restating(self) -> frozenset[str]:
        """The nodes of claims that restate another."""
        return frozenset(pair.again.node for pair in self.pairs)

    @cached_property
    def described(self) -> tuple[Stated[records.Study], ...]:
        """The studies of this document, or of the overview that it is based on."""
        return self.studies or (self.basis.studies if self.basis else ())

    @cached_property
    def wholes(self) -> Mapping[str, frozenset[int]]:
        """All numbers of which a share may be, by the node of the study."""
        return wholes(self)

    def study(self, node: str) -> Stated[records.Study] | None:
        """The study of a node."""
        return next((study for study in self.described if study.node == node), None)

    def of_study(self, node: str) -> list[Claim]:
        """What is claimed of a study in its own section."""
        return [c for c in self.claims if c.study == node and c.record.region in OWN_SECTION]

    def about(self, words: Words) -> Claim | None:
        """The claim that the words make, where those that overlap with them are of one study."""
        claims = [claim for claim in self.claims if claim.words.overlaps(words)]
        return claims[0] if len({claim.record.study for claim in claims}) == 1 else None

    @cached_property
    def quoted(self) -> tuple[Words, ...]:
        """All words that statements, paragraphs and claims quote, each place once."""
        stated = (*self.statements, *self.paragraphs, *self.claims)
        return tuple(sorted({s.words for s in stated}, key=lambda w: (w.start, w.end)))
