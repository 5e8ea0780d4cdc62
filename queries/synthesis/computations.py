"""Kinds whose rows are computed from those of their query: intervals, series, totals, gaps, what may be compared.

Knows which computation makes which kind's rows; knows no arithmetic.  Shares and their limits are told in percent.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from evigraph.queries.answering.rows import Row
from evigraph.queries.synthesis.evidence_base import harm_of, key_outcomes_of, results_of
from evigraph.queries.synthesis.findings_table import sentence
from evigraph.queries.synthesis.gaps import coverage
from evigraph.queries.synthesis.harms import harm_boards
from evigraph.queries.synthesis.pairs import closest_pairs
from evigraph.queries.synthesis.patients import overlaps
from evigraph.queries.synthesis.proportions import proportion
from evigraph.queries.synthesis.series import interval_of, series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from evigraph.queries.answering.rows import Cell
    from evigraph.queries.synthesis.evidence_base import Texts
    from evigraph.queries.synthesis.harms import HarmLine
    from evigraph.queries.synthesis.proportions import Proportion
    from evigraph.queries.template import Template

#: Digits behind the point of what is computed, in percent.
DIGITS = 2


def computed(template: Template, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows of a kind, from those of its query."""
    if not template.gives or not rows:
        return rows
    made = COMPUTATIONS[template.name](rows)
    kept = {*template.gives, "study_iri"}
    return tuple(Row({name: cell for name, cell in row.cells.items() if name in kept}) for row in made)


def _texts(row: Row) -> Texts:
    """The cells as the records of an evidence base take them."""
    said = {True: "true", False: "false"}
    return {
        name: said.get(cell, str(cell)) if isinstance(cell, bool) else str(cell) for name, cell in row.cells.items()
    }


def _changed(row: Row, **cells: Cell | None) -> Row:
    """The row with these cells besides, those left out that are None."""
    kept = {name: cell for name, cell in row.cells.items() if name not in cells}
    return Row({**kept, **{name: cell for name, cell in cells.items() if cell is not None}})


def _rounded(value: float) -> Decimal:
    return Decimal(f"{value:.{DIGITS}f}")


def _limits(share: Proportion) -> Mapping[str, Cell | None]:
    """A proportion and its intervals."""
    wilson, exact, three = share.wilson, share.clopper_pearson, share.rule_of_three
    found = {"share": share.value, "wilson_low": wilson.low, "wilson_high": wilson.high}
    found |= {"exact_low": exact.low, "exact_high": exact.high}
    told = {name: _rounded(100 * value) for name, value in found.items()}
    return {**told, "at_most": _rounded(100 * three) if three is not None else None}


def _proportions(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        share = proportion(row.text("n"), row.text("denominator"))
        if share is not None:
            yield _changed(row, **_limits(share))


def _rare_harms(rows: Sequence[Row]) -> Iterator[Row]:
    found = {row.text("node"): row for row in rows}
    for board in harm_boards(harm_of(_texts(row)) for row in found.values()):
        for line in board.lines:
            yield _harm_line(found[line.harm.node], line)


def _harm_line(row: Row, line: HarmLine) -> Row:
    if line.share is None:
        return row
    basis = "as printed" if line.harm.printed is not None else "all patients of the study"
    return _changed(row, n=line.share.n, denominator=line.share.total, basis=basis, **_limits(line.share))


def _series(rows: Sequence[Row]) -> Iterator[Row]:
    found = {row.text("node"): row for row in reversed(rows)}
    for one in series(results_of([_texts(row) for row in rows])):
        for point in one.points:
            row = found[point.node]
            patients = row.number("denominator") or row.number("patients")
            limits = interval_of(point, int(patients) if patients is not None else None)
            yield (
                row
                if limits is None
                else _changed(
                    row, interval_low=_rounded(limits.low), interval_high=_rounded(limits.high), basis=limits.method
                )
            )


def _comparability(rows: Sequence[Row]) -> Iterator[Row]:
    for pair in closest_pairs(results_of([_texts(row) for row in rows])):
        first, second = pair.first, pair.second
        differs = "; ".join(
            f"{one.aspect} ({one.first or 'not told'} against {one.second or 'not told'})" for one in pair.differences
        )
        yield Row(
            {
                "node": first.node,
                "other_node": second.node,
                "study": first.study,
                "other": second.study,
                "outcome": first.outcome,
                "first": sentence(first),
                "second": sentence(second),
                "comparable": not differs,
                "verdict": f"may not stand side by side, {differs}" if differs else ALIKE,
                **({"differs": differs} if differs else {"alike": ALIKE}),
            }
        )


ALIKE = "may stand side by side, as far as the sources say"


def _patients_total(rows: Sequence[Row]) -> Iterator[Row]:
    first = {row.text("study_iri"): row for row in reversed(rows)}
    studies = [first[key] for key in sorted(first, key=lambda key: (first[key].text("study"), key))]
    groups = overlaps((row.text("study"), row.text("country"), row.text("device")) for row in studies)
    numbers = [[int(studies[i].number("patients") or 0) for i in group] for group in groups]
    totals: dict[str, Cell] = {"gross": sum(map(sum, numbers)), "net": sum(map(max, numbers)), "studies": len(studies)}
    for group, counts in zip(groups, numbers, strict=True):
        names = [studies[i].text("study") for i in group]
        for i, number in zip(group, counts, strict=True):
            others = ", ".join(name for name in names if name != studies[i].text("study"))
            counted = i == group[counts.index(max(counts))]
            yield _changed(studies[i], **totals, shares=others or None, counted=number if counted else 0)


def _evidence_gaps(rows: Sequence[Row]) -> Iterator[Row]:
    found = {row.text("node"): row for row in reversed(rows)}
    for one in coverage(key_outcomes_of([_texts(row) for row in rows])):
        row = _changed(found[one.key.node], study=None, study_iri=None)
        studies = ", ".join(one.key.evidence) or None
        yield _changed(row, gap=str(one.gap), number=len(one.key.evidence), studies=studies)


def _summary_of_findings(rows: Sequence[Row]) -> Iterator[Row]:
    for (_, role, outcome), grouped in groupby(rows, key=_of_key_outcome):
        members = list(grouped)
        people = {row.text("study"): int(row.number("patients") or 0) for row in members}
        shared: dict[str, Cell] = {"role": role, "outcome": outcome, "patients_in_all": sum(people.values())}
        for one in coverage(key_outcomes_of([_evidence(row) for row in members])):
            told = {node for nodes in one.key.evidence.values() for node in nodes}
            own = (row for row in members if row.text("key") == one.key.node and row.text("node") in told)
            yield from (_changed(row, finding=_finding(_texts(row)), gap=str(one.gap), **shared) for row in own)


def _evidence(row: Row) -> Texts:
    """A row on a fact as one on the key outcome that the fact is about."""
    return _texts(row) | {"node": row.text("key"), "outcome": row.text("key_outcome"), "evidence": row.text("node")}


def _finding(told: Texts) -> str:
    return sentence(harm_of(told) if "harm" in told else results_of([told])[0])


def _of_key_outcome(row: Row) -> tuple[str, str, str]:
    return row.text("document_id"), row.text("role"), row.text("key_outcome")


COMPUTATIONS: Mapping[str, Callable[[Sequence[Row]], Iterable[Row]]] = {
    "proportions": _proportions,
    "rare_harms": _rare_harms,
    "series": _series,
    "comparability": _comparability,
    "patients_total": _patients_total,
    "evidence_gaps": _evidence_gaps,
    "summary_of_findings": _summary_of_findings,
}
