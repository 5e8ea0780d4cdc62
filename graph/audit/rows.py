"""The words of one attribute of a study: where it was read, else the row of the details that is named for it.

Knows studies and the labels of their details; knows no check.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evigraph.graph.recall import Stated, Words
    from evigraph.ontology.records import Study

#: How rows of details are labelled, by the attributes that they give.
LABELS = {
    "recruitment_start": r"(?:recruitment|study|search|treatment) (?:period|dates?)",
    "follow_up_value": r"(?:duration of |length of )?follow[- ]?up",
    "design": r"(?:study )?(?:type|design)",
    "n_patients": r"(?:study )?(?:population|number|participants)",
    "age_value": r"age",
}


def row_of(study: Stated[Study], *attributes: str) -> Words:
    """The narrowest words that give one of the attributes, else those of the whole study."""
    for place in study.record.places:
        inside = study.words.start <= place.start and place.end <= study.words.end
        if place.attribute in attributes and inside:
            return study.words.part(place.start - study.words.start, place.end - study.words.start)
    for attribute in attributes:
        label = LABELS.get(attribute)
        row = re.search(rf"^{label}\b[^\n]*", study.words.quote, re.IGNORECASE | re.MULTILINE) if label else None
        if row:
            return study.words.part(row.start(), row.end())
    return study.words
