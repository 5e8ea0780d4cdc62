"""What the section on validity, and the recommendation, say of the studies, against the studies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.graph.audit.doubt import prints
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.answers import answers
from evigraph.graph.audit.quotes.attributes import Attributed, attributed
from evigraph.graph.audit.quotes.reading import COUNT, count, plain, sentences
from evigraph.graph.audit.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated, Words
    from evigraph.ontology.records import Recommendation, Study

POOR = re.compile(
    r"\bevidence\b[^.]*\b(?:is|was|are) (?:very )?(?:inadequate|insufficient|too (?:scarce|limited"
    r"|weak))|\binadequate (?:evidence|in)",
    re.IGNORECASE,
)
GOOD = re.compile(r"\bevidence\b[^.]*\b(?:is|was|are) (?:adequate|sufficient)\b", re.IGNORECASE)
#: "Both RCTs were ...", "All 3 case series ...": the sentence counts every study of a design.
ALL_OF = re.compile(
    rf"(?:-\s*)?(?:(?P<both>both)(?: of)?(?: the)?|(?:all|all of the|the|all the) (?P<n>{COUNT})) (?P<what>"
    r"(?:randomi[sz]ed )?(?:controlled )?(?P<trials>trials|RCTs)|case series)\b",
    re.IGNORECASE,
)
#: Studies that a review holds are not those of the document.
WITHIN = re.compile(r"\b(?:review|meta-?analys|pooled|included in)", re.IGNORECASE)
KINDS = {True: re.compile(r"\btrial|\bRCT", re.IGNORECASE), False: re.compile(r"case series", re.IGNORECASE)}
PERMISSIVE, RESTRICTIVE = frozenset({"standard arrangements"}), frozenset({"only in research", "do not use"})
ANSWERS = frozenset({"patient commentary", "expert opinion"})


def validity(evidence: Evidence) -> Iterator[Finding]:
    """Counts of studies by direction, numbers of answers, and recommendations that do not fit what they rest on."""
    for statement in evidence.statements:
        if statement.record.topic == "validity":
            for claim in attributed(statement.words):
                if found := _against_studies(claim, evidence):
                    yield found
            yield from filter(None, (_too_many(part, evidence) for part in sentences(statement.words)))
    for paragraph in evidence.paragraphs:
        yield from filter(None, (_against_itself(paragraph), _answers(paragraph, evidence)))


def _against_studies(claim: Attributed, evidence: Evidence) -> Finding | None:
    """A number of studies with a direction that the studies' own sections do not bear out, where all tell theirs."""
    studies = [s for s in evidence.studies if _is_kind(s, claim.what)]
    told = [s for s in studies if s.record.direction]
    having = [s for s in told if claim.direction in s.record.direction]
    if not studies or len(told) != len(studies) or len(having) == claim.n:
        return None
    named = ", ".join(s.record.study for s in having) or "none"
    other = next((s for s in told if s not in having), told[0])
    message = (
        f"{claim.n} {claim.what} are said to be {claim.direction};"
        f" {len(having)} {'is' if len(having) == 1 else 'are'} ({named})."
    )
    return Finding(
        check="validity-versus-studies",
        severity=Severity.CONTRADICTION,
        message=message,
        a=claim.words,
        b=_design_words(other, evidence),
        recomputed=str(len(having)),
        about=tuple(s.node for s in having),
    )


def _too_many(sentence: Words, evidence: Evidence) -> Finding | None:
    """All trials, or all case series, by another number than there are."""
    text = plain(sentence.quote)
    claimed = ALL_OF.match(text)
    if claimed is None or WITHIN.search(text):
        return None
    n = 2 if claimed["both"] else count(claimed["n"])
    kind = KINDS[claimed["trials"] is not None]
    there = [s for s in evidence.studies if kind.search(s.record.design)]
    if not there or len(there) >= n or not all(s.record.design for s in evidence.studies):
        return None
    what = claimed["what"]
    message = f"{n} {what} are spoken of; {len(there)} {'is' if len(there) == 1 else 'are'} described."
    return Finding(
        check="validity-versus-studies",
        severity=Severity.CONTRADICTION,
        message=message,
        a=sentence,
        b=row_of(there[0], "design"),
        recomputed=str(len(there)),
        about=tuple(s.node for s in there),
    )


def _is_kind(study: Stated[Study], what: str) -> bool:
    return ("studies" in what.removeprefix("cohort") and "cohort" not in what) or what.removesuffix(
        "s"
    ) in study.record.design + "s"


def _design_words(study: Stated[Study], evidence: Evidence) -> Words:
    """Where a study says how it was designed."""
    statements = (s for s in evidence.statements if s.study == study.node and s.record.topic == "study design issues")
    return next((s.words for s in statements), study.words)


def _against_itself(paragraph: Stated[Recommendation]) -> Finding | None:
    """A recommendation whose own paragraph says the opposite of the evidence."""
    kind, text = paragraph.record.recommendation_type, plain(paragraph.words.quote)
    if kind in PERMISSIVE and POOR.search(text):
        message = "The procedure is recommended with standard arrangements, yet the evidence is called inadequate."
    elif kind in RESTRICTIVE and GOOD.search(text) and not POOR.search(text):
        message = f"The procedure is recommended as {kind}, yet the evidence is called adequate."
    else:
        return None
    return Finding(
        check="recommendation-versus-evidence",
        severity=Severity.CONTRADICTION,
        message=message,
        a=paragraph.words,
        about=(paragraph.node,),
    )


def _answers(paragraph: Stated[Recommendation], evidence: Evidence) -> Finding | None:
    """A number of answers that the overview does not print, or none where the overview has some."""
    kind = paragraph.record.kind
    if kind not in ANSWERS or evidence.basis is None:
        return None
    own = answers(paragraph.words)
    told = [s.words for s in evidence.basis.statements if s.record.topic == kind and answers(s.words)]
    known = frozenset(n for words in told for n in answers(words))
    if len(own) != 1 or not known or own & known or any(prints(words, n) for words in told for n in own):
        return None
    numbers = " and ".join(map(str, sorted(known)))
    return Finding(
        check="document-versus-document",
        severity=Severity.CONTRADICTION,
        message=f"{min(own) or 'No'} people are said to have answered; the overview has {numbers}.",
        a=paragraph.words,
        b=told[0],
        about=(paragraph.node,),
    )
