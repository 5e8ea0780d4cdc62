"""One sentence as the finding of a study of our own, read by the whole reader."""

from __future__ import annotations

from evigraph.extraction.pipeline import extract
from evigraph.ontology.records import AdverseEvent, Result, SourceDocument

_STUDY = """Interventional procedure overview of gel injection for a stiff knee

Summary of key evidence

Study 1 Smith K (2017)

Study details

Study type\t{design}
Study population and number\tn=120{arms}

{part}

{sentence}
"""


def _read(sentence: str, part: str, arms: str) -> list[object]:
    design = "Randomised controlled trial" if arms else "Case series"
    text = _STUDY.format(design=design, arms=f" ({arms})" if arms else "", part=part, sentence=sentence)
    return list(extract(SourceDocument("own", text)).findings)


def results_of(sentence: str, *, arms: str = "") -> list[Result]:
    """The results of an efficacy sentence; `arms` is what stands in the brackets of the population."""
    read = _read(sentence, "Key efficacy findings", arms)
    return [f for f in read if isinstance(f, Result) and f.section == "Key efficacy findings"]


def events_of(sentence: str, *, arms: str = "") -> list[AdverseEvent]:
    """The adverse events of a safety sentence."""
    return [f for f in _read(sentence, "Key safety findings", arms) if isinstance(f, AdverseEvent)]


def told(finding: object, fields: str) -> tuple[str, ...]:
    """Some fields of a finding as words, empty where there is nothing."""
    values = (getattr(finding, name) for name in fields.split())
    return tuple("" if value is None else str(value) for value in values)
