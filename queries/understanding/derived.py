"""Mentions that follow from two words together: "a second ablation" is a repeat procedure.

Knows mentions; knows no dictionary.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from evigraph.ontology.terms import HTC
from evigraph.queries.understanding.mentions import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evigraph.queries.words.tokens import Token

REPEAT = f"{HTC}repeat-procedure"
BASELINE = f"{HTC}baseline"
TECHNIQUE = f"{HTC}technique"
DESCRIPTION = f"{HTC}procedure-description"
#: Words around a procedure where it is only asked what it is.
ASKED_WHAT = frozenset(["what", "is", "are", "does", "do", "a", "an", "the", "exactly", "meant", "by"])
INVOLVING = frozenset(["involve", "involves", "entail", "mean", "consist", "of", "exactly", "like"])
NEEDED = f"{HTC}number-needed-to-treat"
NEEDING = frozenset(["need", "needs", "needed", "must", "treat", "treated"])
FURTHER = frozenset(["extra", "more", "additional", "further", "another"])
#: A question how something was done has the verb within so many words.
WITHIN = 8
DONE = frozenset(["done", "performed", "out", "undertaken", "delivered", "given", "applied"])
ALONE = frozenset([",", ".", ";", ":", "?", "-", "/", "and", "or", "versus", "to", "after", "at"])
AGAIN = frozenset(["second", "third", "repeat", "repeated", "another", "further", "redo", "additional"])
COMPARING = frozenset(["compare", "compared", "compares", "comparing"])
OTHER = frozenset(["another", "other", "alternative", "different", "any", "no", "usual", "standard"])
OTHERS = frozenset(["care", "therapy", "therapies", "intervention", "interventions", "option", "options"])
DESIGNS = (f"{HTC}non-randomised-comparative-study", f"{HTC}randomised-controlled-trial")
#: Words after which another treatment is one that is held against this one.
COMPARED = frozenset(["with", "to", "than", "versus", "against", "from", "and", "or"])
TREATMENT = frozenset(
    [
        "procedure",
        "procedures",
        "treatment",
        "treatments",
        "session",
        "sessions",
        "operation",
        "operations",
        "go",
        "round",
    ]
)


def derived(tokens: tuple[Token, ...], concepts: Sequence[Mention]) -> Iterator[Mention]:
    """All that follows from words together, given the concepts that single names mean."""
    yield from repeats(tokens, concepts)
    yield from described(tokens, concepts)
    yield from controlled(tokens)
    yield from befores(tokens)
    yield from needed(tokens)
    yield from manners(tokens, concepts)


def needed(tokens: tuple[Token, ...]) -> Iterator[Mention]:
    """How many have to be treated for one more to gain something is the number needed to treat."""
    words = [token.word for token in tokens]
    if words[:1] != ["how"] or "many" not in words[:2]:
        return
    verb = next((i for i, word in enumerate(words) if word in NEEDING), -1)
    more = next((i for i, word in enumerate(words) if word in FURTHER and words[i - 1] in ("1", "one")), -1)
    if 0 < verb < more:
        for start, end in ((verb, verb + 1), (more - 1, more + 1)):
            yield Mention(
                kind=Kind.CONCEPT,
                start=start,
                end=end,
                value=NEEDED,
                scheme="precision",
                label="number needed to treat",
            )


def befores(tokens: tuple[Token, ...]) -> Iterator[Mention]:
    """The word before, with nothing that it stands before, is the time before treatment."""
    for token, after in zip_longest(tokens, tokens[1:]):
        if token.word in ("before", "beforehand", "pre") and (after is None or after.word in ALONE):
            end = token.index + 1
            yield Mention(
                kind=Kind.CONCEPT, start=token.index, end=end, value=BASELINE, scheme="phase", label="baseline"
            )


def manners(tokens: tuple[Token, ...], concepts: Iterable[Mention]) -> Iterator[Mention]:
    """Asked how a procedure was done, its technique is meant."""
    procedures = {m.start for m in concepts if m.scheme == "procedure"}
    words = [token.word for token in tokens]
    if "how" not in words or not (procedures or TREATMENT & set(words)):
        return
    start = words.index("how")
    for token in tokens[start : start + WITHIN]:
        if token.word in DONE:
            end = token.index + 1
            yield Mention(kind=Kind.CONCEPT, start=start, end=end, value=TECHNIQUE, scheme="topic", label="technique")


def described(tokens: tuple[Token, ...], concepts: Iterable[Mention]) -> Iterator[Mention]:
    """Asked what a procedure is, and nothing else, its description is meant."""
    words = [token.word for token in tokens if token.is_word]
    for m in concepts:
        before, after = words[: m.start], words[m.end :]
        asked = before[:1] == ["what"] and set(before) <= ASKED_WHAT and set(after) <= INVOLVING
        if m.scheme == "procedure" and m.sure and asked:
            yield Mention(
                kind=Kind.CONCEPT,
                start=m.start,
                end=max(t.index for t in tokens if t.is_word) + 1,
                value=DESCRIPTION,
                scheme="topic",
                label="procedure description",
            )


def controlled(tokens: tuple[Token, ...]) -> Iterator[Mention]:
    """A procedure that is compared with another one is studied by a comparative design, randomised or not."""
    words = [token.word for token in tokens]
    starts = (i for i, word in enumerate(words) if word in COMPARING)
    for start in starts:
        for end in range(start + 2, min(start + WITHIN, len(words))):
            if words[end] in TREATMENT | OTHERS and words[end - 1] in OTHER and words[end - 2] in COMPARED:
                for design in DESIGNS:
                    label = design.removeprefix(HTC).replace("-", " ")
                    yield Mention(
                        kind=Kind.CONCEPT, start=end - 1, end=end + 1, value=design, scheme="design", label=label
                    )


def repeats(tokens: tuple[Token, ...], concepts: Iterable[Mention]) -> Iterator[Mention]:
    """A word for once more before a procedure is the outcome that the procedure was repeated."""
    procedures = {m.start for m in concepts if m.scheme == "procedure"}
    for token in tokens:
        after = tokens[token.index + 1 : token.index + 3]
        compared = token.index > 0 and tokens[token.index - 1].word in COMPARED
        if token.word in AGAIN and not compared and any(t.index in procedures or t.word in TREATMENT for t in after):
            end = next(t.index for t in after if t.index in procedures or t.word in TREATMENT) + 1
            yield Mention(
                kind=Kind.CONCEPT, start=token.index, end=end, value=REPEAT, scheme="outcome", label="repeat procedure"
            )
