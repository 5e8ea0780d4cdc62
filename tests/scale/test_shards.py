"""Shards: what was read is not read again, whatever is torn is, and a place may be on this machine or elsewhere."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from evigraph.extraction.pipeline import extract
from evigraph.graph.check import CheckedDocument, check
from evigraph.graph.constraints import Severity, Violation
from evigraph.graph.shards.place import Shards
from evigraph.graph.shards.shard import from_bytes, to_bytes
from evigraph.graph.shards.shelf import Shelf
from evigraph.ontology.errors import UsageError
from evigraph.ontology.rdf import NamedNode, RdfFormat, parse
from evigraph.ontology.records import Coverage, SourceDocument

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = CheckedDocument(
    "one",
    "0" * 64,
    "Text – with a “quote”.\n",
    b"<https://example.org/a> <https://example.org/b> <https://example.org/c> <https://example.org/g> .\n",
    (Violation("https://example.org/a", "wrong"),),
    (Violation("https://example.org/b", "odd", Severity.WARNING, "https://example.org/p", "7"),),
    "generic",
    Coverage(3, 2, ((0, 4),)),
    ("unread section",),
)


def test_a_shard_gives_back_what_went_in_and_is_always_the_same() -> None:
    assert from_bytes(to_bytes(DOCUMENT)) == DOCUMENT
    assert to_bytes(DOCUMENT) == to_bytes(DOCUMENT)


def test_a_refused_document_has_a_shard_too() -> None:
    refused = CheckedDocument("two", "1" * 64, "text", b"")
    assert from_bytes(to_bytes(refused)) == refused


def test_a_shard_is_a_file_of_nquads() -> None:
    document = check(extract(SourceDocument("three", "1 Recommendations\n\n1.1 Do not use this procedure.\n")))
    assert len(list(parse(gzip.decompress(to_bytes(document)), format=RdfFormat.N_QUADS))) > 10


@pytest.mark.parametrize("location", ["{}/shards", "file://{}/shards"])
def test_a_place_keeps_shards(tmp_path: Path, location: str) -> None:
    place = Shards.at(location.format(tmp_path))
    assert place.get("inputs") is None
    place.put("inputs", DOCUMENT)
    assert place.get("inputs") == DOCUMENT
    place.remove("inputs")
    place.remove("inputs")
    assert place.get("inputs") is None


def test_a_shelf_gives_the_version_that_is_meant_alone(tmp_path: Path) -> None:
    Shards.at(str(tmp_path)).put("inputs", DOCUMENT)
    shelf = Shelf(str(tmp_path), {"one": "inputs", "gone": "elsewhere"})
    assert shelf.nquads("one", NamedNode(f"https://example.org/v/{'0' * 12}")) == DOCUMENT.nquads
    assert shelf.nquads("one", NamedNode(f"https://example.org/v/{'1' * 12}")) == b""
    assert shelf.nquads("gone", NamedNode("https://example.org/v/")) == b""
    assert shelf.only(["two", "gone"]).inputs == {"gone": "elsewhere"}


@pytest.mark.parametrize("kept", [b"", b"torn", to_bytes(DOCUMENT)[:-20], gzip.compress(b"# {}\n")])
def test_a_torn_shard_is_none(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "inputs.nq.gz").write_bytes(kept)
    assert Shards.at(str(tmp_path)).get("inputs") is None


def test_an_address_that_nothing_opens_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="nowhere://x"):
        Shards.at("nowhere://x")
