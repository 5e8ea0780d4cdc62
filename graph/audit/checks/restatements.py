"""What is said twice and not the same: summary, validity section and guidance against the study's own section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from evigraph.graph.audit.checks.intervals import DIFFERENCES, SHARES
from evigraph.graph.audit.checks.unsupported import unsupported
from evigraph.graph.audit.denied import limited, same_degree, surely_denied, surely_reported
from evigraph.graph.audit.doubt import in_percent, names_it, prints, said_elsewhere, same_times
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.numbers import Span
from evigraph.graph.audit.pairing import AGAIN, paired
from evigraph.graph.audit.quotes.reading import clause, plain
from evigraph.graph.audit.units import counted, kind_of_unit
from evigraph.graph.claims import UNSIGNED, same
from evigraph.ontology.records import AdverseEvent, Region, Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Claim, Evidence, Pair

LESS = re.compile(
    r"\b(?:less|lower|fewer|below|smaller|shorter|worse|down|drop|fell|fall|reduc|decreas)", re.IGNORECASE
)
PLACES = {
    Region.KEY_FINDINGS: "the study section",
    Region.STUDY_DETAILS: "the study details",
    Region.ANALYSIS: "the analysis of the study",
    Region.SUMMARY: "the summary",
    Region.VALIDITY: "the validity section",
    Region.APPENDIX: "the appendix",
    Region.GUIDANCE: "the guidance",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that two places give differently, as each prints it."""

    again: str
    canonical: str
    numbers: tuple[Decimal | int | None, Decimal | int | None]
    whole: bool = False


def restatements(evidence: Evidence) -> Iterator[Finding]:
    """What is said again with other numbers, denied elsewhere, or out of another kind of unit."""
    found = tuple(_contradictions(evidence))
    yield from found
    yield from unsupported(evidence, frozenset(node for finding in found for node in finding.about))


def _contradictions(evidence: Evidence) -> Iterator[Finding]:
    again = paired(evidence)
    for pair in (*again.disagreeing, *again.agreeing):
        if found := _difference(pair, evidence):
            yield found
    for pair in evidence.pairs:
        if pair.again.record.region in AGAIN and (found := _denial(pair) or _unit(pair)):
            yield found
    known = {pair.again.node for pair in evidence.pairs}
    other = (pair for pair in again.other_units if pair.again.node not in known and _prints_units(pair))
    yield from filter(None, map(_unit, other))
    for pair in again.outside_arms:
        yield _told(pair, _check(pair), Severity.CONTRADICTION, _values(pair))


def _difference(pair: Pair, evidence: Evidence) -> Finding | None:
    """A value, n or whole that differs, where nothing else explains it."""
    differences = list(_differences(pair))
    if not differences:
        return None
    if any(_explained(difference, pair, evidence) for difference in differences):
        return None
    return _told(pair, _check(pair), Severity.CONTRADICTION, differences[0])


def _values(pair: Pair) -> Difference:
    again, canonical = _main(pair.again), _main(pair.canonical)
    return Difference(f"{again} for all", f"no arm above or below {canonical}", (again, canonical))


def _explained(difference: Difference, pair: Pair, evidence: Evidence) -> bool:
    """Whether the number of either place is printed at the other too, or elsewhere in the study's section."""
    again, canonical = difference.numbers
    if not names_it(pair.again) or (_check(pair) == "table-versus-text" and not same_times(pair.again, pair.canonical)):
        return True
    if prints(pair.again.words, canonical) or prints(pair.canonical.words, again):
        return True
    if in_percent(pair.again.words, again) != in_percent(pair.canonical.words, canonical):
        return not _is_share(pair.again)
    if difference.whole:
        return _known_whole(again, pair, evidence)
    return said_elsewhere(evidence, pair.again, pair.canonical, again)


def _known_whole(whole: Decimal | int | None, pair: Pair, evidence: Evidence) -> bool:
    """Whether another claim, or the study itself, knows the whole."""
    others = (c for c in evidence.by_node.values() if c.study == pair.canonical.study and c.node != pair.again.node)
    study = evidence.study(pair.canonical.study)
    sizes = (study.record.n_patients, study.record.n_lesions) if study else ()
    return whole in sizes or any(whole in (c.record.denominator, c.record.n) for c in others)


