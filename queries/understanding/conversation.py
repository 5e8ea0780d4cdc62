"""A question of a conversation to one that stands alone: "and at 12 months?", "what about Smith?", "why?".

Knows mentions and how people refer back; knows nothing of answers.  The new question's names, times and subjects take
the place of those of the same class in the earlier one; what it does not say is kept from there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.queries.understanding.asks import AUXILIARIES, OPENERS, WH, of_arm, of_studies
from evigraph.queries.understanding.mentions import Kind, Mention, Question, covered, outermost
from evigraph.queries.understanding.weights import content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from evigraph.queries.words.tokens import Token

#: What refers to something said before.
BACK = frozenset(
    "that it its they them their those these this then there ones one him her same former latter such".split()  # noqa: SIM905  # a list of words is read, not parsed
)
#: What takes the place of what: mentions of one class replace each other.
CLASSES = {
    "subject": ("outcome", "instrument", "event"),
    "time": ("phase",),
    "procedure": ("procedure",),
    "design": ("design", "direction"),
    "country": ("country",),
    "condition": ("condition",),
    "imaging": ("imaging",),
    "anaesthesia": ("anaesthesia",),
}
PEOPLE = (Kind.STUDY, Kind.PAPER, Kind.STRANGER)
ABOUT = ("what about", "how about", "what of", "same for", "now for", "also for")
#: How studies are asked for, and how they are referred to afterwards.
LISTED = re.compile(
    r"^(?:and |so )?(?:which|what)(?: of the)? (?=\w*stud|trial|series|cohort|registr|paper|review)", re.IGNORECASE
)
BACKWARD = re.compile(r"\s*\b(?:(?:in|of|by|for|from) )?(?:it|them|those|these|that one|they)$", re.IGNORECASE)
#: A question of more words than this that says who and what stands alone.
SHORT = 8


def resolved(history: Sequence[str], asked: str, read: Callable[[str], Question]) -> Question:
    """The question as it stands alone, read with what the earlier ones said, oldest first."""
    earlier: Question | None = None
    for text in (*history, asked):
        question = read(text)
        said = question.text if earlier is None else joined(earlier, question)
        earlier = question if earlier is None or said == question.text else _scoped(read(said), earlier, question)
    return earlier if earlier is not None else read(asked)


def _scoped(whole: Question, earlier: Question, question: Question) -> Question:
    """The joined question about the documents that the new one names, else about those of the earlier one."""
    named = next((q.scope for q in (question, whole, earlier) if q.scope.documents), whole.scope)
    return replace(whole, scope=whole.scope if named is whole.scope else replace(named, tokens=frozenset()))


def joined(earlier: Question, question: Question) -> str:
    """The text of a question with what it takes over from the one before it."""
    if not earlier.mentions or not _refers_back(question):
        return question.text
    if _is_whole(question):
        return _with_studies(earlier, question) if _has_subject(question) else _with_all(earlier, question)
    return _with_replaced(earlier, question)


def _refers_back(question: Question) -> bool:
    """Whether a question is cut short or speaks of something said before."""
    words = [t.word for t in question.tokens if t.is_word]
    text = " ".join(words)
    opened = bool(words) and (words[0] in ("and", "or", "only", "just") or text.startswith(ABOUT))
    if question.of(*PEOPLE) and _has_subject(question) and not opened:
        return False
    return opened or bool(BACK & set(words)) or (len(words) <= SHORT and not _has_subject(question))


def _is_whole(question: Question) -> bool:
    """Whether it has the form of a question of its own."""
    words = [t.word for t in question.tokens if t.is_word]
    while words and words[0] in OPENERS:
        words = words[1:]
    text = " ".join(words)
    asking = WH - {"all", "each", "every", "no", "there"} | AUXILIARIES | {"how", "who", "why", "when", "where"}
    return bool(words) and not text.startswith(ABOUT) and (words[0] in asking or question.has("source", "why"))


def _has_subject(question: Question) -> bool:
    passing = ("significant", "source", "why", "consistent")
    return bool(question.of(Kind.FOCUS) or question.concepts(*CLASSES["subject"])) and not (
        question.has(*passing) and not question.concepts(*CLASSES["subject"])
    )


def _with_studies(earlier: Question, question: Question) -> str:
    """The question about the studies that were spoken of, unless it names some."""
    names = [] if question.of(*PEOPLE) or of_studies(question) else earlier.of(*PEOPLE)
    if not names and of_studies(earlier):
        return _with_all(earlier, question)
    said = " and ".join(dict.fromkeys(earlier.words(m) for m in outermost(names)))
    return f"{_bare(question)} in {said}?" if said else question.text


def _with_all(earlier: Question, question: Question) -> str:
    """Both, the one that seeks studies first, else the new one, which says what kind of answer is wanted."""
    if of_studies(earlier) and not of_studies(question) and _has_subject(question) and LISTED.match(earlier.text):
        return f"{BACKWARD.sub('', _bare(question))} in the {LISTED.sub('', _bare(earlier))}?"
    first, second = (earlier, question) if of_studies(earlier) else (question, earlier)
    return f"{_bare(first)} {_bare(second)}?"


def _with_replaced(earlier: Question, question: Question) -> str:
    """The earlier question with the new one's mentions in the place of those of their classes."""
    pieces: dict[int, str] = {}
    gone: set[int] = set()
    placed: set[int] = set()
    for name in ("people", "time", "arm", *CLASSES):
        new, old = list(outermost(_of_class(question, name))), list(outermost(_of_class(earlier, name)))
        old = [m for m in old if not m.span & gone]
        if new and old and not covered(new) & placed:
            pieces[old[0].start] = " and ".join(question.words(m) for m in new)
            gone |= covered(old)
            placed |= covered(new)
    rest = [t for t in content(question, placed) if t.word not in BACK]
    kept = _spliced(earlier, pieces, gone)
    return f"{kept} {_rest(question, rest, placed)}".strip() + "?"


def _of_class(question: Question, name: str) -> list[Mention]:
    if name == "people":
        return question.of(*PEOPLE)
    if name == "arm":
        return [Mention(kind=Kind.FOCUS, start=t.index, end=t.index + 1) for t in of_arm(question)]
    times = question.of(Kind.TIME) if name == "time" else []
    return [*times, *question.concepts(*CLASSES.get(name, ()))]


def _rest(question: Question, rest: Sequence[Token], placed: Iterable[int]) -> str:
    """The words that took no place, from the first to the last, so that "in the other arm" stays together."""
    if not rest:
        return ""
    taken = set(placed)
    tokens = question.tokens[max(0, rest[0].index - 2) : rest[-1].index + 1]
    return " ".join(t.text for t in tokens if t.index not in taken and t.word not in ("and", "about", "how", "what"))


def _spliced(question: Question, pieces: dict[int, str], gone: set[int]) -> str:
    words = []
    for token in question.tokens:
        if token.index in pieces:
            words.append(pieces[token.index])
        elif token.index not in gone and (token.is_word or token.text not in "?.!"):
            words.append(token.text)
    return " ".join(words)


def _bare(question: Question) -> str:
    return question.text.rstrip(" ?.!")
