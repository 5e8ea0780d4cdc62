"""Tables of results: a row an outcome, a column an arm, a time or a statistic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evigraph.extraction.events.names import lowered
from evigraph.extraction.events.tables import is_event_row
from evigraph.extraction.reading.blocks import Block, Kind
from evigraph.extraction.results import p_values
from evigraph.extraction.results.analysed import ANALYSED
from evigraph.extraction.results.draft import Draft
from evigraph.extraction.results.drafts import read
from evigraph.extraction.results.factors import ADJUSTED, FACTORS
from evigraph.extraction.results.figure import Figure
from evigraph.extraction.results.frames import Frame, frame_of
from evigraph.extraction.results.reader import Found
from evigraph.extraction.results.runs import is_baseline
from evigraph.extraction.results.statement import parse
from evigraph.extraction.results.turned import counts_units, is_turned, turned_results
from evigraph.extraction.scanning.numbers import INTEGER, decimal
from evigraph.extraction.scanning.quantities import Quantity, Token
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS
from evigraph.extraction.structure.document import EvidenceDocument, Sentence, Table
from evigraph.extraction.structure.study_names import STUDY_NAME
from evigraph.extraction.studies.arms import Arm, arms_of, mentions_of, treated_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from evigraph.extraction.reading.clean import CleanText
    from evigraph.extraction.scanning.scanners import Scanners

_HEAD_N = re.compile(
    rf"\(?\b[nN]\s*=\s*(?P<n>{INTEGER})\)?|\((?P<units>{INTEGER})\s+{UNIT_OF_ANALYSIS}\)", re.IGNORECASE
)
_BARE_P = re.compile(r"^\s*(?:p\s*)?(?P<op>=|<|>|≤|≥)?\s*(?P<p>0?\.\d+|0|1(?:\.0+)?)\s*$", re.IGNORECASE)
_NS = re.compile(r"^\s*(?:p\s*=\s*)?(?:NS|n\.s\.|not significant)\s*$", re.IGNORECASE)
_TRIALS = re.compile(rf"(?P<trials>{INTEGER})\s*\(\s*(?:n\s*=\s*)?(?P<n>{INTEGER})\b")
_PATIENTS_FIRST = re.compile(
    rf"(?P<n>{INTEGER})\s*\(\s*(?P<trials>{INTEGER})\s*(?:RCTs?|trials?|studies|study|cohorts?|series)\b", re.IGNORECASE
)
_I2 = re.compile(r"(?P<i2>\d+(?:\.\d+)?)\s*%?")
_OPERATOR = {"≤": "<=", "≥": ">=", None: "="}


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: `kind` is label, arm, time, effect, p, i2, trials, n or other."""

    kind: str
    head: str
    arm: str = ""
    n: int | None = None
    frame: Frame = Frame()

    @property
    def outcome(self) -> str:
        """The outcome that a column of no arm is about."""
        return self.frame.outcome if self.kind in ("arm", "time") and not self.arm else ""


def columns_of(scan: Scanners, table: Table, document: EvidenceDocument, arms: Sequence[Arm]) -> list[Column]:
    """The columns of a table by their heads; a head that names nothing known, over figures, is an arm's."""
    found = []
    for i, cell in enumerate(table.header.cells if table.header else ()):
        found.append(_column(scan, cell.norm, i, document, arms, table))
    return found


_KINDS = {"difference": "effect", "effect": "effect", "p value": "p", "heterogeneity": "i2", "trials": "trials"}


def _column(scan: Scanners, head: str, i: int, document: EvidenceDocument, arms: Sequence[Arm], table: Table) -> Column:
    match = _HEAD_N.search(head)
    n = int((match["n"] or match["units"]).replace(",", "")) if match else None
    plain = _HEAD_N.sub("", head).strip(" ,()") if match else head
    if i == 0:
        return Column("label", head)
    names = document.profile.columns.names(plain)
    name = next((n for n in names if n in _KINDS), next(iter(names), None))
    if name in _KINDS:
        return Column(_KINDS[name], head, n=n, frame=frame_of(scan, head, arms))
    named = mentions_of(plain, arms)
    if named:
        return Column("arm", head, arm=named[0].arm.name, n=n, frame=frame_of(scan, head, arms))
    if scan.times(plain):
        return Column("time", head, n=n, frame=frame_of(scan, head))
    if name in ("number", "n") or counts_units(plain, table, i):
        return Column("n", head)
    if name in ("time", "severity", "outcome"):
        return Column("other", head, n=n)
    frame, words = frame_of(scan, head), re.sub(r"\s*\([^()]*\)", "", plain).strip()
    if frame.statistic in p_values.EFFECTS:
        return Column("effect", head, n=n, frame=frame)
    kind = "arm" if _has_figures(table, i) else "other"
    return Column(kind, head, arm="" if _tells_measure(frame, words) else words, n=n, frame=frame)


