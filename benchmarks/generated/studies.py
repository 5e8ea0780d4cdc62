"""Studies of an overview, each under a heading of its own or all in tables.  Knows layouts; knows no figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.generated.prose import DESIGN_NOTES, POPULATION_NOTES, some
from benchmarks.generated.sentences import (
    criteria,
    efficacy_lines,
    event_lines,
    outcome_rows,
    table_findings,
    technique,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from random import Random

    from benchmarks.generated.report import Report, Study


@dataclass(frozen=True, slots=True)
class Parts:
    """What the parts of a study are called."""

    details: str
    analysis: str
    efficacy: str
    safety: str


KEY = Parts("Study details", "Analysis", "Key efficacy findings", "Key safety findings")
PLAIN = Parts("About the study", "Appraisal", "Findings on efficacy", "Findings on safety")


def by_heading(report: Report, random: Random) -> Iterator[str]:
    """A heading a study, its details in rows of label and value, then analysis, efficacy and safety."""
    return _by_heading(report, random, KEY, _outcomes)


def plainly(report: Report, random: Random) -> Iterator[str]:
    """The same under names that no publisher has for his own."""
    return _by_heading(report, random, PLAIN, _outcomes)


def cell_by_cell(report: Report, random: Random) -> Iterator[str]:
    """The same without tables of outcomes, of which a web page leaves nothing but cells."""
    return _by_heading(report, random, KEY, table_findings)


def _by_heading(
    report: Report, random: Random, parts: Parts, outcomes: Callable[[Study], Iterable[str]]
) -> Iterator[str]:
    for number, study in enumerate(report.studies, 1):
        yield f"Study {number} {study.author} {study.initial} ({study.year})"
        yield parts.details
        yield "\n".join("\t".join(row) for row in _details(study, report, random))
        yield parts.analysis
        yield from _analysis(study, random)
        yield parts.efficacy
        yield f"Number of patients analysed: {study.n}"
        yield "\n".join(outcomes(study))
        yield parts.safety
        yield "\n".join(event_lines(study))


def _outcomes(study: Study) -> Iterable[str]:
    return map("\t".join, outcome_rows(study, study.arms)) if study.arms else efficacy_lines(study)


def by_table(report: Report, random: Random) -> Iterator[str]:
    """All studies in one table, their outcomes in another, a cell a line."""
    yield "Table 2 Study details"
    head = (
        "Study no.",
        "First author, date, country",
        "Patients (male: female)",
        "Age",
        "Study design",
        "Inclusion criteria",
        "Intervention",
        "Follow up",
    )
    yield "\n".join(
        "\t".join(row) for row in (head, *(_row(n, s, report, random) for n, s in enumerate(report.studies, 1)))
    )
    yield "Table 3 Study outcomes"
    yield from ("First author, date", "Efficacy outcomes", "Safety outcomes")
    for study in report.studies:
        yield f"{study.author} {study.initial}, {study.year}"
        yield from table_findings(study)
        yield from (line.removeprefix("- ") for line in event_lines(study))


def _details(study: Study, report: Report, random: Random) -> Iterator[tuple[str, str]]:
    sizes = f" (treated {study.arms[0]}, {study.control} {study.arms[1]})" if study.arms else ""
    yield "Study type", study.design
    yield "Country", study.country
    yield "Recruitment period", f"{study.start} to {study.start + 2}"
    yield "Study population and number", f"n={study.n}{sizes} Adults with {report.condition.name}"
    yield "Age and sex", f"Mean {study.age} years (SD {study.spread}); female {_share(study.female, study.n)}"
    yield "Patient selection criteria", criteria(report, random)
    yield "Technique", technique(study, report, random)
    yield "Follow up", f"{study.months} months"
    yield (
        "Conflict of interest/source of funding",
        random.choice(("None", "Not reported", f"{study.maker} paid for the study.")),
    )


def _row(number: int, study: Study, report: Report, random: Random) -> tuple[str, ...]:
    who = f"{study.n} ({study.n - study.female}:{study.female})"
    age = f"Mean {study.age} years (SD {study.spread})"
    design = f"{study.design}, {study.start} to {study.start + 2}"
    author = f"{study.author} {study.initial}, {study.year}, {study.country}"
    done = technique(study, report, random)
    return str(number), author, who, age, design, criteria(report, random), done, f"{study.months} months"


def _analysis(study: Study, random: Random) -> Iterator[str]:
    if study.lost:
        yield f"Follow up issues: {study.lost} people ({_percent(study.lost, study.n)}%) were lost to follow up."
    kind = "Prospective" if study.arms else "Retrospective"
    design = f"{study.design[0].lower()}{study.design[1:]}"
    yield f"Study design issues: {kind} {design} from 1 centre. {some(random, DESIGN_NOTES, 6)}"
    yield f"Study population issues: {some(random, POPULATION_NOTES, 3)}"


def _share(count: int, of: int) -> str:
    return f"{_percent(count, of)}% ({count}/{of})"


def _percent(count: int, of: int) -> str:
    return f"{100 * count / of:.0f}"
