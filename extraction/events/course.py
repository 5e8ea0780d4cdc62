"""How an adverse event went on and what was done about it, in the source's words.  Works on levelled text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS

_SPAN = (
    r"(?:\d+|an?|one|two|three|four|five|six|some|several|the first)"
    r"(?:\s+(?:to|or)\s+(?:\d+|an?|one|two|three|four|five|six))?\s+(?:hours?|days?|weeks?|months?|years?)"
)
_ENDED = (
    r"resolved|healed|recovered|settled|disappeared|cleared(?: up)?|subsided|faded|went away|wore off|gone"
    r"|abated|closed"
)
_RESOLVED = re.compile(
    rf"\b(?P<how>(?:fully |completely |spontaneously |partly |partially )?(?:{_ENDED})"
    rf"(?: spontaneously| completely| fully| in full)?(?:\s+(?:within|by|in|after|over|at)\s+{_SPAN})?"
    r"|no (?:more|further) (?:trouble|problems?|symptoms)(?: (?:after|from|since|by)\s+[^.;,()]+)?"
    r"|recovery|(?:was|were) (?:transient|temporary|self-limiting|permanent|short-lived)|transient"
    r"|self-limiting|lasting|lasted|persisted|persisting|permanent)\b",
    re.IGNORECASE,
)
_STOP = (
    r"(?=[.;)]|$|,? and \d|,? and (?:healed|resolved|recovered|settled|was|were|left|the )"
    r"|, (?:healed|resolved|settled|all|and|which|with))"
)
_TREATED = re.compile(
    r"\b(?:treated|managed|settled|resolved|healed|cleared(?: up)?|controlled|dealt with|corrected|closed|closure"
    rf"|relieved|stopped|helped)\b[^.;,]*?\b(?:with|by|after|on)\s+(?P<what>[^.;()]*?){_STOP}"
    rf"|\b(?:was|were) (?:then )?given\s+(?P<given>[^.;()]*?){_STOP}"
    r"|\b(?P<none>no (?:specific |further )?(?:treatment|intervention|action))\b"
    r"|\bwithout (?:any )?(?P<without>(?:specific |further )?(?:treatment|intervention))\b"
    r"|\b(?:that |which |and )?(?:need|requir)(?:ed|ing) "
    r"(?P<need>(?!(?:no )?(?:treatment|intervention)\b|(?:in|by) \d)[^.;,()]*?)"
    r"(?=[.;,)]|$| (?:was|were|followed|and)\b)"
    r"|(?:\b(?:both|all|and|of whom \d+|was|were)(?: were| was)?|,) (?P<verb>(?:drained|repaired|removed|restarted"
    r"|replaced|embolised|evacuated|stented|transfused|aspirated|resutured|revised|repositioned|retrieved|recaptured"
    r"|exchanged|dilated(?: (?:once|twice|again))?|clipped|coiled)(?: (?:by|through|with) (?:an? )?[a-z-]+)?)\b",
    re.IGNORECASE,
)
_THOSE_TREATED = re.compile(rf"\bof (?:the )?{UNIT_OF_ANALYSIS}\s+$", re.IGNORECASE)
"""Who was treated tells the arm, not what was done about the event: "in 2% of patients | treated by laser"."""
_SPAN_ONLY = re.compile(rf"^{_SPAN}$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the|further|with|by)\s+")
OPENS = re.compile(
    r"^(?:(?:it|they|this|which|that|and|had|has|have|was|were|been|all|fully|completely|later|then|both)\s+)*"
    rf"(?:{_ENDED}|(?:transient|self-limiting|permanent)(?!\s+(?!in\b|and\b|but\b|for\b|with\b)[a-z])|lasting|lasted"
    r"|persisted|persisting|still(?: present| there)?)\b",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(r"^(?:it|they|this|which|that|and|had|has|have|been|later|then|was|were)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Course:
    """Resolution and management of an event, empty where the words tell neither."""

    resolution: str = ""
    management: str = ""

    def __bool__(self) -> bool:
        return bool(self.resolution or self.management)


def course_of(text: str) -> Course:
    """What a text says of an event's course.

    >>> course_of("This fully resolved after 5 days of oral antibiotics.")
    Course(resolution='fully resolved', management='5 days of oral antibiotics')
    """
    return Course(_resolution(text), _management(text))


def _resolution(text: str) -> str:
    match = _RESOLVED.search(text)
    return re.sub(r"^(?:was|were) ", "", match["how"].strip()) if match else ""


def _management(text: str) -> str:
    for match in _TREATED.finditer(text):
        if _THOSE_TREATED.search(text, 0, match.start()):
            continue
        words = next((match[g] for g in ("what", "given", "none", "need", "verb") if match[g]), "") or (
            f"no {match['without']}" if match["without"] else ""
        )
        plain = _ARTICLE.sub("", words.strip(" ,"))
        if plain and not _SPAN_ONLY.match(plain):
            return plain
    return ""


def outcome_words(words: str) -> str:
    """The words of a course that a figure counts, without the pronoun: "it recovered within 3 months"."""
    while (shorter := _PRONOUNS.sub("", words)) != words:
        words = shorter
    return words
