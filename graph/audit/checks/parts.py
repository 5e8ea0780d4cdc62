"""Parts against their whole: arms, subgroups, categories and degrees."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from evigraph.graph.audit.doubt import prints
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.quotes.counts import unit_counts
from evigraph.graph.audit.quotes.lists import Divided, divided
from evigraph.graph.audit.quotes.reading import clause
from evigraph.graph.audit.quotes.reading import numbers as printed_numbers
from evigraph.graph.audit.rows import row_of
from evigraph.graph.audit.units import unit_of
from evigraph.graph.wording import stems
from evigraph.ontology.records import AdverseEvent, Result, SubPopulation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.graph.audit.evidence import Claim, Evidence
    from evigraph.graph.recall import Stated, Words
    from evigraph.ontology.records import Study

CHECK = "subgroup-sum"
REST = re.compile(r"\b(?:other|another|rest|remain\w*|else)\b", re.IGNORECASE)
#: How far the parts may be from the whole before they are taken for something else than all of it.
NEARLY = 0.12
PARTS = 3


def parts(evidence: Evidence) -> Iterator[Finding]:
    """Parts that do not add up to what they are parts of."""
    yield from _arms(evidence)
    told: set[Words] = set()
    for found in _divided(evidence):
        told.add(found.a)
        yield found
    for claims in _told_together(evidence):
        shown = _shares(claims) or _categories(claims, evidence) or _degrees(claims)
        if shown and not any(map(shown.a.overlaps, told)):
            told.add(shown.a)
            yield shown


def _arms(evidence: Evidence) -> Iterator[Finding]:
    """The arms of a study against its patients, eyes or knees."""
    by_study: defaultdict[str, list[Stated[SubPopulation]]] = defaultdict(list)
    for part in evidence.all(SubPopulation):
        if part.record.role == "arm":
            by_study[part.study].append(part)
    for study in evidence.studies:
        arms = by_study[study.node]
        for whole, sizes in (
            (study.record.n_patients, [a.record.n_patients for a in arms]),
            (study.record.n_lesions, [a.record.n_lesions for a in arms]),
        ):
            known = [size for size in sizes if size]
            if whole and len(known) > 1 and len(known) == len(sizes) and sum(known) not in _sizes(study):
                message = f"The arms add up to {sum(known):,} ({_added(known)}), the study has {whole:,}."
                words = clause(arms[0].words, *known)
                yield _told(message, words, study.record.study, str(sum(known)), (study.node, *(a.node for a in arms)))


def _sizes(study: Stated[Study]) -> set[int | None]:
    """The numbers of patients and of parts of them, by the record and by the words that give them."""
    printed = {units.n for units in unit_counts(row_of(study, "n_patients"))}
    return {study.record.n_patients, study.record.n_lesions, *printed}


def _divided(evidence: Evidence) -> Iterator[Finding]:
    """Sentences that divide a whole into parts and all others, whose numbers miss it."""
    seen: set[tuple[int, int]] = set()
    for words in evidence.quoted:
        for sentence in divided(words):
            place = sentence.words.start, sentence.words.end
            total = sum(sentence.parts)
            if place not in seen and 0 < abs(total - sentence.whole) <= NEARLY * sentence.whole:
                seen.add(place)
                message = (
                    f"The parts add up to {total:,} ({_added(list(sentence.parts))}), the whole is {sentence.whole:,}."
                )
                claim = evidence.about(sentence.words)
                other = _missed(sentence, claim, evidence) if claim else None
                study = claim.record.study if claim else ""
                yield _told(message, sentence.words, study, str(total), (), other)


def _missed(sentence: Divided, claim: Claim, evidence: Evidence) -> Words | None:
    """Where the study's own section has, for one of the parts, the number with which they would add up."""
    off = sentence.whole - sum(sentence.parts)
    wanted = {part + off for part in sentence.parts}
    for other in evidence.of_study(claim.study):
        number = {other.record.n, other.record.denominator} & wanted
        if number and other.record.group and other.words != claim.words:
            return clause(other.words, *number)
    return None


def _told_together(evidence: Evidence) -> Iterator[list[Claim]]:
    """The claims that one place makes of one study, where they are at least 3."""
    together: defaultdict[tuple[Words, str], list[Claim]] = defaultdict(list)
    for claim in evidence.claims:
        if claim.study:
            together[claim.words, claim.study].append(claim)
    yield from (claims for claims in together.values() if len(claims) >= PARTS)


def _shares(claims: list[Claim]) -> Finding | None:
    """N of N as a whole and by group: where the groups' N make the whole, so must their n."""
    shares = [c for c in claims if c.record.n is not None and c.record.denominator]
    for whole in shares:
        groups = [c for c in shares if c is not whole and _is_group_of(c, whole)]
        if len(groups) < 2 or sum(c.record.denominator or 0 for c in groups) != whole.record.denominator:
            continue
        numbers = [c.record.n or 0 for c in groups]
        if sum(numbers) != whole.record.n:
            message = (
                f"The groups add up to {sum(numbers):,} ({_added(numbers)}),"
                f" {whole.record.n:,} of {whole.record.denominator:,} are stated."
            )
            words = clause(whole.words, whole.record.n, whole.record.denominator)
            return _told(message, words, whole.record.study, str(sum(numbers)), _nodes([whole, *groups]))
    return None


