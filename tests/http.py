"""httpx with patience: how long a server takes to answer is measured in benchmarks/ and never in tests."""

from __future__ import annotations

from functools import partial

import httpx

#: Seconds after which a server is taken for one that never answers.
PATIENCE = 120

get = partial(httpx.get, timeout=PATIENCE)
head = partial(httpx.head, timeout=PATIENCE)
options = partial(httpx.options, timeout=PATIENCE)
post = partial(httpx.post, timeout=PATIENCE)
request = partial(httpx.request, timeout=PATIENCE)
