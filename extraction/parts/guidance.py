"""The numbered paragraphs of a guidance: recommendations with type and population, and the key outcomes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.reading.clean import CleanText, clean
from evigraph.extraction.scanning.lists import split_list
from evigraph.extraction.structure.document import EvidenceDocument, Sentence, Where, sentences_of
from evigraph.ontology.records import KeyOutcome, Recommendation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.structure.profile import Patterns
    from evigraph.extraction.structure.sections import Section

_KINDS = {
    "recommendations": "recommendation", "guidance condition": "condition", "guidance treatments": "current treatment",
    "guidance procedure": "procedure", "guidance efficacy": "efficacy", "guidance safety": "safety",
    "committee evidence": "evidence",
    "committee comments": "committee comment", "further information": "further information",
    "research": "recommendation",
}  # fmt: skip
_KEY_OUTCOMES = re.compile(r"\bkey (?P<role>efficacy|safety|effectiveness) outcomes?\b", re.IGNORECASE)
_EXPERTS = re.compile(
    r"\b(?:specialist|professional|clinical|expert)s? (?:advis[eo]rs?|experts?|advice)|\badvis[eo]rs\b|\bexperts\b",
    re.IGNORECASE,
)
_EXPERTS_SAID = re.compile(
    r"(?:the |\w+ of the )?(?:\w+ ){0,2}?(?:experts?|advis[eo]rs?) (?:told|said|stated|advised|explained|informed"
    r"|reported|felt|thought|considered that)\b(?![^.]*\bkey (?:efficacy|safety))",
    re.IGNORECASE,
)
_FURTHER = (
    (
        "related guidance",
        re.compile(r"\brelated (?:NICE )?(?:guidance|procedures?|guidelines?)\b|\bissued guidance on\b", re.IGNORECASE),
    ),
    (
        "information for patients",
        re.compile(
            r"\b(?:written|information|explains?|version) (?:\w+ ){0,5}?for (?:the public|patients|people|carers)\b",
            re.IGNORECASE,
        ),
    ),
)
_PATIENTS = re.compile(
    r"\b(?:patient|carer)s? (?:commentar|comment|organi[sz]ation|expert|submission|view)"
    r"|\b(?:patients|people|families|men|women|parents)\b.{0,60}\b"
    r"(?:views?|questionnaires?|interviews?|wrote)\b"
    r"|\b(?:views?|questionnaires?|interviews?) (?:of|from|with|by) (?:\w+ )?"
    r"(?:patients|people|families|men|women|parents)\b"
    r"|\bcommentar(?:y|ies)\b",
    re.IGNORECASE,
)
_TREATMENT = re.compile(
    r"\b(?:treatments?|treated|management|managed|therap(?:y|ies)|surgery|options?|drops|medicines?|medications?)\b",
    re.IGNORECASE,
)

_NOT = r"(?:not|n't|no longer|never|neither)"
_TYPES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "research recommendation": (
            r"\b(?:further|future|more|additional|new) (?:research|studies|trials?|evidence)\b.{0,80}\b"
            r"(?:should|could|would|is|are|may|might|needs?|ought)\b"
            r"|\b(?:nice|the committee) (?:encourages|recommends|would welcome|welcomes|asks for|calls for)"
            r"\b.{0,60}\b(?:research|studies|trials?|data)\b"
            r"|^(?:research|studies|trials) (?:should|could|ought|must|needs?)\b|\bresearch (?:is|are) needed\b"
        ),
        "only in research": (
            r"\bonly (?:be (?:used|done|offered|performed|carried out) )?(?:in|within|as part of)(?: the context "
            r"of)? (?:a |an |formal |approved |properly )*(?:research|(?:clinical )?(?:trial|stud(?:y|ies)))"
            r"|\b(?:only|solely|exclusively)\b.{0,40}\b(?:research|trials?)\b"
            r"|\b(?:more|further) research is needed (?:on|before)\b.{0,80}\b(?:can be used|before)\b"
            r"|\boutside (?:of )?(?:a )?(?:research|trial)|\bin the context of research\b"
            r"|\brestricted to research\b|\blimited to (?:formal )?research\b"
        ),
        "do not use": (
            rf"\b(?:do not|don't|should {_NOT}|must {_NOT}|cannot|can {_NOT}) (?:be )?"
            r"(?:use|used|offer|offered|done|perform|performed|recommended)\b"
            rf"|\b{_NOT} (?:be )?(?:recommended|used) (?:for|in|to)\b|\bis {_NOT} recommended\b"
            rf"|\bshould {_NOT} be used\b"
        ),
        "special arrangements": (
            r"\bspecial arrangements?\b|\bnot (?:\w+ ){0,6}adequate (?:\w+ ){0,6}without special arrangements\b"
        ),
        "standard arrangements": r"\b(?:standard|normal|usual) arrangements?\b",
    }.items()
}
_DOUBLE_NEGATIVE = re.compile(
    r"\b(?:not|does not appear)\b[^.]*\b(?:without|unless|except (?:with|under|in))\b[^.]*\bspecial arrangements\b",
    re.IGNORECASE,
)
_NO_SPECIAL = re.compile(
    r"\b(?:no|without (?:the )?need for|not (?:need|require)\w*)\b[^.]{0,30}\bspecial arrangements\b", re.IGNORECASE
)
_POPULATION = re.compile(
    r"(?:^|(?<=[.;] ))(?:for|in) (?P<who>(?!(?:this|that|these|the procedure|them|it|further|more|example|now"
    r"|the context|which|whom|one|some|all)\b)[^,.;]{3,120}?),",
    re.IGNORECASE,
)
_PROCEDURE_FOR = re.compile(
    r"\b(?:for|of|in) (?P<who>[^,.;]+?) (?:is|are|raises?|shows?|has|have|was|were|can|should|may|appears?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph with the list that belongs to it."""

    number: str
    blocks: tuple[Block, ...]
    section: Section
    text: CleanText

    def where(self, rule: str) -> Where:
        """The span from its number to its last word."""
        return Where(
            start=self.blocks[0].start,
            end=self.blocks[-1].end,
            section=self.section.title,
            region=self.section.role.region,
            rule=rule,
        )