def _one_document(pair: Pair) -> bool:
    return pair.again.words.document_id == pair.canonical.words.document_id


def _check(pair: Pair) -> str:
    if not _one_document(pair):
        return "document-versus-document"
    return "summary-versus-detail" if pair.again.record.region is Region.SUMMARY else "table-versus-text"


def _place(claim: Claim, pair: Pair) -> str:
    if not _one_document(pair) and claim is pair.canonical:
        return "the overview"
    return PLACES.get(claim.record.region, "the text")


def _told(pair: Pair, check: str, severity: Severity, difference: Difference) -> Finding:
    message = (
        f"{subject(pair.canonical)}: {difference.again} in {_place(pair.again, pair)},"
        f" {difference.canonical} in {_place(pair.canonical, pair)}."
    )
    return Finding(
        check=check,
        severity=severity,
        message=message,
        a=clause(pair.again.words, difference.numbers[0]),
        b=clause(pair.canonical.words, difference.numbers[1]),
        study=pair.canonical.record.study,
        about=(pair.again.node, pair.canonical.node),
    )


def subject(claim: Claim) -> str:
    """What a claim is about, as a reader would name it."""
    record = claim.record
    if isinstance(record, AdverseEvent):
        name = record.event
    else:
        statistic = (
            "" if record.statistic in ("count", "percentage", "rate", "range", "p only") else f"{record.statistic} "
        )
        time = f"{record.time_value} {record.time_unit}s" if record.time_value is not None else record.time_label
        name = f"{statistic}{record.outcome}{f' ({time})' if time else ''}"
    named = f"{name[0].upper()}{name[1:]}" if name else "This"
    return f"{named}, {record.group}" if record.group else named


def _differences(pair: Pair) -> Iterator[Difference]:
    """The numbers that both print and that differ at the coarser of their precisions."""
    for again, canonical, text in _numbers(pair):
        if again is None or canonical is None:
            continue
        if not same(again, canonical):
            yield Difference(f"{text} {again}".strip(), f"{text} {canonical}".strip(), (again, canonical), text == "of")
    if _p_apart(pair):
        one, other = pair.again.record, pair.canonical.record
        assert isinstance(one, Result)  # noqa: S101
        assert isinstance(other, Result)  # noqa: S101
        yield Difference(_p(one), _p(other), (one.p_value, other.p_value))


def _numbers(pair: Pair) -> Iterator[tuple[Decimal | None, Decimal | None, str]]:
    one, other = pair.again.record, pair.canonical.record
    yield _decimal(one.n), _decimal(other.n), ""
    yield _decimal(one.denominator), _decimal(other.denominator), "of"
    if isinstance(one, AdverseEvent) and isinstance(other, AdverseEvent):
        if not _same_share(one, other):
            yield one.percent, other.percent, ""
    elif isinstance(one, Result) and isinstance(other, Result) and one.statistic == other.statistic:
        if one.statistic != "count" and not _same_share(one, other):
            yield (*_sizes(pair, one, other), "")
        yield from _spread(one, other)


def _same_share(one: Result | AdverseEvent, other: Result | AdverseEvent) -> bool:
    """Whether both print the same n of the same whole: that a percentage of it is wrong is another check's matter."""
    return (
        one.n is not None and (one.n, one.denominator) == (other.n, other.denominator) and one.denominator is not None
    )


def _spread(one: Result, other: Result) -> Iterator[tuple[Decimal | None, Decimal | None, str]]:
    yield one.sd, other.sd, "SD"
    if one.range_kind == other.range_kind:
        yield one.range_low, other.range_low, "range from"
        yield one.range_high, other.range_high, "range to"
    if one.ci_level == other.ci_level and not _turned(one, other):
        yield one.ci_low, other.ci_low, "CI from"
        yield one.ci_high, other.ci_high, "CI to"


def _turned(one: Result, other: Result) -> bool:
    """Whether one interval is the other with its sign, and so its ends, changed."""
    ends = (one.ci_low, one.ci_high, other.ci_low, other.ci_high)
    low, high, other_low, other_high = ends
    if low is None or high is None or other_low is None or other_high is None:
        return True
    return same(low, -other_high) and same(high, -other_low)


def _decimal(n: int | None) -> Decimal | None:
    return None if n is None else Decimal(n)


