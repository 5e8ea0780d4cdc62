"""Which outcomes are one subject: the same concept, or a broader and a narrower name of what was measured.

A summary says "lung function" where a study's table says "residual volume".  Knows the vocabulary; knows no claim.
"""

from __future__ import annotations

from functools import cache

from evigraph.ontology.vocabulary import Concept, vocabulary


@cache
def family(subject: str) -> str:
    """The broadest concept above an outcome, by the first broader one of each; an outcome without one is its own."""
    concept, seen = _concept(subject), {subject}
    while concept is not None and concept.broader and concept.broader[0] not in seen:
        subject = concept.broader[0]
        seen.add(subject)
        concept = vocabulary().concept(subject)
    return concept.iri if concept is not None else subject


@cache
def one_within_other(a: str, b: str) -> bool:
    """Whether one outcome is a narrower name of the other: labels or addresses of concepts."""
    one, two = _concept(a), _concept(b)
    if one is None or two is None:
        return False
    return one.iri in vocabulary().closure(two.iri) or two.iri in vocabulary().closure(one.iri)


def _concept(subject: str) -> Concept | None:
    return vocabulary().concept(subject) or vocabulary().find(subject, "outcome")
