"""An overview in the layout of one of the publishers that the profiles know.  Knows parts; knows no figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.generated import words
from benchmarks.generated.prose import CONDITION_NOTES, PROCEDURE_NOTES, VALIDITY, some
from benchmarks.generated.sentences import event_summary, group, share_summary, summary
from benchmarks.generated.studies import by_heading, by_table, cell_by_cell, plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from benchmarks.generated.report import Report, Study

NOTICE = "Generated document with invented studies and figures, for measurements alone; not for clinical decisions."
WEB = ("Home", "How are you taking part in this consultation?", "You must be signed in to answer questions.")


@dataclass(frozen=True, slots=True)
class Layout:
    """What the parts of an overview are called, and how its studies stand in it."""

    condition: str
    treatment: str
    procedure: str
    efficacy: str
    safety: str
    societies: str
    review: str
    criteria: str
    included: str
    key: str
    validity: str
    experts: str
    patients: str
    search: str
    more: str
    studies: Callable[[Report, Random], Iterator[str]]
    date: str = "Date prepared"
    name: str = "Procedure name"
    events: str = "Anecdotal and theoretical adverse events"
    assessed: str = "The evidence assessed"
    others: str = "Existing assessments of this procedure"
    studies_first: bool = False
    web: bool = False


LATE = Layout(
    "Indications and current treatment", "", "What the procedure involves", "Efficacy summary", "Safety summary",
    "Professional societies", "Rapid review of literature", "Inclusion criteria for identification of relevant studies",
    "List of studies included in the IP overview", "Summary of key evidence on {procedure}",
    "Validity and generalisability of the studies", "Professional experts' opinions", "Patient commentators' opinions",
    "Literature search strategy", "Additional papers identified", by_heading,
)  # fmt: skip
EARLY = Layout(
    "Indications and current treatment", "", "What the procedure involves", "Efficacy summary", "Safety summary",
    "Specialist societies", "Literature review", "Inclusion criteria for identification of relevant studies",
    "List of studies included in the overview", "Summary of key efficacy and safety findings on {procedure}",
    "Validity and generalisability of the studies", "Specialist advisers' opinions", "Patient commentators' opinions",
    "Literature search strategy", "Additional papers identified", by_heading,
)  # fmt: skip
TABLES = Layout(
    "The condition", "Current practice", "What the procedure involves", "Efficacy", "Safety", "Professional societies",
    "Methods", "", "Population and studies description", "", "Validity and generalisability", "Expert opinions",
    "Evidence from patients", "Literature search strategy", "Additional studies identified", by_table,
    studies_first=True,
)  # fmt: skip
GENERIC = Layout(
    "Clinical problem", "Usual care", "The technique", "Effectiveness", "Harms", "Societies", "Review methods",
    "Selection criteria", "Included studies", "Study summaries", "Limitations", "Expert advice", "Patient views",
    "Databases searched", "Papers not included", plainly, "Dates", "Name of the procedure",
    "Adverse events named by experts", "Evidence reviewed", "Assessments by other agencies",
)  # fmt: skip
WEB_PAGE = replace(LATE, studies=cell_by_cell, web=True)
LAYOUTS = (LATE, EARLY, TABLES, LATE, TABLES, GENERIC, WEB_PAGE)


def overview(report: Report, random: Random) -> str:
    """The text of an overview."""
    layout = LAYOUTS[report.number % len(LAYOUTS)]
    paragraphs = _paragraphs(report, layout, random)
    return "\n\n".join((*WEB, *map(_cells, paragraphs)) if layout.web else paragraphs) + "\n"


def _cells(paragraph: str) -> str:
    """A table with every cell in a paragraph of its own, as it comes from a web page."""
    return paragraph.replace("\t", "\n").replace("\n", "\n\n") if "\t" in paragraph else paragraph


def _paragraphs(report: Report, layout: Layout, random: Random) -> Iterator[str]:
    yield NOTICE
    yield f"Interventional procedure overview of {report.procedure}"
    yield from _beginning(report, layout, random)
    studies = list(_studies(report, layout, random))
    if layout.studies_first:
        yield from ("Evidence summary", layout.included, *_base(report), *studies)
    yield from _summaries(report, layout, random)
    if not layout.studies_first:
        yield from _review(report, layout)
        yield from (layout.included, *_base(report), *studies)
    yield from _end(report, layout, random)


def _beginning(report: Report, layout: Layout, random: Random) -> Iterator[str]:
    condition = report.condition
    yield layout.date
    yield f"This overview was prepared in {report.month} {report.year}."
    yield layout.name
    yield f"- {report.procedure[0].upper()}{report.procedure[1:]}"
    yield layout.societies
    yield "\n".join(f"- {society}" for society in sorted(random.sample(words.SOCIETIES, 3)))
    yield layout.condition
    yield f"{condition.name.capitalize()} affects the {condition.site}. The main complaint is {condition.complaint}."
    yield some(random, CONDITION_NOTES, 4)
    if layout.treatment:
        yield layout.treatment
    yield f"Treatment begins with {condition.first}. When this is not enough, {condition.then} may be considered."
    yield layout.procedure
    yield (
        f"The {condition.site} is reached by {report.approach} access under local anaesthesia. "
        f"{report.technique.capitalize()} is then done over several minutes while the position of the instrument is "
        "watched on imaging. Most people go home on the same day."
    )
    yield some(random, PROCEDURE_NOTES, 4)


def _studies(report: Report, layout: Layout, random: Random) -> Iterator[str]:
    if layout.key:
        yield layout.key.format(procedure=report.procedure)
    yield from layout.studies(report, random)


def _base(report: Report) -> Iterator[str]:
    total = sum(study.n for study in report.studies)
    names = ", ".join(study.name for study in report.studies)
    yield f"This overview is based on {total} people from {len(report.studies)} studies ({names})."


def _summaries(report: Report, layout: Layout, random: Random) -> Iterator[str]:
    yield layout.efficacy
    for _, topic, *_ in words.SCALES:
        if found := list(summary(report, topic)):
            yield from (topic.capitalize(), *found)
    for label in words.SHARES:
        if found := list(share_summary(report, label)):
            yield from (label, *found)
    yield layout.safety
    for label in words.EVENTS:
        if found := list(event_summary(report, label)):
            yield from (label, *found)
    yield layout.events
    listed = sorted(random.sample(words.THEORETICAL, 3))
    yield f"Experts listed the following theoretical adverse events: {listed[0]}, {listed[1]} and {listed[2]}."


def _review(report: Report, layout: Layout) -> Iterator[str]:
    yield layout.assessed
    yield layout.review
    yield f"Databases were searched from their first entries to 8 {report.month} {report.year}, in any language."
    yield layout.criteria
    rows = (
        ("Characteristic", "Criteria"),
        ("Publication type", "Clinical studies of any design. Editorials and animal studies were left out."),
        ("Patient", f"People with {report.condition.name}."),
        ("Intervention/test", f"{report.technique.capitalize()}."),
        ("Outcome", "Anything about safety or efficacy."),
        ("Language", "English, unless another paper added something of substance."),
    )
    yield "\n".join("\t".join(row) for row in rows)


def _end(report: Report, layout: Layout, random: Random) -> Iterator[str]:
    yield layout.validity
    yield "\n".join(_validity(report, random))
    yield layout.others
    yield "No assessment by another organisation was found."
    yield layout.experts
    yield f"For this procedure {random.randint(2, 4)} experts sent in a questionnaire."
    yield layout.patients
    yield "No patient commentary on this procedure was received."
    yield "References"
    yield "\n".join(_reference(number, study, report, random) for number, study in enumerate(report.studies, 1))
    yield from _search(report, layout, random)


def _validity(report: Report, random: Random) -> Iterator[str]:
    largest = max(report.studies, key=lambda study: study.n)
    yield f"- The largest study was the {group(largest)} ({largest.name})."
    yield f"- Data came from {len({study.country for study in report.studies})} countries."
    yield "- Devices and techniques were not the same in all studies."
    for sentence in random.sample(VALIDITY, 4):
        yield f"- {sentence}"


def _reference(number: int, study: Study, report: Report, random: Random) -> str:
    others = f"{random.choice(words.ONSETS)}{random.choice(words.CODAS)} {random.choice('ABCDEFGH')}"
    first = random.randint(20, 900)
    return (
        f"{number}. {study.author} {study.initial}, {others} et al. ({study.year}) {report.technique.capitalize()} for "
        f"{report.condition.name}: {study.design.lower()}. {random.choice(words.JOURNALS)} {random.randint(3, 60)}: "
        f"{first}–{first + 7}"
    )


def _search(report: Report, layout: Layout, random: Random) -> Iterator[str]:
    day = f"{random.randint(1, 28)} {report.month} {report.year}"
    sources = ("MEDLINE (Ovid)", "EMBASE (Ovid)", "CENTRAL (Cochrane Library)", "International HTA database (INAHTA)")
    yield layout.search
    yield "\n".join(
        ("Databases\tDate searched\tVersion/files", *(f"{source}\t{day}\t1946 to {report.year}" for source in sources))
    )
    subject = report.condition.name.split()[-1]
    yield "\n".join(
        (
            f"1 {subject}*.tw.",
            f"2 {report.technique.split()[-1]}*.tw.",
            "3 1 and 2",
            "4 exp animals/ not humans.sh.",
            "5 3 not 4",
        )
    )
    yield "Appendix"
    yield layout.more
    rows = [_excluded(report, random) for _ in range(random.randint(2, 4))]
    yield "\n".join(
        ("Article\tNumber of patients and follow up\tDirection of conclusions\tReason for non-inclusion", *rows)
    )


def _excluded(report: Report, random: Random) -> str:
    author = f"{random.choice(words.ONSETS)}{random.choice(words.MIDDLES)}{random.choice(words.CODAS)}"
    year, pages = report.year - random.randint(1, 12), random.randint(10, 800)
    return (
        f"{author} {random.choice('ABCDEFGH')} ({year}) {report.technique.capitalize()} in practice. "
        f"{random.choice(words.JOURNALS)} {random.randint(2, 40)}: {pages}–{pages + 5}\t"
        f"Case report n={random.randint(1, 6)}\tThe procedure relieved {report.condition.complaint}.\t"
        "Smaller than the studies included."
    )
