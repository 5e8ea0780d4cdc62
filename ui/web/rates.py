"""How often one client may ask: so many requests a second on average, ten times as many at once.

Knows addresses of clients; knows nothing of requests.
"""

from __future__ import annotations

from collections import OrderedDict
from ipaddress import IPv6Address, ip_network

#: Seconds of its rate that a client may use at once.
BURST = 10.0
#: Clients that are told apart; the one that was not seen for longest is forgotten.
MOST_CLIENTS = 10_000
#: Bits of an IPv6 address that one subscriber has: the others are theirs to choose.
SUBSCRIBER = 64


class Rates:
    """The generic cell rate algorithm (ITU-T I.371): of each client, the time at which it has used up what it may."""

    def __init__(self, rate: float) -> None:
        """Allow `rate` requests a second."""
        self._interval = 1 / rate
        self._used: OrderedDict[str, float] = OrderedDict()

    def wait(self, client: str, now: float) -> float:
        """Seconds after which a client may ask again, 0 where it may ask at `now`, which then counts."""
        name = _subscriber(client)
        used = max(self._used.get(name, now), now)
        if used - now + self._interval > max(BURST, self._interval):
            return used - now + self._interval - max(BURST, self._interval)
        self._used[name] = used + self._interval
        self._used.move_to_end(name)
        if len(self._used) > MOST_CLIENTS:
            self._used.popitem(last=False)
        return 0.0


def _subscriber(client: str) -> str:
    """Who asks: an address, and of IPv6 what one subscriber has."""
    if ":" not in client:
        return client
    try:
        address = IPv6Address(client.partition("%")[0])
    except ValueError:
        return client
    return str(address.ipv4_mapped or ip_network((int(address), SUBSCRIBER), strict=False))