def paragraphs(document: EvidenceDocument) -> Iterator[Paragraph]:
    """The numbered paragraphs of a guidance in reading order, each with the list items below it."""
    if not document.is_guidance:
        return
    for section in document.sections:
        group: list[Block] = []
        for block in section.blocks:
            if block.number and section.role_name != "contents":
                if group:
                    yield _paragraph(document, group, section)
                group = [block]
            elif group and (block.kind is Kind.ITEM or (group[-1].kind is Kind.ITEM and not block.alone)):
                group.append(block)
            elif group:
                yield _paragraph(document, group, section)
                group = []
        if group:
            yield _paragraph(document, group, section)


def _paragraph(document: EvidenceDocument, group: list[Block], section: Section) -> Paragraph:
    first, last = group[0], group[-1]
    text = first.text if len(group) == 1 else clean(document.source.text, [(first.text.raw(0), last.end)])
    return Paragraph(first.number, tuple(group), section, text)


def recommendations(document: EvidenceDocument) -> list[Recommendation]:
    """Every numbered paragraph as a record, with its kind; type and population where the paragraph itself says them."""
    found: list[Recommendation] = []
    for paragraph in paragraphs(document):
        kind = _kind(paragraph, found[-1].kind if found else "")
        is_recommendation = kind == "recommendation"
        group = paragraph.section.subtitle if is_recommendation else ""
        type_ = _type(paragraph.text.norm, document.profile.recommendations) if is_recommendation else ""
        population = (
            _population(paragraph, group, is_recommendation=is_recommendation)
            if kind in ("recommendation", "current treatment")
            else ""
        )
        found.append(
            Recommendation(
                **paragraph.where("guidance.paragraph"), number=paragraph.number, text=paragraph.text.text, kind=kind,
                recommendation_type=type_, population=population,
            )
        )  # fmt: skip
    return found


def _type(text: str, own: Patterns) -> str:
    """The arrangement that a recommendation asks for, in usual words or in the publisher's own."""
    named = (name for name, words in own.alternatives if name in _TYPES and words.search(text.lower()))
    return recommendation_type(text) or next(named, "")


_RAPID_REVIEW = re.compile(
    r"\b(?:rapid )?review of (?:the )?(?:published )?literature\b|\bbased on \d+ (?:sources|studies|papers)\b",
    re.IGNORECASE,
)


def _background(text: str, before: str) -> str:
    """Condition, then treatments, then procedure, where no subheading parts them."""
    if before in ("current treatment", "procedure"):
        return "procedure"
    return "current treatment" if before == "condition" and _about_treatment(text) else "condition"


def _kind(paragraph: Paragraph, before: str) -> str:
    kind = _KINDS.get(paragraph.section.role_name, "")
    text = paragraph.text.norm
    if match := _KEY_OUTCOMES.search(text):
        return f"key {'safety' if match['role'].lower() == 'safety' else 'efficacy'} outcomes"
    if paragraph.section.role_name == "guidance indications":
        ends = _place(paragraph)
        return "condition" if ends == 0 or not (ends or _about_treatment(text)) else "current treatment"
    if paragraph.section.role_name == "guidance background":
        return _background(text, before)
    if kind == "committee comment" and _RAPID_REVIEW.search(text):
        return "evidence"
    if kind in ("evidence", "committee comment", "further information", "efficacy", "safety") and _PATIENTS.search(
        text
    ):
        return "patient commentary"
    if (kind in ("efficacy", "safety") and _EXPERTS.search(text)) or (kind == "evidence" and _EXPERTS_SAID.match(text)):
        return "expert opinion"
    further = (name for name, pattern in _FURTHER if kind == "further information" and pattern.search(text))
    return next(further, kind) or "other"


