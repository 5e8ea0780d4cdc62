"""What an effect is called against what its numbers are."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from evigraph.graph.audit.checks.intervals import RATIOS
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.numbers import Span, odds_ratio, risk_ratio, rounded
from evigraph.graph.audit.quotes.reading import clause
from evigraph.graph.wording import Likeness, likeness
from evigraph.ontology.rdf import decimal_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from fractions import Fraction

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.recall import Stated
    from evigraph.ontology.records import Result

ADJUSTED = re.compile(r"\b(?:adjusted|weighted|pooled|model|regression|Cox|propensity|Mantel|hazard)\b", re.IGNORECASE)
FORMULAS = {"odds ratio": odds_ratio, "risk ratio": risk_ratio}


def effects(evidence: Evidence) -> Iterator[Finding]:
    """Effects under two names, and ratios that the counts of the two arms give under the other name."""
    yield from _two_names(evidence)
    for effect in evidence.results:
        if effect.record.statistic in FORMULAS and (found := _other_ratio(effect, evidence)):
            yield found


def _two_names(evidence: Evidence) -> Iterator[Finding]:
    """One estimate with one interval that two places call by different measures."""
    known: defaultdict[tuple[str, Decimal, Decimal, Decimal], list[Stated[Result]]] = defaultdict(list)
    others = [r for source in evidence.sources for r in source.results]
    for effect in (*others, *evidence.results):
        r = effect.record
        if effect.study and r.value is not None and r.ci_low is not None and r.ci_high is not None:
            known[effect.study, r.value, r.ci_low, r.ci_high].append(effect)
    for effects_ in known.values():
        for one, other in pairwise(effects_):
            names = {one.record.statistic, other.record.statistic}
            if len(names) > 1 and names & RATIOS and other.words.document_id == evidence.document_id:
                yield _called_two(other, one)


def _called_two(effect: Stated[Result], other: Stated[Result]) -> Finding:
    r = effect.record
    message = (
        f"{r.value} ({r.ci_low} to {r.ci_high}) is called {r.statistic} here and {other.record.statistic} elsewhere."
    )
    return Finding(
        check="effect-measure",
        severity=Severity.CONTRADICTION,
        message=message,
        a=clause(effect.words, r.value, r.ci_low, r.ci_high),
        b=clause(other.words, r.value, r.ci_low, r.ci_high),
        study=r.study,
        about=(effect.node, other.node),
    )


def _other_ratio(effect: Stated[Result], evidence: Evidence) -> Finding | None:
    """A ratio that is not what it is called, but exactly the other one."""
    record = effect.record
    arms = _arms(effect, evidence)
    if record.value is None or arms is None or ADJUSTED.search(effect.words.quote):
        return None
    counts = tuple(n for arm in arms for n in (arm.record.n, arm.record.denominator) if n is not None)
    if len(counts) != 4:
        return None
    ratios = _ratios(*counts)
    fitting = {name for name, values in ratios.items() if any(Span.of(record.value).holds(v) for v in values)}
    if not ratios or record.statistic in fitting or not fitting:
        return None
    other = fitting.pop()
    right = rounded(ratios[record.statistic][0], decimal_places(record.value))
    message = (
        f"{record.value} is called {record.statistic};"
        f" {counts[0]}/{counts[1]} against {counts[2]}/{counts[3]} has that {other},"
        f" and a {record.statistic} of {right}."
    )
    return Finding(
        check="effect-measure",
        severity=Severity.CONTRADICTION,
        message=message,
        a=clause(effect.words, record.value),
        b=arms[0].words if arms[0].words != effect.words else None,
        study=record.study,
        recomputed=str(right),
        about=(effect.node, *(arm.node for arm in arms)),
    )


def _ratios(n_1: int, of_1: int, n_2: int, of_2: int) -> dict[str, tuple[Fraction, Fraction]]:
    """Each ratio both ways round, none where a cell is empty."""
    if min(n_1, n_2, of_1 - n_1, of_2 - n_2) <= 0:
        return {}
    return {name: (formula(n_1, of_1, n_2, of_2), formula(n_2, of_2, n_1, of_1)) for name, formula in FORMULAS.items()}


def _arms(effect: Stated[Result], evidence: Evidence) -> tuple[Stated[Result], Stated[Result]] | None:
    """The shares of the two arms that an effect compares, in the same place and of the same outcome."""
    shares = [
        r
        for r in evidence.results
        if r.words == effect.words
        and r.record.outcome == effect.record.outcome
        and r.record.n is not None
        and r.record.denominator
    ]
    own = [s for s in shares if likeness(s.record.group, effect.record.group) is not Likeness.DIFFERENT]
    other = [s for s in shares if s not in own]
    return (own[0], other[0]) if len(own) == len(other) == 1 else None
