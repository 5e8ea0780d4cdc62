"""Instruments and their scales as a document and its studies declare them, and the name of a measure in the tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evigraph.extraction.reading.blocks import Kind
from evigraph.extraction.results.frames import KAPLAN_MEIER, outcome_of
from evigraph.extraction.results.statement import HETEROGENEITY
from evigraph.extraction.scanning.scales import Scale, scales_in
from evigraph.ontology.records import ScaleDeclaration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from evigraph.extraction.scanning.concepts import Mention
    from evigraph.extraction.scanning.scanners import Scanners
    from evigraph.extraction.structure.document import EvidenceDocument, Sentence

Neighbours = tuple[str, str, Kind, int]
"""Intervals that stand together: their study, their statistic, the shape of the text and where it begins."""
_SHORT = re.compile(r"[(\[]\s*(?P<short>[A-Z][A-Za-z0-9-]{1,9}(?: ?\d+)?)\s*[)\]]")
_MODIFIED = re.compile(r"\b(modified|adapted|short[- ]form|revised)\s+(?:version of (?:the )?)?$", re.IGNORECASE)
_WORSE = re.compile(r"\b(?:worst|worse|disab\w+|severe|unbearable|maximum (?:pain|disability)|most)\b", re.IGNORECASE)
_BETTER = re.compile(r"\b(?:best|better|satisfied|perfect|full health|no (?:problems|disability))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument as a document names it: the concept's address, and the short name that it prints."""

    key: str
    name: str


@dataclass(slots=True)
class Measures:
    """What a document declares of its instruments: scales by instrument, instruments by study and outcome."""

    scales: dict[tuple[str, str], Scale] = field(default_factory=dict)
    instruments: dict[tuple[str, str], Instrument] = field(default_factory=dict)
    declarations: list[ScaleDeclaration] = field(default_factory=list)
    estimated: set[tuple[str, str]] = field(default_factory=set)
    levels: dict[Neighbours, Decimal] = field(default_factory=dict)
    """The level of the interval printed last among neighbours; those that follow may leave it out."""
    procedure: str = ""
    """What the document says of its procedure, in small letters."""

    def scale(self, study: str, key: str) -> Scale | None:
        """The scale that the study declares for an instrument, else the document."""
        return self.scales.get((study, key)) or self.scales.get(("", key))

    def is_estimated(self, study: str, outcome: str) -> bool:
        """Whether a study gives the shares of an outcome as Kaplan-Meier estimates."""
        return (study, outcome) in self.estimated

    def instrument(self, study: str, outcome: str) -> Instrument | None:
        """The instrument with which a study measures an outcome."""
        return self.instruments.get((study, outcome))


_TITLES = ("front matter", "procedure name", "procedure description")


def measures_of(document: EvidenceDocument, scan: Scanners) -> Measures:
    """Scales and instruments from the outcome measures, the studies' designs and the heads of their results."""
    found = Measures(procedure=" ".join(b.text.norm.lower() for s in document.parts(*_TITLES) for b in s.blocks))
    for section in document.sections:
        if section.role_name in (
            "outcome measures",
            "analysis",
            "efficacy findings",
            "findings",
            "outcome table",
            "study details",
            "efficacy summary",
            "evidence base",
            "analysis",
        ):
            study = section.study.name if section.study else ""
            for sentence in document.sentences(section):
                _declare(scan, found, sentence, study)
    return found


def _declare(scan: Scanners, found: Measures, sentence: Sentence, study: str) -> None:
    text = sentence.norm
    mentions = scan.concepts(text)
    if study and KAPLAN_MEIER.search(text):
        found.estimated |= {(study, outcome_of(scan, "", [m])) for m in mentions}
    instruments = [m for m in _instruments(mentions) if not HETEROGENEITY.match(text, m.start)]
    if not instruments:
        return
    for scale in scales_in(text):
        owner = _owner(instruments, scale)
        if owner is not None:
            found.scales.setdefault((study, owner.concept.iri), scale)
            found.declarations.append(
                ScaleDeclaration(
                    **sentence.where("scale.declaration"),
                    instrument=name_of(text, owner),
                    low=scale.low,
                    high=scale.high,
                    study=study,
                    outcome=_measured(scan, owner),
                    direction=_direction(scale, text),
                )
            )
    if study:
        for mention in instruments:
            _assign(
                scan, found, study, Instrument(mention.concept.iri, name_of(text, mention)), text, mentions, mention
            )


def _owner(instruments: Sequence[Mention], scale: Scale) -> Mention | None:
    """The instrument named right before a scale, else right behind it."""
    before = [m for m in instruments if m.end <= scale.start and scale.start - m.end < 80]
    behind = [m for m in instruments if scale.end <= m.start < scale.end + 12]
    return before[-1] if before else behind[0] if behind else None


def _assign(
    scan: Scanners,
    found: Measures,
    study: str,
    instrument: Instrument,
    text: str,
    mentions: Sequence[Mention],
    mention: Mention,
) -> None:
    outcome = outcome_of(
        scan, text, [m for m in mentions if m.concept.scheme == "outcome" and m.end <= mention.start + 60]
    ) or _measured(scan, mention)
    for name in dict.fromkeys((outcome, _measured(scan, mention))):
        if name:
            found.instruments.setdefault((study, name), instrument)


def _measured(scan: Scanners, mention: Mention) -> str:
    return outcome_of(scan, "", [mention])


_GENERIC = ("VAS", "NRS")
"""Scales of whatever symptom, which everybody calls by their short names."""


def name_of(text: str, mention: Mention) -> str:
    """The short name of an instrument, which the text defines or everybody uses, with the word that modifies it."""
    words = text[mention.start : mention.end]
    short = _SHORT.match(text[mention.end :].lstrip())
    modified = _MODIFIED.search(text[: mention.start])
    known = mention.concept.label if mention.concept.label in _GENERIC else ""
    name = short["short"] if short else known if known and known not in words else words
    return f"{modified[1].lower()} {name}" if modified else name


def _direction(scale: Scale, text: str) -> str:
    if _WORSE.search(scale.high_label) or re.search(
        r"\bhigh(?:er)? (?:scores?|totals?|values?)\b[^.;]*\bworse", text, re.IGNORECASE
    ):
        return "higher is worse"
    return (
        "higher is better"
        if _BETTER.search(scale.high_label)
        or re.search(r"\bhigh(?:er)? (?:scores?|totals?|values?)\b[^.;]*\bbetter", text, re.IGNORECASE)
        else ""
    )


def measure_name(instrument: str, scale: Scale | None) -> str:
    """A measure as the tables name it: `VAS 0 to 10`, `VAS 0 to 100 mm`, `scale 0 to 100`."""
    if scale is None:
        return instrument
    ends = f"{_plain(scale.low)} to {_plain(scale.high)}" + (" mm" if scale.unit == "mm" else "")
    return f"{instrument or 'scale'} {ends}"


def _plain(number: object) -> str:
    return str(number)


def _instruments(mentions: Iterable[Mention]) -> list[Mention]:
    return [m for m in mentions if m.concept.scheme == "instrument"]
