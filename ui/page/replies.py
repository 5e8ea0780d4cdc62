"""An answer as markup for the chat: the sentence, its quotes, its table, the query, what could not be placed.

Knows answers and templates of pages, where every value is escaped; knows nothing of Gradio.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from evigraph.ui.html import render
from evigraph.ui.page.charts import chart_of_rows
from evigraph.ui.page.places import Place, places
from evigraph.ui.page.table import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evigraph.graph.store import Reader
    from evigraph.queries.answer import AnswerObject, Cited, Receipt

#: Formats in which an answer can be kept, and what people call them.
FORMATS = {"csv": "CSV", "docx": "Word", "md": "Markdown", "ris": "RIS"}

#: Quotes that are shown at once; the others open on demand.
FIRST = 4
#: Digits of a hash that an address bears.
SHORT = 16


@dataclass(frozen=True, slots=True)
class Word:
    """A part of a question, and whether nothing in the graph explains it."""

    text: str
    unplaced: bool


def asked_html(question: str, unplaced: Sequence[str] = ()) -> str:
    """A question as its asker typed it, with the words marked that could not be placed."""
    return flat(render("asked.html", words=list(_words(question, unplaced))))


def reply_html(found: AnswerObject, earlier: Sequence[str], reader: Reader) -> str:
    """An answer to the last of several questions."""
    shown = table(found.rows)
    known = places(reader, shown.nodes)
    numbers = {_place(cited): number for number, cited in enumerate(found.citations, start=1)}
    rows = [(known.get(node), cells) for node, cells in zip(shown.nodes, shown.rows, strict=True)]
    return flat(
        render(
            "reply.html",
            found=found,
            cited=[(_place(cited), cited) for cited in found.citations],
            heads=shown.heads,
            same=shown.same,
            rows=rows,
            numbers=numbers,
            asked=address(found, earlier),
            permalink=permalink(found, earlier),
            formats=FORMATS,
            chart=chart_of_rows(found.rows),
            first=FIRST,
        )
    )


def address(found: AnswerObject, earlier: Sequence[str]) -> str:
    """The question, with those before it, as the query of an address."""
    return urlencode([("q", found.question), *[("h", question) for question in earlier]])


def permalink(found: AnswerObject, earlier: Sequence[str]) -> str:
    """An address that asks again, and tells whether the answer is the same."""
    receipt = [("graph", found.receipt.graph_sha256[:SHORT]), ("rows", found.receipt.rows_sha256[:SHORT])]
    return f"?{address(found, earlier)}&{urlencode(receipt)}"


def flat(markup: str) -> str:
    """Markup without empty lines and indents, which Markdown would take for its own."""
    return "".join(line.strip() + "\n" for line in markup.splitlines() if line.strip())


def _place(cited: Cited) -> Place:
    return Place(cited.document, cited.start, cited.end)


def _words(question: str, unplaced: Iterable[str]) -> Iterator[Word]:
    """The question cut where an unplaced word stands, however it is written there."""
    listed = [re.escape(word) for word in unplaced if word.strip()]
    if not listed:
        yield Word(question, unplaced=False)
        return
    for number, part in enumerate(re.split(rf"\b({'|'.join(listed)})\b", question, flags=re.IGNORECASE)):
        yield Word(part, unplaced=number % 2 == 1)


def failed_html(message: str) -> str:
    """Why a question has no answer this time."""
    return flat(render("failed.html", message=message))


def compared_html(given: Mapping[str, str], now: Receipt) -> str:
    """Whether the answer of an address is still the one that it was made for."""
    parts = {"the facts of the graph": ("graph", now.graph_sha256), "the rows of the answer": ("rows", now.rows_sha256)}
    changed = [what for what, (name, digest) in parts.items() if given.get(name, "") != digest[:SHORT]]
    return flat(render("compared.html", changed=changed))
