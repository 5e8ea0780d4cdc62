"""Whether a procedure is safe, works or may be used: what the guidance recommends, which nobody else may judge.

Knows questions and the kinds of recommendations; knows nothing of what they rest on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import NamedNode
from evigraph.ontology.terms import HTC
from evigraph.queries.answering.matching import Matcher
from evigraph.queries.composition import Filter
from evigraph.queries.template import templates
from evigraph.queries.understanding.asks import is_yes_no
from evigraph.queries.understanding.mentions import Kind, covered
from evigraph.queries.understanding.parse import Ask, Parse
from evigraph.queries.understanding.weights import FULL, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evigraph.queries.answering.rows import Row
    from evigraph.queries.understanding.mentions import Question

#: Words that judge a procedure, or the evidence on it, as a whole.
JUDGED = re.compile(
    r"\b(?:(?:un)?safe|(?:in)?effective|efficacious|beneficial|useful|worth\w*|harmful|dangerous|risky)\b"
    r"|(?<!off )(?<!to )\bworks?\b(?= *(?:\W|$|(?:for|in|on|well)\b))"
    r"|\bevidence\b.*\b(?:(?:in)?adequate|(?:in)?sufficient|(?:good )?enough|good|strong|weak|reliable|convincing)\b"
    r"|\b(?:enough|sufficient|adequate|good|strong|reliable) (?:\w+ )?evidence\b",
    re.IGNORECASE,
)
#: Words by which it is asked whether a procedure may be used.
PERMITTED = re.compile(
    r"^(?:so |but )?(?:should|can|could|may|might) \b.*\b(?:used?|offer(?:ed)?|done?|perform(?:ed)?|provided?|given?"
    r"|carried out|recommend(?:ed)?|adopt(?:ed)?|available|have)\b"
    r"|^(?:is|are)\b.*\b(?:recommended|allowed|approved|endorsed)\b",
    re.IGNORECASE,
)
#: Words by which it is asked how a procedure is recommended.
ARRANGED = re.compile(
    r"\b(?:what|which|under what|(?:kinds?|sorts?|types?) of) (?:\w+ )?arrangements?\b"
    r"(?: (?:does|do|did|is|are|was|were)\b.*)?"
    r"|\bhow (?:is|are|was) .*\brecommended\b",
    re.IGNORECASE,
)
#: What may follow: for what, in whom, by whom.  Whatever else follows asks for something else.
ENDING = re.compile(
    r"(?: and \w+)?(?: (?:it|(?:the|this) procedure|to (?:use|offer|recommend|support)))*(?: (?:for|in|on|by) .*)?"
)
PLACES = re.compile(
    r"\b(?:nhs|clinicians?|doctors?|surgeons?|hospitals?|trusts?|practice|england|uk|routine(?:ly)?)\b", re.IGNORECASE
)
RESTRICTING = re.compile(r"\b(?:research|trials?|only|special)\b", re.IGNORECASE)
HOW = re.compile(r"^how (?:\w+ )?(?:safe|effective|well does)\b", re.IGNORECASE)
ALLOWED = frozenset({"standard arrangements"})
FORBIDDEN = frozenset({"only in research", "do not use"})
#: What else such a question names without narrowing what is recommended.
OF_ALL = ("procedure", "topic", "programme", "document-kind")


def values(question: Question) -> bool:
    """Whether something is to be judged, which numbers alone do not say yes or no to."""
    return (is_yes_no(question) or HOW.search(question.text) is not None) and JUDGED.search(question.text) is not None


def judges(question: Question) -> bool:
    """Whether the whole is to be judged, and not what one study did."""
    return values(question) and not question.of(Kind.STUDY, Kind.PAPER)


def permits(question: Question) -> bool:
    """Whether it is asked whether the procedure may be used, and not in which way it is recommended."""
    if question.of(Kind.STUDY, Kind.PAPER) or question.concepts("recommendation"):
        return False
    return PERMITTED.search(question.text) is not None


def reading(question: Question) -> Parse | None:
    """The recommendations of which such a question asks; None where it asks for no judgement, or for more than that."""
    asked = JUDGED.search(question.text) if judges(question) else None
    asked = asked or (PERMITTED.search(question.text) if permits(question) else None)
    asked = asked or (ARRANGED.search(question.text) if not question.of(Kind.STUDY) else None)
    if asked is None or not (
        HOW.search(question.text) or ENDING.fullmatch(question.text[asked.end() :].rstrip(" ?.!"))
    ):
        return None
    kind = Filter("kind", (NamedNode(f"{HTC}recommendation"),))
    return Parse(
        question=question,
        template=templates()["recommendations"],
        ask=Ask.LIST,
        constraints=(kind,),
        used=_asking(question, asked),
    )


def is_other(question: Question, parse: Parse) -> bool:
    """Whether recommendations are sought for what they do not say: how, or how often, a procedure may be used."""
    sought = parse.template.name == "recommendations" and permits(question) and not RESTRICTING.search(question.text)
    return sought and reading(question) is None


def _asking(question: Question, asked: re.Match[str]) -> frozenset[int]:
    """The words that ask, and those that narrow nothing of what is recommended."""
    judged = [m.span() for pattern in (JUDGED, PLACES) for m in pattern.finditer(question.text)]
    judged.append((asked.string.rfind(" ", 0, asked.end()), asked.end()))
    said = {t.index for t in question.tokens if any(start <= t.start and t.end <= end for start, end in judged)}
    narrowing = covered(question.concepts("condition", "outcome", "event"))
    said |= {t.index for t in question.tokens if t.word == "evidence"} - narrowing
    return frozenset(said) | covered([*question.concepts(*OF_ALL), *question.of(Kind.FOCUS)]) | question.scope.tokens


def narrowed(question: Question, parse: Parse, rows: Sequence[Row]) -> Sequence[Row]:
    """The recommendations for whom or what is named, else those for all; none where nothing or too much is said."""
    matcher = Matcher(question, parse.used)
    named = frozenset(t.index for t in matcher.tokens if weight(t) >= FULL)
    speaking = [row for row in rows if named <= matcher.of_row(row, ("text", "population"))]
    known = types(speaking)
    if not speaking or (named and len(known) > 1):
        return ()
    return speaking if known else rows


def types(rows: Iterable[Row]) -> frozenset[str]:
    """How recommendations allow a procedure."""
    return frozenset(row.text("type") for row in rows) - {"research recommendation", ""}


def allowed(question: Question, rows: Iterable[Row]) -> bool | None:
    """Whether all recommendations allow a procedure, or none; None where it is not asked, or they differ."""
    known = types(rows)
    if not known or not permits(question) or RESTRICTING.search(question.text):
        return None
    return True if known <= ALLOWED else False if known <= FORBIDDEN else None