def _sizes(pair: Pair, one: Result, other: Result) -> tuple[Decimal | None, Decimal | None]:
    """The two values, without their signs where the words of either place tell the direction."""
    told = one.statistic in UNSIGNED or (
        one.statistic in DIFFERENCES
        and (
            one.comparator != other.comparator or any(LESS.search(c.words.quote) for c in (pair.again, pair.canonical))
        )
    )
    values = one.value, other.value
    return (_unsigned(values[0]), _unsigned(values[1])) if told else values


def _unsigned(value: Decimal | None) -> Decimal | None:
    return None if value is None else abs(value)


def _p(result: Result) -> str:
    return "p not significant" if result.p_operator == "ns" else f"p {result.p_operator} {result.p_value}"


def _p_apart(pair: Pair) -> bool:
    """Whether no p value fits both."""
    one, other = pair.again.record, pair.canonical.record
    if not isinstance(one, Result) or not isinstance(other, Result) or one.comparator != other.comparator:
        return False
    spans = _p_span(one), _p_span(other)
    return spans[0] is not None and spans[1] is not None and not spans[0].meets(spans[1])


def _p_span(result: Result) -> Span | None:
    """The p values that a printed one allows."""
    if result.p_operator == "ns":
        return Span(Fraction(5, 100), Fraction(1))
    if result.p_value is None:
        return None
    printed = Span.of(result.p_value)
    if result.p_operator in ("<", "<="):
        return Span(Fraction(0), printed.high)
    return Span(printed.low, Fraction(1)) if result.p_operator in (">", ">=") else printed


def _denial(pair: Pair) -> Finding | None:
    """An event that one place reports and the other denies."""
    again, canonical = pair.again, pair.canonical
    denial, event = (again, canonical) if surely_denied(again) else (canonical, again)
    apart = surely_denied(denial) and surely_reported(event) and again.words != canonical.words
    if not apart or limited(denial) or not same_degree(denial, event):
        return None
    difference = Difference(_told_of(again), _told_of(canonical), (again.record.n, canonical.record.n))
    return _told(pair, "adverse-events-denied", Severity.CONTRADICTION, difference)


def _told_of(claim: Claim) -> str:
    record = claim.record
    denied = isinstance(record, AdverseEvent) and record.status == "none reported"
    return "denied" if denied else "reported"


def _unit(pair: Pair) -> Finding | None:
    """The same number in another unit, or out of another kind of thing."""
    one, other = pair.again, pair.canonical
    shares = all(_main(claim) is not None and _is_share(claim) for claim in (one, other))
    if shares and (found := counted(one)) and (canonical := counted(other)) and found.kind != canonical.kind:
        difference = Difference(f"of {found.word}", f"of {canonical.word}", (_main(one), _main(other)))
        return _told(pair, "denominator-unit", Severity.CONTRADICTION, difference)
    if not isinstance(one.record, Result) or not isinstance(other.record, Result):
        return None
    units = kind_of_unit(one.record.unit), kind_of_unit(other.record.unit)
    comparable = one.record.statistic == other.record.statistic and one.record.statistic not in ("count", "percentage")
    differ = all(units) and units[0] not in units[1] and units[1] not in units[0]
    if comparable and differ and _same_main(one, other):
        difference = Difference(
            f"{one.record.value} {one.record.unit}",
            f"{other.record.value} {other.record.unit}",
            (_main(one), _main(other)),
        )
        return _told(pair, "unit", Severity.REPORTING, difference)
    return None


def _prints_units(pair: Pair) -> bool:
    """Whether both places print the unit that they were read to have."""
    return all(
        getattr(c.record, "unit", "").lower() in plain(c.words.quote).lower() for c in (pair.again, pair.canonical)
    )


def _same_main(one: Claim, other: Claim) -> bool:
    values = _decimal_of(_main(one)), _decimal_of(_main(other))
    return values[0] is not None and values[1] is not None and same(values[0], values[1])


def _decimal_of(number: Decimal | int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _is_share(claim: Claim) -> bool:
    return isinstance(claim.record, AdverseEvent) or claim.record.statistic in SHARES


def _main(claim: Claim) -> Decimal | int | None:
    record = claim.record
    return record.percent if isinstance(record, AdverseEvent) else record.value
