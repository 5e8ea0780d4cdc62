"""Which of several media types a client wants most: the Accept header of RFC 9110, section 12.5.1.

Knows headers; knows nothing of what is sent.
"""

from __future__ import annotations

from functools import lru_cache

#: Characters of one header, and media ranges in it, that are looked at; what stands behind them is as if it were not
#: there, so that what is kept of headers stays small.
LONGEST, MOST = 4096, 50


def chosen(accept: str, offers: tuple[str, ...]) -> str | None:
    """The offer that a client prefers, the first of equal ones, None where it accepts none; no header accepts all.

    >>> chosen("text/*;q=0.5, text/turtle, */*;q=0.1", ("text/csv", "text/turtle"))
    'text/turtle'
    """
    return _chosen(accept[:LONGEST], offers)


@lru_cache(maxsize=512)
def _chosen(accept: str, offers: tuple[str, ...]) -> str | None:
    ranges = [_range(part) for part in accept.split(",")[:MOST] if part.strip()]
    if not ranges:
        return offers[0]
    weighed = [(_weight(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    weight, _, offer = max(weighed)
    return offer if weight > 0 else None


def _range(part: str) -> tuple[str, float]:
    """A media range without its parameters, and its weight; a weight that is no number is 0."""
    media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weight = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
    try:
        return media_range, max(0.0, min(1.0, float(weight)))
    except ValueError:
        return media_range, 0.0


def _weight(offer: str, ranges: list[tuple[str, float]]) -> float:
    """The weight that the most specific range gives to an offer."""
    for wanted in (offer, f"{offer.partition('/')[0]}/*", "*/*"):
        weights = [weight for media_range, weight in ranges if media_range == wanted]
        if weights:
            return max(weights)
    return 0.0
