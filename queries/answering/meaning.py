"""Whether a text says what something is, or what a short form means.

Knows the forms in which texts define; knows nothing of where texts come from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evigraph.queries.understanding.mentions import Question

#: A short form whose meaning is asked for.
MEANING = re.compile(
    r"^[Ww]hat (?:does|do|did) (?:the )?(?:abbreviation )?(?P<term>[\w/-]*[A-Z]{2}[\w/-]*) (?:mean|stand for)\b"
)
#: A thing of which it is asked what it is, and nothing else.
THING = re.compile(
    r"[Ww]hat(?: is| are|'s) (?:an? )?(?P<term>(?!the\b|this\b|that\b|your\b)[\w'-]+(?: [\w'-]+){0,3}?) ?\??"
)


def is_undefined(question: Question, text: str) -> bool:
    """Whether a meaning is asked for, and nothing else, that a text does not give."""
    if (meant := MEANING.search(question.text)) and not _defines(text, meant["term"]):
        return True
    thing = THING.fullmatch(question.text) if question.has("define") else None
    return thing is not None and not _tells_what(text, thing["term"])


def _defines(text: str, term: str) -> bool:
    """Whether a text says what a short form means: in brackets after the long one, or as its subject."""
    short = re.escape(term)
    found = rf"\({short}\)|\b{short}\b(?: \([^()]*\))?(?::| is\b| are\b| means?\b| stands\b| refers\b)"
    return re.search(found, text) is not None


def _tells_what(text: str, term: str) -> bool:
    """Whether a text says what a thing is: as its subject, by a name for it, or with its name in brackets."""
    name = r"\s+".join(re.escape(word.replace("'", "")) for word in term.removesuffix("s").split())
    told = (
        rf"\({name}\w*\)|\b(?:called|known as|termed|named|is|are) (?:an? |the )?{name}"
        rf"|\b{name}\w*(?: \([^()]*\))?(?:: (?=an? |the )|,? (?:are|means?|refers?|affects?|happens?)\b"
        r"|,? is (?=an?\b|the\b|when\b|where\b|caused\b))"
    )
    return re.search(told, text.replace("'", ""), re.IGNORECASE) is not None
