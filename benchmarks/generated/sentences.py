"""Findings as lines of a study and as sentences of a summary.  Knows English; knows nothing of layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.generated.prose import SELECTION, STEPS, some
from benchmarks.generated.report import percent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.generated.report import Event, Point, Report, Series, Share, Study


def efficacy_lines(study: Study) -> Iterator[str]:
    """The efficacy findings of a study without a control group, one item a line."""
    for share in study.shares:
        yield f"- {share.label}={_share(share)}"
    for series in study.series:
        yield f"- Mean {series.outcome} ({series.scale})"
        for point in series.points:
            yield f" - {point.time}={_value(point)}"


def outcome_rows(study: Study, arms: tuple[int, int]) -> Iterator[tuple[str, ...]]:
    """The efficacy findings of a comparative study as rows of a table."""
    yield ("Outcome", f"Treated (n={arms[0]})", f"{study.control.capitalize()} (n={arms[1]})", "p value")
    for series in study.series:
        for own, other in zip(series.points, series.control, strict=True):
            when = "before treatment" if not own.p else f"at {own.time}"
            p = own.p.removeprefix("p").removeprefix("=") if own.p else "-"
            yield (f"Mean {series.outcome} {when} ({series.scale})", _plus(own), _plus(other), p)


def event_lines(study: Study) -> Iterator[str]:
    """The safety findings of a study, one item a line."""
    for event in study.events:
        if event.control:
            control = f"{_ratio(event.control)} in the {study.control} group"
            yield f"- {event.share.label}: {_ratio(event.share)} in the treated group, {control}"
        else:
            yield f"- {event.share.label}={_share(event.share)}; {event.remark}"
    yield f"- {study.absent}: 0/{study.analysed}"


def table_findings(study: Study) -> Iterator[str]:
    """The efficacy findings of a study in the cell of a table, one a paragraph."""
    for share in study.shares:
        yield f"{share.label}: {_share(share)}"
    for series in study.series:
        for index, point in enumerate(series.points):
            when = "before treatment" if not point.p else f"at {point.time}"
            other = f" v {series.control[index].mean}" if series.control else ""
            p = f", {point.p}" if point.p else ""
            yield f"Mean {series.outcome} ({series.scale}) {when}: {point.mean}{other}{p}"


def summary(report: Report, topic: str) -> Iterator[str]:
    """What the studies found on one topic, a paragraph a study."""
    for study in report.studies:
        for series in study.series:
            if series.topic == topic:
                yield _series_sentence(study, series)


def share_summary(report: Report, label: str) -> Iterator[str]:
    """What the studies found of one share."""
    for study in report.studies:
        for share in study.shares:
            if share.label == label:
                yield (f"{label} was reported in {_share(share)} of people in the {group(study)} ({study.name}).")


def event_summary(report: Report, label: str) -> Iterator[str]:
    """What the studies found of one harm."""
    for study in report.studies:
        for event in study.events:
            if event.share.label == label:
                yield _event_sentence(study, event)


def group(study: Study) -> str:
    """A study as sentences speak of it."""
    article = "people" if study.arms is None else "adults"
    return f"{study.design[0].lower()}{study.design[1:]} of {study.n} {article}"


def _series_sentence(study: Study, series: Series) -> str:
    before, *later = series.points
    values = [f"{point.mean} after {point.time} ({point.p})" for point in later]
    listed = f"{', '.join(values[:-1])} and {values[-1]}" if len(values) > 1 else values[0]
    whom = f" of the treated group ({study.arms[0]} people)" if study.arms else ""
    return (
        f"In a {group(study)}, the mean {series.outcome} ({series.scale}){whom} was {before.mean} before treatment and "
        f"{listed} ({study.name})."
    )


def _event_sentence(study: Study, event: Event) -> str:
    who = f"{_share(event.share)} of people in the {group(study)} ({study.name})"
    return f"{event.share.label} was reported in {who}."


def criteria(report: Report, random: Random) -> str:
    """Who could take part."""
    months = random.choice((3, 6, 12))
    return (
        f"Adults with {report.condition.name} for at least {months} months, in whom {report.condition.first} had not "
        "helped. People with an active infection, a clotting disorder or an earlier operation at the "
        f"{report.condition.site} were excluded. {some(random, SELECTION, 4)}"
    )


def technique(study: Study, report: Report, random: Random) -> str:
    """What was done."""
    control = f" The other group had {study.control}." if study.arms else ""
    return (
        f"{report.technique.capitalize()} with {study.device} ({study.maker}, {study.country}) under local "
        f"anaesthesia. The {report.condition.site} was reached under imaging, and the position was confirmed before "
        f"treatment.{control} {some(random, STEPS, 7)}"
    )


def _ratio(share: Share) -> str:
    return f"{share.count}/{share.of} ({percent(share.count, share.of)}%)"


def _share(share: Share) -> str:
    return f"{share.percent}% ({share.count}/{share.of})"


def _value(point: Point) -> str:
    return f"{point.mean} (SD {point.deviation})" + (f", {point.p}" if point.p else "")


def _plus(point: Point) -> str:
    return f"{point.mean} ± {point.deviation}"
