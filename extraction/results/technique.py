"""Shares and counts that a study's technique gives: how many had which imaging, anaesthesia or access."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.reading.clean import clean
from evigraph.extraction.results import predicates
from evigraph.extraction.results.distribution import kinds_in
from evigraph.extraction.results.drafts import read
from evigraph.extraction.results.frames import Frame
from evigraph.extraction.results.reader import Found
from evigraph.extraction.results.statement import Statement, parse
from evigraph.extraction.structure.document import EvidenceDocument, Sentence, sentences_of
from evigraph.extraction.studies.devices import anaesthesia_in, imaging_in
from evigraph.extraction.studies.studies import study_details

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.scanning.scanners import Scanners

_OF_WHOM = re.compile(
    r"(?:patients?|people|persons?|participants?|men|women|man|woman|children|adults|adolescents|infants|eyes|procedures?|cases|)",
    re.IGNORECASE,
)
_ACCESS = re.compile(r"\b(?P<kind>[a-z-]+(?: [a-z-]+)?) (?:access|approach|route)\b", re.IGNORECASE)


_TELLS = re.compile(
    r"(?:\d|\bone\b|\btwo\b|\bthree\b|\ball\b).*(?:guid|anaesth|anesth|sedat|block|access|approach|route|scop|imaging|ultraso|MR|CT)|(?:guid|anaesth|anesth|sedat|block|access|approach|route|scop|ultraso|MR|CT).*\d",
    re.IGNORECASE,
)


_COUNTS = re.compile(
    r"%|\d ?/ ?\d|\bof \d|\b(?:patients?|people|persons?|participants?|m[ae]n|wom[ae]n|child|children|adults?"
    r"|adolescents|infants|eyes|procedures?|cases)\b"
    r"|\b(?:\d+|one|two|three|all) (?:had|were|was|got|needed|received|underwent)\b",
    re.IGNORECASE,
)


def technique_results(document: EvidenceDocument, scan: Scanners) -> Iterator[Found]:
    """The drafts of the technique cells of every study."""
    for details in study_details(document):
        for detail in details.details:
            if detail.label in ("technique", "population"):
                block = Block(Kind.PARAGRAPH, detail.value, detail.start, detail.end)
                for sentence in sentences_of(detail.value, block, detail.section):
                    if (kinds := kinds_in(sentence.norm, detail.label))[1]:
                        yield from _kinds(scan, sentence, details.heading.name, kinds[0])
                    elif detail.label == "technique" and _COUNTS.search(sentence.norm) and _TELLS.search(sentence.norm):
                        yield from _sentence(scan, sentence, details.heading.name)


_TARGET = re.compile(r"\b(?:target|treated|side|site|level)s?\b", re.IGNORECASE)


def _kinds(scan: Scanners, sentence: Sentence, study: str, subject: str) -> Iterator[Found]:
    """How many were treated in which way or place: "The target joint was the left in 12 people and the right in 9"."""
    s = parse(scan, sentence.norm, Frame(text=subject))
    for draft in read(s):
        if draft.figure.is_share or draft.n is not None:
            draft.outcome, draft.instrument = ("treated site" if _TARGET.search(subject) else subject.lower()), ""
            yield Found(draft, sentence, s, study)


def _sentence(scan: Scanners, sentence: Sentence, study: str) -> Iterator[Found]:
    s = parse(scan, sentence.norm, Frame())
    for draft in read(s):
        named = (
            _named(_beside(s, draft))
            if draft.figure.is_share and _OF_WHOM.fullmatch(draft.figure.denominator_unit)
            else None
        )
        if named is not None:
            draft.outcome, draft.category, draft.instrument = *named, ""
            yield Found(draft, sentence, s, study)


def _beside(s: Statement, draft: Draft) -> str:
    """The words that tell what those counted had: behind the figure where a verb stands, else before it."""
    i = next(k for k, f in enumerate(s.figures) if f is draft.figure)
    right = re.split(r"[,;.]|\band\b", s.right(i))[0]
    return right if predicates.opens(s.right(i)) else s.left(i)


def _named(words: str) -> tuple[str, str] | None:
    """Outcome and category of technique that words name."""
    imaging = imaging_in(words)
    if len(imaging) == 1:
        return "imaging guidance", imaging[0]
    anaesthesia = anaesthesia_in(clean(words, [(0, len(words))]))
    if len(anaesthesia) == 1:
        return "anaesthesia", anaesthesia[0]
    access = _ACCESS.search(words)
    return ("access route", access["kind"].lower()) if access else None
