"""An answer as markup for the chat: the sentence, its quotes, its table, the query, what could not be placed.

Knows answers and templates of pages, where every value is escaped; knows nothing of Gradio.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from evigraph.ui.html import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.queries.answer import AnswerObject


def asked_html(question: str) -> str:
    """A question as its asker typed it."""
    return _flat(render("asked.html", question=question))


def reply_html(found: AnswerObject, earlier: Sequence[str]) -> str:
    """An answer to the last of several questions."""
    link = urlencode([("q", found.question), *[("h", question) for question in earlier]])
    columns = [name for name in dict.fromkeys(key for row in found.rows for key in row) if name != "node"]
    return _flat(render("reply.html", found=found, columns=columns, link=link))


def _flat(markup: str) -> str:
    """Markup without empty lines and indents, which Markdown would take for its own."""
    return "".join(line.strip() + "\n" for line in markup.splitlines() if line.strip())
