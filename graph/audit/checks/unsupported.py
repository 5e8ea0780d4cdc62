"""Numbers of summary or guidance that a study's own section does not print and that do not follow from those it has."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from evigraph.graph.audit.doubt import name_of, prints
from evigraph.graph.audit.finding import Finding, Severity
from evigraph.graph.audit.numbers import Fit, percentage, rounded
from evigraph.graph.audit.numbers import fit as fit_of
from evigraph.graph.audit.own_section import Amount, Kind, Place, amounts, own_section, own_sizes
from evigraph.graph.audit.quotes.reading import clause, plain
from evigraph.graph.claims import same
from evigraph.graph.restatement import feature_likeness
from evigraph.graph.results import claim_of
from evigraph.graph.wording import stems
from evigraph.ontology.rdf import decimal_places
from evigraph.ontology.records import Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.audit.evidence import Claim, Evidence
    from evigraph.graph.claims import Claim as Claimed
    from evigraph.graph.recall import Words

AGAIN = frozenset({Region.SUMMARY, Region.GUIDANCE})
#: A whole number from here on, or one with a decimal, is hardly printed twice by chance.
TELLING = 100
TWO_DIGITS = 10
#: Of more numbers than these some two have nearly any difference.
FEW = 8
#: No printed number is rounded by more than this.
HALF = Decimal("0.5")
#: The labels by which the place is chosen that is quoted beside a number.
LABELS = ("subject", "group", "statistic", "time", "unit")
#: Words that stand in every second sentence, whatever it is about.
GENERAL = stems(
    "study series case trial cohort registry review analysis meta month year week day mean median score total"
    " CI range after before baseline last follow up value rate change time eye knee lesion type one two three four"
    " treated group arm control second more most than other or"
)


def unsupported(evidence: Evidence, told: frozenset[str]) -> Iterator[Finding]:
    """Each claim of summary or guidance whose numbers nothing in the study's own section bears out.

    `told` are the nodes of claims of which something is said already.
    """
    sections: dict[str, list[Place]] = {}
    cited = _cited(evidence.claims)
    ordinary = GENERAL | _procedure(evidence)
    for claim in evidence.claims:
        if claim.record.region not in AGAIN or not claim.study or claim.node in told or _is_joined(claim):
            continue
        studies = sorted(cited[claim.words])
        for study in studies:
            sections.setdefault(study, own_section(study, evidence) if study not in sections else [])
        own = [place for study in studies for place in sections[study]]
        sizes = frozenset(size for study in studies for size in own_sizes(study, evidence))
        missing = (a for a in amounts(claim) if not _borne_out(a, _on_topic(claim, a, own, ordinary), own, sizes))
        known = not sections[claim.study] or _same_share(claim, own)
        if not known and (amount := next(missing, None)):
            yield _finding(claim, amount, _on_topic(claim, amount, sections[claim.study], ordinary))


def _is_joined(claim: Claim) -> bool:
    """Whether a number is of several categories taken together, which the section may have one by one."""
    return " or " in claim.record.group


def _cited(claims: Iterable[Claim]) -> defaultdict[Words, set[str]]:
    """The studies of which each place speaks: what is said of one may have been read as said of another."""
    cited: defaultdict[Words, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.study:
            cited[claim.words].add(claim.study)
    return cited


def _procedure(evidence: Evidence) -> frozenset[str]:
    """The words for the procedure, which is what every sentence is about."""
    described = (known.description.record for known in (evidence, *evidence.sources))
    return frozenset(stem for d in described for stem in stems(f"{d.title} {d.procedure}"))


def _on_topic(claim: Claim, amount: Amount, own: list[Place], ordinary: frozenset[str]) -> list[Place]:
    words = stems(plain(clause(claim.words, amount.number).quote))
    topic = (stems(name_of(claim)) | stems(getattr(claim.record, "measure", "")) | words) - ordinary
    topic = frozenset(stem for stem in topic if not any(character.isdigit() for character in stem))
    return [place for place in own if place.stems & topic]


def _borne_out(amount: Amount, topical: list[Place], own: list[Place], sizes: frozenset[int]) -> bool:
    """Whether a number is printed or follows; also where the section has nothing on the matter."""
    number = amount.number
    if not topical or (amount.kind in (Kind.COUNT, Kind.WHOLE) and number in sizes):
        return True
    telling = bool(decimal_places(number)) or number >= TELLING
    if any(_restates(amount, printed) for place in (own if telling else topical) for printed in place.printed):
        return True
    claimed = number >= TWO_DIGITS and any(_restates(amount, known) for place in own for known in place.claimed)
    return claimed or any(_follows(amount, place) for place in topical)


def _same_share(claim: Claim, own: list[Place]) -> bool:
    """Whether n of the whole of a claim is printed, whatever it is called, or is the sum of two such numbers."""
    n, of = claim.record.n, claim.record.denominator
    if n is None or of is None:
        return False
    parts = [part for place in own for part, whole in place.shares if whole == of and prints(place.words, of)]
    return n in parts or any(one + other == n for one, other in combinations(parts, 2))


def _restates(amount: Amount, printed: Amount) -> bool:
    """Whether a number is a printed one of its kind, or that one rounded."""
    one, other = amount.number, printed.number
    if abs(one - other) > HALF or not amount.may_be(printed.kind):
        return False
    return decimal_places(one) <= decimal_places(other) and same(one, other)


def _follows(amount: Amount, place: Place) -> bool:
    """Whether a number is the percentage of a share that a place gives, a sum of its counts, the rest, or a change."""
    if amount.kind is Kind.CHANGE:
        values = sorted({printed.number for printed in place.printed})
        pairs = combinations(values, 2) if len(values) <= FEW else ()
        return any(amount.number in (other - one, _relative(one, other, amount.number)) for one, other in pairs)
    counts = {of: [n for n, whole in place.shares if whole == of] for _, of in place.shares}
    sums = {(n, of) for of, parts in counts.items() for n in _sums(parts)}
    if amount.kind is Kind.COUNT:
        return amount.number in place.rests or any(amount.number == n for n, _ in sums)
    exact = [percentage(n, of) for n, of in sums if n <= of]
    return amount.kind is Kind.PERCENT and any(
        fit_of(amount.number, share) is not Fit.WRONG for one in exact for share in (one, 100 - one)
    )


def _relative(one: Decimal, other: Decimal, like: Decimal) -> Decimal:
    """By how many per cent the smaller number is below the larger, as printed as another one is."""
    return rounded(Fraction(100 * (other - one)) / Fraction(other), decimal_places(like))


def _sums(parts: list[int]) -> set[int]:
    """What one, two or all of some counts add up to."""
    return {*parts, *(one + other for one, other in combinations(parts, 2)), sum(parts)}


def _finding(claim: Claim, amount: Amount, topical: list[Place]) -> Finding:
    guidance = claim.record.region is Region.GUIDANCE
    name = name_of(claim).strip()
    wanted = stems(name) | stems(plain(clause(claim.words, amount.number).quote))
    mine = claim_of(claim.record, claim.node, claim.study)

    def nearness(place: Place) -> tuple[int, int, int]:
        likest = max((_likeness(mine, claim_of(c.record, c.node, c.study)) for c in place.claims), default=0)
        return likest, len(place.stems & wanted), -len(place.stems)

    near = max(topical, key=nearness, default=None)
    message = (
        f"{name[:1].upper()}{name[1:]}: {amount.number}{'%' if amount.kind is Kind.PERCENT else ''} in"
        f" {'the guidance' if guidance else 'the summary'} is not in the study section, nor does it follow from it."
    )
    return Finding(
        check="document-versus-document" if guidance else "summary-versus-detail",
        severity=Severity.REPORTING,
        message=message,
        a=clause(claim.words, amount.number),
        b=near.words if near else None,
        study=claim.record.study,
        about=(claim.node,),
    )


def _likeness(claim: Claimed, other: Claimed) -> int:
    return sum(feature_likeness(name, claim, other) for name in LABELS)
