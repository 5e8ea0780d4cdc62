"""How a measurement scale is described against the scores that are given on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.numbers import Span
from evigraph.graph.audit.quotes.reading import clause
from evigraph.graph.audit.quotes.scales import Described, described_scales, labelled
from evigraph.graph.audit.scales import Ends, instrument_of, scale_of
from evigraph.graph.wording import likeness, stems
from evigraph.ontology.records import Region, ScaleDeclaration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated, Words
    from evigraph.ontology.records import Study

RELATIVE = re.compile(r"chang|differ|reduc|declin|decreas|increas|improv|less|fall|\bS?MD\b", re.IGNORECASE)
DESIGN_TOPICS = frozenset(
    {"study design issues", "outcome measures", "technique", "follow-up issues", "study population issues"}
)


def scales(evidence: Evidence) -> Iterator[Finding]:
    """Scales that a study describes with other ends than its results have, and means outside the scale."""
    for study in evidence.studies:
        given = _given(evidence, study.node)
        for described in _described(evidence, study.node):
            if found := _against(described, [g for g in given if _named_alike(described, g)], study):
                yield found
    yield from _outside(evidence)


@dataclass(frozen=True, slots=True)
class Given:
    """The ends of a scale as findings have them, with the instrument that is scored."""

    instrument: str
    ends: Ends
    words: Words
    node: str


def _described(evidence: Evidence, study: str) -> Iterator[Described]:
    for statement in evidence.statements:
        if statement.study == study and statement.record.topic in DESIGN_TOPICS:
            yield from described_scales(statement.words)


def _given(evidence: Evidence, study: str) -> list[Given]:
    """What the findings print above their results, else the measures of the results themselves."""
    declared = [
        Given(s.record.instrument, Ends(s.record.low, s.record.high), s.words, s.node)
        for s in evidence.all(ScaleDeclaration)
        if s.study == study and s.record.region is Region.KEY_FINDINGS
    ]
    measured = [
        Given(instrument_of(r.record), ends, r.words, r.node)
        for r in evidence.results
        if r.study == study and (ends := scale_of(r.record))
    ]
    named = {d.instrument for d in declared}
    rest = [m for m in measured if not any(likeness(m.instrument, name) for name in named)]
    return [*declared, *sorted(rest, key=lambda g: g.words.start)]


def _against(described: Described, given: list[Given], study: Stated[Study]) -> Finding | None:
    """The first scale of the same name with other ends, where none has the ends that are described."""
    if not given or any(g.ends == described.ends for g in given):
        return None
    first = given[0]
    message = (
        f"The scale is described as {described.ends.low} to {described.ends.high};"
        f" the results are given on {first.ends.low} to {first.ends.high}."
    )
    return Finding(
        check="scale",
        severity=Severity.CONTRADICTION,
        message=message,
        a=described.words,
        b=first.words,
        study=study.record.study,
        about=(first.node,),
    )


def _named_alike(described: Described, given: Given) -> bool:
    """Whether the sentence that describes a scale names the instrument, all of it."""
    return bool(given.instrument) and stems(given.instrument) <= stems(described.sentence)


def _outside(evidence: Evidence) -> Iterator[Finding]:
    """Means and medians that their scale does not reach."""
    for stated in evidence.results:
        record = stated.record
        level = record.statistic in ("mean", "median")
        ends = (scale_of(record) or labelled(stated.words)) if level else None
        if ends is None or record.value is None or record.value in evidence.wholes.get(stated.study, frozenset()):
            continue
        if record.value < 0 <= ends.low and RELATIVE.search(stated.words.quote):
            continue  # a change, whatever it was read as
        if Span(Fraction(ends.low), Fraction(ends.high)).meets(Span.of(record.value)):
            continue
        message = f"A {record.statistic} of {record.value} lies outside the scale, {ends.low} to {ends.high}."
        words = clause(stated.words, record.value)
        yield Finding(
            check="scale",
            severity=Severity.CONTRADICTION,
            message=message,
            a=words,
            study=record.study,
            about=(stated.node,),
        )
