"""The bundled examples say it in our own words.  Knows the published texts in ../shared; no extraction."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
CORPUS = ROOT.parent / "shared" / "corpus"
LENGTH = 10
WORD = re.compile(r"[^\W_]+(?:[-.'’,/][^\W_]+)*")

# What may read as it is published: names of things and numbers, never a sentence.
HEADING = re.compile(r"(?:- )?[^-\t\n.;=][^\t\n.;=]{0,119}")
NAMES_AND_NUMBERS = {
    "reference": re.compile(r".+ \(\d{4}\) .+ \d+: \d[\d–]*"),
    "related guidance": re.compile(r"- .+\. NICE [a-z ]+ \d+ \(\d{4}[^)]*\)\. Available from <\S+>"),
    "figure": re.compile(
        r" *- [^=;]{1,60}=\d\S*(?: \([^)]*\))?(?:[,;] p[=<](?:[\d.]+|not significant)(?: versus baseline)?)?"
    ),
}


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.casefold().replace("’", "'") for word in WORD.findall(text)]
    return zip(*(words[first:] for first in range(LENGTH)), strict=False)


def passages(text: str) -> list[str]:
    """The cells and lines of a document that are neither a heading nor of a kind that the allowlist covers."""
    blocks = [block for block in text.split("\n\n") if not HEADING.fullmatch(block)]
    cells = [cell for block in blocks for line in block.split("\n") for cell in line.split("\t")]
    return [cell for cell in cells if not any(kind.fullmatch(cell) for kind in NAMES_AND_NUMBERS.values())]


def copied(text: str, published: frozenset[tuple[str, ...]]) -> list[str]:
    return [" ".join(run) for passage in passages(text) for run in runs(passage) if run in published]


@pytest.fixture(scope="module")
def published() -> frozenset[tuple[str, ...]]:
    paths = sorted(CORPUS.glob("htg652-*.txt"))
    if not paths:
        (pytest.fail if os.environ.get("EVIGRAPH_CI") else pytest.skip)("no published texts in ../shared/corpus")
    return frozenset(run for path in paths for run in runs(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_run_of_ten_words_is_published(path: Path, published: frozenset[tuple[str, ...]]) -> None:
    assert copied(path.read_text(encoding="utf-8"), published) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_says_first_what_it_is(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n")[0]
    assert "not a NICE publication" in first
    assert "must not be used for clinical decisions" in first


@pytest.mark.parametrize("name", ["htg652-overview.txt", "htg652-guidance.txt"])
def test_the_published_text_itself_is_recognised(name: str, published: frozenset[tuple[str, ...]]) -> None:
    assert len(copied((CORPUS / name).read_text(encoding="utf-8"), published)) > LENGTH * LENGTH
