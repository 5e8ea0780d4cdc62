"""Small PDFs written by hand: pages of placed words and lines, and what else a test wants of them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842


@dataclass
class Sheet:
    """One page: what is drawn on it, from its upper left corner, in points."""

    drawn: list[str] = field(default_factory=list)
    extra: str = ""

    def text(self, x: float, y: float, words: str, *, size: float = 10, font: str = "F1") -> Sheet:
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.drawn.append(f"BT /{font} {size} Tf {x} {HEIGHT - y} Td ({escaped}) Tj ET")
        return self

    def paragraph(self, x: float, y: float, *lines: str, size: float = 10) -> Sheet:
        for i, line in enumerate(lines):
            self.text(x, y + 12 * i, line, size=size)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.drawn.append(f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Sheet:
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self

    @property
    def content(self) -> bytes:
        return "\n".join(self.drawn).encode("cp1252")


def stream(content: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(content)
    return f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"


def pdf(*sheets: Sheet, trailer: str = "", objects: tuple[bytes, ...] = ()) -> bytes:
    """A PDF of these pages; `objects` are numbered from 6 on, before those of the pages."""
    first = 6 + len(objects)
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(sheets)))
    made = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"null",
        *objects,
    ]
    for i, sheet in enumerate(sheets):
        resources = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /X 6 0 R >> >>"
        box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}]"
        page = f"<< /Type /Page /Parent 2 0 R {box} {resources} /Contents {first + 2 * i + 1} 0 R {sheet.extra} >>"
        made += [page.encode(), stream(sheet.content)]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(made, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(made) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()
