"""What was searched where nothing was found: how many studies, and how many of them address the matter.

Knows readings and their rows; knows nothing of suggestions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.queries.answering.choice import filter_names
from evigraph.queries.answering.saying import studies_of
from evigraph.queries.composition import Filter, compose

if TYPE_CHECKING:
    from evigraph.queries.answering.find import Finder
    from evigraph.queries.understanding.parse import Parse

#: Parameters that say what a question is about.
MATTERS = ("outcome", "event", "instrument", "parameter", "topic", "denial")


def told(finder: Finder, parse: Parse, studies: int) -> str:
    """The sentence that says what was searched."""
    searched = f"None found: {studies} {'study was' if studies == 1 else 'studies were'} searched"
    about = [c for c in parse.constraints if isinstance(c, Filter) and c.name in MATTERS and not c.negated]
    if not about or "study" not in parse.template.columns:
        return f"{searched} and no fact fits all that was asked."
    if len(about) == len(filter_names(parse)):
        return f"{searched} and none of them reports this."
    found = len(studies_of(finder.rows(compose(parse.template, about))))
    if not found:
        return f"{searched} and none of them reports this."
    return f"{searched}; {found} of them {'addresses' if found == 1 else 'address'} this, but not as it was asked."
