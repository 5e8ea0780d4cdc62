"""Whom each study treated, by the narrowest conditions that are known of it.

Knows names and vocabulary; knows nothing of questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evigraph.queries.knowledge.names import Names


def populations(names: Names) -> Mapping[str, str]:
    """The labels of the conditions of each study by its IRI, joined; nothing broader than another one of them."""
    known = vocabulary()
    labels = {c.iri: c.label for c in known.concepts if c.scheme == "condition"}
    labels |= {c.iri: c.label for c in names.local if c.scheme == "condition"}
    found: dict[str, str] = {}
    for study in names.studies:
        own = sorted(trait for trait in study.traits if trait in labels)
        broader = {iri for trait in own for iri in known.closure(trait) if iri != trait}
        found[study.iri] = ", ".join(sorted({labels[trait] for trait in own if trait not in broader}))
    return found
