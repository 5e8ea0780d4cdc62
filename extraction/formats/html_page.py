"""A web page to canonical text: its main part without scripts, navigation and what is hidden.

Knows HTML; knows no publisher.  The only door to selectolax.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from evigraph.extraction.formats.canonical import CanonicalText, plain, raised
from evigraph.extraction.formats.grid import TALLEST, Cell, spread
from evigraph.ontology.errors import EvigraphError
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

#: Tags inside each other that are read; people's pages have some dozens, and time grows with the square.
DEEPEST = 500
#: Share of the page's text that its main part must hold to be taken for it.
MAIN = 0.5

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED_BY_THEMSELVES = frozenset(
    b"area base body br col dd dt embed head hr html img input li link meta option p source tbody td tfoot th thead tr"
    b" track wbr".split()
)
_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}charset\s*=|\?xml[^>]{0,99}encoding\s*=)\s*[\"']?([\w-]{2,40})", re.IGNORECASE
)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNREAD = (
    "script, style, noscript, template, nav, iframe, object, svg, canvas, audio, video, button, select, textarea,"
    " title, [hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo], [role=search],"
    " div[title=header], div[title=footer]"
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "details", "dialog", "div", "fieldset"}
    | {"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend"}
    | {"main", "p", "pre", "section", "summary"}
)


def read(content: bytes) -> str:
    """The canonical text of a page; raises EvigraphError where it cannot be read or has no text."""
    _refuse_deep(content)
    tree = LexborHTMLParser(_decoded(content))
    if tree.body is None:
        raise EvigraphError("has no text in it; give the document itself")
    for node in tree.css(_UNREAD):
        node.decompose()
    for node in tree.css("[style]"):
        if _HIDDEN.search(node.attributes.get("style") or ""):
            node.decompose()
    page = _Page()
    page.blocks(_main(tree.body))
    page.flush()
    if not page.out.text:
        raise EvigraphError("has no text in it; give the document itself, not a page that loads it")
    return page.out.text


def _refuse_deep(content: bytes) -> None:
    """Refuse tags that are nested deeper than any page's before they are parsed."""
    depth = 0
    for end, name in _TAG.findall(content):
        if name.lower() not in _CLOSED_BY_THEMSELVES:
            depth = max(depth - 1, 0) if end else depth + 1
            if depth > DEEPEST:
                raise EvigraphError(f"has tags more than {DEEPEST} deep inside each other; save the page anew")


def _decoded(content: bytes) -> str:
    bom = next((name for mark, name in _BOMS if content.startswith(mark)), None)
    named = _CHARSET.search(content[:4096])
    encoding = bom or (named[1].decode("ascii") if named else "utf-8")
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise EvigraphError(
            f"is not in the characters that it says or that are usual ({encoding}); save it in UTF-8"
        ) from None


def _main(body: LexborNode) -> LexborNode:
    """The main part of a page where it marks one that holds most of its text, otherwise all of it."""
    whole = len(body.text())
    found = [node for node in body.css("main, [role=main], article") if len(node.text()) > MAIN * whole]
    if found:
        return found[0]
    for node in body.css("header, footer"):
        if node.css_first("h1") is None:
            node.decompose()
    return body


