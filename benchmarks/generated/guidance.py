"""Guidance on a generated overview, in the form of today or of before 2018.  Knows parts; knows no figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.generated import words
from benchmarks.generated.prose import CONDITION_NOTES, PROCEDURE_NOTES, some
from benchmarks.generated.sentences import event_summary, summary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.generated.report import Report

NOTICE = (
    "Generated document with invented recommendations, for measurements; it must not be used for clinical decisions."
)
STANDARD = "standard arrangements for clinical governance, consent and audit"
SPECIAL = "special arrangements for clinical governance, consent, and audit or research"
VERDICTS = (
    f"Evidence on safety and efficacy is adequate. So, this procedure can be used with {STANDARD}.",
    f"Evidence on efficacy is limited. So, this procedure should only be used with {SPECIAL}.",
    "Evidence on safety and efficacy is inadequate. So, this procedure should be used only in research.",
    "Evidence shows no benefit. So, this procedure should not be used.",
)


def guidance(report: Report, random: Random) -> str:
    """The text of a guidance; those of even numbers are written as today, the others as before 2018."""
    body = _early(report, random) if report.number % 2 else _late(report, random)
    return "\n\n".join((NOTICE, *body)) + "\n"


def _late(report: Report, random: Random) -> Iterator[str]:
    condition = report.condition
    yield f"{report.procedure[0].upper()}{report.procedure[1:]}"
    yield "Interventional procedures guidance"
    yield f"Published: {random.randint(1, 28)} {report.month} {report.year + 1}"
    yield "1 Recommendations"
    yield f"1.1 {random.choice(VERDICTS)}"
    yield "1.2 Clinicians should enter details of everyone who has the procedure in a register."
    yield f"1.3 Further research should report {condition.complaint}, quality of life and long-term outcomes."
    yield "2 The condition, current treatments and procedure"
    yield "The condition"
    yield f"2.1 {condition.name.capitalize()} affects the {condition.site} and causes {condition.complaint}."
    yield some(random, CONDITION_NOTES, 4)
    yield "Current treatments"
    yield f"2.2 Treatment begins with {condition.first}. After that, {condition.then} may be considered."
    yield "The procedure"
    yield f"2.3 The procedure is done under local anaesthesia by {report.approach} access."
    yield f"2.4 {some(random, PROCEDURE_NOTES, 4)}"
    yield from ("3 Committee considerations", "The evidence")
    yield f"3.1 The committee considered evidence from {len(report.studies)} sources."
    yield f"3.2 Key efficacy outcomes named by the experts and the committee were: {_outcomes(report)}."
    yield f"3.3 Key safety outcomes named by the experts and the committee were: {_harms(random)}."
    yield "3.4 No patient commentary was received."
    yield "Committee comments"
    yield "3.5 The committee noted that the technique is still changing."


def _early(report: Report, random: Random) -> Iterator[str]:
    condition = report.condition
    yield f"{report.procedure[0].upper()}{report.procedure[1:]}"
    yield "Interventional procedure guidance"
    yield f"Issue date: {report.month} {report.year + 1}"
    yield "1 Guidance"
    yield f"1.1 {random.choice(VERDICTS).replace('standard arrangements', 'normal arrangements')}"
    yield "1.2 Patients should be selected by a team with experience of the procedure."
    yield from ("2 The procedure", "2.1 Indications and current treatments")
    yield f"2.1.1 {condition.name.capitalize()} affects the {condition.site} and causes {condition.complaint}."
    yield f"2.1.2 Treatment begins with {condition.first}."
    yield "2.2 Outline of the procedure"
    yield f"2.2.1 The procedure is done under local anaesthesia by {report.approach} access."
    yield "2.3 Efficacy"
    yield from _numbered("2.3", [s for _, topic, *_ in words.SCALES for s in summary(report, topic)][:3])
    yield "2.4 Safety"
    yield from _numbered("2.4", [s for label in words.EVENTS for s in event_summary(report, label)][:3])
    yield "2.5 Other comments"
    yield "2.5.1 The Committee noted that the technique is still changing."
    yield "3 Further information"
    yield "3.1 This guidance is about one procedure alone."


def _numbered(chapter: str, sentences: list[str]) -> Iterator[str]:
    for number, sentence in enumerate(sentences, 1):
        yield f"{chapter}.{number} {sentence}"


def _outcomes(report: Report) -> str:
    topics = sorted({series.topic for study in report.studies for series in study.series})
    return topics[0] if len(topics) == 1 else f"{', '.join(topics[:-1])} and {topics[-1]}"


def _harms(random: Random) -> str:
    first, second, third = (label.lower() for label in sorted(random.sample(words.EVENTS, 3)))
    return f"{first}, {second} and {third}"
