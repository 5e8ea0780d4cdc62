"""Raw document text to plain text that remembers where each of its characters stood.  Knows no structure."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass

LEVEL = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—−﹣－", "-"),  # hyphens, dashes and the minus sign
        **dict.fromkeys("‘’‛′", "'"),
        **dict.fromkeys("“”„″", '"'),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
        "·": ".",
        "∙": ".",
        "⋅": ".",
        "×": "x",
        "⩽": "≤",
        "⩾": "≥",
        "＝": "=",
        "＜": "<",
        "＞": ">",
    }
)
"""One character for one: signs that typesetters vary and that say the same."""

_GAP_IN_THOUSANDS = re.compile("(?<=\\d)[\u00a0\u2009\u202f](?=\\d{3}(?!\\d))")
_MARKUP = re.compile(
    r"(?P<tag>\s*</?(?!https?:|www)[a-zA-Z][^<>\n]{0,200}>\s*)"
    r"|\[(?P<link>[^\]\[]{1,300})\]\((?:#|https?:|/|mailto:)[^)\s]*\)"
    r"|\$(?P<latex>[^$]{1,60})\$"
    r"|(?P<entity>&(?:[a-zA-Z]{2,8}|#\d{2,6});)"
    r"|(?<![\w*])\*{1,2}(?P<emphasis>[^\s*](?:[^*]{0,200}[^\s*])?)\*{1,2}(?![\w*])"
    r"|(?P<space>\s{2,}|[^\S ])"
)
_NEEDS_CLEANING = re.compile(r"[<\[$&*\t\r\n\x0b\x0c\u00a0\u2009\u202f]|  ")
_LATEX = {r"\leq": "≤", r"\le": "≤", r"\geq": "≥", r"\ge": "≥", r"\pm": "±", r"\times": "x", r"\%": "%", r"\lt": "<"}
_LATEX_COMMAND = re.compile(r"\\[a-zA-Z]+|\\%")


def level(text: str) -> str:
    """The same text, as long, with typographic variants levelled: dashes, quotes, spaces, decimal points.

    >>> level("31·2 ± 7·4, −4·4–1·0")
    '31.2 ± 7.4, -4.4-1.0'
    """
    return _GAP_IN_THOUSANDS.sub(",", text).translate(LEVEL)


@dataclass(frozen=True, slots=True)
class CleanText:
    """Plain text, one space between words, with the raw offset of each run of characters that was kept.

    `starts[i]` is where run i begins in `text`, `origins[i]` where it began in the raw text.
    """

    text: str
    norm: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def raw(self, position: int) -> int:
        """The raw offset of the character at a position."""
        run = bisect_right(self.starts, position) - 1
        return self.origins[run] + position - self.starts[run]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw half-open span of a non-empty part."""
        return self.raw(start), self.raw(end - 1) + 1

    def __bool__(self) -> bool:
        return bool(self.text)


class _Builder:
    """Collects kept runs, squeezing white space."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.origins: list[int] = []
        self.length = 0
        self.gap: int | None = None
        self.thousands: list[int] = []

    def keep(self, text: str, origin: int) -> None:
        if not text:
            return
        if self.gap is not None and self.length:
            self._append(" ", self.gap)
        self.gap = None
        self._append(text, origin)

    def space(self, origin: int) -> None:
        if self.gap is None:
            self.gap = origin

    def _append(self, text: str, origin: int) -> None:
        if not self.starts or self.origins[-1] + self.length - self.starts[-1] != origin:
            self.starts.append(self.length)
            self.origins.append(origin)
        self.parts.append(text)
        self.length += len(text)


def clean(raw: str, spans: list[tuple[int, int]]) -> CleanText:
    """The text of raw spans joined by a space, without tags, link targets, emphasis marks and LaTeX."""
    if len(spans) == 1:
        start, end = _stripped(raw, *spans[0])
        piece = raw[start:end]
        if not _NEEDS_CLEANING.search(piece):
            return CleanText(piece, piece.translate(LEVEL), (0,), (start,))
    builder = _Builder()
    for start, end in _merged(raw, [_stripped(raw, *span) for span in spans]):
        _add(builder, raw, start, end)
        builder.space(max(end - 1, start))
    text = "".join(builder.parts)
    return CleanText(text, _norm(text, builder.thousands), tuple(builder.starts), tuple(builder.origins))


def _merged(raw: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans with nothing but white space between them as one, so that markup may run over their lines."""
    merged = spans[:1]
    for start, end in spans[1:]:
        if raw[merged[-1][1] : start].isspace():
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _norm(text: str, thousands: list[int]) -> str:
    """Levelled text; a no-break space inside a printed number (`2 000`) is a thousands separator."""
    letters = list(text.translate(LEVEL))
    for position in thousands:
        letters[position] = ","
    return "".join(letters)


def _stripped(raw: str, start: int, end: int) -> tuple[int, int]:
    while start < end and raw[start].isspace():
        start += 1
    while end > start and raw[end - 1].isspace():
        end -= 1
    return start, end


def _add(builder: _Builder, raw: str, start: int, end: int) -> None:
    position = start
    for match in _MARKUP.finditer(raw, start, end):
        builder.keep(raw[position : match.start()], position)
        position = match.end()
        _replace(builder, match, raw)
    builder.keep(raw[position:end], position)


def _replace(builder: _Builder, match: re.Match[str], raw: str) -> None:
    kind = match.lastgroup
    if kind == "space" and _GAP_IN_THOUSANDS.match(raw, match.start()):
        builder.thousands.append(builder.length)
        builder.keep(" ", match.start())
    elif kind in ("space", "tag"):
        builder.space(match.start())
    elif kind == "latex":
        builder.keep(_plain_latex(match["latex"]), match.start("latex"))
    elif kind == "entity":
        builder.keep(html.unescape(match["entity"])[:1], match.start())
    elif kind is not None:
        _add(builder, raw, match.start(kind), match.end(kind))


def _plain_latex(text: str) -> str:
    """Signs for commands, blank-padded to the same length so that offsets stay true."""
    return _LATEX_COMMAND.sub(lambda m: _LATEX.get(m[0], "").ljust(len(m[0])), text.replace("\n", " "))
