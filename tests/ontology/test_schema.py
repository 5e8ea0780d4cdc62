"""The table of records and properties is whole.  Knows records and the table; knows nothing of quads."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from evigraph.ontology import records, schema
from evigraph.ontology.schema import STRUCTURAL, schemas

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = [
    r
    for r in vars(records).values()
    if isinstance(r, type) and issubclass(r, records.Finding) and r is not records.Finding
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_is_mapped(record: type[records.Finding]) -> None:
    mapped = {field.name for field in schemas()[record].fields}
    assert mapped == {field.name for field in fields(record)} - STRUCTURAL


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_key_is_made_of_fields(record: type[records.Finding]) -> None:
    assert set(schemas()[record].key) - {"time"} <= {field.name for field in fields(record)}


@pytest.mark.parametrize(
    "line",
    [
        "Study\tcolour\thta:study\ttext\t",
        "Study\tstudy\thta:icre\ttext\t",
        "Study\tstudy\thta:study\tpicture\t",
        "Study\tstudy\thta:study\ttext\tshape=round",
    ],
)
def test_misspelt_line_is_refused(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = "record\tfield\tterm\tkind\toptions\nStudy\t\thta:Study\tclass\t\n"
    table = tmp_path / "schema.tsv"
    table.write_text(f"{head}{line}\n", encoding="utf-8")
    monkeypatch.setattr(schema, "TABLE", table)
    with pytest.raises((ValueError, AttributeError)):
        schemas.__wrapped__()
