"""What does not reduce to a number: paragraphs, cells and items under the topic that their heading or label gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.reading.clean import CleanText, clean
from evigraph.extraction.structure.document import EvidenceDocument, Sentence, Where, sentences_of
from evigraph.extraction.structure.sections import STUDY_NAME, Section
from evigraph.extraction.studies.studies import conflicts_in_validity, study_details
from evigraph.ontology.records import Region, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.extraction.structure.profile import Profile

_LABEL = re.compile(r"(?P<label>[A-Z][\w /-]{2,40}?)\s*[:.]\s+(?=\S)")
_EXCLUDES = re.compile(
    r"\bexclu(?:ded|sion|sions)\b|\bnot (?:included|eligible|enrolled|accepted|considered|offered|treated if)\b"
    r"|\bineligible\b|\bset aside\b|\bleft out\b|\bcould not (?:join|take part|enter)\b|\bwere turned away\b"
    r"|\bruled out\b",
    re.IGNORECASE,
)
_TREATMENT = re.compile(
    r"(?<!without )(?<!of )(?<!no )\b(?:(?:initial|first|usual|conservative|current|standard|medical|surgical"
    r"|main|existing) )?(?:treatments?|management|care|therapy|options)\b.{0,60}?\b"
    r"(?:may|can|include[sd]?|involve[sd]?|begins?|starts?|is|are|comes?|range|consist|depends?|aims?)\b"
    r"|\b(?:is|are|can be|may be|usually|often) (?:usually |often |first |mostly |mainly )?"
    r"(?:treated|managed|offered)\b"
    r"|\b(?:begins?|starts?) with\b",
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
_EXPERTS = re.compile(r"\bexperts?\b|\bquestionnaires?\b|\bconsultants\b|\badvisers?\b", re.IGNORECASE)
_SOCIETY = re.compile(r"^(?:[A-Z(]|and |of |the |for |in |&|on )[^.;:]*\.?$")


def statements(document: EvidenceDocument) -> list[Statement]:
    """All statements of a document in reading order."""
    found = [*_of_sections(document), *_of_studies(document), *_of_validity_interests(document)]
    return sorted(found, key=lambda s: (s.start, s.end, s.topic))


def _of_sections(document: EvidenceDocument) -> Iterator[Statement]:
    first = True
    for section in document.sections:
        handler = _HANDLERS.get(
            section.role_name, _paragraphs if section.role.topic else _evidence if section.role.evidence else None
        )
        if section.role_name == "front matter" and first:
            first = not any(True for _ in _opening(document, section))
            yield from _opening(document, section)
        elif handler is not None:
            yield from handler(document, section)


def _make(where: Where, topic: str, text: str, studies: tuple[str, ...] = ()) -> Statement:
    return Statement(**where, topic=topic, text=text, studies=studies)


def _block_where(block: Block, section: Section, rule: str) -> Where:
    return Where(start=block.start, end=block.end, section=section.title, region=section.role.region, rule=rule)


def _studies_in(text: str, document: EvidenceDocument) -> tuple[str, ...]:
    """The studies that a text cites in brackets."""
    from evigraph.extraction.studies.references import name_key

    known = {name_key(s.name): s.name for s in document.studies}
    known |= {name_key(d.heading.name): d.heading.name for d in study_details(document)}
    cited = (
        f"{m['surname']} {m['year']}{m['letter'] or ''}"
        for b in re.findall(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)", text)
        for m in STUDY_NAME.finditer(b)
    )
    return tuple(dict.fromkeys(known[name_key(name)] for name in cited if name_key(name) in known))


def _paragraphs(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """A statement a paragraph or item, under the section's topic."""
    for block in section.blocks:
        text = block.text.text
        if block.kind is Kind.ROW or block.number or (text.endswith(":") and len(text) < 60) or _is_notice(text):
            continue
        studies = () if section.role.topic == "evidence base" else _studies_in(text, document)
        yield _make(_block_where(block, section, "statement.paragraph"), section.role.topic, text, studies)


def _is_notice(text: str) -> bool:
    return re.match(r"^(?:©|ISBN\b|this (?:guidance|document) replaces\b)", text, re.IGNORECASE) is not None


