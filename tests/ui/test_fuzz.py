"""What clients send, however strange: understood or refused in one line, and never anything else.

`make fuzz` gives the same properties what atheris thinks of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes, unquote_to_bytes

import pytest
from evigraph.graph.answer import QueryError
from evigraph.graph.frames import AnswerStream, answer_message
from evigraph.ui.web.describing import TYPES, wish
from evigraph.ui.web.negotiation import chosen
from evigraph.ui.web.origin import origin
from evigraph.ui.web.protocol import DIRECT, FORM, UPDATE, Asked, asked, decoded
from evigraph.ui.web.rates import Rates
from evigraph.ui.web.replies import Refusal, accepts_gzip
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alone import awaited

if TYPE_CHECKING:
    from evigraph.ui.web.replies import Scope

FIXED = settings(derandomize=True, max_examples=300, deadline=None)
PIECES = (
    b"query",
    b"update",
    b"default-graph-uri",
    b"named-graph-uri",
    b"=",
    b"&",
    b"+",
    b"%",
    b"%41",
    b"%ff",
    b"ASK{}",
)
ENCODED = st.one_of(st.binary(max_size=60), st.lists(st.sampled_from(PIECES), max_size=20).map(b"".join))
RANGES = ("text/csv", "text/*", "*/*", "image/png", ";q=0.5", ";q=1e9", ";q=nan", ";q=", ",", ";", " ", "q=0")
ACCEPTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(RANGES), max_size=12).map("".join))
HEADERS = st.one_of(st.binary(max_size=40), st.sampled_from([b"localhost", b"[::1]:80", b"a:1\r\nX: y", b"x" * 400]))
REFUSED = {400, 403, 405, 406, 408, 413, 415}


def request(method: str, query: bytes, body: bytes, content_type: bytes) -> Asked | Refusal | None:
    """What is understood of a request, or the refusal."""
    scope: Scope = {"method": method, "query_string": query, "headers": [(b"content-type", content_type)]}

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        return awaited(lambda: asked(scope, receive))
    except Refusal as refusal:
        return refusal


@FIXED
@given(
    st.sampled_from(["GET", "HEAD", "POST", "PUT", "BREW"]),
    ENCODED,
    ENCODED,
    st.one_of(st.sampled_from([FORM.encode(), DIRECT.encode(), UPDATE.encode(), b""]), st.binary(max_size=20)),
)
def test_any_request_is_understood_or_refused(method: str, query: bytes, body: bytes, content_type: bytes) -> None:
    found = request(method, query, body, content_type)
    if isinstance(found, Refusal):
        assert found.status in REFUSED
        assert len(str(found).splitlines()) == 1
    elif found is not None:
        assert request("GET", b"query=" + quote_from_bytes(found.query.encode()).encode(), b"", b"") == Asked(
            found.query
        )


@FIXED
@given(ENCODED)
def test_forms_are_decoded_like_the_standard_library_does(encoded: bytes) -> None:
    expected = unquote_to_bytes(encoded.replace(b"+", b" "))
    try:
        found = decoded(encoded).encode()
    except UnicodeDecodeError:
        assert expected.decode(errors="ignore").encode() != expected
    else:
        assert found == expected


@FIXED
@given(ACCEPTS)
def test_any_accept_header_chooses_an_offer_or_none(accept: str) -> None:
    offers = tuple(TYPES)
    found = chosen(accept, offers)
    if found is None:
        with pytest.raises(Refusal, match="this is to be had as"):
            wish(accept)
    else:
        assert wish(accept).media_type == found
        assert found in offers


@FIXED
@given(HEADERS, HEADERS)
def test_any_header_is_taken_for_what_it_says(host: bytes, encoding: bytes) -> None:
    scope: Scope = {"scheme": "http", "server": ("::1", 80), "headers": [(b"host", host)]}
    assert re.fullmatch(r"http://[A-Za-z0-9._:\[\]-]+", origin(scope))
    assert accepts_gzip(encoding) in {True, False}


@FIXED
@given(st.text(max_size=50))
def test_any_address_has_a_rate(client: str) -> None:
    rates = Rates(1000.0)
    assert rates.wait(client, 0.0) == 0.0


@FIXED
@given(st.lists(st.text(max_size=30), max_size=5), st.lists(st.integers(1, 20), max_size=50))
def test_answers_come_whole_however_a_pipe_cuts_them(errors: list[str], cuts: list[int]) -> None:
    wire = b"".join(answer_message(number, QueryError(error)) for number, error in enumerate(errors))
    stream, found = AnswerStream(), []
    for cut in cuts:
        found += list(stream.feed(wire[:cut]))
        wire = wire[cut:]
    found += list(stream.feed(wire))
    assert [str(error) for _, error in found] == errors


#: The properties by the names under which they are fuzzed.
TARGETS = {
    "requests": test_any_request_is_understood_or_refused,
    "forms": test_forms_are_decoded_like_the_standard_library_does,
    "accept": test_any_accept_header_chooses_an_offer_or_none,
    "headers": test_any_header_is_taken_for_what_it_says,
    "pipes": test_answers_come_whole_however_a_pipe_cuts_them,
}