_ESTIMATE = re.compile(
    r"(?:(?:pooled|overall|summary|weighted)\s+)*(?:estimates?|rates?|results?|values?|total|all)"
    rf"|(?:all|total|whole|overall) (?:{UNIT_OF_ANALYSIS}|cohort|groups?|population)",
    re.IGNORECASE,
)


def _tells_measure(frame: Frame, words: str) -> bool:
    """Whether a head only says what is measured and names no arm: "Mean change, ml", "Pooled estimate"."""
    measured = frame.outcome and (frame.times or frame.bracket)
    return bool(frame.statistic or measured) or _ESTIMATE.fullmatch(words) is not None


def _has_figures(table: Table, column: int) -> bool:
    cells = [c.norm for row in table.rows if (c := table.cell(row, column)) is not None]
    return bool(cells) and sum(bool(re.search(r"\d", c)) for c in cells) * 2 >= len(cells)


def is_result_table(table: Table, document: EvidenceDocument) -> bool:
    """Whether a table holds results: no patients, papers or searches in its first column."""
    if table.header is None or len(table.heads) < 2:
        return False
    first = document.profile.columns.name(table.heads[0])
    if any(document.profile.labels.name(h) in ("efficacy", "safety") for h in table.heads):
        return False
    return first not in ("patient", "article", "search source", "event")


def table_results(
    scan: Scanners, table: Table, document: EvidenceDocument, study: str, arms: Sequence[Arm], base: Frame
) -> Iterator[Found]:
    """The drafts of a table, row by row."""
    study = study or _cited(table)
    if is_turned(table, arms):
        yield from turned_results(scan, table, study, arms, base)
        return
    columns = columns_of(scan, table, document, arms)
    own = arms or arms_of(c.arm for c in columns if c.kind == "arm")
    told = table.caption.text.norm if table.caption is not None and not _counts_analysed(table) else ""
    caption = replace(frame_of(scan, told, own), category="") if told else Frame()
    caption = _over_labels(scan, table, caption)
    for row, label, group in _labelled(scan, table):
        head = frame_of(
            scan, f"{group}: {label.norm}" if group and not frame_of(scan, label.norm).outcome else label.norm, own
        )
        frame = head.over(caption).over(base)
        parted = bool(caption.outcome) and _SUBGROUPS.match(table.heads[0]) is not None
        if parted:
            frame = replace(caption.over(base), category=label.norm, text=label.norm)
        frame = replace(frame, factors=FACTORS.search(table.heads[0]) is not None)
        if frame.factors and (depends := frame_of(scan, table.heads[0])).outcome:
            frame = replace(frame, outcome=depends.outcome, instrument=depends.instrument, unit="", measured_in="")
        named = frame if frame.outcome else _named(frame, label.norm)
        measured = [c for c in columns if c.outcome] if not head.outcome else []
        if measured:
            alone = "" if head.times and not head.category else label.norm
            named = replace(measured[0].frame.over(frame), category=alone, times=head.times, text=label.norm)
        for found in _row(scan, table, row, columns, named, study, own, by_column=bool(measured)):
            if (parted or measured) and not found.draft.arm:
                found.draft.category = found.draft.category or named.category
            yield found


def _over_labels(scan: Scanners, table: Table, caption: Frame) -> Frame:
    """What the caption and the head of the labels tell of every row: times, and that all are Kaplan-Meier estimates."""
    if table.header is None:
        return caption
    head = frame_of(scan, table.header.cells[0].norm)
    estimated = caption.kaplan_meier or head.kaplan_meier
    times = tuple(t for s in scan.times(table.header.cells[0].norm) for t in s.times)
    return replace(
        caption, times=caption.times or times, kaplan_meier=estimated, bracket=caption.bracket or head.bracket
    )


