"""Headers that every reply bears, so that a page does what it is meant to and nothing else.

Knows headers; knows nothing of pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from evigraph.ui.web.replies import Receive, Scope, Send

#: Nothing comes from another host, and no other host's page may frame this one.
POLICY = "; ".join(  # noqa: FLY002  # one a line, to be read
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "frame-ancestors 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    ]
)
SECURITY = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"no-referrer"),
]
NAMES = frozenset(name for name, _ in SECURITY)


class Secured:
    """An application whose every reply bears the headers."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401  # any ASGI application
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        async def secured(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                own = [pair for pair in message.get("headers", ()) if pair[0].lower() not in NAMES]
                message["headers"] = [*own, *SECURITY]
            await send(message)

        await self._app(scope, receive, secured)
