"""Who answers the page's questions, and questions that a graph answers.

Knows the site and the templates; knows no markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.queries.ask import Asker

if TYPE_CHECKING:
    from evigraph.ui.web.site import Site


def asker(site: Site) -> Asker:
    """Answers questions about the current generation."""
    return site.once("asker", lambda: Asker(site.reader, indexes=site.folder.path / "indexes"))


def examples(site: Site) -> list[str]:
    """Questions about what this graph holds, to begin with."""
    return ["How did pain change after cryoablation in Yoon 2016?"]
