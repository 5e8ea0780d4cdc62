"""How many studies, patients, advisers, questionnaires and companies a text says there are.

Knows the nouns of an assessment; knows nothing of how many there really are, which the audit compares.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.numbers import INTEGER, WORD_NUMBER, integer
from evigraph.ontology.records import StatedCount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.structure.document import EvidenceDocument, Sentence

_N = rf"(?P<n>{INTEGER}|{WORD_NUMBER})"
_ABOUT = re.compile(r"\b(?:about|approximately|around|some|over|more than|nearly|almost) $", re.IGNORECASE)
_HERE = r"(?=[\dotfsenh])\b"
_PEOPLE = r"(?:patients|people|participants|adults|children|women|men|eyes|knees|limbs|procedures)"
_DESIGN = (
    r"(?:[a-z][\w-]* ){0,5}?(?:trials?|stud(?:y|ies)|case series|series|case reports?|registr(?:y|ies)"
    r"|cohorts?(?! stud)|reviews?(?: (?:and|with) (?:network )?meta-analys[ei]s)?|meta-analys[ei]s|RCTs?|databases?"
    r"|surveys?|audits?)"
)
_PART = re.compile(rf"{_HERE}{_N} (?P<design>{_DESIGN})\b", re.IGNORECASE)
_TOTAL = re.compile(
    rf"{_HERE}{_N} (?P<matter>sources)\b|\b(?:from|comprised|the|all|these) (?P<n2>{INTEGER}|{WORD_NUMBER})"
    r" (?:included |published )?(?P<matter2>papers|publications|studies)\b",
    re.IGNORECASE,
)
_PATIENTS = re.compile(
    rf"{_HERE}{_N} (?P<matter>{_PEOPLE})\b(?P<source> from (?={INTEGER}|{WORD_NUMBER}))?", re.IGNORECASE
)
_BASED_ON = re.compile(r"\bbased on (?:\w+ )?$", re.IGNORECASE)
_NO_NAME = r"(?:of|in|to|from|who|that|which|have|has|had|was|were|and)"
_INPUT = re.compile(
    rf"{_HERE}{_N} (?P<matter>(?:(?!{_NO_NAME}\b)[a-z'-]+ ){{0,4}}?(?:questionnaires?|advis[eo]rs|experts?|consultants"
    r"|clinicians|submissions?|commentar(?:y|ies)|responses?|replies|compan(?:y|ies)|manufacturers|sources"
    r"|organi[sz]ations?|charit(?:y|ies)|societies|interviews?|patients|people|men|women|parents|carers|NHS trusts))\b"
    r"(?!'?s?'? (?:questionnaires?|submissions?|organi[sz]ations?))",
    re.IGNORECASE,
)
_RECEIVED = r"(?:was|were|had been) (?:received|available|submitted|returned|given)"
_NONE = re.compile(
    r"(?P<matter>[Pp]atient commentar(?:y|ies)|[Cc]ommentar(?:y|ies)|[Qq]uestionnaires|[Ss]ubmissions"
    rf"|[Vv]iews of patients)\b[^.]*?\bnone {_RECEIVED}"
    r"|\b[Nn]o (?P<matter2>(?:[a-z-]+ ){0,2}?(?:commentar(?:y|ies)|questionnaires|submissions?|responses?))\b"
    rf"[^.]*?\b{_RECEIVED}",
)
_OF_MANY = re.compile(r"\b(?:the|all|these|both|all the) (?:included )?$", re.IGNORECASE)
_SHARE = re.compile(r"(?:\b(?:in|over|aged|than|scores?|scored|table|figure) |\d (?:of|in) (?:the )?)$", re.IGNORECASE)
_ANSWERED = re.compile(
    r"\b(?:questionnaires?|commentar\w+|interview\w*|views?|submi\w+|letters?|surveys?|gave|told|repl\w+|answer\w*|asked|advice"
    r"|contacted|inform\w+|received|written to|filled|completed|sent)\b",
    re.IGNORECASE,
)
#: Parts of a document that tell how many studies there are, and those that tell who was asked.
EVIDENCE = {
    *("evidence base", "key evidence", "evidence summary", "evidence", "validity", "technique", "literature search"),
    *("introduction", "committee evidence"),
}
INPUT = {
    *("expert opinion", "patient commentary", "company engagement", "issues", "professional societies"),
    *("committee evidence", "committee comments", "additional information"),
}


def stated_counts(document: EvidenceDocument) -> list[StatedCount]:
    """The counts in reading order; one that a section repeats counts once."""
    found: dict[tuple[str, str, int], StatedCount] = {}
    for count in _all(document):
        found.setdefault((count.section, count.matter, count.count), count)
    return list(found.values())


def _all(document: EvidenceDocument) -> Iterator[StatedCount]:
    for section in document.sections:
        studies, persons = section.role_name in EVIDENCE, section.role_name in INPUT
        if section.study is not None or not (studies or persons):
            continue
        for sentence in document.sentences(section):
            if studies:
                yield from studies_counted(sentence)
            if persons and not _PART.search(sentence.norm):
                yield from persons_counted(sentence)


def studies_counted(sentence: Sentence) -> Iterator[StatedCount]:
    """Studies in total and by design, and the patients whom they report."""
    text = sentence.norm
    where = sentence.where("count.evidence")
    for match in _PATIENTS.finditer(text):
        if match["source"] or _BASED_ON.search(text[: match.start()]):
            n, about = integer(match["n"]), _about(text, match)
            yield StatedCount(**where, matter=match["matter"], count=n, approximate=about)
    total = _TOTAL.search(text)
    parts = tuple((m["design"], integer(m["n"])) for m in _parts(text, total))
    if total is not None:
        n, matter = integer(total["n"] or total["n2"]), _plain(total["matter"] or total["matter2"])
        yield StatedCount(**where, matter=matter, count=n, approximate=_about(text, total), parts=parts)
    elif _BASIS.search(text) or len(parts) > 1:
        for design, n in parts:
            yield StatedCount(**where, matter=_plural(design), count=n)


def _about(text: str, count: re.Match[str]) -> bool:
    return _ABOUT.search(text[: count.start()]) is not None


_BASIS = re.compile(
    r"\bbased on\b|\bevidence (?:included|comprised|came|consists?|consisted|is|was)\b"
    rf"|\b{_PEOPLE} from (?={INTEGER}|{WORD_NUMBER})",
    re.IGNORECASE,
)
_NO_DESIGN = frozenset(("studies", "trials", "study"))


def _parts(text: str, total: re.Match[str] | None) -> list[re.Match[str]]:
    """The counts by design behind a total, or of a sentence that has none; "the 5 studies" are no part."""
    found = _PART.finditer(text, total.end() if total else 0)
    return [m for m in found if m["design"].lower() not in _NO_DESIGN and not _is_no_part(text[: m.start()])]


def _is_no_part(before: str) -> bool:
    return _OF_MANY.search(before) is not None or _SHARE.search(before) is not None


def persons_counted(sentence: Sentence) -> Iterator[StatedCount]:
    """Questionnaires, advisers, companies and whoever else was asked or answered."""
    text = sentence.norm
    where = sentence.where("count.input")
    for match in _INPUT.finditer(text) if _ANSWERED.search(text) else ():
        if not _SHARE.search(text[: match.start()]):
            yield StatedCount(**where, matter=_plural(match["matter"]), count=integer(match["n"]))
    for match in _NONE.finditer(text):
        yield StatedCount(**where, matter=_plain(match["matter"] or match["matter2"]), count=0)


def _plain(words: str) -> str:
    text = words.strip()
    return text[:1].lower() + text[1:] if not text[:2].isupper() else text


def _plural(design: str) -> str:
    """The plural of a design's name.

    >>> _plural("case report"), _plural("case series"), _plural("registry")
    ('case reports', 'case series', 'registries')
    """
    plain = _plain(design)
    if plain.endswith(("s", "S", "men", "people", "children")):
        return plain
    return f"{plain[:-1]}ies" if plain.endswith("y") else f"{plain}s"
