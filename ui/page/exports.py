"""An answer in the formats that people keep: a table, a text with references, the references alone.

Knows answers and formats; knows nothing of addresses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.export.citations import paper, ris
from evigraph.ontology.rdf import text
from evigraph.ui.page.sparql import rows
from evigraph.ui.page.spreadsheet import as_csv
from evigraph.ui.page.table import table
from evigraph.ui.page.word_file import word_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from evigraph.graph.export.citations import Paper
    from evigraph.graph.store import Reader
    from evigraph.queries.answer import AnswerObject

MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]#|!"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})


def csv_of(found: AnswerObject, _: Reader) -> bytes:
    """The rows as they are, one column each."""
    columns = list(dict.fromkeys(name for row in found.rows for name in row))
    return as_csv([columns, *([row.get(name, "") for name in columns] for row in found.rows)]).encode()


def markdown_of(found: AnswerObject, reader: Reader) -> bytes:
    """Question, answer, table and numbered references."""
    return "".join(f"{line}\n" for line in _markdown(found, reader)).encode()


def ris_of(found: AnswerObject, reader: Reader) -> bytes:
    """The papers of the studies that the answer cites."""
    return "".join(f"{line}\r\n" for line in ris(papers(found, reader))).encode()


def word_of(found: AnswerObject, reader: Reader) -> bytes:
    """The answer as a Word file."""
    shown = table(found.rows)
    quotes = [f"“{cited.quote}” ({cited.document}, {cited.section})" for cited in found.citations]
    against = [f"Contradicted by the source: {said}" for said in found.disagreements]
    against += [f"Corrected by a reviewer: {said}" for said in found.corrections]
    notes = [*filter(None, [", ".join(shown.same)]), *against, _receipt(found)]
    printed = [_reference(one) for one in papers(found, reader)]
    lists = [("Source words", quotes), ("References", printed), ("Notes", notes)]
    return word_file(found.question, found.answer, [shown.heads, *shown.rows] if shown.rows else [], lists)


#: How each format is made, and its media type.
MADE: Mapping[str, tuple[Callable[[AnswerObject, Reader], bytes], str]] = {
    "csv": (csv_of, "text/csv; charset=utf-8"),
    "md": (markdown_of, "text/markdown; charset=utf-8"),
    "ris": (ris_of, "application/x-research-info-systems"),
    "docx": (word_of, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def papers(found: AnswerObject, reader: Reader) -> list[Paper]:
    """The papers of the studies that an answer cites or lists, each once."""
    cited = [cited.study for cited in found.citations]
    names = dict.fromkeys(name for name in (*cited, *(str(row.get("study", "")) for row in found.rows)) if name)
    known = rows(reader, "papers", name=[text(name) for name in names]) if names else ()
    parts = ("authors", "year", "title", "journal", "volume", "pages")
    return [paper(*(row.get(part, "") for part in parts)) for row in known]


def _markdown(found: AnswerObject, reader: Reader) -> Iterator[str]:
    yield f"# {_plain(found.question)}"
    yield ""
    yield _plain(found.answer) + "".join(f" [^{number}]" for number, _ in enumerate(found.citations, start=1))
    for said in found.disagreements:
        yield from ("", f"> Contradicted by the source: {_plain(said)}")
    for said in found.corrections:
        yield from ("", f"> Corrected by a reviewer: {_plain(said)}")
    shown = table(found.rows)
    if shown.rows:
        yield from ("", _plain(", ".join(shown.same)), "") if shown.same else ("",)
        for row in (shown.heads, ["---"] * len(shown.heads), *shown.rows):
            yield f"| {' | '.join(cell if cell == '---' else _plain(cell) for cell in row)} |"
    yield ""
    for number, cited in enumerate(found.citations, start=1):
        yield f"[^{number}]: “{_plain(cited.quote)}” {_plain(cited.document)}, {_plain(cited.section)}"
    yield from ("", "## References", "")
    yield from (f"- {_plain(_reference(one))}" for one in papers(found, reader))
    yield from ("", _receipt(found))


def _plain(words: str) -> str:
    """Words of a source in one line, with nothing that Markdown would take for its own."""
    return " ".join(words.split()).translate(MARKDOWN)


def _reference(one: Paper) -> str:
    names = ", ".join(" ".join(name for name in author if name) for author in one.authors)
    others = " et al." if one.others else ""
    return f"{names}{others} ({one.year}) {one.title}. {one.journal} {one.volume}: {one.pages}".strip(" .:")


def _receipt(found: AnswerObject) -> str:
    receipt = found.receipt
    return f"Receipt: graph {receipt.graph_sha256[:16]}, rows {receipt.rows_sha256[:16]}"
