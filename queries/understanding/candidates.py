"""Readings of a question: for each kind that it may ask for, what it says of that, and what is left unexplained.

Knows mentions, templates and names; runs no query.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import NamedNode
from evigraph.ontology.terms import HTC
from evigraph.queries.composition import Filter
from evigraph.queries.template import templates
from evigraph.queries.understanding.asks import (
    asks_of,
    by_whom,
    is_attributive,
    is_of_any_event,
    is_yes_no,
    of_studies,
    pooled_size,
)
from evigraph.queries.understanding.bounds import bounds
from evigraph.queries.understanding.descriptions import TRAITS, StudyIndex, segments
from evigraph.queries.understanding.filters import EXCEPTING, NEAR, gathered, is_negated
from evigraph.queries.understanding.fitting import ARMLESS, REPORTS, Fit
from evigraph.queries.understanding.focus import focus_mentions, says
from evigraph.queries.understanding.mentions import Kind, Mention, Question, covered
from evigraph.queries.understanding.parse import Ask, Parse
from evigraph.queries.understanding.scan import COUNTED
from evigraph.queries.understanding.weights import NOTHING, content, weight, weights
from evigraph.queries.understanding.wording import counted_studies, grades, numbered, worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.queries.composition import Constraint
    from evigraph.queries.knowledge.names import Names
    from evigraph.queries.template import Template

#: Cues that every kind can answer.
GENERAL = [
    "count",
    "which",
    "where",
    "when",
    "not",
    "both",
    "only",
    "compare",
    "overall",
    "follow",
    "bound",
    "more_than",
    "less_than",
    "fraction",
    "sum",
    "source",
    "active",
]
ANY_EVENT = f"{HTC}adverse-event"
#: Statistics that compare groups.
RELATIVE = ("odds-ratio", "hazard-ratio", "risk-ratio", "standardised-mean-difference")
ASKED = {
    "standard-deviation": "sd",
    "confidence-interval": "ci_low",
    "p-value": "p_operator",
    "standard-error": "standard_error",
    "number-needed-to-treat": "number_needed_to_treat",
    "minimum": "",
    "maximum": "",
}
#: The column of the range that is asked for, by kind.
RANGES = {"results": "range_low", "study_age": "age_low", "study_follow_up": "follow_up_low"}
#: Readings that differ by less in what they leave unexplained are alike.
STEP = 0.5
#: How much studies come before all else where they are asked for.
SOUGHT = 4
#: Kinds whose rows may be found by their own words alone, where studies are named or described.
LOOSE = ("results", "adverse_events", "patients")
#: Parameters of studies that are facts about them, which only a question about studies narrows them by.
FACTS = frozenset({"outcome", "event", "denial"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A parse with what its words leave unexplained, by weight, and how much of that is a mismatch of the kind."""

    parse: Parse
    unexplained: float
    mismatch: float = 0.0

    @property
    def rank(self) -> tuple[float, int, int]:
        """The order of readings: least unexplained, then priority, then the longest words that ask for it."""
        return STEP * (self.unexplained // STEP), -self._priority, -len(self.parse.focus)

    @property
    def _priority(self) -> int:
        """Studies are listed as such where they are sought by what they are; by what they report, the reports are."""
        template = self.parse.template
        by_reports = any(getattr(c, "name", "") in FACTS for c in self.parse.constraints)
        return SOUGHT if template.name == "studies" and not by_reports else template.priority


class Understanding:
    """Finds the readings of questions by the names of one generation."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.studies = StudyIndex(names)

    def readings(self, question: Question) -> list[Reading]:
        """All readings, the best first."""
        found = (self.reading(question, template) for template in templates().values())
        return sorted((r for r in found if r), key=lambda r: (r.rank, r.parse.template.name))

    def reading(self, question: Question, template: Template) -> Reading | None:
        """The reading as one kind; None where nothing asks for that kind."""
        focus = focus_mentions(question, template)
        sought = template.name == "studies" and of_studies(question)
        if not (focus or sought) or (template.needs and not question.has(*template.needs)):
            return None
        if template.name == "studies" and not sought:
            return None
        return _Reader(self, question, template, focus).reading()

    def loose(self, question: Question) -> list[Reading]:
        """Readings as facts of the studies in question, though no word asks for facts of that kind."""
        made = (_Reader(self, question, templates()[name], []).reading() for name in LOOSE)
        timely = of_studies(question) and bool(question.of(Kind.TIME))
        if numbered(question):
            return self._of_patients(question)
        wanted = {"results"} if timely else {"patients"} if Ask.COUNT in asks_of(question) else set()
        return [r for r in made if r and (r.parse.studies or r.parse.template.name in wanted)]

    def _of_patients(self, question: Question) -> list[Reading]:
        """The reading as facts of one patient, whose number is said."""
        made = _Reader(self, question, templates()["patients"], []).reading()
        return [made] if made else []


@cache
def attributes() -> frozenset[str]:
    """The outcomes that are attributes of studies, which no study reports as a result."""
    listed = (name for t in templates().values() if t.name.startswith("study_") for name in t.concepts)
    return frozenset(f"{HTC}{name}" for name in listed)


class _Reader:
    """Makes one reading."""

    def __init__(self, known: Understanding, question: Question, template: Template, focus: list[Mention]) -> None:
        self._known = known
        self._question = question
        self._template = template
        self._focus = focus
        self._named = bool(question.of(Kind.STUDY)) and "study" in template.all_parameters
        self._yes_no = is_yes_no(question)
        self._of_studies = of_studies(question) or (template.name in REPORTS and by_whom(question))

    def reading(self) -> Reading | None:
        question, template = self._question, self._template
        constraints, mentions = self._constraints()
        if template.requires and not any(getattr(c, "name", "") == template.requires for c in constraints):
            return None
        used = covered([*self._focus, *mentions, *self._cues(), *self._names()])
        soft, described = self._described(used)
        used |= described | question.scope.tokens
        fitting = described if self._named else frozenset()
        kept, verified = self._verified(constraints)
        parse = Parse(
            question=question,
            template=template,
            ask=self._ask(),
            constraints=tuple(kept),
            soft=tuple(soft),
            used=used,
            focus=covered(self._focus),
            described=described - fitting,
            fitting=fitting,
            loose=not self._focus and template.name in LOOSE,
            asked=tuple(self._asked()),
            of_studies=self._of_studies,
            yes_no=self._yes_no,
            verified=verified,
            limit=self._limit(),
        )
        known = weights(question)
        left = sum(known[token.index] for token in content(question, used))
        bounded = (m for m in question.of(Kind.NUMBER) if not m.exact and not m.span <= used)
        left += sum(
            all(weight(question.tokens[i]) == NOTHING for i in m.span - used) for m in bounded
        )  # "more than one"
        unfit = Fit(question, template, covered(self._focus), of_studies=self._of_studies).mismatch
        unfit = max(unfit, ARMLESS if self._is_of_key_evidence() else 0.0)
        return Reading(parse, left + unfit, unfit)

    def _is_of_key_evidence(self) -> bool:
        """Whether a design says which study of the key evidence is meant, where papers left out are read."""
        by_design = self._template.name == "excluded_studies" and all(m.scheme == "design" for m in self._focus)
        return by_design and not self._of_studies and bool(self._known.studies.meant(self._question))

    def _ask(self) -> Ask:
        asks = asks_of(self._question)
        if self._template.name == "study_size" and (pooled := pooled_size(self._question)):
            return pooled
        fitting = [a for a in asks if a not in (Ask.MOST, Ask.LEAST) or self._template.number]
        return (fitting or [Ask.VALUE])[0]

    def _constraints(self) -> tuple[list[Constraint], list[Mention]]:
        """The constraints of names, concepts, times and numbers, and the mentions that they explain."""
        found = gathered(self._question, self._template, skipped=self._skipped(), named=self._by_description)
        names = self._template.all_parameters
        for constraint, mention in bounds(self._question, names):
            if self._of_studies or not constraint.name.startswith("value"):
                found.add(constraint, [mention])
        for constraint, mention in self._worded():
            if constraint.name in self._template.parameters:
                found.add(constraint, [mention])
        return found.constraints, [*found.mentions, *self._explained()]

    @property
    def _by_description(self) -> bool:
        """Whether traits describe the studies that are meant, and do not narrow those that are sought."""
        traits = self._question.concepts(*TRAITS)
        sought = self._of_studies or any(is_negated(self._question, m) for m in traits)
        return self._named or not sought

    def _skipped(self) -> list[Mention]:
        """Mentions that ask for this kind and so narrow nothing, and facts where no facts are sought."""
        question, own = self._question, self._template.parameters
        denied = question.concepts("event") if question.has("denied") else []
        skipped = list(grades(question)) if self._template.name == "adverse_events" else []
        skipped += [m for m in self._focus if m.scheme in ("outcome", "topic") and f"{m.scheme}" not in own]
        skipped += [m for m in question.concepts("event") if m.value == ANY_EVENT]
        skipped += [m for m in question.concepts("outcome") if m.value in COUNTED]
        if self._of_studies and is_of_any_event(self._question):
            skipped += [m for m in question.concepts("outcome") if m.span <= covered(question.concepts("event"))]
        skipped += [m for m in question.concepts("topic") if not says(m, question)]  # of "the procedure" all is told
        if self._template.name == "studies":
            skipped += [m for m in question.concepts("outcome") if m.value in attributes()]
        if self._template.name == "studies":
            skipped += denied
        else:
            skipped += [m for m in question.concepts("outcome", "event") if m.scheme not in own]
        return [*skipped, *self._denied_of_people()]

    def _denied_of_people(self) -> list[Mention]:
        """Outcomes that people did not have: "no pain" is not every outcome other than pain."""
        if self._template.name != "results" or self._of_studies or self._question.has("unmeasured"):
            return []
        outcomes = [m for m in self._question.concepts("outcome") if is_negated(self._question, m)]
        words = [self._question.tokens[max(0, m.start - NEAR) : m.start] for m in outcomes]
        return [m for m, before in zip(outcomes, words, strict=True) if not EXCEPTING & {t.word for t in before}]

    def _worded(self) -> Iterator[tuple[Filter, Mention]]:
        """Constraints that words set, and not names: a status, a strict statistic, interests, only men."""
        yield from worded(self._question, of_studies=self._of_studies)

    def _explained(self) -> list[Mention]:
        """Concepts that narrow nothing but that a result shows: phases, statistics, precision, units."""
        shown = ["status"]
        if self._template.name in ("results", "restatements"):
            shown += ["phase", "statistic", "precision", "range-kind"]
        elif self._template.number:
            shown += ["statistic"]
        if self._template.name.startswith("study_"):
            shown += ["precision", "range-kind"]
        accepted = frozenset(f"{HTC}{name}" for name in self._template.accepts)
        known = [m for m in self._question.of(Kind.CONCEPT) if m.value in accepted]
        if self._template.name == "studies":
            known += [m for m in self._question.concepts("outcome") if m.value in attributes()]
        told = [m for m in self._question.concepts(*shown) if self._tells(m)]
        return [*told, *counted_studies(self._question), *known]

    def _tells(self, mention: Mention) -> bool:
        """Whether the kind can tell a statistic: ratios and differences are results alone."""
        relative = mention.scheme == "statistic" and mention.value.removeprefix(HTC) in RELATIVE
        return not relative or self._template.name in ("results", "restatements")

    def _cues(self) -> list[Mention]:
        return self._question.cues(*GENERAL, *self._template.cues)

    def _names(self) -> list[Mention]:
        parameters = self._template.all_parameters
        return [m for m in self._question.of(Kind.STUDY, Kind.PAPER) if m.kind.value in parameters]

    def _described(self, used: frozenset[int]) -> tuple[list[Filter], frozenset[int]]:
        """The studies that the words left over describe, apart in each part of a comparison."""
        if "study" not in self._template.all_parameters:
            return [], frozenset()
        if self._named:
            return [], self._known.studies.fitting(self._question, used)
        found = [self._known.studies.described(self._question, tokens) for tokens in segments(self._question, used)]
        known = [d for d in found if d]
        studies = dict.fromkeys(study for d in known for study in d.studies)
        tokens = frozenset[int]().union(*(d.tokens for d in known))
        return ([Filter("study", tuple(NamedNode(iri) for iri in studies))] if studies else []), tokens

    def _verified(self, constraints: list[Constraint]) -> tuple[list[Constraint], tuple[Mention, ...]]:
        """For yes or no, what is asked about is looked up and not required."""
        name = self._template.verify
        if not (self._yes_no and name) or self._of_studies:
            return constraints, ()
        schemes = {"design": ("design", "direction"), "type": ("recommendation",)}.get(name, (name,))
        kept = [c for c in constraints if not (isinstance(c, Filter) and c.name == name)]
        asked = [m for m in self._question.concepts(*schemes) if not is_attributive(m, self._question)]
        return kept, tuple(asked)

    def _asked(self) -> Iterator[str]:
        for mention in self._question.concepts("precision"):
            name = ASKED.get(mention.value.removeprefix(HTC))
            if name:
                yield name
        if self._question.has("significant"):
            yield "p_operator"
        if self._question.concepts("range-kind") and self._template.name in RANGES:
            yield RANGES[self._template.name]

    def _limit(self) -> int | None:
        """The n of "the 3 largest studies"."""
        numbers = [m for m in self._question.of(Kind.NUMBER) if m.exact and m.low is not None and m.low <= 20]
        beside = [m for m in numbers for cue in self._question.cues("most", "least") if abs(m.start - cue.start) == 1]
        return int(beside[0].low or 0) or None if beside else None
