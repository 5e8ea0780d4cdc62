"""Which documents of a store nothing is joined to.  Knows the sample documents, and nothing of how joins are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.build import build

from tests.graph.samples import guidance, overview

if TYPE_CHECKING:
    from pathlib import Path


def test_an_overview_without_guidance_and_the_reverse_are_told(tmp_path: Path) -> None:
    assert build([overview()], tmp_path / "one").alone == ("sample-overview: overview without guidance",)
    assert build([guidance()], tmp_path / "other").alone == ("sample-guidance: guidance without its overview",)


def test_what_comes_later_joins(tmp_path: Path) -> None:
    build([guidance()], tmp_path / "store")
    assert build([overview()], tmp_path / "store").alone == ()


def test_the_report_of_a_build_tells_what_was_read(tmp_path: Path) -> None:
    document = build([overview()], tmp_path / "store").documents[0]
    assert document.profile == "sample"
    assert document.coverage is not None
    assert document.coverage.share == 1
    assert document.unread == ()
