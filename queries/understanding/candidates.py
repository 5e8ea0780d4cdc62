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
    at_large,
    by_whom,
    counted,
    is_asking,
    is_attributive,
    is_exclusive,
    is_of_review,
    is_yes_no,
    lists_events,
    of_arm,
    of_studies,
    pooled_size,
    received,
)
from evigraph.queries.understanding.bounds import bounds
from evigraph.queries.understanding.descriptions import TRAITS, StudyIndex, segments
from evigraph.queries.understanding.filters import EXCEPTING, NEAR, gathered, is_negated
from evigraph.queries.understanding.focus import focus_mentions, says
from evigraph.queries.understanding.mentions import Kind, Mention, Question, covered
from evigraph.queries.understanding.parse import Ask, Parse
from evigraph.queries.understanding.scan import COUNTED
from evigraph.queries.understanding.weights import NOTHING, content, weight, weights
from evigraph.queries.understanding.wording import MEN, WOMEN, counted_studies, grades, numbered, worded
from evigraph.queries.words.cues import cues

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
EXCLUSION = f"{HTC}exclusion-criteria"
ONGOING = f"{HTC}ongoing-trials"
ANY_EVENT = f"{HTC}adverse-event"
#: Kinds that are reports of studies: who reports them are studies.
REPORTS = ("results", "adverse_events")
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
#: Cues that only some kinds can answer, and how much it weighs where another one is read.
UNRANKED = 1.0
UNFIT = {"why": 1.0, "define": 1.0, "meaning": 1.0, "who": 0.7, "committee": 1.0, "experts": 1.0}
UNFIT |= {"voice": 1.0, "consistent": 1.0, "single": 0.6, "duration": 1.2}
#: What it weighs against a number that a question asks how something was done.
MANNER = 0.5
#: What it weighs against a kind that tells of whole studies that one arm is asked about.
ARMLESS = 1.0
#: What it weighs against the size of a whole study that those are counted who were given something.
WHOLE = 0.3
#: What it weighs against texts that a number is asked for, and against studies that a planned one is.
NUMBERLESS = 2.5
#: What it weighs against facts of studies that it is asked how something is done at large.
AT_LARGE = 1.2
#: Cues by which the manner that is asked for is a course of numbers.
COURSES = ("went_up", "went_down", "changed", "course", "compare", "managed")
#: Readings that differ by less in what they leave unexplained are alike.
STEP = 0.5
#: How much studies come before all else where they are asked for.
SOUGHT = 4
#: Kinds whose rows may be found by their own words alone, where studies are named or described.
LOOSE = ("results", "adverse_events", "patients")
#: Schemes of what only some of the people of a study may have been given.
GIVEN_TRAITS = ("anaesthesia", "imaging")
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
        return Reading(parse, left + self._mismatch(), self._mismatch())

    def _mismatch(self) -> float:
        """What it weighs that a question asks why, what is meant, by whom or how, of a kind that cannot tell."""
        asks = asks_of(self._question)
        asking = [cue.value for cue in self._question.cues(*UNFIT) if is_asking(cue, self._question)]
        told = {*self._template.cues, *(["voice"] if "committee" in self._template.cues else [])}
        unfit = [cue for cue in UNFIT if cue in asking and cue not in told]
        if Ask.CONSISTENCY not in asks:
            unfit = [cue for cue in unfit if cue != "consistent"]
        weighed = max((UNFIT[cue] for cue in unfit if not (cue == "who" and self._of_studies)), default=0.0)
        weighed = max(weighed, self._unmet())
        whole = self._template.name.startswith("study_") or self._template.name == "studies"
        planned = any(m.value == ONGOING for m in self._question.concepts("topic"))
        if (self._template.ranked and asks[0] is Ask.COUNT) or (whole and planned):
            weighed = max(weighed, NUMBERLESS)
        if (whole or self._template.name == "devices") and self._is_of_text():
            weighed = max(weighed, ARMLESS)
        if self._template.name == "study_size":
            part = bool(received(self._question)) and not self._of_studies
            weighed = max(weighed, ARMLESS if self._question.has("again") else WHOLE if part else 0.0)
        weighed = max(weighed, self._unheld())
        if not {"group", "label"} & set(self._template.columns) and of_arm(self._question):
            weighed = max(weighed, ARMLESS)
        if self._template.name == "study_size" and self._has(MEN | WOMEN):
            weighed = max(weighed, MANNER)
        unranked = (Ask.MOST in asks or Ask.LEAST in asks) and not self._template.number
        if numbered(self._question) and "patient" not in self._template.parameters:
            weighed = max(weighed, ARMLESS)
        if self._template.name in REPORTS and self._is_other_manner() and at_large(self._question):
            weighed = max(weighed, AT_LARGE)
        return weighed + (UNRANKED if unranked else 0.0) + (MANNER if self._is_other_manner() else 0.0)

    def _unheld(self) -> float:
        """What it weighs that more is asked than a kind tells: of one sex, of one thing alone, of people in a paper."""
        name, question = self._template.name, self._question
        if name in ("study_age", "study_follow_up") and self._has(MEN | WOMEN) and not self._of_studies:
            return ARMLESS
        if (
            name == "excluded_studies"
            and not question.of(Kind.PAPER)
            and any(t.word in cues().people_heads for t in counted(question))
        ):
            return NUMBERLESS
        of_review = is_of_review(question) and not question.of(Kind.PAPER)
        if name in ("stated_counts", "studies", "excluded_studies") and question.has("count") and of_review:
            return NUMBERLESS
        elsewhere = any(m.value == "study_inclusions" for m in question.of(Kind.FOCUS)) and self._of_studies
        if name in ("studies", "excluded_studies") and elsewhere:
            return ARMLESS
        told = name.startswith("study_") or name == "studies"
        return ARMLESS if told and not self._has(MEN | WOMEN) and is_exclusive(question) else 0.0

    def _has(self, words: frozenset[str]) -> bool:
        return any(token.word in words for token in self._question.tokens)

    def _unmet(self) -> float:
        """What it weighs that people are counted by a trait, or events asked for by name, of a kind that tells none."""
        if not self._of_studies and self._is_of_trait():
            return NUMBERLESS
        of_events = lists_events(self._question) or (self._of_studies and self._is_of_any_event())
        return ARMLESS if self._template.name == "results" and of_events else 0.0

    def _is_of_any_event(self) -> bool:
        """Whether events are spoken of as such, and no one of them."""
        events = self._question.concepts("event")
        return bool(events) and all(m.value == ANY_EVENT for m in events)

    def _is_of_trait(self) -> bool:
        """Whether people are counted by what they were given, which no number of all people tells."""
        question = self._question
        people = any(token.word in cues().people_heads for token in counted(question))
        return people and any(not is_attributive(m, question) for m in question.concepts(*GIVEN_TRAITS))

    def _is_of_text(self) -> bool:
        """Whether how something works is asked, or who was kept out, by words that no list of studies explains."""
        question = self._question
        works = any(question.words(m).casefold() in ("how does", "how do") for m in question.cues("manner"))
        kept_out = [m for m in question.concepts("topic") if m.value == EXCLUSION and not m.sure]
        return works or any(not m.span <= covered(self._focus) for m in kept_out)

    def _is_other_manner(self) -> bool:
        """Whether it asks how something was done of numbers, or how it went of a kind that tells no course."""
        if self._question.has(*COURSES):
            return "change" not in self._template.cues and self._question.has(*COURSES[:4])
        if self._template.name == "patients" and numbered(self._question):  # how a patient was is what is told of him
            return False
        manner = [m for m in self._question.cues("manner") if not m.span <= covered(self._focus)]
        return bool(manner) and bool(self._template.number)

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
        if self._of_studies and self._is_of_any_event():
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
