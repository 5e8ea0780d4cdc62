"""Of whom a text tells: who was taken in or kept out, and those of whom what is asked does not hold.

Knows texts and questions; knows no rows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.queries.understanding.weights import DENYING, FULL, weight
from evigraph.queries.words.stems import stem_of

if TYPE_CHECKING:
    from evigraph.queries.understanding.mentions import Question

#: Whether people were taken into a study is asked, and told, in these words.
ADMITTED = re.compile(
    r"\b(?P<whom>(?:people|patients|participants|children|adults|women|men|eyes|those|anyone|papers|abstracts|articles)"
    r"(?: [\w'-]+)*?) (?:be )?(?:included|excluded|eligible|enrolled|recruited|accepted|take part|left out|kept out)\b"
    r"(?=\W*$| (?:in|from|for|by|to)\b)",
    re.IGNORECASE,
)
_IN = r"(?:includ\w*|inclusion|eligib\w*|enrol\w*|recruit\w*|enter\w*|accept\w*|admit\w*|take part|took part|allowed)"
_OUT = rf"(?:exclu\w*|left out|kept out|turned away|barred|ruled out|ineligible|(?:not|never|no) (?:be )?{_IN})"
ADMITTING = re.compile(rf"\b(?:{_OUT}|{_IN})\b", re.IGNORECASE)
KEPT_OUT = re.compile(rf".*\b{_OUT}\b", re.IGNORECASE)
#: Of whom something does not hold: "who do not use insulin", "without diabetes".
OTHERS = re.compile(
    r"\b(?:who (?:do|did|are|have|has|had|were) (?:not|never) (?:\w+ )?|without |with no |other than )(?P<what>\w+)",
    re.IGNORECASE,
)


def admitted(asked: str, text: str) -> bool | None:
    """Whether a text says of people that they were taken in, or kept out, as is asked; None where it says neither.

    >>> admitted("Were children included?", "Children were excluded.")
    False
    """
    if ADMITTED.search(asked) is None:
        return None
    kept_out = KEPT_OUT.search(asked) is not None
    known = {bool(KEPT_OUT.match(m[0])) for m in ADMITTING.finditer(text)}
    return known.pop() is kept_out if len(known) == 1 else None


def is_for_others(question: Question, text: str) -> bool:
    """Whether a text is about those of whom what is asked does not hold: "people who do not smoke" of smokers."""
    if any(token.word in DENYING or token.word in ("don't", "without") for token in question.tokens):
        return False
    asked = frozenset(t.stem for t in question.tokens if weight(t) >= FULL)
    return any(stem_of(match["what"].casefold()) in asked for match in OTHERS.finditer(text))
