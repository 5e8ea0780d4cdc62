"""Bounds of a question to filters: "more than 20 patients", "mean age under 50", "since 2015".

Knows which words beside a number say what it counts; knows nothing of templates but the names of their parameters.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from evigraph.ontology.terms import HTC
from evigraph.ontology.vocabulary import vocabulary
from evigraph.queries.understanding.filters import bound
from evigraph.queries.understanding.mentions import Kind, Mention, Question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from evigraph.queries.composition import Filter

WORDS = {
    "age": "age aged ages old older younger elderly",
    "women": "women female females woman",
    "men": "men male males man",
    "follow_up": "follow followup followed follow-up",
    "patients": "n patients patient people participants subjects persons size sample individuals adults children"
    " enrolled cases",
    "recruited": "recruited recruiting recruitment enrolled started recruit",
    "published": "published publication appeared year series study paper papers studies trial article from after"
    " since before",
    "p_under": "p",
}
NAMES = {word: name for name, words in reversed(WORDS.items()) for word in words.split()}
#: How many words before and after a number tell what it counts.
BEFORE, AFTER = 5, 3
#: How many words before a bound may deny it.
FAR = 6
YEARLY = {"since": "from", "after": "over", "before": "under", "until": "to", "by": "to", "from": "from", "in": ""}
LESIONS = frozenset({f"{HTC}lesion", f"{HTC}body-part"})
HUNDRED = Decimal(100)


def bounds(question: Question, parameters: Collection[str]) -> Iterator[tuple[Filter, Mention]]:
    """The filters that numbers of a question put on these parameters."""
    for mention in question.of(Kind.NUMBER, Kind.TIME):
        name, meant = _meant(question, mention)
        if name and _is_denied(question, mention):
            meant = _opposite(meant)
        for constraint in bound(name, meant) if name else ():
            if constraint.name in parameters:
                yield constraint, mention


def _is_denied(question: Question, mention: Mention) -> bool:
    """Whether a bound is denied: "did not follow anybody up for at least a year"."""
    denials = [m for m in question.cues("unmeasured", "not") if m.end <= mention.start]
    return any(mention.start - m.end <= FAR for m in denials) and (mention.low is None) is not (mention.high is None)


def _opposite(mention: Mention) -> Mention:
    """The bound that holds where this one does not."""
    return replace(mention, low=mention.high, high=mention.low, open=not mention.open)


def _meant(question: Question, mention: Mention) -> tuple[str, Mention]:
    """What a number counts, and the bound that it sets on that."""
    if mention.scheme == "year":
        return _year(question, mention)
    if mention.exact:
        return "", mention
    words = _beside(question, mention)
    if mention.kind is Kind.TIME:
        return ("follow_up" if "follow_up" in words else "", mention)
    name = next(iter(words), "value")
    if name == "men":
        return "women", replace(mention, low=_rest(mention.high), high=_rest(mention.low))
    return ("p" if name == "p_under" else _units(question, mention) or name), mention


def _rest(share: Decimal | None) -> Decimal | None:
    return None if share is None else HUNDRED - share


def _units(question: Question, mention: Mention) -> str:
    """Whether lesions, eyes or knees follow the number."""
    after = [m for m in question.concepts("unit") if mention.end - 1 <= m.start <= mention.end + 1]
    return "units" if any(LESIONS & vocabulary().closure(m.value) for m in after) else ""


def _beside(question: Question, mention: Mention) -> list[str]:
    """What the words of the number, after it and before it say that it counts, the nearest first."""
    words = [token.word for token in question.tokens]
    own, after = words[mention.start : mention.end], words[mention.end : mention.end + AFTER]
    if words[mention.end : mention.end + 1] == ["of"]:  # "more than half of their pain" counts no people
        return [
            name for name in (NAMES.get(word, "") for word in (*own, *after)) if name in ("women", "men", "patients")
        ]
    before = reversed(words[max(0, mention.start - BEFORE) : mention.start])
    found = (NAMES.get(word, "") for word in (*own, *after, *before))
    return [name for name in dict.fromkeys(found) if name and name not in ("published", "recruited")]


def _year(question: Question, mention: Mention) -> tuple[str, Mention]:
    """A year bounds publication, or recruitment where that is spoken of; beside a word for studies it is exact."""
    words = [token.word for token in question.tokens[max(0, mention.start - BEFORE) : mention.start]]
    if not words and mention.start:
        return "", mention
    name = "recruited" if set(words) & set(WORDS["recruited"].split()) else "published"
    side = YEARLY.get(words[-1] if words else "", "" if mention.exact else "-")
    if side == "from" or side == "over":
        return name, replace(mention, high=None, open=side == "over")
    if side in ("to", "under"):
        return name, replace(mention, low=None, open=side == "under")
    return name, mention
