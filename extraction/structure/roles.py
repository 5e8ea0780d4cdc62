"""The parts that an evidence document has, by role: what each holds, and where its findings rank.

A profile maps a publisher's headings to these names; the code knows the names only.
"""

from __future__ import annotations

from dataclasses import dataclass

from evigraph.ontology.records import Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A part of a document.

    `topic` is the topic of the statements that its paragraphs make (none: they make none); `evidence` whether its
    sentences, items and rows are results and adverse events; `lines` whether every line is an entry of its own, so that
    only a known heading ends the part; `study` whether it belongs to one study; `level` how deep its heading stands.
    """

    region: Region
    topic: str = ""
    evidence: str = ""
    lines: bool = False
    study: bool = False
    level: int = 1


_R = Region
ROLES: dict[str, Role] = {
    "front matter": Role(region=_R.FRONT_MATTER, level=0),
    "contents": Role(region=_R.FRONT_MATTER, lines=True),
    "abbreviations": Role(region=_R.FRONT_MATTER),
    "introduction": Role(region=_R.FRONT_MATTER, topic="scope"),
    "dates": Role(region=_R.FRONT_MATTER),
    "procedure name": Role(region=_R.FRONT_MATTER, lines=True),
    "professional societies": Role(region=_R.BACKGROUND, topic="professional society", lines=True),
    "your responsibility": Role(region=_R.FRONT_MATTER, topic="your responsibility"),
    "update information": Role(region=_R.FRONT_MATTER, topic="update information"),
    "endorsement": Role(region=_R.FRONT_MATTER),
    "description": Role(region=_R.BACKGROUND),
    "indications": Role(region=_R.BACKGROUND, topic="indication", level=2),
    "current treatment": Role(region=_R.BACKGROUND, topic="current treatment", level=2),
    "procedure description": Role(region=_R.BACKGROUND, topic="procedure description", level=2),
    "unmet need": Role(region=_R.BACKGROUND, topic="unmet need"),
    "outcome measures": Role(region=_R.BACKGROUND, topic="outcome measures"),
    "evidence summary": Role(region=_R.SUMMARY, evidence="efficacy"),
    "efficacy summary": Role(region=_R.SUMMARY, evidence="efficacy"),
    "safety summary": Role(region=_R.SUMMARY, evidence="safety"),
    "expert events": Role(region=_R.SUMMARY, topic="expert opinion", evidence="expert", level=2),
    "evidence": Role(region=_R.BACKGROUND),
    "literature search": Role(region=_R.SEARCH, topic="literature search", level=2),
    "inclusion criteria": Role(region=_R.SEARCH, topic="inclusion criteria", level=2),
    "evidence base": Role(region=_R.SUMMARY, topic="evidence base", evidence="population", level=2),
    "technique": Role(region=_R.SUMMARY, topic="technique", level=2),
    "key evidence": Role(region=_R.STUDY_DETAILS),
    "study": Role(region=_R.STUDY_DETAILS, study=True, level=2),
    "study details": Role(region=_R.STUDY_DETAILS, study=True, level=3),
    "analysis": Role(region=_R.ANALYSIS, evidence="population", study=True, level=3),
    "efficacy findings": Role(region=_R.KEY_FINDINGS, evidence="efficacy", study=True, level=3),
    "safety findings": Role(region=_R.KEY_FINDINGS, evidence="safety", study=True, level=3),
    "findings": Role(region=_R.KEY_FINDINGS, evidence="either", study=True, level=3),
    "study table": Role(region=_R.STUDY_DETAILS, level=2),
    "outcome table": Role(region=_R.KEY_FINDINGS, evidence="either", level=2),
    "summary of findings": Role(region=_R.KEY_FINDINGS, evidence="either", level=2),
    "validity": Role(region=_R.VALIDITY, topic="validity", evidence="population"),
    "ongoing trials": Role(region=_R.BACKGROUND, topic="ongoing trials"),
    "existing assessments": Role(region=_R.BACKGROUND, topic="existing assessments"),
    "related guidance": Role(region=_R.BACKGROUND),
    "additional information": Role(region=_R.BACKGROUND),
    "expert opinion": Role(region=_R.BACKGROUND, topic="expert opinion", level=2),
    "patient commentary": Role(region=_R.BACKGROUND, topic="patient commentary", level=2),
    "company engagement": Role(region=_R.BACKGROUND, topic="company engagement", level=2),
    "issues": Role(region=_R.BACKGROUND, topic="issue for committee", level=2),
    "references": Role(region=_R.APPENDIX),
    "search strategy": Role(region=_R.SEARCH, topic="literature search"),
    "trial registries": Role(region=_R.SEARCH, lines=True, level=2),
    "websites": Role(region=_R.SEARCH, lines=True, level=2),
    "appendix": Role(region=_R.APPENDIX, topic="evidence base"),
    "excluded studies": Role(region=_R.APPENDIX, level=2),
    "recommendations": Role(region=_R.GUIDANCE),
    "guidance condition": Role(region=_R.GUIDANCE),
    "guidance treatments": Role(region=_R.GUIDANCE),
    "guidance indications": Role(region=_R.GUIDANCE),
    "guidance procedure": Role(region=_R.GUIDANCE),
    "guidance background": Role(region=_R.GUIDANCE, level=0),
    "guidance efficacy": Role(region=_R.GUIDANCE, topic="evidence base", evidence="efficacy"),
    "guidance safety": Role(region=_R.GUIDANCE, topic="evidence base", evidence="safety"),
    "committee evidence": Role(region=_R.GUIDANCE),
    "committee comments": Role(region=_R.GUIDANCE),
    "further information": Role(region=_R.GUIDANCE),
    "ignored": Role(region=_R.FRONT_MATTER),
}
