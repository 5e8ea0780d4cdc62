"""The queries of the page, one .rq file each, which runs as it stands.  Knows where they are."""

from __future__ import annotations

from pathlib import Path

from evigraph.queries.files import QueryFiles

rows = QueryFiles(Path(__file__).parent).rows
