"""How the literature was searched: sources with dates, and the strategy's numbered lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.extraction.parts.dates import DATE, first_date, iso
from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.reading.clean import clean
from evigraph.extraction.scanning.lists import split_list
from evigraph.extraction.structure.document import EvidenceDocument, Sentence, Table, Where
from evigraph.ontology.records import SearchLine, SearchSource
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.structure.sections import Section

_PARTS = ("search strategy", "literature search", "trial registries", "websites")
_HEADING_ONLY = re.compile(r"[^.]{0,60}search strateg(?:y|ies)|the search in .*", re.IGNORECASE)
_PLATFORM = re.compile(r"\s*\((?P<platform>[^()]+)\)\s*$")
_NOT_SOURCE = re.compile(r"^(?:and )?(?:others?|other (?:databases|sources)|the internet|databases?)\b", re.IGNORECASE)
_REGISTRY = re.compile(r"\b(?:trials? regist|regist(?:er|ry|ries)|clinicaltrials\.gov|isrctn|ictrp)\b", re.IGNORECASE)
_KNOWN_DATABASE = re.compile(
    r"\b(?:medline|embase|cochrane|cinahl|psycinfo|pubmed|premedline|web of science|scopus|central|cdsr|amed"
    r"|lilacs|dare|inahta|hta database)\b",
    re.IGNORECASE,
)
_NAMED_SITES = re.compile(r"\b(?:the )?websites? of (?P<names>.+?)(?= (?:were|was|are|have)\b)", re.IGNORECASE)
_NAMED_REGISTRY = re.compile(
    r"\b(?:trial regist(?:er|ry)|regist(?:er|ry) of trials)s?,? (?P<names>[A-Z][\w.]*(?:(?:, | and )[A-Z][\w.]*)*)"
)
_UNTIL = re.compile(
    r"\b(?:from (?:(?:their|its|the|database)? ?(?:start|inception|outset|beginning)|[\w ]{4,45}?)|up) "
    r"(?:to|until|till) (?=[\w ]*(?:19|20)\d\d)",
    re.IGNORECASE,
)


def search_sources(document: EvidenceDocument) -> list[SearchSource]:
    """Databases, trial registries and websites that were searched, from tables, lists and sentences."""
    found: list[SearchSource] = []
    for section in document.parts(*_PARTS):
        for table in document.tables(section):
            found += _from_table(table, document)
        if section.role_name in ("trial registries", "websites"):
            date = DATE.search(section.title)
            found += [replace(s, date_searched=iso(date)) if date else s for s in _from_list(section)]
    for section in document.parts("literature search", "search strategy", "evidence"):
        for sentence in document.sentences(section):
            if not _HEADING_ONLY.fullmatch(sentence.norm):
                found += _from_sentence(sentence)
    return found


def _from_table(table: Table, document: EvidenceDocument) -> Iterator[SearchSource]:
    columns = [document.profile.columns.name(h) for h in table.heads]
    if "search source" not in columns or "search line" in columns:
        return
    at = {name: i for i, name in enumerate(columns) if name}
    for row in table.rows:
        name = table.cell(row, at["search source"])
        if name is None:
            continue
        platform = _cell(table, row, at.get("platform")) or _bracket(name.text)
        text = _PLATFORM.sub("", name.text) if "platform" not in at else name.text
        yield SearchSource(
            **_row_where(row, table.section, "search.table"), source=text.strip(),
            source_type=_type(text, "database"), platform=platform,
            date_searched=first_date(_cell(table, row, at.get("date searched"))),
            version=_cell(table, row, at.get("version")),
        )  # fmt: skip


def _cell(table: Table, row: Block, column: int | None) -> str:
    cell = table.cell(row, column) if column is not None else None
    return "" if cell is None or re.fullmatch(r"[-–—]|n/?a", cell.text, re.IGNORECASE) else cell.text


def _bracket(text: str) -> str:
    match = _PLATFORM.search(text)
    return match["platform"] if match else ""


def _row_where(row: Block, section: Section, rule: str) -> Where:
    return Where(start=row.start, end=row.end, section=section.title, region=section.role.region, rule=rule)


def _type(name: str, default: str) -> str:
    return (
        "trial registry"
        if _REGISTRY.search(name) and not re.search(r"\bcontrolled trials\b|\breview", name, re.IGNORECASE)
        else default
    )


def _from_list(section: Section) -> Iterator[SearchSource]:
    default = "trial registry" if section.role_name == "trial registries" else "website"
    for block in section.blocks:
        text = block.text.text
        if _SEARCH_LINE.match(block.text.norm) or text.endswith((".", ":")) or block.kind is Kind.ROW:
            return
        where = Sentence(block.text, 0, len(text), block, section).where("search.list")
        yield SearchSource(**where, source=text, source_type=default)


def _from_sentence(sentence: Sentence) -> Iterator[SearchSource]:
    text = sentence.norm
    for pattern, kind in ((_NAMED_SITES, "website"), (_NAMED_REGISTRY, "trial registry")):
        for match in pattern.finditer(text):
            for name in (
                n
                for n in _site_names(match["names"])
                if _type(n, kind) == kind and not (kind == "trial registry" and vocabulary().find(n, "search-source"))
            ):
                yield SearchSource(**sentence.where("search.sentence"), source=name, source_type=kind)
    named = [text[s.start : s.end] for s in vocabulary().lexicon("search-source").scan(text)]
    for name in (n for n in named if _type(n, "") == "trial registry"):
        yield SearchSource(**sentence.where("search.sentence"), source=name, source_type="trial registry")
    names = _database_list(text)
    if len(names) < 2 and not re.search(r"\bsearch", text, re.IGNORECASE):
        return
    until = _UNTIL.search(text)
    date = DATE.search(text, until.end()) if until else DATE.search(text)
    version = text[until.start() : date.end()] if until and date else ""
    for name in names:
        yield SearchSource(
            **sentence.where("search.sentence"), source=name, source_type="database",
            date_searched=iso(date) if date else "",
            version=version.strip(),
        )  # fmt: skip


_INNER_AND = re.compile(r"(?<=[A-Z][a-z]{3}) and (?=[A-Z][a-z]+ [A-Z][a-z]+)")


def _site_names(text: str) -> list[str]:
    """Names of sites; an "and" between capitalised words does not part one: "Food and Drug Administration"."""
    return [n.replace("\x00", " and ") for n in split_list(_INNER_AND.sub("\x00", text))]


def _database_list(text: str) -> list[str]:
    """The list that holds the first database: behind a colon, or from that database to the end of the list."""
    first = _KNOWN_DATABASE.search(text)
    if first is None:
        return []
    colon = text.rfind(":", 0, first.start())
    start = colon + 1 if colon >= 0 and first.start() - colon < 40 else text.rfind(" ", 0, first.start()) + 1
    end = re.search(r"\.(?:\s|$)|\s(?:were|was|from|up to|for|between|until|and the (?:internet|web))\b", text[start:])
    listed = text[start : start + end.start()] if end else text[start:]
    return [
        name
        for name in (re.sub(r"^the ", "", n) for n in split_list(listed))
        if not _NOT_SOURCE.match(name) and name[:1].isupper()
    ]


_SEARCH_LINE = re.compile(r"#?(?P<number>\d{1,3})[.)]?\s+(?=\S)")
_NUMBER_ALONE = re.compile(r"#?(?P<number>\d{1,3})[.)]?")
_SYNTAX = re.compile(
    r"/|\*|\.(?:tw|ti|ab|mp|kw|af)\b|\badj\d|\b(?:or|and|not)/?\s*\d|^\d+ (?:and|or|not) \d+|\bexp\b|\[mesh\]|:ti,ab",
    re.IGNORECASE,
)


def search_lines(document: EvidenceDocument) -> list[SearchLine]:
    """The strategy's numbered lines, whole."""
    found: list[SearchLine] = []
    for section in document.parts(*_PARTS):
        of_tables = [line for table in document.tables(section) for line in _lines_of_table(table, document)]
        found += of_tables or _lines_of_text(document, section)
    return found


