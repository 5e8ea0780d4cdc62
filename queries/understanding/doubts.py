"""Cues that only words together make: whether a printed figure is right, and a course over a stretch of time.

Knows words of a question; knows no dictionary.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.queries.understanding.mentions import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evigraph.queries.words.tokens import Token

#: What is printed, and the words by which people doubt it.
FIGURES = frozenset(
    "percentage percentages percent figure figures number numbers count counts total totals interval intervals estimate"  # noqa: SIM905  # a list of words is read, not parsed
    " estimates denominator denominators share shares rate rates sum sums arithmetic calculation value values mean"
    " median average range proportion ratio".split()
)
RIGHT = frozenset(["right", "true", "accurate", "accurately", "correctly", "rightly", "hold", "holds"])
STATED = frozenset(["state", "stated", "print", "printed", "quote", "quoted", "give", "given", "add"])
#: Where an estimate has to lie.
SIDES, LIMITS = frozenset(["inside", "within", "outside"]), frozenset(["interval", "limits", "ci", "bounds"])
#: Places of a document, all of which say the same of something or do not.
EVERYWHERE = frozenset(["throughout", "everywhere", "wherever", "elsewhere"])
#: How far a question goes on after a word of doubt.
LAST = 3
#: How many words name a thing whose meaning is asked for, its adjectives included.
FEW = 4
ADDING = frozenset(["add", "adds", "adding", "sum", "sums"])
ASKED = frozenset(["how", "what", "which", "who", "when", "where", "why", "whose"])
#: Words of comparison, and how far on "than" may follow.
MORE = frozenset(
    ["more", "higher", "greater", "longer", "larger", "bigger", "better", "oftener", "older", "further", "worse"]
)
LESS, FAR = frozenset(["fewer", "less", "lower", "shorter", "smaller", "younger"]), 9
#: A number of so many with its percentage, which can be reckoned, and words that ask whether it is right.
SHARE = re.compile(r"\b\d+ (?:of|/|out of) (?:the )?\d+\b.*?\d %")
CHECKED = frozenset(["is", "are", "does", "do", "can"])
CHANGED = frozenset(
    "improve improved rise rose fall fell drop dropped decline declined increase increased decrease decreased reduced"  # noqa: SIM905  # a list of words is read, not parsed
    " change changed worsen worsened go went".split()
)
MANAGED = frozenset(["treated", "managed", "handled", "resolved"])
STRETCH = frozenset(["over", "during", "throughout", "across"])
#: Words before what one side was given, or what it is, and how far back the other side may stand.
BESIDE, BACK = frozenset(["after", "with", "without", "given", "receiving", "among", "under", "using"]), 7
#: Schemes of things whose meaning may be asked for.
MEANT = frozenset({"condition", "procedure", "event", "anaesthesia"})
#: A way of doing something, whose meaning is asked for where nothing of it is: "what is the X technique?"
METHOD = re.compile(
    r"what (?:is|are|was|were) (?:the |an? )?(?:[\w'-]+ ){1,4}"
    r"(?:techniques?|methods?|manoeuvres?|approach(?:es)?|classification|grading|staging|sign|syndrome) ?\??",
    re.IGNORECASE,
)


def doubts(tokens: Sequence[Token]) -> Iterator[Mention]:
    """Whether a figure is printed right, whether numbers add up, whether an estimate lies in its interval."""
    words = [token.word for token in tokens if token.is_word]
    if not words or words[0] in ASKED:
        return
    said, lying = frozenset(words), frozenset(words) & LIMITS
    if (share := SHARE.search(" ".join(token.text for token in tokens))) and words[0] in CHECKED:
        start = len(share.string[: share.start()].split())
        yield _cue("consistent", start, start + 1)
    for token in tokens:
        late = len(tokens) - token.index <= LAST
        doubted = token.word in RIGHT and (late or token.word.endswith("ly")) and said & (FIGURES | STATED)
        sided = token.word in SIDES and lying and said & FIGURES
        everywhere = token.word in EVERYWHERE and "same" in said
        adding = token.word in ADDING and any(t.word == "up" for t in tokens[token.index : token.index + 2])
        if doubted or sided or adding or everywhere:
            yield _cue("consistent", token.index, token.index + (2 if adding else 1))


def comparatives(tokens: Sequence[Token]) -> Iterator[Mention]:
    """More or less of one thing than of another: "fewer strokes than"."""
    for token in tokens:
        sense = "more_than" if token.word in MORE else "less_than" if token.word in LESS else ""
        after = tokens[token.index + 1 : token.index + 1 + FAR]
        than = next((i for i, t in enumerate(after) if t.word == "than"), -1)
        if sense and than > 0 and not any(t.text[0].isdigit() for t in after[: than + 2]):
            yield _cue(sense, token.index, token.index + 1)


def amounts(tokens: Sequence[Token]) -> Iterator[Mention]:
    """A course is asked for by how much something rose or fell: its end alone does not say."""
    words = [token.word for token in tokens]
    for i in range(len(words) - 1):
        asked = words[i : i + 2] == ["how", "much"] and (i == 0 or words[i - 1] == "by")
        if asked and CHANGED & set(words[i:]) and not {"than", "differ", "between"} & set(words):
            yield _cue("change", i, i + 2)


def fates(tokens: Sequence[Token], concepts: Iterable[Mention]) -> Iterator[Mention]:
    """What became of an event is asked for: "how was the bleeding treated"."""
    words = [token.word for token in tokens]
    event = next((m for m in concepts if m.scheme == "event" and m.sure), None)
    if words[:2] in (["how", "was"], ["how", "were"]) and event:
        yield from (_cue("fate", t.index, t.index + 1) for t in tokens[event.end :] if t.word in MANAGED)


def stretches(tokens: Sequence[Token], times: Iterable[Mention]) -> Iterator[Mention]:
    """A course is asked for over a stretch of time: "over the 5 years"."""
    for time in times:
        before = [token.word for token in tokens[max(0, time.start - 2) : time.start]]
        if before[-1:] == ["the"] and before[0] in STRETCH:
            yield _cue("change", time.start - 2, time.start)


def sides(tokens: Sequence[Token], taken: frozenset[int]) -> Iterator[Mention]:
    """Two sides are asked for: "after the laser and after surgery", but for names, times and numbers (`taken`)."""
    for token in tokens[:-2]:
        word, said = tokens[token.index + 1].word, tokens[token.index + 2]
        before = [t.index for t in tokens[max(0, token.index - BACK) : token.index - 1] if t.word == word]
        if token.word in ("and", "or") and word in BESIDE and before and not {said.index, before[-1] + 1} & taken:
            yield _cue("arms", token.index, token.index + 1)


def meanings(tokens: Sequence[Token], concepts: Iterable[Mention]) -> Iterator[Mention]:
    """The meaning of a condition or a procedure is asked for where nothing else is: "what is Morton's neuroma?"."""
    words = [token for token in tokens if token.is_word]
    if [t.word for t in words[:1]] != ["what"] or len(words) < LAST or words[1].word not in ("is", "are"):
        return
    rest = [t for t in words[2:] if t.word not in ("a", "an")]
    plain = len(rest) <= FEW and rest[0].word != "the" and not any(t.text[0].isdigit() for t in rest)
    named = [m for m in concepts if m.scheme in MEANT and m.end == rest[-1].index + 1]
    if any({t.index for t in rest} <= m.span or (plain and m.scheme in ("condition", "event")) for m in named):
        yield _cue("define", words[0].index, words[1].index + 1)


def methods(text: str) -> Iterator[Mention]:
    """The meaning of a named way of doing something is asked for."""
    if METHOD.fullmatch(text.strip()):
        yield _cue("meaning", 0, 2)


def _cue(name: str, start: int, end: int) -> Mention:
    return Mention(kind=Kind.CUE, start=start, end=end, value=name)
