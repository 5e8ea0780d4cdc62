"""One document as text, Word file, web page and PDF says the same, in the same words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from evigraph.extraction.formats.reading import read
from evigraph.extraction.pipeline import extract

from tests.formats.conversion import converted
from tests.formats.word_author import word_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from evigraph.ontology.records import Extraction, Finding

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("cryoablation-overview", "cryoablation-guidance")
RUNNING = "IP overview: cryoablation of peripheral neuroma"
MARKUP = re.compile(r"\[([^\]]+)\]\([^)]*\)|[-•](?= )|\s+")

Facts = Counter[tuple[object, ...]]


def words(quote: str) -> str:
    """A quote without what formats show in different ways: links, bullets, ends of lines."""
    return " ".join(MARKUP.sub(lambda match: match[1] or " ", quote).split())


def fact(finding: Finding, extraction: Extraction) -> tuple[object, ...]:
    """Everything that a finding says, with its quote, and without its offsets."""
    left_out = {"start", "end", "places"}
    said = (getattr(finding, f.name) for f in fields(finding) if f.name not in left_out)
    quote = words(extraction.document.quote(finding.start, finding.end))
    return (type(finding).__name__, quote, *(words(v) if isinstance(v, str) else v for v in said))


def facts(extraction: Extraction) -> Facts:
    return Counter(fact(finding, extraction) for finding in (extraction.description, *extraction.findings))


def f1(expected: Facts, found: Facts) -> float:
    return 2 * (expected & found).total() / (expected.total() + found.total())


@pytest.fixture(scope="module")
def texts() -> dict[str, Facts]:
    return {name: facts(extract(read(f"{name}.txt", (EXAMPLES / f"{name}.txt").read_bytes()))) for name in NAMES}


@pytest.fixture(scope="module")
def in_format(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("formats")
    files = [folder / f"{name}.docx" for name in NAMES]
    for file in files:
        file.write_bytes(word_document((EXAMPLES / f"{file.stem}.txt").read_text(encoding="utf-8"), running=RUNNING))

    def made(ending: str) -> dict[str, bytes]:
        return {f.stem: f.read_bytes() for f in files} if ending == "docx" else converted(files, ending, folder)

    return made


def without_lines(word: bytes) -> bytes:
    """A Word file whose tables have no ruled lines."""
    out = BytesIO()
    with ZipFile(BytesIO(word)) as before, ZipFile(out, "w") as after:
        for part in before.namelist():
            after.writestr(part, re.sub(rb"<w:tblBorders>.*?</w:tblBorders>", b"", before.read(part)))
    return out.getvalue()


def test_tables_without_ruled_lines_say_the_same(texts: dict[str, Facts], tmp_path: Path) -> None:
    file = tmp_path / "bare.docx"
    word = word_document((EXAMPLES / f"{NAMES[0]}.txt").read_text(encoding="utf-8"), running=RUNNING)
    file.write_bytes(without_lines(word))
    (content,) = converted([file], "pdf", tmp_path).values()
    found = facts(extract(read(f"{NAMES[0]}.pdf", content)))
    assert f1(texts[NAMES[0]], found) >= 0.98, (texts[NAMES[0]] - found, found - texts[NAMES[0]])


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_same_facts_in_the_same_words(
    ending: str, texts: dict[str, Facts], in_format: Callable[[str], dict[str, bytes]]
) -> None:
    for name, content in in_format(ending).items():
        extraction = extract(read(f"{name}.{ending}", content))
        found = facts(extraction)
        assert RUNNING not in extraction.document.text
        assert "Page 2 of" not in extraction.document.text
        assert f1(texts[name], found) >= 0.98, (texts[name] - found, found - texts[name])
