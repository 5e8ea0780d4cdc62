"""What the server says of itself and its data: service description, VoID, ontology, shapes, context, examples.

Knows which query or file says it; knows nothing of formats or routes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.answer import ROW_CAP
from evigraph.graph.binding import bound
from evigraph.ontology.rdf import NamedNode, text
from evigraph.ui.sparql import sparql
from evigraph.ui.web.describing import constructed, described, wish
from evigraph.ui.web.origin import origin
from evigraph.ui.web.replies import header

if TYPE_CHECKING:
    from evigraph.ui.web.replies import Reply, Scope
    from evigraph.ui.web.site import Site


async def described_service(site: Site, scope: Scope) -> Reply:
    """The service description, which the endpoint gives where it is asked nothing."""
    wanted = wish(header(scope, b"accept").decode("latin-1"))
    limits = f"A query takes at most {site.pool.limit:g} s and answers at most {ROW_CAP} rows; SERVICE is refused."
    query = bound(sparql("service"), "service", NamedNode(f"{origin(scope)}/sparql"))
    return described(await constructed(site, bound(query, "limits", text(limits)), wanted), wanted)
