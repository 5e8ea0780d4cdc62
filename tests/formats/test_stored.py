"""The canonical text of a document that is no plain text is stored with its version, and offsets refer to it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import evigraph

from tests.formats.word_author import word_document

EXAMPLE = Path(__file__).parents[2] / "examples" / "cryoablation-guidance.txt"


def test_every_quote_stands_in_the_stored_text(tmp_path: Path) -> None:
    document = tmp_path / "guidance.docx"
    document.write_bytes(word_document(EXAMPLE.read_text(encoding="utf-8")))
    assert evigraph.build(document, store=tmp_path / "store", workers=1).ok
    with evigraph.open(tmp_path / "store") as evidence:
        (stored,) = evidence.documents()
        rows = list(csv.DictReader(io.StringIO(evidence.tables()["recommendations"])))
    text = (tmp_path / "store" / "texts" / f"{stored.sha256}.txt").read_text(encoding="utf-8")
    assert len(rows) > 5
    assert [row["quote"] for row in rows if text[int(row["start"]) : int(row["end"])] != row["quote"]] == []
    assert "Worked example\n" not in text.split("\n\n")[0]