class _Page:
    """One walk over the nodes of a page; `out` is the text so far, the words of the block at hand are collected."""

    def __init__(self) -> None:
        self.out = CanonicalText()
        self._words: list[str] = []
        self._mark: tuple[str, int] | None = None

    def flush(self) -> None:
        """End the block at hand."""
        text, mark = "".join(self._words), self._mark
        self._words = []
        if not plain(text):
            return
        self._mark = None
        if mark is None:
            self.out.paragraph(text)
        elif mark[0]:
            self.out.paragraph(f"{mark[0]} {plain(text)}")
        else:
            self.out.item(text, mark[1])

    def blocks(self, node: LexborNode, depth: int = 0) -> None:
        """Read what stands in a node, block by block."""
        for child in node.iter(include_text=True):
            name = child.tag or ""
            if name == "table":
                self._table(child, depth)
            elif name in ("ul", "ol", "menu", "dir"):
                self._list(child, depth)
            elif name == "dl":
                self.flush()
                self.out.table(_definitions(child))
            elif name in _BLOCKS:
                self._block(child, depth)
            elif _holds_blocks(child):
                self.blocks(child, depth)
            else:
                self._words.append(_text(child))

    def _block(self, node: LexborNode, depth: int) -> None:
        self.flush()
        self.blocks(node, depth)
        self.flush()

    def _list(self, node: LexborNode, depth: int) -> None:
        self.flush()
        number = _whole(node.attributes.get("start"), 1)
        for child in node.iter():
            if child.tag == "li":
                number = _whole(child.attributes.get("value"), number)
                self._mark = (f"{number}." if node.tag == "ol" else "", depth)
                number += 1
                self.blocks(child, depth + 1)
                self.flush()
                self._mark = None
            else:
                self.blocks(child, depth + 1) if child.tag in ("ul", "ol") else self._block(child, depth)
        self.flush()

    def _table(self, node: LexborNode, depth: int) -> None:
        self.flush()
        rows = list(_rows(node))
        if sum(len(row) for row in rows) <= 1 or max(map(len, rows)) == 1:
            for row in rows:
                for cell in row:
                    self._block(cell, depth)
            return
        for caption in node.css("caption"):
            if _of(caption, node):
                self.out.paragraph(_text(caption))
        self.out.table(spread([_cell(cell) for cell in row] for row in rows))


def _rows(table: LexborNode) -> Iterator[list[LexborNode]]:
    """The cells of each row of a table, without those of tables inside it."""
    for part in table.iter():
        for row in [part] if part.tag == "tr" else part.iter() if part.tag in ("thead", "tbody", "tfoot") else []:
            if row.tag == "tr":
                yield [cell for cell in row.iter() if cell.tag in ("td", "th")]


def _of(node: LexborNode, table: LexborNode) -> bool:
    return node.parent is not None and node.parent.mem_id == table.mem_id


def _cell(node: LexborNode) -> Cell:
    columns, rows = (_whole(node.attributes.get(name), 1) for name in ("colspan", "rowspan"))
    return Cell(_text(node), columns, rows or TALLEST)


def _definitions(node: LexborNode) -> list[list[str]]:
    """The terms of a definition list with what is said of each, as rows."""
    rows: list[list[str]] = []
    for child in node.css("dt, dd"):
        if child.tag == "dt":
            rows.append([_text(child)])
        elif rows and len(rows[-1]) == 1:
            rows[-1].append(_text(child))
        else:
            rows.append(["", _text(child)])
    return rows


def _whole(text: str | None, otherwise: int) -> int:
    """A whole number from an attribute, which may hold anything."""
    match = re.fullmatch(r"\s*([0-9]{1,6})\s*", text or "")
    return int(match[1]) if match else otherwise


_HOLDERS = "p, div, table, ul, ol, dl, h1, h2, h3, h4, h5, h6, section, article, blockquote, pre"


def _holds_blocks(node: LexborNode) -> bool:
    return node.is_element_node and node.css_first(_HOLDERS) is not None


def _text(node: LexborNode) -> str:
    """The text of a node on one line; blocks, breaks and list items in it are set off by a space."""
    if node.is_text_node:
        return node.text(deep=False) or ""
    if not node.is_element_node:
        return ""
    parts: list[str] = []
    _gather(node, parts)
    return "".join(parts)


def _gather(node: LexborNode, parts: list[str]) -> None:
    name = node.tag
    if name == "sup":
        parts.append(raised(node.text()))
        return
    if name == "br":
        parts.append(" ")
        return
    apart = name in _BLOCKS or name in ("li", "td", "th", "tr", "dt", "dd", "table")
    if name == "li" and (before := plain("".join(parts[-2:]))) and before[-1] not in ".;:,?!":
        parts.append("; ")
    elif apart:
        parts.append(" ")
    for child in node.iter(include_text=True):
        if child.is_text_node:
            parts.append(child.text(deep=False) or "")
        elif child.is_element_node:
            _gather(child, parts)
    if apart:
        parts.append(" ")
