"""Which studies a review includes that the document describes too.  Knows citations and designs; counts no patients."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.descriptions import DESIGN
from evigraph.ontology.records import StudyInclusion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.evidence import Evidence
    from evigraph.extraction.structure.document import Sentence
    from evigraph.ontology.records import Study

_REVIEW = re.compile(r"\breviews?\b|\bmeta-analys[ei]s\b", re.IGNORECASE)
_IS_IN = re.compile(
    r"\b(?:also |already |is |are |was |were )*(?:included|counted|pooled|contained|part of"
    r"|one of the (?:\w+ )?(?:trials|studies))\b"
    r"[^.()]{0,40}?\b(?:reviews?|meta-analys[ei]s)\b",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:review|meta-analysis)\b[^.]{0,80}?\b(?:includes?|included|contains?|pools?|pooled|covers?|counts?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\b(?P<n>1|one|the|that|this) (?P<design>{DESIGN})\b", re.IGNORECASE)
_BESIDE = re.compile(r"^\s*\((?:[^()]*?)$")


def inclusions(evidence: Evidence) -> list[StudyInclusion]:
    """The studies that are said to be in a review of the same document, each once."""
    reviews = [s for s in evidence.studies if _REVIEW.search(s.design)]
    found: dict[tuple[str, str], StudyInclusion] = {}
    if reviews:
        for section in evidence.document.sections:
            for sentence in evidence.document.sentences(section):
                for one in _of_sentence(evidence, sentence, reviews):
                    found.setdefault((one.review, one.study), one)
    return list(found.values())


def _of_sentence(evidence: Evidence, sentence: Sentence, reviews: list[Study]) -> Iterator[StudyInclusion]:
    text = sentence.norm
    said = _IS_IN.search(text) or _HOLDS.search(text) if _REVIEW.search(text) else None
    if said is None:
        return
    review = _review([c.study for c in evidence.index.citations(text)], reviews, sentence)
    for study in _included(evidence, sentence, said.start()) if review else ():
        if study != review:
            yield StudyInclusion(**sentence.where("study.inclusion"), review=review, study=study)


def _review(cited: list[str], reviews: list[Study], sentence: Sentence) -> str:
    """The review that is cited or in whose section this stands, else the only one."""
    own = sentence.section.study.name if sentence.section.study else ""
    named = [r.study for r in reviews if r.study in cited or r.study == own]
    return named[0] if len(named) == 1 else reviews[0].study if len(reviews) == 1 and not named else ""


def _included(evidence: Evidence, sentence: Sentence, end: int) -> list[str]:
    """The studies that a sentence cites or that its section is about, else the only one of the design that it names.

    Words in a bracket, which begin before `end`, are about what stands right before the bracket.
    """
    text = sentence.norm
    if _BESIDE.match(text[max(text.rfind("(", 0, end), 0) : end]):
        return _by_design(evidence, text[:end])
    known = {s.study for s in evidence.studies if not _REVIEW.search(s.design)}
    own = sentence.section.study.name if sentence.section.study else ""
    cited = [c.study for c in evidence.index.citations(text) if c.study in known]
    return list(dict.fromkeys(cited)) or ([own] if own in known else _by_design(evidence, text[:end]))


def _by_design(evidence: Evidence, text: str) -> list[str]:
    """The only study of the design that stands last before the words."""
    match = list(_COUNTED.finditer(text))[-1:]
    study, _ = evidence.index.described(f"the {match[0]['design']}") if match else ("", None)
    return [study] if study else []