def _is_group_of(part: Claim, whole: Claim) -> bool:
    """Whether a claim is of the same as another, for a named group of it."""
    one, other = part.record, whole.record
    if type(one) is not type(other) or one.group == other.group or part.record.denominator == whole.record.denominator:
        return False
    same = (
        one.outcome == other.outcome
        if isinstance(one, Result) and isinstance(other, Result)
        else part.concept == whole.concept
    )
    return same and stems(other.group) < stems(one.group)


def _categories(claims: list[Claim], evidence: Evidence) -> Finding | None:
    """Counts by category that come near a whole of the study, are said to be all of it, and miss it."""
    results = [
        c
        for c in claims
        if isinstance(c.record, Result) and c.record.statistic == "count" and c.record.n and c.record.group
    ]
    by_outcome: defaultdict[object, list[Claim]] = defaultdict(list)
    for claim in results:
        assert isinstance(claim.record, Result)  # noqa: S101
        by_outcome[claim.record.outcome, claim.record.time_label, claim.record.time_value].append(claim)
    for categories in by_outcome.values():
        distinct = len({c.record.group for c in categories}) == len(categories)
        if len(categories) >= PARTS and distinct and (found := _against_wholes(categories, evidence)):
            return found
    return None


def _against_wholes(categories: list[Claim], evidence: Evidence) -> Finding | None:
    categories = sorted(categories, key=_place)
    numbers = [c.record.n or 0 for c in categories]
    total, study = sum(numbers), categories[0].study
    wholes = evidence.wholes.get(study, frozenset())
    whole = _stated_whole(categories, evidence)
    if whole is None or total in wholes or not 0 < abs(total - whole) <= NEARLY * whole or not _exhaustive(categories):
        return None
    described = evidence.study(study)
    other = (
        row_of(described, "n_patients")
        if described and evidence.studies and not prints(categories[0].words, whole)
        else None
    )
    message = f"The parts add up to {total:,} ({_added(numbers)}), the whole is {whole:,}."
    words = clause(categories[0].words, *numbers)
    return _told(message, words, categories[0].record.study, str(total), _nodes(categories), other)


def _place(claim: Claim) -> tuple[int, str]:
    """Where the number of a claim stands in its quote."""
    printed = [n.start for n in printed_numbers(claim.words.quote) if n.value == claim.record.n]
    return min(printed, default=0), claim.node


def _stated_whole(categories: list[Claim], evidence: Evidence) -> int | None:
    """The whole that the categories print, else the number of patients or parts of them that the study has."""
    stated = {c.record.denominator for c in categories if c.record.denominator}
    if len(stated) == 1:
        return stated.pop()
    study = evidence.study(categories[0].study)
    if study is None or stated:
        return None
    units = {unit.kind for c in categories if isinstance(c.record, Result) and (unit := unit_of(c.record.unit))}
    if units == {"people"} or not study.record.n_lesions:
        return study.record.n_patients
    return study.record.n_lesions


def _exhaustive(categories: list[Claim]) -> bool:
    """Whether the categories are all: a rest is named, the whole is printed, or they are degrees of one thing."""
    groups = [c.record.group for c in categories]
    named = [stems(group) for group in groups]
    common = frozenset.intersection(*named)
    degrees = bool(common) and all(any(character.isdigit() for character in group) for group in groups)
    whole = categories[0].record.denominator
    return degrees or any(REST.search(group) for group in groups) or prints(categories[0].words, whole)


def _degrees(claims: list[Claim]) -> Finding | None:
    """Events by severity against the number of them all, where the parts overshoot or nearly make it."""
    events = [c for c in claims if isinstance(c.record, AdverseEvent) and c.record.n]
    wholes = [c for c in claims if c.record.n and not getattr(c.record, "severity", "") and not _is_degree(c)]
    by_arm: defaultdict[str, list[Claim]] = defaultdict(list)
    for event in events:
        if _is_degree(event):
            by_arm[event.record.group].append(event)
    for arm, degrees in by_arm.items():
        numbers = [c.record.n or 0 for c in degrees]
        own = {c.record.denominator for c in degrees if c.record.denominator}
        of = own or {c.record.n for c in wholes if c.record.group == arm and c.record.n}
        if (
            len(degrees) >= PARTS
            and of
            and sum(numbers) not in of
            and min(abs(sum(numbers) - s) / s for s in of) <= NEARLY
        ):
            whole = min(of, key=lambda s: abs(sum(numbers) - s))
            message = f"The events by severity add up to {sum(numbers):,} ({_added(numbers)}), {whole:,} are stated."
            return _told(
                message, clause(degrees[0].words, *numbers), degrees[0].record.study, str(sum(numbers)), _nodes(degrees)
            )
    return None


def _is_degree(claim: Claim) -> bool:
    record = claim.record
    return isinstance(record, AdverseEvent) and bool(record.severity) and stems(record.severity) <= stems(record.event)


def _added(numbers: list[int]) -> str:
    return "+".join(map(str, numbers))


def _nodes(claims: list[Claim]) -> tuple[str, ...]:
    return tuple(claim.node for claim in claims)


def _told(
    message: str, words: Words, study: str, recomputed: str, about: tuple[str, ...], other: Words | None = None
) -> Finding:
    return Finding(
        check=CHECK,
        severity=Severity.ARITHMETIC,
        message=message,
        a=words,
        b=other,
        study=study,
        recomputed=recomputed,
        about=about,
    )
