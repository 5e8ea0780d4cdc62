"""Statements about one study: from its details, its analysis, and what the evidence says an outcome depends on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.parts.topics import made, of_block, of_run, studies_in, study_of
from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.structure.document import EvidenceDocument, Sentence, Where, sentences_of
from evigraph.extraction.studies.studies import Detail, conflicts_in_validity, study_details
from evigraph.ontology.records import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.reading.clean import CleanText
    from evigraph.extraction.structure.profile import Profile
    from evigraph.extraction.structure.sections import Section
    from evigraph.ontology.records import Statement

_LABEL = re.compile(r"(?P<label>[A-Z][\w /-]{2,40}?)\s*[:.]\s+(?=\S)")
_EXCLUDES = re.compile(
    r"\bexclu(?:ded|sion|sions)\b|\bnot (?:included|eligible|enrolled|accepted|considered|offered|treated if)\b"
    r"|\bineligible\b|\bset aside\b|\bleft out\b|\bcould not (?:join|take part|enter)\b|\bwere turned away\b"
    r"|\bruled out\b",
    re.IGNORECASE,
)
_PREDICTOR = re.compile(
    r"\bcorrelat(?:ion|ed)\b"
    r"|\bdifferences? in (?:outcomes?|results?|success|response)\b.{0,30}\b"
    r"(?:based on|according to|by|between)\b"
    r"|\bpredictors?\b"
    r"|\bpredict(?:ed|s)\b"
    r"|\bexplanatory variables?\b"
    r"|\bassociated with (?:better|worse|higher|lower|greater|outcome|success)"
    r"|\brisk factors?\b"
    r"|\binfluence[ds]?\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"^(?:technical |clinical |procedural |treatment )?"
    r"(?:success|failure|response|recurrence|responders?|remission|cure|relief)\b[^.]{0,40}\b"
    r"(?:meant|means|was defined as|was taken as|was)\b(?! (?:seen|reached|achieved|reported|\d))",
    re.IGNORECASE,
)


def of_details(document: EvidenceDocument) -> Iterator[Statement]:
    """Selection, exclusion, technique and interests from the details of each study."""
    for details in study_details(document):
        for detail in details.details:
            yield from _of_detail(detail, (details.heading.name,))


def _of_detail(detail: Detail, study: tuple[str, ...]) -> Iterator[Statement]:
    value = detail.value
    if detail.label == "selection":
        block = Block(Kind.PARAGRAPH, value, detail.start, detail.end)
        yield from _selection(sentences_of(value, block, detail.section), study)
    elif detail.label == "exclusion":
        yield made(_place(detail, detail.start, detail.end), "exclusion criteria", value.text, study)
    elif detail.label == "technique":
        yield made(_place(detail, *value.raw_span(0, len(value.text))), detail.label, value.text, study)
    elif detail.label == "conflict of interest":
        yield made(_place(detail, detail.start, detail.end), detail.label, value.text, study)


def _place(detail: Detail, start: int, end: int) -> Where:
    region = Region.STUDY_DETAILS
    return Where(start=start, end=end, section=detail.section.title, region=region, rule="statement.study-detail")


def _selection(sentences: list[Sentence], study: tuple[str, ...]) -> Iterator[Statement]:
    """Runs of sentences that include and of sentences that exclude."""
    run: list[Sentence] = []
    topic = ""
    for sentence in sentences:
        now = "exclusion criteria" if _EXCLUDES.search(sentence.norm) else "patient selection"
        if run and now != topic:
            yield of_run(run, topic, "statement.criterion", study)
            run = []
        run.append(sentence)
        topic = now
    if run:
        yield of_run(run, topic, "statement.criterion", study)


def of_validity_interests(document: EvidenceDocument) -> Iterator[Statement]:
    """Interests of which only the validity section tells."""
    for interest in conflicts_in_validity(document):
        where = Where(
            start=interest.start, end=interest.end, section=interest.section, region=Region.VALIDITY,
            rule="statement.interest",
        )  # fmt: skip
        yield made(where, "conflict of interest", interest.text, (interest.study,))


def analysis(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """Labelled paragraphs of a study's analysis; an unlabelled one goes on with the one before."""
    group: list[Block] = []
    topic = ""
    for block in section.blocks:
        name = _label(block.text, document.profile)
        if name and group:
            yield _labelled(group, topic, section)
            group = []
        if name or group:
            group.append(block)
            topic = name or topic
        elif block.kind is not Kind.ROW and len(block.text.text) > 30:
            yield of_block(block, section, "other issues", study_of(section))
    if group:
        yield _labelled(group, topic, section)


def _label(text: CleanText, profile: Profile) -> str:
    match = _LABEL.match(text.norm)
    return (profile.paragraphs.name(match["label"]) or "") if match else ""


def _labelled(group: list[Block], topic: str, section: Section) -> Statement:
    """Paragraphs as one statement, without the label that opens the first."""
    first = group[0].text
    label = _LABEL.match(first.norm)
    cut = label.end() if label else 0
    where = Where(
        start=first.raw(cut) if label else group[0].start, end=group[-1].end, section=section.title,
        region=section.role.region, rule="statement.labelled",
    )  # fmt: skip
    words = " ".join([first.text[cut:], *(b.text.text for b in group[1:])])
    return made(where, topic, words, study_of(section))


def evidence(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """Sentences of the evidence that tell what an outcome depends on, or what success meant."""
    for block in section.blocks:
        if block.kind is not Kind.ROW and not block.number:
            yield from _evidence(document, block, section)


def _evidence(document: EvidenceDocument, block: Block, section: Section) -> Iterator[Statement]:
    """In a study's own part a paragraph that opens so is one statement, elsewhere each sentence is."""
    for sentence in sentences_of(block.text, block, section):
        topic = _evidence_topic(sentence.norm)
        if not topic:
            continue
        studies = study_of(section) or studies_in(sentence.text, document)
        rule = "statement.heading" if _evidence_topic(section.subtitle) == topic else "statement.evidence"
        if section.role.study and sentence.start == 0:
            yield of_block(block, section, topic, studies, rule)
            return
        yield of_run([sentence], topic, rule, studies)


def _evidence_topic(text: str) -> str:
    if _PREDICTOR.search(text):
        return "predictors of outcome"
    return "outcome measures" if _MEANS.search(text) else ""
