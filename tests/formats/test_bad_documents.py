"""Documents that are broken, closed or built to do harm: one clear line each, within time and memory."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from evigraph.extraction.formats import isolation, reading
from evigraph.extraction.formats.isolation import isolated
from evigraph.extraction.formats.reading import read
from evigraph.ontology.errors import EvigraphError

from tests.formats.pdf_author import Sheet, pdf, stream
from tests.formats.word_author import WORD, package, paragraph

PAGE = Sheet().text(60, 100, "Pain fell from 8.3 to 2.3.")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
ENTITIES = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
DOCUMENT = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body></w:document>'
BOMB = f'<!DOCTYPE w [<!ENTITY e0 "x">{ENTITIES}]>{DOCUMENT}'
EXTERNAL = f'<!DOCTYPE w [<!ENTITY e11 SYSTEM "file:///etc/passwd">]>{DOCUMENT}'


def encrypted() -> bytes:
    """A PDF that only a password opens: whatever it is, these hashes are not its own."""
    entries = f"/Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}>"
    return pdf(
        PAGE, trailer=f"/Encrypt 6 0 R /ID [<{'43' * 16}> <{'43' * 16}>]", objects=(f"<< {entries} >>".encode(),)
    )


def scanned() -> bytes:
    image = stream(
        bytes(100), "/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    )
    return pdf(*[Sheet(["q 500 0 0 700 40 40 cm /X Do Q"])] * 3, objects=(image,))


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def lying() -> bytes:
    """A zip file whose directory says that its text is short, with a text that is not."""
    content = package(paragraph("x" * 1_000_000))
    size = next(
        i.file_size for i in zipfile.ZipFile(io.BytesIO(content)).infolist() if i.filename == "word/document.xml"
    )
    return content.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def with_part(name: str, content: bytes) -> bytes:
    """A Word file with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(paragraph("text")))) as old, zipfile.ZipFile(out, "w", 8) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return out.getvalue()


MAIN = "word/document.xml"
SHEET = b'<Relationships><Relationship Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
DEEP_TABLES = "<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300

BAD = {
    "PDF with a password": ("a.pdf", encrypted(), "has a password"),
    "PDF that was cut": ("a.pdf", pdf(PAGE)[:300], "is damaged"),
    "PDF with nothing in it": ("a.pdf", b"%PDF-1.7\n" + b"\x80" * 5000, "is damaged"),
    "PDF that is scanned": ("a.pdf", scanned(), r"is a scan .*\(OCR\)"),
    "PDF without text": ("a.pdf", pdf(Sheet()), "has no text"),
    "PDF that is none": ("a.pdf", b"some text", "is not a PDF"),
    "PDF in a name of Word": ("a.docx", pdf(PAGE), r"is a PDF, not \.docx; rename it to end in \.pdf"),
    "PDF in a name of a page": ("a.html", pdf(PAGE), "is a PDF"),
    "Word in a name of text": ("a.txt", package(paragraph("text")), r"rename it to end in \.docx"),
    "old Word": ("a.docx", OLE, r"old Word document \(\.doc\) or one with a password"),
    "picture": ("a.pdf", b"\x89PNG\r\n\x1a\n", "is a picture"),
    "zip file that is no Word": ("a.docx", zipped(a=b"x"), "no Word document"),
    "sheet": ("a.docx", with_part("_rels/.rels", SHEET), "a sheet or slides"),
    "Word that was cut": ("a.docx", package(paragraph("text"))[:2000], "is damaged"),
    "Word whose XML is none": ("a.docx", with_part(MAIN, b"<w:document>"), "is damaged"),
    "Word without a body": ("a.docx", with_part(MAIN, b"<document/>"), "no body"),
    "Word without text": ("a.docx", package(paragraph("")), "has no text"),
    "Word with macros": ("a.docx", package(paragraph("text"), extra={"word/vbaProject.bin": b"x"}), "has macros"),
    "Word with entities": ("a.docx", with_part(MAIN, BOMB.encode()), "defines entities"),
    "Word with files of the machine": ("a.docx", with_part(MAIN, EXTERNAL.encode()), "defines entities"),
    "Word that is a zip bomb": ("a.docx", with_part(MAIN, b" " * 300_000_000), "unpacks to more than 200 MB"),
    "Word that lies on its size": ("a.docx", lying(), "is damaged"),
    "Word of tables in tables": ("a.docx", package(DEEP_TABLES), "more than 200 deep"),
    "page of tags in tags": ("a.html", b"<div>" * 100_000 + b"text", "more than 500 deep"),
    "page without text": ("a.html", b"<script>let a = 1</script>", "has no text"),
    "page in other characters": ("a.html", b"<p>\xff\xfa\xe9", "save it in UTF-8"),
    "page of unknown characters": ("a.html", b"<meta charset=klingon><p>text", "save it in UTF-8"),
    "page that is binary": ("a.html", b"\x1f\x8b\x08\x00", "is a compressed file"),
    "table that is too wide": ("a.html", b"<table><tr>" + b"<td>x" * 300, "more than 200 columns"),
    "only white space": ("a.pdf", b" \n ", "empty"),
    "too large": ("a.pdf", b"%PDF-" + b" " * reading.LARGEST, "larger than 20 MB"),
}


@pytest.mark.parametrize(("name", "content", "message"), BAD.values(), ids=BAD)
def test_bad_document_is_refused_in_one_line(name: str, content: bytes, message: str) -> None:
    with pytest.raises(EvigraphError, match=rf"^{name}: .*{message}") as said:
        read(name, content)
    assert "\n" not in str(said.value)
    assert len(str(said.value)) < 200


def test_page_full_of_scripts_and_spans_is_read() -> None:
    page = (
        b"<script>" + b"<p>" * 100_000 + b"</script><table><tr><td rowspan=999999999 colspan=999999999>a<td>b</table>"
    )
    assert read("a.html", page).text.startswith("a\t")
    assert read("a.html", b"<p>x" * 100_000).text.count("x") == 100_000


def test_thousand_pages_are_read() -> None:
    text = read(
        "long.pdf", pdf(*[Sheet().text(60, 200 + i % 9, f"Result {i} of the trial.") for i in range(1000)])
    ).text
    assert text.count("of the trial") == 1000
    assert "Result 999 of" in text


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(EvigraphError, match="more than 3000 pages"):
        read("long.pdf", pdf(*[Sheet()] * 3001))


def test_reader_is_held_to_its_memory() -> None:
    zeros = b"0 0 m\n" * 100_000_000  # half a gigabyte of a page's drawing, packed to half a megabyte
    with pytest.raises(EvigraphError, match=r"memory|damaged"):
        isolated("pdf_document", pdf_of(zeros), memory=300 << 20)


def pdf_of(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return (
        pdf(PAGE)
        .replace(b"/Contents 7 0 R", b"/Contents 8 0 R")
        .replace(
            b"xref",
            b"8 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
            + packed
            + b"\nendstream\nendobj\nxref",
            1,
        )
    )


def test_reader_is_held_to_its_time() -> None:
    with pytest.raises(EvigraphError, match=r"longer than 0\.001 s"):
        isolated("html_page", b"<p>text", limit=0.001)


def test_reader_that_crashes_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation.sys, "executable", "/bin/false")
    with pytest.raises(EvigraphError, match="its reader broke down"):
        isolated("html_page", b"<p>text")
