"""A plain text example as a Word document with real headings, lists, tables, links, page headers and page numbers.

Knows WordprocessingML as authors' programs write it; knows nothing of how it is read.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

PARTS = Path(__file__).parent / "word"
FILES = {
    "[Content_Types].xml": "types.xml",
    "_rels/.rels": "package.rels",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/footer1.xml": "footer1.xml",
}
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = f'xmlns:w="{WORD}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="600" w:footer="600"/></w:sectPr>'
)
WIDTH = 9600
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
TABLE = (
    '<w:tblPr><w:tblW w:w="9600" w:type="dxa"/><w:tblBorders>'
    + "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in SIDES)
    + '</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
)
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
SENTENCE = re.compile(r"[.:;,)]$|: |^www\.")
LEVELS = ((r"Study \d+ .*", 2), (r"(Study details|Analysis|Key (efficacy|safety) findings)", 3))


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def runs(text: str) -> str:
    """The runs of a text; a link becomes one, without its target's words."""
    pieces = LINK.split(text)
    return "".join(
        f'<w:hyperlink w:anchor="there">{run(piece)}</w:hyperlink>' if i % 2 else run(piece) if piece else ""
        for i, piece in enumerate(pieces)
    )


def paragraph(text: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs(text)}</w:p>"


def item(line: str) -> str:
    depth = len(line) - len(line.lstrip(" "))
    numbering = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    return paragraph(line.lstrip(" -"), "ListParagraph", numbering)


def cell(text: str, width: int, *, merged: str = "") -> str:
    body = "".join(paragraph(part) for part in text.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}</w:tcPr>{body}</w:tc>'


def widths(rows: list[list[str]]) -> list[int]:
    """Widths of columns in twentieths of a point: room for the longest word, and more where there is more to say."""
    columns = list(zip(*rows, strict=True))
    least = [105 * max(len(word) for text in column for word in [*text.split(), ""]) + 300 for column in columns]
    wanted = [min(max(map(len, column)), 60) + 4 for column in columns]
    rest = max(WIDTH - sum(least), 0)
    return [a + rest * b // sum(wanted) for a, b in zip(least, wanted, strict=True)]


def table(rows: list[list[str]], *, heads: bool = True) -> str:
    longest = max(map(len, rows))
    rows = [row + [""] * (longest - len(row)) for row in rows]
    wide = widths(rows)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in wide)
    made = []
    for i, row in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if heads and i == 0 else ""
        made.append(f"<w:tr>{head}{''.join(cell(t, w) for t, w in zip(row, wide, strict=True))}</w:tr>")
    return f"<w:tbl>{TABLE}<w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>{paragraph('')}"


def is_heading(line: str) -> bool:
    return len(line) <= 110 and not SENTENCE.search(line) and not re.match(r"\d+\.\d|HTG|[-\s]", line)


def heading(line: str) -> str:
    level = next((n for pattern, n in LEVELS if re.fullmatch(pattern, line)), 1)
    return paragraph(line, f"Heading{level}")


def kind(line: str) -> str:
    return "row" if "\t" in line else "item" if re.match(r" *- ", line) else "blank" if not line.strip() else "text"


def body_of(text: str) -> str:
    """The blocks of a plain text as the body of a Word document."""
    made = []
    for shape, group in itertools.groupby(text.splitlines(), key=kind):
        lines = list(group)
        if shape == "row":
            rows = [line.split("\t") for line in lines]
            made.append(table(rows, heads=not rows[0][0].startswith("Study type")))
        elif shape == "item":
            made += map(item, lines)
        elif shape == "text":
            made += [heading(line) if is_heading(line) else paragraph(line) for line in lines]
    return "".join(made)


def part(name: str) -> str:
    """A part of every Word file that the text does not change."""
    return (PARTS / name).read_text(encoding="utf-8")


def package(body: str, *, running: str = "Worked example", extra: dict[str, bytes] | None = None) -> bytes:
    """A whole Word file around a body; `running` is what every page has at its top."""
    files = {
        **{name: part(file) for name, file in FILES.items()},
        "word/header1.xml": f"{XML}<w:hdr {NS}>{paragraph(running)}</w:hdr>",
        "word/document.xml": f"{XML}<w:document {NS}><w:body>{body}{SECTION}</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, **(extra or {})}.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def word_document(text: str, *, running: str = "Worked example") -> bytes:
    """A plain text example as a Word file; the same text gives the same bytes."""
    return package(body_of(text), running=running)
