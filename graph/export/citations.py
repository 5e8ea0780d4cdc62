"""Reference lists for reference managers: RIS and BibTeX, each paper once however many documents cite it.

Knows the two formats; knows nothing of the graph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.export.tables import records
from evigraph.ontology.iris import first_page, slug, surname

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from evigraph.graph.export.source import Source

ET_AL = re.compile(r",?\s*\bet al\.?$")
NAMED = re.compile(r"(?P<family>.+?)\s+(?P<given>[A-Z][A-Z-]*)")
#: Signs that LaTeX takes for its own.
LATEX = str.maketrans({sign: f"\\{sign}" for sign in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\~{}"})
DASHES = re.compile(r"[-–‑—]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A cited paper: `authors` are family and given names; `others` where the source cuts their list off."""

    authors: tuple[tuple[str, str], ...]
    others: bool
    year: str
    title: str
    journal: str
    volume: str
    pages: str
    notes: tuple[str, ...]

    @property
    def last_page(self) -> str:
        """The last page, with the digits that a shortened range leaves out: 1491–8 ends on page 1498."""
        first, *last = (page.strip() for page in DASHES.split(self.pages))
        return first[: -len(last[0])] + last[0] if last and last[0] else ""

    @property
    def key(self) -> str:
        """The key by which a text cites it."""
        family = self.authors[0][0] if self.authors else ""
        return slug(f"{family} {self.year} {self.volume} {first_page(self.pages)}") or slug(self.title)


def papers(source: Source) -> list[Paper]:
    """The papers of all reference lists, by key and title."""
    cited: dict[tuple[str, ...], list[str]] = {}
    for row in records(source.graph.select, "references"):
        same = tuple(row[name] for name in ("authors", "year", "title", "journal", "volume", "pages"))
        cited.setdefault(same, []).append(f"Reference {row['number']} of {row['document_id']}")
    found = [paper(*same, notes=notes) for same, notes in cited.items()]
    return sorted(found, key=lambda paper: (paper.key, paper.title))


def paper(
    authors: str, year: str, title: str, journal: str, volume: str, pages: str, *, notes: Iterable[str] = ()
) -> Paper:
    """A paper of its printed parts, with notes on who cites it."""
    listed = [name.strip() for name in ET_AL.sub("", authors).split(",") if name.strip()]
    others = bool(ET_AL.search(authors))
    names = tuple(_name(name) for name in listed)
    numbers = {"volume": volume, "pages": pages}
    return Paper(
        authors=names, others=others, year=year, title=title, journal=journal, notes=tuple(sorted(notes)), **numbers
    )


def _name(printed: str) -> tuple[str, str]:
    """Family name and initials of an author; the whole name as family name where there are none.

    >>> _name("von Meer C")
    ('von Meer', 'C')
    """
    parts = NAMED.fullmatch(printed)
    return (parts["family"], parts["given"]) if parts else (surname(printed) or printed, "")


def write_citations(source: Source, folder: Path) -> Iterator[Path]:
    """Write the papers as RIS and as BibTeX."""
    found = papers(source)
    for name, lines in (("references.ris", ris(found)), ("references.bib", bibtex(found))):
        path = folder / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")
        yield path


def ris(found: Iterable[Paper]) -> Iterator[str]:
    """The lines of a RIS file."""
    for paper in found:
        yield f"TY  - {'JOUR' if paper.journal else 'GEN'}"
        for tag, value in _tags(paper):
            if value:
                yield f"{tag}  - {_line(value)}"
        yield "ER  - "


def _tags(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "ID", paper.key
    yield from (("AU", ", ".join(filter(None, name))) for name in paper.authors)
    yield "PY", paper.year
    yield "TI", paper.title
    yield "T2", paper.journal
    yield "VL", paper.volume
    yield "SP", first_page(paper.pages)
    yield "EP", paper.last_page
    yield from (("N1", note) for note in paper.notes)


def bibtex(found: Iterable[Paper]) -> Iterator[str]:
    """The lines of a BibTeX file."""
    taken: dict[str, int] = {}
    for paper in found:
        number = taken[paper.key] = taken.get(paper.key, 0) + 1
        key = paper.key if number == 1 else f"{paper.key}-{number}"
        yield f"@{'article' if paper.journal else 'misc'}{{{key},"
        for name, value in _fields(paper):
            if value:
                yield f"  {name} = {{{value}}},"
        yield "}"


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    names = [", ".join(filter(None, map(_latex, name))) for name in paper.authors] + ["others"] * paper.others
    yield "author", " and ".join(names)
    yield "title", f"{{{_latex(paper.title)}}}" if paper.title else ""
    yield "journal", _latex(paper.journal)
    yield "year", paper.year
    yield "volume", _latex(paper.volume)
    yield "pages", "--".join(filter(None, (first_page(paper.pages), paper.last_page)))
    yield "note", _latex("; ".join(paper.notes))


def _latex(text: str) -> str:
    return _line(text).translate(LATEX)


def _line(text: str) -> str:
    return " ".join(text.split())