def _labelled(scan: Scanners, table: Table) -> Iterator[tuple[Block, CleanText, str]]:
    """The rows that hold results with their labels, and the row of a single cell that they stand below."""
    group = ""
    for row in table.rows:
        label = table.cell(row, 0)
        if label is None:
            continue
        if sum(bool(c.text) for c in row.cells) == 1:
            group = label.norm
        elif table.section.role.evidence != "either" or not is_event_row(scan, table, row):
            yield row, label, group


def _counts_analysed(table: Table) -> bool:
    """Whether the line above a table only tells how many were analysed, and not what the table holds."""
    return table.caption is not None and ANALYSED.match(table.caption.text.norm) is not None


_SUBGROUPS = re.compile(r"(?:sub-?groups?|factors?|characteristics?|variables?|categor(?:y|ies))\b", re.IGNORECASE)
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


def _cited(table: Table) -> str:
    """The study that a table's caption cites, where it cites one alone."""
    cited = list(STUDY_NAME.finditer(table.caption.text.norm)) if table.caption else []
    return f"{cited[0]['surname']} {cited[0]['year']}{cited[0]['letter'] or ''}" if len(cited) == 1 else ""


def _named(frame: Frame, label: str) -> Frame:
    """A row that no concept names by its own label; what follows its first comma is the group."""
    name, _, group = _BRACKET.sub("", label).partition(",")
    return replace(frame, outcome=lowered(name.strip()), category=group.strip())


def _row(
    scan: Scanners,
    table: Table,
    row: Block,
    columns: Sequence[Column],
    frame: Frame,
    study: str,
    arms: Sequence[Arm],
    *,
    by_column: bool = False,
) -> Iterator[Found]:
    sentence = Sentence(row.text, 0, len(row.text.text), row, table.section)
    drafts: list[Draft] = []
    for i, column in enumerate(columns):
        cell = table.cell(row, i)
        if cell is not None and column.kind in ("arm", "time", "effect"):
            own = replace(column.frame.over(frame), category=frame.category, text=frame.text)
            drafts += _cell(scan, cell, column, own if by_column and column.outcome else frame, arms)
        elif cell is not None and column.kind == "n" and re.fullmatch(INTEGER, cell.norm):
            frame = replace(frame, n=int(cell.norm.replace(",", "")))
    _settle(table, row, columns, drafts)
    statement = parse(scan, "", frame, arms)
    for draft in drafts:
        yield Found(draft, Sentence(row.text, 0, len(row.text.text), _row_block(row), table.section), statement, study)
    yield from _heterogeneity(scan, table, row, columns, drafts, frame, sentence, study)


def _row_block(row: Block) -> Block:
    return Block(Kind.ROW, row.text, row.start, row.end)


def _cell(scan: Scanners, cell: CleanText, column: Column, frame: Frame, arms: Sequence[Arm]) -> list[Draft]:
    if re.fullmatch(r"[-–—]|n/?a|nr|not reported|not applicable", cell.norm, re.IGNORECASE):
        return []
    over = replace(
        frame,
        times=column.frame.times or frame.times,
        bracket=column.frame.bracket or frame.bracket,
        statistic=frame.statistic or column.frame.statistic,
        n=column.n or frame.n,
        text=frame.text,
    )
    statement = parse(scan, cell.norm, over, arms)
    drafts = p_values.settle(statement, read(statement))
    for draft in drafts:
        _place(draft, column, over, arms)
    return [d for d in drafts if d.statistic]


def _place(draft: Draft, column: Column, frame: Frame, arms: Sequence[Arm]) -> None:
    """Arm, time and statistic that the column gives."""
    draft.outcome = draft.outcome or frame.outcome
    if column.kind == "effect":
        if draft.statistic not in p_values.EFFECTS and draft.statistic != "p only":
            draft.statistic = "mean difference"
        if frame.factors:
            draft.arm, draft.comparator = "", ""
            draft.category = lowered(frame.text) + ("; adjusted" if ADJUSTED.search(column.head) else "")
        else:
            p_values.compare_arms(arms, draft)
    elif column.kind == "arm":
        draft.arm = column.arm
    if draft.figure.is_share and draft.denominator is None and column.n is not None:
        draft.denominator = column.n
    if draft.figure.is_share or draft.statistic in p_values.EFFECTS:
        draft.category = draft.category or frame.category
    if not draft.statistic and draft.figure.kind in ("value", "count"):
        draft.statistic = "count" if draft.figure.is_plain and column.n is not None else frame.statistic or "mean"


