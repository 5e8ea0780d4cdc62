"""The address by which a client reached the server, as far as it can be believed.

Knows the Host header; knows nothing of what is served.  Whatever is no plain host and port is not repeated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.ui.web.replies import header

if TYPE_CHECKING:
    from evigraph.ui.web.replies import Scope

HOST = re.compile(rb"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")


def origin(scope: Scope) -> str:
    """Scheme, host and port, without a slash at the end."""
    host = header(scope, b"host")
    if HOST.fullmatch(host):
        return f"{scope['scheme']}://{host.decode('ascii')}"
    name, port = scope.get("server") or ("localhost", 80)
    return f"{scope['scheme']}://{f'[{name}]' if ':' in name else name}:{port}"
