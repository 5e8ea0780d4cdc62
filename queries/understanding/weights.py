"""How much each word of a question says, and so how much it matters that something explains it.

Knows stop words and words of the field; knows nothing of the graph.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from evigraph.ontology.number_words import WORDS
from evigraph.ontology.terms import HTC
from evigraph.queries.understanding.mentions import Kind, Mention, Question, covered
from evigraph.queries.words.cues import cues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evigraph.queries.words.tokens import Token

NOTHING, LITTLE, FAINT, SOME, FULL = 0.0, 0.02, 0.2, 0.5, 1.0
DOUBLE = 2
#: Schemes whose concepts an answer may not pass over.
POINTING = frozenset({"baseline", "last-follow-up", "repeat-procedure"})
#: Subjects that say of no answer what it is of.
GENERAL = frozenset(
    {"number-of-studies", "number-of-patients", "adverse-event", "adverse-events", "follow-up-duration", "age"}
)
SUBJECTS = ("outcome", "instrument")
#: Words after which it stands what something is said of, words that end that, and words for what all is said of.
ABOUT = frozenset(["about", "regarding", "concerning", "because"])
#: Words by which it is asked what is advised, and the one after which it stands for whom.
ADVISING = frozenset(
    ["recommend", "recommends", "recommended", "recommendation", "recommendations", "advise", "advises"]
)
FOR = frozenset(["for"])
ENDING = frozenset(["in", "at", "for", "after", "before", "during", "from", "by", "with", "of", "when", "where", "if"])
EVERYTHING = frozenset(
    "procedure procedures treatment treatments technique intervention operation device evidence study studies trial"  # noqa: SIM905  # a list of words is read, not parsed
    " trials guidance overview document patients people participants results outcomes data use".split()
)
NAMED = (Kind.STUDY, Kind.PAPER, Kind.STRANGER)
#: Words before "about" that make it ask for something else: "how about", "what about".
HOW = frozenset(["how", "what", "only", "just"])
MEANT = ("outcome", "event", "instrument", "technique", "precision", "method", "procedure", "condition")
#: Numbers in words, which say as much as those in digits; one is mostly a pronoun.
COUNTING = frozenset(word for word, number in WORDS.items() if 2 <= number <= 20)
#: Words that deny or measure out: of no weight, but a group such as "no pain relief" is named by them.
DENYING = frozenset(["no", "not", "none", "without", "never", "neither", "nobody", "un", "non"])
MEASURING = frozenset(["some", "any", "all", "every"])


def is_stop(token: Token) -> bool:
    """Whether the word carries no content: "us" is a stop word and "US" a country."""
    return token.word in cues().stop and not (len(token.text) > 1 and token.text.isupper())


def is_light(token: Token) -> bool:
    """Whether the word says little in this field."""
    return token.word in cues().light


def weight(token: Token) -> float:
    """How much a word says by itself."""
    if not token.is_word or is_stop(token):
        return NOTHING
    if token.word in COUNTING:
        return SOME
    if token.word in cues().degree or is_light(token):
        return LITTLE
    if token.word in cues().everyday:
        return FAINT
    return SOME if token.text.isdigit() else FULL


def is_faint(token: Token) -> bool:
    """Whether the word is light or an everyday one."""
    return is_light(token) or token.word in cues().everyday


def weights(question: Question) -> dict[int, float]:
    """The weight of every token; what is plainly meant, a time, a bound or a concept, weighs double."""
    binding, pointing = covered(_binding(question)), covered([*_pointing(question), *question.of(Kind.TIME)])
    about = asked_about(question)
    known = ((t.index, FULL if t.index in about else _weight(t, t.index in pointing)) for t in question.tokens)
    return {index: weighed * (DOUBLE if index in binding else 1) for index, weighed in known}


def asked_about(question: Question) -> frozenset[int]:
    """The words after "about", which an answer has to say however light they are."""
    tokens = question.tokens
    opening = ABOUT | FOR if any(t.word in ADVISING for t in tokens) else ABOUT
    start = next(
        (t.index + 1 for t in tokens[1:] if t.word in opening and tokens[t.index - 1].word not in HOW), len(tokens)
    )
    phrase = list(takewhile(lambda t: t.word not in ENDING and (t.is_word or t.text in "-/"), tokens[start:]))
    known = covered(question.of(*NAMED, Kind.THING, Kind.TIME, Kind.NUMBER))
    said = (t for t in phrase if t.is_word and not is_stop(t) and t.index not in known and t.word not in EVERYTHING)
    return frozenset(t.index for t in said) if not (phrase and phrase[0].text[0].isdigit()) else frozenset()


def _weight(token: Token, pointing: bool) -> float:
    return max(weight(token), SOME) if pointing and token.is_word and not is_stop(token) else weight(token)


def _pointing(question: Question) -> list[Mention]:
    """Phases and repeats, which say much in words that say little, and subjects that several such words name."""
    subjects = (m for m in question.concepts("outcome", "event") if m.sure and m.end - m.start > 1)
    named = [m for m in subjects if m.value.removeprefix(HTC) not in GENERAL]
    return [*named, *(m for m in question.concepts("phase", "outcome") if m.value.removeprefix(HTC) in POINTING)]


def _binding(question: Question) -> list[Mention]:
    numbers = [m for m in question.of(Kind.TIME, Kind.NUMBER) if m.kind is Kind.TIME or not m.exact]
    subjects = question.concepts(*MEANT)
    live = [m for m in subjects if m.live and m.scheme in SUBJECTS]
    return [*numbers, *question.of(*NAMED), *(m for m in subjects if m.live or not live)]


def named(question: Question) -> frozenset[int]:
    """The tokens that name something, which no answer may pass over: concepts, times, bounds and short forms."""
    concepts = [m for m in question.concepts(*MEANT, "country", "imaging", "anaesthesia", "design") if m.sure]
    times = [m for m in question.of(Kind.TIME, Kind.NUMBER) if m.kind is Kind.TIME or not m.exact]
    short = {t.index for t in question.tokens if len(t.text) > 1 and t.text.isalnum() and t.text.isupper()}
    said = covered([*concepts, *times, *question.of(Kind.PAPER, Kind.STRANGER)]) | short | degrees(question)
    return frozenset(i for i in said if weight(question.tokens[i]) > FAINT)


def degrees(question: Question) -> frozenset[int]:
    """The number of a class or grade that is named: "NYHA 2"."""
    ends = {m.end for m in question.concepts("outcome", "instrument")}
    numbers = (m for m in question.of(Kind.NUMBER) if m.exact and not m.percent and m.scheme != "year")
    return covered(m for m in numbers if m.start in ends)


def content(question: Question, used: Iterable[int] = ()) -> list[Token]:
    """The words that say something and that are not used."""
    taken = frozenset(used)
    return [token for token in question.tokens if token.index not in taken and weight(token) > NOTHING]
