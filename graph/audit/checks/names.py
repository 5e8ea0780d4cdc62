"""How studies are named and designed, in their headings, tables, references and in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.reading import plain, sentences
from evigraph.graph.audit.rows import row_of
from evigraph.ontology.iris import surname
from evigraph.ontology.records import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated, Words
    from evigraph.ontology.records import Study

YEAR = re.compile(r"\b((?:19|20)\d\d)")
RANDOM = re.compile(
    r"\b(?:was|were|are|been) (?:\w+ )?(?:randomi[sz]ed|randomly (?:assigned|allocated|drawn)|(?:drawn"
    r"|allocated|assigned|decided) (?:\w+ )?at random)\b"
    r"|\bdrawn at random\b",
    re.IGNORECASE,
)
NOT_RANDOM = re.compile(r"\b(?:case series|case reports?|registry|cohort)\b", re.IGNORECASE)


def names(evidence: Evidence) -> Iterator[Finding]:
    """Studies that go by two names or years, and designs that the text belies."""
    for study in evidence.studies:
        yield from filter(
            None, (_two_names(study, evidence), _two_years(study, evidence), _two_designs(study, evidence))
        )


def _two_names(study: Stated[Study], evidence: Evidence) -> Finding | None:
    """A study that is cited with and without the author's initials."""
    author, year = _author_and_year(study.record.study)
    if not author:
        return None
    forms: defaultdict[str, list[Words]] = defaultdict(list)
    cited = re.compile(rf"(?<![\w-])({re.escape(author)}(?: [A-Z]{{1,3}})? {year}[a-z]?)(?!\w)")
    for words in evidence.quoted:
        for match in cited.finditer(plain(words.quote)):
            forms[match[1]].append(words.part(match.start(), match.end()))
    others = {other.record.study for other in evidence.described}
    initialled = sorted(form for form in forms if form not in others)
    if study.record.study not in forms or not initialled:
        return None
    message = f"The study is cited as {initialled[0]} and as {study.record.study}."
    return _told(
        "study-label", Severity.REPORTING, message, forms[initialled[0]][0], forms[study.record.study][0], study
    )


def _author_and_year(name: str) -> tuple[str, str]:
    year = YEAR.search(name)
    return (name[: year.start()].strip(), year[1]) if year else ("", "")


def _two_years(study: Stated[Study], evidence: Evidence) -> Finding | None:
    """A heading whose year is not that of the author's one reference."""
    heading = study.words.quote.split("\n", 1)[0]
    printed = YEAR.search(heading)
    author, _ = _author_and_year(study.record.study)
    own = [r for r in evidence.all(Reference) if author and surname(r.record.authors) == author]
    others = [s for s in evidence.studies if _author_and_year(s.record.study)[0] == author]
    if (
        printed is None
        or len(own) != 1
        or len(others) != 1
        or not own[0].record.year
        or own[0].record.year.startswith(printed[1])
    ):
        return None
    message = f"The heading of the study has {printed[1]}, its reference {own[0].record.year}."
    return _told("study-label", Severity.CONTRADICTION, message, study.words.part(0, len(heading)), own[0].words, study)


def _two_designs(study: Stated[Study], evidence: Evidence) -> Finding | None:
    """A study of a design without random allocation, of which the text says that there was some."""
    if not NOT_RANDOM.search(study.record.design) or "random" in study.record.design:
        return None
    for statement in evidence.statements:
        if statement.study == study.node and statement.record.topic == "study design issues":
            for sentence in sentences(statement.words):
                if RANDOM.search(plain(sentence.quote)):
                    message = f"The study is called a {study.record.design}; the text says that allocation was random."
                    return _told(
                        "table-versus-text", Severity.CONTRADICTION, message, row_of(study, "design"), sentence, study
                    )
    return None


def _told(check: str, severity: Severity, message: str, a: Words, b: Words, study: Stated[Study]) -> Finding:
    return Finding(
        check=check, severity=severity, message=message, a=a, b=b, study=study.record.study, about=(study.node,)
    )
