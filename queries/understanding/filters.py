"""Mentions of a question to the constraints that a template takes.

Knows which kind of mention fills which type of parameter; knows nothing of how a template is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.graph.wording import Phase
from evigraph.ontology.rdf import NamedNode, decimal, integer, text
from evigraph.ontology.terms import HTC
from evigraph.queries.composition import AnyOf, Filter
from evigraph.queries.parameters import Type
from evigraph.queries.understanding.mentions import Kind, Mention, Question, covered
from evigraph.queries.understanding.weights import GENERAL, SUBJECTS
from evigraph.queries.words.cues import cues
from evigraph.queries.words.times import TimeSpan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from evigraph.queries.composition import Constraint
    from evigraph.queries.parameters import Value
    from evigraph.queries.template import Template

#: Concept schemes by the type of parameter that their concepts fill.
SCHEMES = {
    Type.PROCEDURE: ("procedure",),
    Type.DESIGN: ("design", "direction"),
    Type.COUNTRY: ("country",),
    Type.CONDITION: ("condition",),
    Type.IMAGING: ("imaging",),
    Type.ANAESTHESIA: ("anaesthesia",),
    Type.OUTCOME: ("outcome",),
    Type.INSTRUMENT: ("instrument",),
    Type.EVENT: ("event",),
    Type.TOPIC: ("topic",),
    Type.RECOMMENDATION: ("recommendation",),
    Type.TECHNIQUE: ("technique",),
    Type.CONCEPT: (
        *("outcome", "instrument", "event", "condition", "procedure", "design", "statistic", "precision"),
        *("imaging", "anaesthesia", "technique", "recommendation"),
    ),
}
THINGS = {Type.DOCUMENT: "document", Type.DEVICE: "device", Type.ORGANISATION: "organisation"}
COMPARATIVE, RANDOMISED = f"{HTC}non-randomised-comparative-study", f"{HTC}randomised-controlled-trial"
#: Parameters that a cue sets, and no mention alone.
WORDED = frozenset({("denial", Type.EVENT), ("type", Type.EVENT)})
NEGATIONS = frozenset(
    [
        "not",
        "no",
        "without",
        "outside",
        "except",
        "excluding",
        "never",
        "neither",
        "nor",
        "non",
        "other",
        "apart",
        "rather",
        "instead",
    ]
)
EXCEPTING = frozenset(["outside", "except", "excluding", "other", "apart", "rather", "instead"])
#: Verbs that a denial belongs to, and not to the name after it.
HELPING = frozenset(["is", "was", "are", "were", "did", "does", "do", "has", "have", "had", "could", "should", "would"])
#: How far back a denial stands, and one of two things that are both denied, which a verb may stand before.
NEAR, FAR = 3, 5
#: Cues that ask for a course and not for single times.
COURSE = frozenset({"change"})
PHASES = {"baseline": Phase.BASELINE, "last-follow-up": Phase.LAST, "long-term": Phase.LAST}


@dataclass(slots=True)
class Gathered:
    """Constraints with the mentions that they stand for."""

    constraints: list[Constraint] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def add(self, constraint: Constraint, mentions: Iterable[Mention]) -> None:
        """Keep a constraint."""
        self.constraints.append(constraint)
        self.mentions.extend(mentions)


def gathered(
    question: Question, template: Template, *, skipped: Collection[Mention] = (), named: bool = False
) -> Gathered:
    """The constraints that a question puts on a template.

    Where the studies are named, what describes studies is no constraint; `skipped` mentions mean something else.
    """
    found = Gathered()
    own = template.parameters
    for name, parameter in template.all_parameters.items():
        mentions = [m for m in candidates(question, parameter.type) if m not in skipped and not _dead(question, m)]
        told = parameter.type is Type.DESIGN and "paper" in own and bool(question.of(Kind.PAPER))
        if (name, parameter.type) not in WORDED and (name in own or not named) and not told:
            for alike in _by_scheme(_live(mentions), apart=parameter.type is Type.DESIGN):
                for negated, chosen in _by_negation(question, alike, denied=parameter.type is Type.EVENT):
                    found.add(Filter(name, tuple(_values(question, chosen)), negated=negated), chosen)
    if "time" in own:
        _add_times(question, found)
    return found


def _values(question: Question, mentions: Iterable[Mention]) -> Iterator[NamedNode]:
    """The concepts of mentions; a study that is only called comparative or controlled may be randomised too."""
    for mention in mentions:
        yield NamedNode(mention.value)
        words = frozenset(question.words(mention).casefold().split())
        if mention.value == COMPARATIVE and not words - {"comparative", "controlled", *cues().study_heads}:
            yield NamedNode(RANDOMISED)


def candidates(question: Question, kind: Type) -> list[Mention]:
    """The mentions that may fill a parameter of this type."""
    if kind in (Type.STUDY, Type.PAPER):
        return question.of(Kind.STUDY if kind is Type.STUDY else Kind.PAPER)
    if kind in THINGS:
        return [m for m in question.of(Kind.THING) if m.scheme == THINGS[kind]]
    return question.concepts(*SCHEMES.get(kind, ()))


def _by_scheme(mentions: list[Mention], *, apart: bool) -> list[list[Mention]]:
    """Mentions of schemes that hold at once apart, such as a design and its direction; the others together."""
    if not apart:
        return [mentions]
    return [[m for m in mentions if m.scheme == scheme] for scheme in dict.fromkeys(m.scheme for m in mentions)]


def _live(mentions: list[Mention]) -> list[Mention]:
    """Of concepts of one kind, those that facts use, where there are any."""
    return [m for m in mentions if m.live] or mentions


def _dead(question: Question, mention: Mention) -> bool:
    """Whether no fact uses a concept while another subject of the question is one that facts use."""
    if mention.live or mention.scheme not in SUBJECTS:
        return False
    return any(m.live and m.value.removeprefix(HTC) not in GENERAL for m in question.concepts(*SUBJECTS))


def _by_negation(
    question: Question, mentions: list[Mention], *, denied: bool = False
) -> Iterator[tuple[bool, list[Mention]]]:
    """Mentions apart from those that are denied; alternatives of one kind are one choice.

    Where a cue says that events were denied, no event is negated.
    """
    split: defaultdict[bool, list[Mention]] = defaultdict(list)
    for mention in mentions:
        negated = is_negated(question, mention) and not (denied and question.has("denied"))
        split[negated].append(mention)
    yield from ((negated, split[negated]) for negated in (False, True) if split[negated])


def is_negated(question: Question, mention: Mention) -> bool:
    """Whether one of the 3 words before a mention denies it: "but not CT", "other than the US".

    A word that belongs to the name of what is asked for denies nothing else: "not reported in".
    """
    asked = frozenset[int]().union(*(focus.span for focus in question.of(Kind.FOCUS)))
    asked |= covered(m for m in question.concepts("outcome", "event") if m.sure)  # the not of "not admitted"
    places = (i for i in range(max(0, mention.start - _reach(question, mention)), mention.start) if i not in asked)
    before = [question.tokens[i].word for i in places]
    if mention.kind is Kind.STUDY and not NEGATIONS & set(before) <= EXCEPTING | set(before[-2:]):
        return False  # "did not respond in" a study
    if mention.kind in (Kind.PAPER, Kind.STUDY) and before[-1:] == ["not"] and before[-2:-1] and before[-2] in HELPING:
        return False  # "why was not X included"
    if mention.kind in (Kind.PAPER, Kind.STUDY) and any(word.startswith(("includ", "select")) for word in before):
        return False  # "the reason for not including it"
    return mention.end > mention.start and bool(NEGATIONS & set(before)) and "only" not in before


def _reach(question: Question, mention: Mention) -> int:
    """How many words before a mention may deny it: "nor done in the US" goes further back."""
    before = [t.word for t in question.tokens[max(0, mention.start - FAR) : mention.start]]
    return FAR if "nor" in before else NEAR


def _add_times(question: Question, found: Gathered) -> None:
    """Points, windows and phases, one of which holds; a course from one to another holds all between."""
    times = question.of(Kind.TIME)
    phases = [m for m in question.concepts("phase") if m.value.rpartition("/")[2] in PHASES]
    choices = [Filter("time", tuple(_window(t) for t in times))] if times else []
    choices += [_phase(m) for m in phases]
    course = bool(COURSE & {cue.value for cue in question.of(Kind.CUE)})
    if len(times) + len(phases) > 1 and course:
        found.mentions += [*times, *phases]
    elif course and len(times) == 1 and times[0].exact:
        found.add(Filter("time", (_window(replace(times[0], low=Decimal(0))),)), times)
    elif choices:
        found.add(choices[0] if len(choices) == 1 else AnyOf(tuple(dict.fromkeys(choices))), [*times, *phases])


def window(mention: Mention) -> tuple[Decimal, Decimal]:
    """The months that count as a time that is mentioned."""
    return TimeSpan(0, 0, mention.low, mention.high).window


def _window(mention: Mention) -> Value:
    low, high = window(mention)
    return decimal(low), decimal(high)


def _phase(mention: Mention) -> Filter:
    phase = PHASES[mention.value.rpartition("/")[2]]
    zero = decimal(Decimal(0))
    return Filter("time", ((zero, zero),)) if phase is Phase.BASELINE else Filter("phase", (text(phase),))


def bound(name: str, mention: Mention) -> list[Filter]:
    """The filters that a bound of a number puts on `name`_over, _from, _under and _to."""
    found = []
    for value, closed, opened in ((mention.low, "from", "over"), (mention.high, "to", "under")):
        if value is not None:
            plain = integer(int(value)) if value == int(value) else decimal(value)
            found.append(Filter(f"{name}_{opened if mention.open else closed}", (plain,)))
    return found