def _lines_of_table(table: Table, document: EvidenceDocument) -> Iterator[SearchLine]:
    columns = [document.profile.columns.name(h) for h in table.heads]
    if "search line" not in columns:
        return
    query_at = columns.index("search line")
    number_at = columns.index("number") if "number" in columns else 0
    for row in table.rows:
        number, query = table.cell(row, number_at), table.cell(row, query_at)
        if number is not None and query is not None and number.text.strip("#. ").isdigit():
            hits = table.cell(row, columns.index("hits")) if "hits" in columns else None
            yield SearchLine(
                **_row_where(row, table.section, "search.line"), number=int(number.text.strip("#. ")),
                query=query.text, hits=_count(hits.text if hits else "")
            )  # fmt: skip


def _count(text: str) -> int | None:
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits else None


def _lines_of_text(document: EvidenceDocument, section: Section) -> Iterator[SearchLine]:
    """Lines that begin with the next number; what follows without a number belongs to the line before."""
    group: list[Block] = []
    number = 0
    for i, block in enumerate(section.blocks):
        match = _SEARCH_LINE.match(block.text.norm) or _NUMBER_ALONE.fullmatch(block.text.norm)
        following = section.blocks[i + 1].text.norm if i + 1 < len(section.blocks) else ""
        if (
            match
            and int(match["number"]) == number + 1
            and (number or _SYNTAX.search(block.text.norm) or _SYNTAX.search(following))
        ):
            if group:
                yield _line(document, group, section, number)
            group, number = [block], number + 1
        elif (len(group) == 1 and _NUMBER_ALONE.fullmatch(group[0].text.norm)) or (
            group and (_SYNTAX.search(block.text.norm) or not block.text.text.endswith(".")) and not block.alone
        ):
            group.append(block)
        elif group:
            break
    if group:
        yield _line(document, group, section, number)


def _line(document: EvidenceDocument, group: list[Block], section: Section, number: int) -> SearchLine:
    text = clean(document.source.text, [(b.start, b.end) for b in group])
    match = _SEARCH_LINE.match(text.norm)
    where = Where(
        start=group[0].start, end=group[-1].end, section=section.title, region=section.role.region, rule="search.line"
    )
    return SearchLine(**where, number=number, query=text.text[match.end() if match else 0 :])
