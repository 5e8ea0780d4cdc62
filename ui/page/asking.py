"""Who answers the page's questions, and questions that a newcomer can begin with.

Knows the site; knows no markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.queries.answer import Status
from evigraph.queries.ask import Asker
from evigraph.ui.page.sparql import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.ui.web.site import Site

#: How many questions are offered.
OFFERED = 7


def asker(site: Site) -> Asker:
    """What answers questions about the current generation."""
    return site.once("asker", lambda: Asker(site.reader, indexes=site.folder.path / "indexes"))


def examples(site: Site) -> list[str]:
    """Questions that this graph answers."""
    return site.once("examples", lambda: _answered(asker(site), _candidates(site)))


def _answered(who: Asker, candidates: Iterator[str]) -> list[str]:
    found: list[str] = []
    for question in candidates:
        if len(found) < OFFERED and question not in found and who.ask(question).status is Status.ANSWERED:
            found.append(question)
    return found


def _candidates(site: Site) -> Iterator[str]:
    """One question of each kind, about what the graph holds most of."""
    found = rows(site.reader, "examples")
    followed = [row for row in found if "outcome" in row]
    harmed = [row for row in found if "event" in row]
    for row in followed[:1]:
        yield f"How did {row['outcome']} change in {row['study']}?"
    for row in harmed[:1]:
        yield f"How often was {row['event']} reported?"
        yield f"How rare is {row['event']} across the studies?"
        yield f"Which adverse events did {row['study']} report?"
    for row in followed[:1]:
        yield f"How many patients were in {row['study']}?"
        yield f"Which studies measured {row['outcome']}?"
    yield "What does the guidance recommend?"
    yield "Which study was the largest?"
