"""How little a kind fits a question: it asks why, by whom or how, or of one arm, of a kind that cannot tell that.

Knows cues and templates; knows nothing of constraints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from evigraph.ontology.terms import HTC
from evigraph.queries.understanding.asks import (
    WITHIN,
    asks_of,
    at_large,
    counted,
    is_asking,
    is_attributive,
    is_exclusive,
    is_of_any_event,
    is_of_review,
    is_yes_no,
    lists_events,
    of_arm,
    pooled_size,
    received,
)
from evigraph.queries.understanding.filters import is_negated
from evigraph.queries.understanding.mentions import Kind, covered
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.wording import MEN, WOMEN, numbered
from evigraph.queries.words.cues import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.queries.template import Template
    from evigraph.queries.understanding.mentions import Question

EXCLUSION = f"{HTC}exclusion-criteria"
ONGOING = f"{HTC}ongoing-trials"
#: Lines of treatment, which are no lines of a search.
RANK_OF_CARE = re.compile(r"\b(?:first|second|third|last)[ -]line\b", re.IGNORECASE)
#: Kinds that count studies or papers of the overview, of which no review's own number is.
COUNTED_IN = frozenset({"stated_counts", "studies", "excluded_studies"})
#: Kinds that are reports of studies: who reports them are studies.
REPORTS = ("results", "adverse_events")
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
#: Kinds that tell devices, words for a procedure that a device names, and nouns that "follow-up" only describes.
DEVICES = frozenset(["study_device", "devices"])
PROCEDURES = frozenset(["procedure", "treatment", "therapy", "surgery", "operation", "intervention"])
CARE = frozenset(["care", "appointment", "appointments", "visits", "plan", "treatment", "surgery", "imaging", "scans"])
EXPERTS = frozenset(["experts", "advisers", "specialists", "consultants"])
DOING = frozenset(["use", "used", "do", "done", "perform", "performed", "offer", "offered", "heard", "know", "knew"])
#: Schemes of what only some of the people of a study may have been given.
GIVEN_TRAITS = ("anaesthesia", "imaging")


@dataclass(frozen=True)
class Fit:
    """A question held against a kind, whose `focus` are the words that ask for it."""

    question: Question
    template: Template
    focus: frozenset[int]
    of_studies: bool

    @property
    def mismatch(self) -> float:
        """What it weighs that a question asks why, what is meant, by whom or how, of a kind that cannot tell."""
        asks = asks_of(self.question)
        unranked = (Ask.MOST in asks or Ask.LEAST in asks) and not self.template.number
        weighed = max(self._of_cues(asks), self._unmet(), self._unheld(), self._of_whole(asks), self._of_size())
        weighed = max(weighed, self._of_rows(), self._unlisted())
        return weighed + (UNRANKED if unranked else 0.0) + (MANNER if self._is_other_manner() else 0.0)

    def _of_cues(self, asks: Sequence[Ask]) -> float:
        """What it weighs that a cue asks for what this kind does not tell."""
        asking = [cue.value for cue in self.question.cues(*UNFIT) if is_asking(cue, self.question)]
        told = {*self.template.cues, *(["voice"] if "committee" in self.template.cues else [])}
        unfit = [cue for cue in UNFIT if cue in asking and cue not in told]
        if Ask.CONSISTENCY not in asks:
            unfit = [cue for cue in unfit if cue != "consistent"]
        return max((UNFIT[cue] for cue in unfit if not (cue == "who" and self.of_studies)), default=0.0)

    def _of_whole(self, asks: Sequence[Ask]) -> float:
        """What it weighs that a number is asked of texts, a planned study or a text of whole studies."""
        whole = self.template.name.startswith("study_") or self.template.name == "studies"
        planned = any(m.value == ONGOING for m in self.question.concepts("topic"))
        restated = self.template.name == "restatements" and WITHIN.search(self.question.text)
        named = self.template.number in self.template.facets  # a line is called by its number
        if (self.template.ranked and not named and asks[0] is Ask.COUNT) or (whole and planned) or restated:
            return NUMBERLESS
        return ARMLESS if (whole or self.template.name == "devices") and self._is_of_text() else 0.0

    def _of_size(self) -> float:
        """What it weighs that a part of the patients is asked of the size of studies, or all of them of an arm."""
        if self.template.name == "sub_populations":
            return ARMLESS if pooled_size(self.question) else 0.0
        if self.template.name != "study_size":
            return 0.0
        part = bool(received(self.question)) and not self.of_studies
        sexes = self._has(MEN | WOMEN)
        weighed = ARMLESS if self.question.has("again") else WHOLE if part else 0.0
        return max(weighed, ARMLESS if sexes and self.question.has("count") else MANNER if sexes else 0.0)

    def _of_rows(self) -> float:
        """What it weighs that one arm, sex, patient or manner is asked about, of which the rows do not tell."""
        name = self.template.name
        if (name in DEVICES and self._is_of_no_device()) or self._is_of_other_matter():
            return ARMLESS
        armless = not {"group", "label"} & set(self.template.columns) and of_arm(self.question)
        other = numbered(self.question) and "patient" not in self.template.parameters
        if armless or other or (name == "results" and not self.focus and self._is_of_sex()):
            return ARMLESS
        return AT_LARGE if name in REPORTS and self._is_other_manner() and at_large(self.question) else 0.0

    def _is_of_no_device(self) -> bool:
        """Whether a word for a device only names the procedure, or who did not do something is asked."""
        tokens = self.question.tokens
        named = covered(m for m in self.question.concepts("procedure"))
        named |= {t.index for t, after in pairwise(tokens) if after.word in PROCEDURES}
        asked = {i for i in self.focus if i and tokens[i - 1].word in ("which", "what", "of")}
        return bool(self.focus) and (self.question.has("not") or (self.focus <= named and not asked))

    def _is_of_other_matter(self) -> bool:
        """Whether care after treatment is asked of its length, or the number of experts of the events they named."""
        after = {self.question.tokens[i + 1].word for i in self.focus if i + 1 < len(self.question.tokens)}
        if self.template.name == "study_follow_up":
            return bool(after & CARE)
        asked = {t.word for t in counted(self.question)}
        told = self.template.name == "expert_events" or (self.template.name == "stated_counts" and self._has(DOING))
        return told and bool(asked & EXPERTS)

    def _is_of_sex(self) -> bool:
        """Whether women or men are counted, of whom no other number tells."""
        tokens = self.question.tokens
        counted = {tokens[m.end].word for m in self.question.cues("count") if m.end < len(tokens)}
        asked = any(t.word in MEN | WOMEN for t in tokens)
        return asked and bool(counted & (MEN | WOMEN | cues().people_heads))

    def _unmet(self) -> float:
        """What it weighs that people are counted by a trait, or events asked for by name, of a kind that tells none."""
        if not self.of_studies and self._is_of_trait():
            return NUMBERLESS
        of_events = lists_events(self.question) or (self.of_studies and is_of_any_event(self.question))
        return ARMLESS if self.template.name == "results" and of_events else 0.0

    def _unheld(self) -> float:
        """What it weighs that more is asked than a kind tells: of one sex, of one thing alone, of people in a paper."""
        name, question = self.template.name, self.question
        if name == "patients" and any(m.value == "studies" for m in question.of(Kind.FOCUS)):
            return ARMLESS
        if name == "study_size" and question.has("arms"):
            return ARMLESS
        if name == "results" and is_of_any_event(question) and question.has("most", "least"):
            return ARMLESS
        if name in ("study_age", "study_follow_up") and self._has(MEN | WOMEN) and not self.of_studies:
            return ARMLESS
        if question.has("count") and name in COUNTED_IN and not question.of(Kind.PAPER):
            people = name == "excluded_studies" and any(t.word in cues().people_heads for t in counted(question))
            return NUMBERLESS if people or is_of_review(question) else 0.0
        elsewhere = any(m.value == "study_inclusions" for m in question.of(Kind.FOCUS)) and self.of_studies
        if name in ("studies", "excluded_studies") and elsewhere:
            return ARMLESS
        people = any(t.word in cues().people_heads for t in counted(question))
        if people and name.startswith("study_") and name not in ("study_size", "study_sex"):
            return NUMBERLESS
        denied = any(is_negated(question, m) for m in question.concepts("topic"))
        if self.of_studies and denied and name in ("study_conflict", "statements"):  # nor is all else that is said
            return ARMLESS
        told = name.startswith("study_") or self.of_studies
        return ARMLESS if told and not self._has(MEN | WOMEN) and is_exclusive(question) else 0.0

    def _unlisted(self) -> float:
        """What it weighs that a list is read for what it does not hold: yes or no, or what is missing."""
        name, question = self.template.name, self.question
        lines = name == "search_lines" and (is_yes_no(question) or RANK_OF_CARE.search(question.text))
        return NUMBERLESS if lines or (name == "outcomes" and question.has("unmeasured")) else 0.0

    def _has(self, words: frozenset[str]) -> bool:
        return any(token.word in words for token in self.question.tokens)

    def _is_of_trait(self) -> bool:
        """Whether people are counted by what they were given, which no number of all people tells."""
        question = self.question
        people = any(token.word in cues().people_heads for token in counted(question))
        return people and any(not is_attributive(m, question) for m in question.concepts(*GIVEN_TRAITS))

    def _is_of_text(self) -> bool:
        """Whether how something works is asked, or who was kept out, by words that no list of studies explains."""
        question = self.question
        works = any(question.words(m).casefold() in ("how does", "how do") for m in question.cues("manner"))
        kept_out = [m for m in question.concepts("topic") if m.value == EXCLUSION and not m.sure]
        return works or any(not m.span <= self.focus for m in kept_out)

    def _is_other_manner(self) -> bool:
        """Whether it asks how something was done of numbers, or how it went of a kind that tells no course."""
        if self.question.has(*COURSES):
            return "change" not in self.template.cues and self.question.has(*COURSES[:4])
        if self.template.name == "patients" and numbered(self.question):  # how a patient was is what is told of him
            return False
        manner = [m for m in self.question.cues("manner") if not m.span <= self.focus]
        return bool(manner) and bool(self.template.number)
