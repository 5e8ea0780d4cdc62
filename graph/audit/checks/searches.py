"""Dates of the literature search against each other and against the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.dates import before, dates, months_between, shown
from evigraph.graph.audit.quotes.reading import clause, sentences
from evigraph.ontology.records import SearchSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated, Words

#: Months after which a search is called old when the guidance comes out.
OLD = 12
WRITTEN = re.compile(r"\b(?:prepared|updated|revised|finished|written|completed)\b", re.IGNORECASE)


def search_dates(evidence: Evidence) -> Iterator[Finding]:
    """Searches after the document, stated ends that no search reached, and searches that had grown old."""
    searched = [s for s in evidence.all(SearchSource) if s.record.date_searched]
    told = [s for s in searched if _in_prose(s)]
    listed = [s for s in searched if not _in_prose(s)]
    last = max((s.record.date_searched for s in listed), default="")
    yield from _too_late(evidence, listed)
    if told and listed and all(before(s.record.date_searched, told[0].record.date_searched) for s in listed):
        first = min(listed, key=lambda s: s.words.start)
        message = (
            f"The searches are said to reach {shown(told[0].record.date_searched)};"
            f" the last database was searched on {shown(last)}."
        )
        yield _told(message, _date_words(told[0]), first.words)
    yield from filter(None, map(_edition, searched))
    if evidence.basis:
        yield from _age(evidence)


def _edition(source: Stated[SearchSource]) -> Finding | None:
    """A search before the edition of the database that it names."""
    searched = source.record.date_searched
    named = (found for found in dates(source.words) if found.words.quote in source.record.version)
    edition = next((found for found in named if before(searched, found.iso)), None)
    if edition is None:
        return None
    message = (
        f"{source.record.source} is said to have been searched on {shown(searched)},"
        f" before the edition that is named, {shown(edition.iso)}."
    )
    return _told(message, source.words, None)


def _in_prose(source: Stated[SearchSource]) -> bool:
    """Whether a sentence, and not a row of the list of databases, gives the date."""
    return len(source.words.quote.split()) > len(source.record.source.split()) + 12 and "\t" not in source.words.quote


def _too_late(evidence: Evidence, listed: list[Stated[SearchSource]]) -> Iterator[Finding]:
    """Databases that were searched after the document was last worked on."""
    description = evidence.description.record
    ready = max(filter(None, (description.date_prepared, description.date_updated)), default="") or _in_words(evidence)
    if not ready or description.kind != "overview":
        return
    late = [s for s in listed if before(ready, s.record.date_searched)]
    if late:
        other = ", and others" if len(late) > 1 else ""
        message = (
            f"{late[0].record.source} is said to have been searched on {shown(late[0].record.date_searched)}{other},"
            f" after the overview was prepared ({shown(ready)})."
        )
        yield _told(message, late[0].words, _prepared(evidence, ready))


def _in_words(evidence: Evidence) -> str:
    """The last date at which a sentence of the front matter says that the document was written or changed."""
    told = (s.words for s in evidence.statements if s.record.topic == "scope")
    found = (d.iso for words in told for part in sentences(words) if WRITTEN.search(part.quote) for d in dates(part))
    return max(found, default="")


def _prepared(evidence: Evidence, ready: str) -> Words | None:
    """The words that date the document."""
    description = evidence.description.record
    attribute = "date_updated" if description.date_updated == ready else "date_prepared"
    place = next((p for p in description.places if p.attribute == attribute), None)
    for words in evidence.quoted:
        if place and words.start <= place.start and place.end <= words.end:
            return words.part(place.start - words.start, place.end - words.start)
        if place is None and any(found.iso == ready for found in dates(words)) and WRITTEN.search(words.quote):
            return next(found.words for found in dates(words) if found.iso == ready)
    return None


def _date_words(source: Stated[SearchSource]) -> Words:
    found = next((d for d in dates(source.words) if d.iso == source.record.date_searched), None)
    return found.words if found else clause(source.words)


def _age(evidence: Evidence) -> Iterator[Finding]:
    """How old the search of the overview was when the guidance was published."""
    if evidence.basis is None:
        return
    published = evidence.description.record.date_published
    searched = [s for s in evidence.basis.all(SearchSource) if s.record.date_searched]
    if not published or not searched:
        return
    last = max(searched, key=lambda s: s.record.date_searched)
    months = months_between(last.record.date_searched, published)
    if months is not None and months > OLD:
        message = (
            f"The guidance was published {months} months after the last search, {shown(last.record.date_searched)}."
        )
        yield Finding(
            check="search-date", severity=Severity.INFO, message=message, a=evidence.description.words, b=last.words
        )


def _told(message: str, a: Words, b: Words | None) -> Finding:
    return Finding(check="search-date", severity=Severity.CONTRADICTION, message=message, a=a, b=b)
