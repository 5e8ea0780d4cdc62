"""How headings, table cells and citations name a study: by author and year, numbered or not.  Knows no section."""

from __future__ import annotations

import re
from dataclasses import dataclass

STUDY_NUMBER = re.compile(r"(?:(?:study|paper|trial|sheet|source)\s+|\bS)(?P<number>\d+)\b[\s:.·|–—-]*", re.IGNORECASE)
STUDY_NAME = re.compile(
    r"(?<![A-Za-zÀ-ÿ])(?P<surname>(?:(?:[Vv][ao]n|[Dd][eiau]l?|[Dd]er?|[Tt]en?|[Ll][ae]|[Ee]l|[Aa]l|[Ss]t\.?"
    r"|[Dd]os|[Mm]ac|Ó|Ní|Mc)[ '’-]+){0,3}[A-ZÀ-ÞŁŚŠŽÇĆČİ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’]*[a-zà-ÿ][\w'’-]*)?)"
    r"(?:,?\s+(?P<initials>[A-Z](?:\.?[A-Z-]){0,3}\.?))?(?:,?\s+(?:and colleagues|et al\.?))?,?\s*\(?"
    r"(?P<year>(?:19|20)\d\d)(?P<letter>[a-h])?\)?",
)
_UNDATED_NAME = re.compile(
    r"(?P<surname>[A-ZÀ-Þ][\w'’-]+)(?P<initials>,?\s+[A-Z](?:\.?[A-Z-]){0,3}\.?)?(?:\s+(?:et al\.?|and colleagues))?"
    r"\s*(?P<undated>\((?:undated|no date|n\.?d\.?|in press|unpublished|year (?:not (?:given|stated)|unknown))\))?\s*$"
)
"""A study named by its author alone, with or without a word for the missing year."""
_TABLE_OF_STUDY = re.compile(
    r"(?:table \d+[.:]?\s+)?(?:(?:key|main) )?(?:outcomes?|results?|findings|efficacy|effectiveness|safety|harms"
    r"|complications|adverse events)\b[^()]*(?:\([^()]*\)[^()]*)*\((?P<name>[^()]+)\)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StudyHeading:
    """A study as its section's heading names it."""

    name: str
    number: int | None
    start: int
    end: int
    initials: str = ""
    printed: str = ""


def study_name(text: str) -> StudyHeading | None:
    """A study named by author and year, as headings, table cells and citations name it.

    >>> study_name("Study 3 von Falck C (2022)").name
    'von Falck 2022'
    """
    numbered = STUDY_NUMBER.match(text)
    start = numbered.end() if numbered else 0
    number = int(numbered["number"]) if numbered else None
    match = STUDY_NAME.search(text, start) if numbered else STUDY_NAME.match(text)
    if match is not None:
        name = f"{match['surname']} {match['year']}{match['letter'] or ''}"
        return StudyHeading(name, number, match.start(), match.end(), match["initials"] or "")
    undated = _UNDATED_NAME.match(text, start) if numbered else None
    if undated is None or not (undated["initials"] or undated["undated"]):
        return None
    return StudyHeading(
        undated["surname"], number, start, undated.end("surname"), (undated["initials"] or "").strip(" ,")
    )


_REFERENCE_MARK = re.compile(r"(?<=[)\w])\s*(?:[(\[]\s*\d{1,3}\s*[)\]]|[¹²³⁰⁴-⁹]+)\s*$")
_MARK_BEHIND = re.compile(r"\)?\s*(?:[(\[]\s*(?P<number>\d{1,3})\s*[)\]]|(?P<raised>[¹²³⁰⁴-⁹]+))(?=\s|$)")


def reference_number(behind: str) -> int | None:
    """The number of a reference right behind a name: "Smith J (2012)(3)", "Smith J (2012)³"."""
    match = _MARK_BEHIND.match(behind)
    if match is None:
        return None
    return int(match["number"] or "".join(str("⁰¹²³⁴⁵⁶⁷⁸⁹".index(c)) for c in match["raised"]))


def is_study_heading(text: str) -> bool:
    """Whether a line does nothing but name a study, numbered or not."""
    plain = _REFERENCE_MARK.sub("", text)
    heading = study_name(plain)
    return heading is not None and (
        heading.number is not None or (heading.start == 0 and heading.end >= len(plain.rstrip(" :.")))
    )


def study_of_table(caption: str) -> StudyHeading | None:
    """The study that the caption of a table of findings names last: "Table 2 Outcomes in the trial (Smith 2012)"."""
    match = _TABLE_OF_STUDY.fullmatch(caption)
    named = study_name(match["name"]) if match else None
    if match is None or named is None or named.end < len(match["name"]):
        return None
    start = match.start("name")
    return StudyHeading(named.name, None, start + named.start, start + named.end, named.initials)