def _place(paragraph: Paragraph) -> int | None:
    """0 where it is the first of several paragraphs under its heading, 1 where it is the last, else None."""
    numbered = [b for b in paragraph.section.blocks if b.number]
    ends = [numbered[0], numbered[-1]] if len(numbered) > 1 else []
    return next((i for i, end in enumerate(ends) if paragraph.blocks[0] is end), None)


def _about_treatment(text: str) -> bool:
    first = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    return _TREATMENT.search(first) is not None


def recommendation_type(text: str) -> str:
    """The arrangement that a recommendation asks for, in the words of the evidence tables; empty for none.

    >>> recommendation_type("Evidence does not appear adequate to use it without special arrangements for consent.")
    'special arrangements'
    """
    if _DOUBLE_NEGATIVE.search(text):
        return "special arrangements"
    if _NO_SPECIAL.search(text):
        return "standard arrangements"
    asked = [name for name, pattern in _TYPES.items() if pattern.search(text)]
    if asked[:1] == ["research recommendation"] and set(asked[1:]) - {"do not use"}:
        asked = asked[1:]
    return asked[0] if asked else ""


_OF_ALL = re.compile(
    r"(?:for )?(?:both|either|all) (?!patients|people)[a-z]+$"
    r"|.*\b(?:selection|follow[- ]?up|training|research|data collection|governance|audit|consent)\b",
    re.IGNORECASE,
)
"""Subheadings that tell no people apart."""


def _population(paragraph: Paragraph, group: str, *, is_recommendation: bool) -> str:
    """Whom it is about: named at the head of a sentence, by the subheading, or by the paragraph's first clause."""
    text, technique = paragraph.text.text, _is_technique(group, paragraph.section)
    if named := population_of(paragraph.text.norm):
        return _condition_of(named) if technique and named.lower().startswith(group.lower()) else named
    if _OF_ALL.match(group):
        return ""
    if group and not technique:
        return group[0].lower() + group[1:]
    match = re.match(rf"[^.]*?{_PROCEDURE_FOR.pattern}", paragraph.text.norm, re.IGNORECASE)
    if match is None or not (recommendation_type(text) or not is_recommendation):
        return ""
    return _condition_of(match["who"])


def _is_technique(group: str, section: Section) -> bool:
    """Whether a subheading names what is done and no people: below it stands "laser ablation for ..."."""
    what = re.compile(rf"\b{re.escape(group)} for\b", re.IGNORECASE)
    return bool(group) and any(what.search(block.text.text) for block in section.blocks)


def population_of(text: str) -> str:
    """Whom the sentences of a levelled text name at their heads: "For adults with ...,"."""
    return "; ".join(dict.fromkeys(match["who"].strip() for match in _POPULATION.finditer(text)))


def _condition_of(phrase: str) -> str:
    """The condition at the end of "procedure of/for condition for complaint"."""
    parts = re.split(r"\b(?:of|for|in)\b", phrase)
    return parts[-1].strip() if parts else ""


def key_outcomes(document: EvidenceDocument) -> list[KeyOutcome]:
    """The outcomes that committee and experts held to be key."""
    return [
        outcome
        for paragraph in paragraphs(document)
        for sentence in sentences_of(paragraph.text, paragraph.blocks[0], paragraph.section)
        for outcome in _key_outcomes(sentence)
    ]


def _key_outcomes(sentence: Sentence) -> Iterator[KeyOutcome]:
    match = _KEY_OUTCOMES.search(sentence.norm)
    if match is None:
        return
    role = "safety" if match["role"].lower() == "safety" else "efficacy"
    for outcome in _listed(sentence, match.end()):
        yield KeyOutcome(**sentence.where("guidance.key-outcomes"), outcome=outcome, role=role)


_LIST_START = re.compile(
    r"(?:\bto be|\bas|\bare|\bwere|\bincluded?|\bincludes)?\s*:\s*"
    r"|(?:\bto be|\bas|\bare|\bwere|\bincluded?|\bincludes)\s+"
)


def _listed(sentence: Sentence, start: int) -> list[str]:
    text = sentence.text
    colon = text.find(":", start)
    match = _LIST_START.search(sentence.norm, start)
    begin = colon + 1 if colon >= 0 else match.end() if match else len(text)
    return split_list(text[begin:])
