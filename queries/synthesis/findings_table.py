"""The summary-of-findings table: each key outcome, the studies that report it, their people and what they found.

Knows records of an evidence base; rates no certainty, which is a judgement that the documents do not state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.queries.synthesis.evidence_base import Harm
from evigraph.queries.synthesis.gaps import coverage
from evigraph.queries.synthesis.harms import harm_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evigraph.queries.synthesis.evidence_base import EvidenceBase, KeyOutcome, Result

HEADS = ("role", "outcome", "studies", "patients", "findings", "gap")


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One key outcome, whose IRI is `node`; `findings` are sentences, each with the fact that it tells."""

    role: str
    outcome: str
    studies: tuple[str, ...]
    patients: int
    findings: tuple[tuple[str, str], ...]
    gap: str
    node: str

    def cells(self) -> tuple[str, ...]:
        """The line as texts in the order of `HEADS`."""
        told = "; ".join(sentence for sentence, _ in self.findings)
        return self.role, self.outcome, ", ".join(self.studies), str(self.patients), told, self.gap


def summary_of_findings(base: EvidenceBase) -> tuple[SummaryLine, ...]:
    """A line for each key outcome, efficacy before safety."""
    facts: dict[str, Result | Harm] = {result.node: result for result in base.results}
    facts |= {harm.node: harm for harm in base.harms}
    people = {study.name: study.patients or 0 for study in base.studies}
    lines = [_line(one.key, one.gap, facts, people) for one in coverage(base.key_outcomes)]
    return tuple(sorted(lines, key=lambda line: (line.role, line.outcome)))


def _line(key: KeyOutcome, gap: str, facts: Mapping[str, Result | Harm], people: Mapping[str, int]) -> SummaryLine:
    known = [facts[node] for nodes in key.evidence.values() for node in nodes if node in facts]
    found = tuple((sentence(fact), fact.node) for fact in known if isinstance(fact, Harm) or _figure(fact))
    studies = tuple(sorted(key.evidence))
    total = sum(people.get(study, 0) for study in studies)
    return SummaryLine(key.role, key.outcome, studies, total, found, gap, key.node)


def sentence(fact: Result | Harm) -> str:
    """A fact in a few words."""
    return f"{fact.study}: {', '.join(part for part in _parts(fact) if part)}"


def _parts(fact: Result | Harm) -> Iterator[str]:
    if isinstance(fact, Harm):
        line = harm_line(fact)
        yield f"{'no ' if line.denied else ''}{fact.event}"
        yield f"{line.share.n} of {line.share.total}" if line.share and not line.denied else ""
        return
    yield f"{fact.statistic} {fact.outcome}".strip()
    yield fact.group
    yield f"{fact.months:g} month{'' if fact.months == 1 else 's'}" if fact.months is not None else fact.time
    yield _figure(fact)


def _figure(fact: Result) -> str:
    if fact.share is not None:
        return f"{fact.share.n} of {fact.share.total}"
    return f"{fact.value:g} {fact.unit}".strip() if fact.value is not None else ""


def table(lines: Iterable[SummaryLine]) -> list[tuple[str, ...]]:
    """The lines as texts, with heads."""
    return [HEADS, *(line.cells() for line in lines)]
