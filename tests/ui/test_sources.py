"""What users name as sources, good and bad.  Knows files; knows nothing of the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evigraph.extraction.formats import reading
from evigraph.ontology.errors import EvigraphError
from evigraph.ui import sources
from evigraph.ui.manifest import Source

if TYPE_CHECKING:
    from pathlib import Path

    from evigraph.ontology.records import SourceDocument


def locations(given: list[str]) -> list[str]:
    return [source.location for source in sources.listed(given)]


def read(location: str) -> SourceDocument:
    return sources.content(Source(location)).document()


def test_folder_gives_its_documents_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "README.txt", "notes.md", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    found = locations([str(tmp_path)])
    assert [str(path).removeprefix(f"{tmp_path}/") for path in found] == ["a.TXT", "b.txt", "sub/c.txt"]


def test_text_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "my.overview.txt"
    path.write_bytes("\ufeffone\r\ntwo – “ä”\n".encode())
    document = read(str(path))
    assert (document.id, document.text, document.format) == ("my.overview", "\ufeffone\r\ntwo – “ä”\n", "txt")


BAD = {
    "empty": (b" \n", "empty"),
    "not UTF-8": (b"caf\xe9 ol\xe9", r"not UTF-8 \(byte 3\)"),
    "UTF-16": ("text".encode("utf-16"), "not UTF-8"),
    "binary": (b"\x01\x00text", "zero byte"),
    "Word": (b"PK\x03\x04\x00\x00text", "is a Word document or another zip file, not .txt; rename it to end in .docx"),
}


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD)
def test_bad_file_is_refused_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    with pytest.raises(EvigraphError, match=f"bad.txt: .*{message}"):
        read(str(path))


@pytest.mark.parametrize("size", [50_000_000, 50_000_000_000])
def test_file_that_is_too_large_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as out:
        out.truncate(size)  # a sparse file: no more of it is read than may be
    with pytest.raises(EvigraphError, match="larger than 20 MB"):
        read(str(path))


def test_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "sheet.xlsx").write_bytes(b"x")
    with pytest.raises(EvigraphError, match=r"\.txt"):
        read(str(tmp_path / "sheet.xlsx"))
    with pytest.raises(EvigraphError, match="no document in this folder"):
        locations([str(tmp_path)])


def test_missing_source_is_refused() -> None:
    with pytest.raises(EvigraphError, match="no such file or folder"):
        locations(["nowhere.txt"])
    with pytest.raises(EvigraphError, match="File name too long"):
        locations(["x" * 5000])


def test_stream_that_never_ends_is_refused() -> None:
    with pytest.raises(EvigraphError, match="no such file or folder"):
        locations(["/dev/zero"])
    with pytest.raises(EvigraphError, match="larger than 20 MB"):
        reading.read("zero.txt", b"x" * (reading.LARGEST + 1))


def test_two_documents_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("report.txt", "sub/report.txt"):
        (tmp_path / name).write_text("text")
    with pytest.raises(EvigraphError, match=r"report.txt and .*sub/report.txt: one document id \(report\)"):
        locations([str(tmp_path)])
    assert len(locations([str(tmp_path / "report.txt")] * 2)) == 1


def test_document_id_of_an_address() -> None:
    assert sources.document_id(Source("https://example.org/a/htg700%20overview.txt?x=1#y")) == "htg700 overview"
    assert sources.document_id(Source("https://example.org/")) == "example.org"


def test_file_that_vanished_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvigraphError, match="No such file"):
        read(str(tmp_path / "gone.txt"))
    assert reading.LARGEST == 20_000_000


def manifest(folder: Path, text: str) -> str:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("text")
    (folder / "documents.csv").write_text(text, encoding="utf-8")
    return str(folder / "documents.csv")


def test_list_names_documents_with_their_ids_profiles_and_hashes(tmp_path: Path) -> None:
    sha256 = "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1"
    path = manifest(tmp_path, f"source,document_id,publisher,sha256\na.txt,first,own.toml,{sha256}\nb.txt\n")
    a, b = sources.listed([path], publisher="usual.toml")
    assert a == Source(str(tmp_path / "a.txt"), "first", str(tmp_path / "own.toml"), sha256)
    assert b == Source(str(tmp_path / "b.txt"), publisher="usual.toml")
    assert (sources.content(a).document().id, sources.content(b).document().id) == ("first", "b")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("source,colour\na.txt,red\n", "unknown column 'colour'"),
        ("a.txt\n", "unknown column 'a.txt'"),
        ("", "names no column source"),
        ('source\n"a.txt\n', "no CSV"),
        ("source,sha256\na.txt,12\n", "line 2: a sha256 is 64"),
        ("source\na.txt,b.txt\n", "line 2 has"),
        ("source,document_id\na.txt,x\nb.txt,x\n", r"one document id \(x\)"),
    ],
)
def test_wrong_list_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(EvigraphError, match=message):
        sources.listed([manifest(tmp_path, text)])


def test_document_that_the_list_does_not_mean_is_refused(tmp_path: Path) -> None:
    (source,) = sources.listed([manifest(tmp_path, f"source,sha256\na.txt,{'0' * 64}\n")])
    with pytest.raises(EvigraphError, match="not the document that the list means"):
        sources.content(source)