def _opening(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """The paragraph under the title, before the contents: what the procedure is for."""
    if document.is_guidance:
        return
    for part in document.sections:
        if part.role_name != "front matter":
            break
        for block in part.blocks:
            text = block.text.text
            if block.kind is Kind.PARAGRAPH and len(text) > 150 and text.endswith("."):
                yield _make(_block_where(block, part, "statement.opening"), "procedure description", text)
                return


def _scope_after_table(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """A paragraph that closes the abbreviations says what the document is."""
    for block in section.blocks:
        if block.kind is Kind.PARAGRAPH and len(block.text.text) > 100:
            yield _make(_block_where(block, section, "statement.paragraph"), "scope", block.text.text)


def _split_by(
    block: Block, section: Section, first: str, second: str, turns: re.Pattern[str], rule: str
) -> Iterator[Statement]:
    """Two statements of one paragraph, cut before the first sentence that turns to the second topic."""
    parts = sentences_of(block.text, block, section)
    cut = next((i for i, s in enumerate(parts) if turns.search(s.norm)), len(parts))
    for topic, some in ((first, parts[:cut]), (second, parts[cut:])):
        if some:
            joined = Sentence(block.text, some[0].start, some[-1].end, block, section)
            yield _make(joined.where(rule), topic, joined.text)


def _indications(_: EvidenceDocument, section: Section) -> Iterator[Statement]:
    for block in section.blocks:
        if block.kind is Kind.PARAGRAPH:
            yield from _split_by(block, section, "indication", "current treatment", _TREATMENT, "statement.indication")


def _societies(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    for block in section.blocks:
        text = block.text.text.rstrip(" .,;")
        if (
            block.kind is Kind.PARAGRAPH and block.text.text.endswith(".") and len(text.split()) > 12
        ) or _EXPERTS.search(text):
            yield _make(
                _block_where(block, section, "statement.paragraph"),
                "expert opinion",
                block.text.text,
                _studies_in(text, document),
            )
        else:
            yield _make(
                _block_where(block, section, "statement.society")
                | {"end": block.end - (len(block.text.text.rstrip()) - len(text))},
                "professional society",
                text,
            )  # type: ignore[misc]


def _criteria(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """Rows of the inclusion table, with their label; sentences that stand alone."""
    for table in document.tables(section):
        for row in table.rows:
            if len(row.cells) == 2 and row.cells[1]:
                yield _make(
                    _block_where(row, section, "statement.criterion"),
                    "inclusion criteria",
                    f"{row.cells[0].text}: {row.cells[1].text}",
                )
    for block in section.blocks:
        if block.kind is not Kind.ROW and len(block.text.text) > 20:
            yield _make(_block_where(block, section, "statement.criterion"), "inclusion criteria", block.text.text)


_SYNTAX_LINE = re.compile(r"^#?\d{1,3}[.)]?\s|^\S*\*|/\s*$|\.tw\b|\*")
_CRITERION = re.compile(
    r"\b(?:studies|papers|trials|articles|the intervention|the (?:patients|population|outcomes?)|publications?)"
    r"\b.{0,60}\b(?:had to|were (?:included|excluded|set aside|left out|eligible)|must|needed to)\b",
    re.IGNORECASE,
)


def _search(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    for block in section.blocks:
        text = block.text.text
        if block.kind is Kind.ROW or not text.endswith(".") or _SYNTAX_LINE.search(text) or len(text) < 40:
            continue
        topic = (
            "inclusion criteria"
            if _CRITERION.search(block.text.norm) and not re.search(r"\bsearch", text)
            else "literature search"
        )
        yield _make(_block_where(block, section, "statement.paragraph"), topic, text)


def _appendix(_: EvidenceDocument, section: Section) -> Iterator[Statement]:
    for block in section.blocks:
        if (
            block.kind is not Kind.ROW
            and len(block.text.text) > 40
            and block.text.text.endswith(".")
            and not _is_notice(block.text.text)
        ):
            yield _make(_block_where(block, section, "statement.paragraph"), "evidence base", block.text.text)


def _guidance_paragraphs(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """Paragraphs without a number in a guidance's evidence sections."""
    for block in section.blocks:
        if block.kind is Kind.PARAGRAPH and not block.number and len(block.text.text) > 60 and section.role.topic:
            yield _make(_block_where(block, section, "statement.paragraph"), section.role.topic, block.text.text)


def _analysis(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """Labelled paragraphs of a study's analysis; an unlabelled one goes on with the one before."""
    group: list[Block] = []
    topic = ""
    for block in section.blocks:
        name = _paragraph_label(block.text, document.profile)
        if name and group:
            yield from _labelled(document, group, topic, section)
            group = []
        if name or group:
            group.append(block)
            topic = name or topic
        elif block.kind is not Kind.ROW and len(block.text.text) > 30:
            yield _make(
                _block_where(block, section, "statement.paragraph"), "other issues", block.text.text, _study_of(section)
            )
    if group:
        yield from _labelled(document, group, topic, section)


def _paragraph_label(text: CleanText, profile: Profile) -> str:
    match = _LABEL.match(text.norm)
    return (profile.paragraphs.name(match["label"]) or "") if match else ""


def _labelled(document: EvidenceDocument, group: list[Block], topic: str, section: Section) -> Iterator[Statement]:
    match = _LABEL.match(group[0].text.norm)
    start = group[0].text.raw(match.end()) if match else group[0].start
    text = clean(document.source.text, [(start, group[0].end), *((b.start, b.end) for b in group[1:])])
    if len(group) == 1 and match:
        words = group[0].text.text[match.end() :]
    else:
        words = " ".join([group[0].text.text[match.end() if match else 0 :], *(b.text.text for b in group[1:])])
    del text
    yield _make(
        Where(
            start=start, end=group[-1].end, section=section.title, region=section.role.region, rule="statement.labelled"
        ),
        topic,
        words,
        _study_of(section),
    )


def _study_of(section: Section) -> tuple[str, ...]:
    return (section.study.name,) if section.study else ()


def _evidence(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """Sentences of the evidence that tell what an outcome depends on, or what success meant."""
    for block in section.blocks:
        if block.kind is Kind.ROW or block.number:
            continue
        for sentence in sentences_of(block.text, block, section):
            topic = _evidence_topic(sentence)
            if topic:
                studies = _study_of(section) or _studies_in(sentence.text, document)
                whole = section.role.study and sentence.start == 0
                where = (
                    _block_where(block, section, "statement.evidence")
                    if whole
                    else sentence.where("statement.evidence")
                )
                yield _make(where, topic, block.text.text if whole else sentence.text, studies)
                if whole:
                    break


def _evidence_topic(sentence: Sentence) -> str:
    if _PREDICTOR.search(sentence.norm):
        return "predictors of outcome"
    return "outcome measures" if _MEANS.search(sentence.norm) else ""


def _of_studies(document: EvidenceDocument) -> Iterator[Statement]:
    """Selection, exclusion, technique and interests from the details of each study."""
    for details in study_details(document):
        study = (details.heading.name,)
        for detail in details.details:
            region = Region.STUDY_DETAILS
            block = Block(Kind.PARAGRAPH, detail.value, detail.start, detail.end)
            whole = Where(
                start=detail.start,
                end=detail.end,
                section=detail.section.title,
                region=region,
                rule="statement.study-detail",
            )
            if detail.label == "selection":
                for part in _split_selection(block, detail.section):
                    yield _make(part[0], part[1], part[2], study)
            elif detail.label == "exclusion":
                yield _make(whole, "exclusion criteria", detail.value.text, study)
            elif detail.label in ("technique", "conflict of interest"):
                start, end = detail.value.raw_span(0, len(detail.value.text))
                at = (
                    whole
                    if detail.label != "technique"
                    else Where(
                        start=start, end=end, section=detail.section.title, region=region, rule="statement.study-detail"
                    )
                )
                yield _make(at, detail.label, detail.value.text, study)


def _split_selection(block: Block, section: Section) -> list[tuple[Where, str, str]]:
    """Runs of sentences that include and of sentences that exclude."""
    found: list[tuple[Where, str, str]] = []
    run: list[Sentence] = []
    topic = ""
    for sentence in sentences_of(block.text, block, section):
        now = "exclusion criteria" if _EXCLUDES.search(sentence.norm) else "patient selection"
        if run and now != topic:
            found.append(_run(run, topic))
            run = []
        run.append(sentence)
        topic = now
    if run:
        found.append(_run(run, topic))
    return found


def _run(run: list[Sentence], topic: str) -> tuple[Where, str, str]:
    joined = Sentence(run[0].source, run[0].start, run[-1].end, run[0].block, run[0].section)
    return joined.where("statement.criterion"), topic, joined.text


def _of_validity_interests(document: EvidenceDocument) -> Iterator[Statement]:
    for interest in conflicts_in_validity(document):
        yield Statement(
            start=interest.start, end=interest.end, section=interest.section, region=Region.VALIDITY,
            rule="statement.interest",
            topic="conflict of interest", text=interest.text, studies=(interest.study,),
        )  # fmt: skip


def _validity(document: EvidenceDocument, section: Section) -> Iterator[Statement]:
    """A statement a paragraph; a whole sentence that is about an interest only has its own."""
    interests = [i for i in conflicts_in_validity(document) if not i.cut]
    for block in section.blocks:
        if block.kind is Kind.ROW:
            continue
        kept = [
            s
            for s in sentences_of(block.text, block, section)
            if not any(i.start == s.where("")["start"] for i in interests)
        ]
        if not kept:
            continue
        joined = Sentence(block.text, kept[0].start, kept[-1].end, block, section)
        yield _make(
            joined.where("statement.paragraph"), "validity", joined.text, _studies_in(block.text.text, document)
        )


_HANDLERS = {
    "indications": _indications, "professional societies": _societies, "inclusion criteria": _criteria,
    "literature search": _search,
    "search strategy": _search, "websites": _search, "trial registries": _search, "appendix": _appendix,
    "excluded studies": _appendix,
    "analysis": _analysis, "validity": _validity, "guidance efficacy": _guidance_paragraphs,
    "guidance safety": _guidance_paragraphs,
    "abbreviations": _scope_after_table,
}  # fmt: skip
