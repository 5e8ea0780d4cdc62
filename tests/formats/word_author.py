"""A plain text example as a Word document with real headings, lists, tables, links, page headers and page numbers.

Knows WordprocessingML as authors' programs write it; knows nothing of how it is read.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from xml.sax.saxutils import escape

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {
    "document": "document.main",
    "styles": "styles",
    "numbering": "numbering",
    "header1": "header",
    "footer1": "footer",
}
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
    """Widths of columns in twentieths of a point, wider where there is more to say."""
    needed = [min(max(len(row[i]) for row in rows) + 4, 60) for i in range(len(rows[0]))]
    return [9600 * n // sum(needed) for n in needed]


def table(rows: list[list[str]], *, heads: bool = True) -> str:
    wide = widths(rows)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in wide)
    made = []
    for i, row in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if heads and i == 0 else ""
        made.append(f"<w:tr>{head}{''.join(cell(t, w) for t, w in zip(row, wide, strict=True))}</w:tr>")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    layout = f'<w:tblPr><w:tblW w:w="9600" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{layout}<w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>{paragraph('')}"


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


def styles() -> str:
    sizes = {"Heading1": 32, "Heading2": 28, "Heading3": 24}
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="heading {name[-1]}"/><w:pPr><w:keepNext/><w:spacing w:before="240"'
        f' w:after="120"/><w:outlineLvl w:val="{int(name[-1]) - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for name, size in sizes.items()
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="120"/></w:pPr><w:rPr><w:sz w:val="21"/></w:rPr></w:style>'
    bullets = '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/></w:style>'
    return f"{XML}<w:styles {NS}>{normal}{made}{bullets}</w:styles>"


def level(depth: int, form: str, text: str) -> str:
    indent = f'<w:pPr><w:ind w:left="{(depth + 1) * 400}" w:hanging="300"/></w:pPr>'
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{indent}</w:lvl>'


def numbering() -> str:
    bullets = "".join(level(depth, "bullet", "•") for depth in range(3))
    numbers = "".join(level(depth, "decimal", ".".join(f"%{i + 1}" for i in range(depth + 1))) for depth in range(3))
    lists = "".join(f'<w:abstractNum w:abstractNumId="{i}">{made}</w:abstractNum>' for i, made in enumerate((bullets, numbers)))
    used = "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(2))
    return f"{XML}<w:numbering {NS}>{lists}{used}</w:numbering>"


def field(code: str) -> str:
    return f'<w:fldSimple w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def section(running: bool) -> str:
    references = '<w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/>' if running else ""
    return f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="600" w:footer="600"/></w:sectPr>'


def package(body: str, *, running: str = "Worked example", extra: dict[str, bytes] | None = None) -> bytes:
    """A whole Word file around a body; `running` is what every page has at its top."""
    relations = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in (
            ("s", "styles", "styles.xml"),
            ("n", "numbering", "numbering.xml"),
            ("h", "header", "header1.xml"),
            ("f", "footer", "footer1.xml"),
        )
    )
    types = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{WORD}.{form}+xml"/>' for part, form in PARTS.items())
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    footer = f"<w:p>{run('Page ')}{field('PAGE')}{run(' of ')}{field('NUMPAGES')}</w:p>"
    files = {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{rels}"><Relationship Id="d" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{rels}">{relations}</Relationships>',
        "word/document.xml": f"{XML}<w:document {NS}><w:body>{body}{section(bool(running))}</w:body></w:document>",
        "word/styles.xml": styles(),
        "word/numbering.xml": numbering(),
        "word/header1.xml": f"{XML}<w:hdr {NS}>{paragraph(running)}</w:hdr>",
        "word/footer1.xml": f"{XML}<w:ftr {NS}>{footer}</w:ftr>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, **(extra or {})}.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def word_document(text: str, *, running: str = "Worked example") -> bytes:
    """A plain text example as a Word file; the same text gives the same bytes."""
    return package(body_of(text), running=running)