def _settle(table: Table, row: Block, columns: Sequence[Column], drafts: list[Draft]) -> None:
    """P values in cells of their own, the trials and patients that were pooled, and zeros beside shares."""
    if any(d.figure.is_share for d in drafts):
        for zero in [d for d in drafts if d.statistic == "mean" and d.figure.is_plain and d.value == 0]:
            zero.statistic, zero.n = "count", 0
    effects = [d for d in drafts if d.statistic in p_values.EFFECTS]
    alone = [d for d in drafts if d.statistic == "p only"]
    for draft in alone:
        drafts.remove(draft)
        _give(draft.p, effects, drafts)
    for i, column in enumerate(columns):
        cell = table.cell(row, i)
        if cell is None:
            continue
        if column.kind == "p":
            _give(_p_of(cell.norm), effects, drafts, column.frame.arms)
        elif column.kind == "trials" and (match := _PATIENTS_FIRST.search(cell.norm) or _TRIALS.search(cell.norm)):
            for draft in drafts:
                draft.n_studies, draft.denominator = (
                    int(match["trials"].replace(",", "")),
                    draft.denominator or int(match["n"].replace(",", "")),
                )


def _give(p: Quantity | None, effects: Sequence[Draft], drafts: Sequence[Draft], compared: Sequence[str] = ()) -> None:
    """Give a p value to the row of the effect, or of the arm named first; `compared` are those that its head names."""
    if p is None or not drafts:
        return
    if not effects and (after := _after(drafts)) is not None:
        after.p, after.comparator = p, after.comparator or "baseline"
        return
    named = [d.arm for d in drafts if d.arm in compared]
    first = treated_first(named or [d.arm for d in drafts])[0]
    target = next((e for e in effects if e.p is None), None) or next(d for d in drafts if d.arm == first)
    target.p = p
    others = list(dict.fromkeys(d.arm for d in drafts if d.arm in (compared or (d.arm,)) and d.arm != target.arm))
    others = [arm for arm in others if arm]
    if not target.comparator and len(others) == 1:
        target.comparator = others[0]


def _after(drafts: Sequence[Draft]) -> Draft | None:
    """The later one of two values of one group, the other of which was measured before treatment."""
    if len(drafts) != len(_BEFORE_AND_AFTER) or drafts[0].arm != drafts[1].arm:
        return None
    later = [d for d in drafts if d.time is not None and not is_baseline(d.time)]
    return later[0] if len(later) == 1 and later[0] is drafts[1] else None


_BEFORE_AND_AFTER = ("before", "after")


def _p_of(text: str) -> Quantity | None:
    if _NS.match(text):
        return Quantity(Token.P, 0, len(text), operator="ns")
    match = _BARE_P.match(text)
    if match is None:
        return None
    return Quantity(
        Token.P, 0, len(text), value=decimal(match["p"]), operator=_OPERATOR.get(match["op"], match["op"] or "=")
    )


def _heterogeneity(
    scan: Scanners,
    table: Table,
    row: Block,
    columns: Sequence[Column],
    drafts: Sequence[Draft],
    frame: Frame,
    sentence: Sentence,
    study: str,
) -> Iterator[Found]:
    for i, column in enumerate(columns):
        cell = table.cell(row, i) if column.kind == "i2" else None
        match = _I2.search(cell.norm) if cell is not None else None
        if match and drafts:
            pooled = next((d for d in drafts if d.statistic in p_values.EFFECTS), drafts[0])
            yield heterogeneity(scan, pooled, decimal(match["i2"]), sentence, study, frame)


def heterogeneity(scan: Scanners, of: Draft, i2: Decimal, sentence: Sentence, study: str, frame: Frame) -> Found:
    """The I2 of a pooled outcome as a result of its own, the outcome in the group."""
    figure = Figure("percent", 0, 0, 0, value=i2)
    draft = Draft(
        figure,
        outcome="heterogeneity",
        category=of.outcome,
        statistic="percentage",
        value=i2,
        unit="%",
        denominator=of.denominator,
        time=of.time,
        frame=frame,
    )
    draft.n_studies = of.n_studies
    return Found(draft, sentence, parse(scan, "", frame), study)
