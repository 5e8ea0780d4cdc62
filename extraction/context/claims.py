"""Whose claim a sentence makes, and whether it says something of patients at all.  Works on levelled text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evigraph.extraction.context.denials import Denial, denials_in

_DEFINITION = re.compile(
    r"^(?:technical |clinical |procedural |treatment )?(?:success|failure|response|recurrence|remission|cure|relief)\b"
    r"[^.]{0,40}\b(?:meant|means|was defined as|was taken as)\b",
    re.IGNORECASE,
)
_CITES = (
    r"\b(?:cites?|cited|quotes?|quoted|refers? to|referred to|mentions?|mentioned|points? to|pointed to"
    r"|recalls?|recalled)"
)
_ANY = r"(?:an?|other|earlier|previous|another|some|two|three|the (?:literature|results of))"
_SOURCE = (
    r"(?:reviews?|stud(?:y|ies)|series|meta-analys[ei]s|trials?|papers?|literature|reports?|surveys?"
    r"|registr(?:y|ies)|databases?|audits?)"
)
_ANOTHER = re.compile(
    rf"{_CITES}\s+{_ANY}\s+(?:[\w-]+ ){{0,3}}?{_SOURCE}\b"
    rf"|\b(?:according to|in) (?:other|earlier|previous|published) (?:[\w-]+ ){{0,2}}?{_SOURCE}\b"
    r"|\bin the (?:published )?literature\b|\bquoted in\b|\bwhich the authors cite\b",
    re.IGNORECASE,
)
_BASELINE = re.compile(
    r"\s*(?:before (?:the |their )?(?:treatment|procedure|operation|surgery|intervention)"
    r"|at (?:baseline|entry|inclusion)"
    r"|pre-?operatively)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:after|afterwards|later|during|postoperative(?:ly)?|post-?procedur\w+|follow[- ]?up|new|then)\b"
    r"|\bat (?:\d|the (?:last|final|end))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """The standing of a sentence: what it denies, and whether it cites another source or defines a term.

    `before_treatment` says that all it tells was so at baseline, and so no harm that was done.
    """

    denials: tuple[Denial, ...] = ()
    from_another_source: bool = False
    is_definition: bool = False
    before_treatment: bool = False


_MAY_CITE = (
    "cit",
    "quot",
    "refer",
    "mention",
    "according",
    "literature",
    "published",
    "point",
    "recall",
    "other",
    "earlier",
    "previous",
)
"""One of these stands in every sentence that speaks for another source; they are quicker to look for."""


def _speaks_for_another(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in _MAY_CITE) and _ANOTHER.search(text) is not None


def context_of(text: str) -> tuple[Context, ...]:
    """The context of a levelled sentence, as one member.

    >>> context_of("The authors cite a review in which 53% lived for 5 years.")[0].from_another_source
    True
    """
    return (
        Context(
            denials=tuple(denials_in(text)),
            from_another_source=_speaks_for_another(text),
            is_definition=_DEFINITION.match(text) is not None,
            before_treatment=_BASELINE.match(text) is not None and _LATER.search(text) is None,
        ),
    )
