"""The words beside a figure that name the harm it counts, or tell how grave it was or how it went on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evigraph.extraction.events import course
from evigraph.extraction.events.names import GRADE, event_name, names_event
from evigraph.extraction.events.residue import residue
from evigraph.extraction.results import predicates
from evigraph.extraction.results.runs import runs_of
from evigraph.extraction.scanning.nominal import nominal, things_done
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS

if TYPE_CHECKING:
    from evigraph.extraction.results.draft import Draft
    from evigraph.extraction.results.figure import Figure
    from evigraph.extraction.results.statement import Statement
    from evigraph.extraction.scanning.scanners import Scanners

GENERAL_UNIT = re.compile(r"^(?:events?|adverse events?|complications?|episodes?)$")
_GRAVE = rf"(?P<severity>mild|moderate|severe|serious|minor|major|slight|fatal|life-threatening|{GRADE})"
_SEVERITY = re.compile(
    r"^(?:(?:of (?:them|these|those|which|the \d+)|which|that|and|were|was|is|are|they|all|being|rated"
    rf"|as|graded|classed|or)\s+)*{_GRAVE}\b(?:\s+(?:adverse )?events?)?"
    r"(?:,? (?:and|or|in|after|among|with)\b.*|\W*$)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"^(?:was|were|is|are|has been|being|had been)?\s*(?:also |only )?"
    r"(?:reported|seen|noted|recorded|observed|documented|described|found|identified|detected|followed(?! by)"
    r"|treated|included|assessed|available|affected|given|examined|analysed)\b",
    re.IGNORECASE,
)
_LED_TO = re.compile(
    r"^[\s)]*(?:was |were )?(?:also )?(?:followed by|led to|resulted in|caused|complicated by|gave rise to)\s+"
    r"(?:an? |the )?(?P<what>[^,;.]+)",
    re.IGNORECASE,
)
_CAUSE = re.compile(r"\b(?:was|were) the cause\b", re.IGNORECASE)
_AMONG = re.compile(r"^(?:were|was) (?:all )?(?:in|among|from|part of)\b", re.IGNORECASE)
_DIED = re.compile(r"^(?:had |have |has )?(?:later |subsequently |also )?(?:died|deaths?)\b", re.IGNORECASE)
_DONE = re.compile(
    r"^(?:of (?:these|the|them)(?: \w+)?\s+)?(?:was|were|being|had to be|to be)\s+"
    r"(?P<done>abandoned|stopped|cancelled|converted|aborted|postponed|interrupted|repeated)\b",
    re.IGNORECASE,
)
_THERE = re.compile(r"\bthere (?:was|were)(?: only| also)?\s*(?:an?\s+)?$", re.IGNORECASE)
_AFTER_COMMA = re.compile(
    r"^\s*,\s*(?:an?\s+|the\s+)?(?P<what>[a-z][^,;.()\d]*?)\s+(?:was|were)\s+"
    r"(?:visible|seen|noted|reported|recorded|found|observed|present|apparent|detected)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"^\s*(?:further |other |more |of the \w+ )?(?P<what>(?!(?:of|in|with|after|and|or|to|were|was|had|v|vs|on"
    r"|at|by|for|who|that|which|from|during|against|compared|than|as|being)\b)[a-z][^,;.()\d]*?)"
    r"(?=\s+(?:in|after|with|among|during|reported|followed|occurred|developed|needed|required|led|was|were"
    r"|that|which|and|at|v|vs|against)\b|[,;.()]|\s*$)",
    re.IGNORECASE,
)
_WITH = re.compile(r"^ ?(?:who had |with |having )(?P<what>[^,;.()]+)", re.IGNORECASE)
_CAME_WITH = re.compile(
    r"\b(?:it|this|they)\s+(?:came|occurred|went|was seen|was associated|was combined|were seen)\s+"
    r"(?:together )?with\s+(?P<what>.+?)\s+in\s*$",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(
    r"(?:and|in|v|vs|versus|after|with|or|as|against|opposed|led|to|for|of|by|from|compared|among|the|on|was"
    r"|were|had|at|only|about|another|a|further|than|respectively|while|but|whereas|then|also|both|during|there"
    r"|onset|began|started|it|they|this|that|which|who|all|overall|total|again|time|times|not|them|those|these|of|\W)+",
    re.IGNORECASE,
)
_ONLY_WHEN = re.compile(r"(?:during|after|before|at|within|throughout|until|by|from|since)\b", re.IGNORECASE)
_EXCEPTED = re.compile(r"\bno\b.*\b(?:except|other than|apart from|but)(?: for)?\s*$", re.IGNORECASE)
_NAMELESS = re.compile(
    r"\W*(?:(?:the|an?|other)\s+)*(?:(?:of|in|from|to|by|who|that|which|until)\s"
    r"|(?:it |they |this |these )?(?:was|were) (?:also )?(?:reported|seen|noted|found|recorded|observed)\b"
    r"|(?:(?:risk|rate|absolute|mean|odds|hazard) (?:difference|ratio|reduction)|probability|numbers? needed)\b"
    r"|(?:rates?|ranges?|approach|groups?|arms?|reports?|proportions?|corresponding \w+|patients?|people|women|men"
    r"|children|infants?|newborns?|neonates?|fetus(?:es)?|babies|eyes?|limbs?|knees?|adults?)\W*$)",
    re.IGNORECASE,
)
"""Words that say in whom or how often, and name no event."""
_UNIT_LEFT = re.compile(r"^\s*[a-z-]+s\s+(?:\([^()]*\)\s*)?(?:,\s*(?:and\s+)?|and\s+)(?=[a-z])")
_RELATED_EVENT = re.compile(
    r"^\s*(?P<what>(?:(?:serious|severe|major|minor|device|procedure)[- ](?:related )?)*"
    r"(?:adverse events?|complications?|deaths?|events?))\s+(?:was|were) (?:(?:not|thought|considered|judged|possibly"
    r"|probably)\s+)*(?:to be )?(?:un)?related\b",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"^(?:of (?:them|these|those)\s+)?(?:was|were) (?:not\b|"
    r"(?:thought |considered |judged |possibly |probably )*(?:to be )?(?:un)?related\b)",
    re.IGNORECASE,
)
_HAD_DATA = re.compile(
    r"\b(?:available|completed|returned|missing|assessed|analysed|measured)\s+(?:in|for|by|from)\s*$", re.IGNORECASE
)
_TIME_TAIL = re.compile(r"^\s{3,}(?:of|after|from|following) [^,]{0,40},\s*")
"""What a time at the head goes on with: "Within 3 months | of surgery, "."""
_WATCHED = re.compile(
    r"^(?:was|were) (?P<how>(?:observed|watched) (?:only|alone|without treatment)|(?:treated|managed) \w+ly)\b",
    re.IGNORECASE,
)
_HARM_BEHIND = re.compile(r" [a-z]+ (?:in|was|were|healed|occurred|developed|after|that|which|resolved|settled)\b")
"""A noun right behind what seems to be counted: "one wound | infection in"."""
_HARM_COUNTED = re.compile(r"(?:stricture|ulcer|wound|fistula|aneurysm|hernia|haemorrhoid)s?")
"""Units of analysis that are harm where they are counted beside a verb of harm."""
_WENT_ON = re.compile(r"\b(?:recovered|resolved|healed|settled|disappeared|subsided)\b", re.IGNORECASE)
_LEADS_ON = re.compile(r"[\s)]*(?:,\s*(?!of )|and (?=was |were ))[^,;]*\b(?:in|for|among|after)\s*", re.IGNORECASE)
_NAMED_IN_BRACKET = re.compile(r"^(?P<words>[^()]{3,}?)\s*\((?P<name>[^()\d]{3,40})\)", re.IGNORECASE)


class Kind(StrEnum):
    """What the words beside a figure do."""

    NAME = "name"
    SEVERITY = "severity"
    COURSE = "course"
    CAUSE = "cause"
    DEATH = "death"
    AMONG = "among"
    TOGETHER = "together"
    MANAGED = "managed"
    RELATED = "related"
    WHEN = "when"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words with what they do; `NOTHING` leaves the event that was named last, `AMONG` tells who had it."""

    kind: Kind
    text: str = ""


NOTHING = Wording(Kind.NOTHING)


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure with the words around the figures that stand beside it."""

    scan: Scanners

    figure: Figure
    units: tuple[str, ...]
    left: str
    right: str
    printed_left: str
    counted: str


def wording_of(s: Statement, draft: Draft) -> Wording:
    """The words of a counted event: behind the figure where a verb or noun stands there, else before it."""
    place = _place(s, draft)
    if place is None:
        return NOTHING
    own = None if draft.denominator else _OWN_NOUN.match(s.text, draft.figure.core_end)
    own = None if own and _SOMEBODY.match(own["what"]) else own
    unnamed = not (place.left.strip() or s.frame.text)
    if own and (unnamed or s.scan.harms(own["what"])):
        return Wording(Kind.NAME, own["what"])
    rules = (_before,) if _alone_in_bracket(place) else (_graded, _done, _behind, _noun, _before, _with)
    found = next((found for rule in rules if (found := rule(place)) is not None), NOTHING)
    if found.kind is Kind.NAME and _WHO_DIED.fullmatch(found.text):
        return Wording(Kind.DEATH, "died")
    return NOTHING if found.kind is Kind.NAME and _NAMELESS.match(found.text) else found


_OWN_NOUN = re.compile(
    r"\s+(?P<what>(?!(?:of|in|more|other|further)\b)[a-z][a-z -]{2,50}?)\s*\(\s*[\d.]+\s*%", re.IGNORECASE
)
"""What a count counts, up to its share: "Seven strokes (6%)"."""
_SOMEBODY = re.compile(
    r"(?:patients?|people|persons?|participants?|women|woman|men|man|children|child|adults?|infants?|procedures?)\b",
    re.IGNORECASE,
)
_OF_THE_ONE_BEFORE = re.compile(r"\s+[a-z][a-z -]{2,40}?(?:\s*\([^()]*\))?\s*(?:,|,? and)\s+", re.IGNORECASE)
"""The noun of the figure before: "2 infections and | 5 leaks"."""
_WHO_DIED = re.compile(r"(?:controls?|cases|of them|of whom|in all) died", re.IGNORECASE)


def _place(s: Statement, draft: Draft) -> _Place | None:
    run = next((r for r in runs_of(s) if any(s.figures[i] is draft.figure for i in r.indices)), None)
    if run is None:
        return None
    start, end = s.start_of(run.first), s.end_of(run.last)
    first, last = s.figures[run.first], s.figures[run.last]
    right = re.sub(r"^[\s)]*,?\s*respectively,?", "", residue(s, last.end, end), flags=re.IGNORECASE)
    right = "" if end < len(s.text) and _LEADS_ON.fullmatch(right) else right
    right = _of_events_behind(s, run.last, right)
    left = _TIME_TAIL.sub("", residue(s, start, first.start))
    left = "" if _EXCEPTED.search(left) or _is_of_the_one_before(s, run.first, right) else left
    previous = s.figures[run.first - 1] if run.first else None
    if previous is not None and previous.denominator is not None and not previous.denominator_unit:
        left = _UNIT_LEFT.sub("", left)
    units = tuple(f.denominator_unit for f in reversed(s.figures[: run.last + 1]) if f.denominator_unit)
    return _Place(
        s.scan,
        last if len(run) > 1 else draft.figure,
        units,
        left,
        _clause(right),
        s.without_times(start, first.start),
        s.text[draft.figure.core_end : draft.figure.end].strip(),
    )


def _is_of_the_one_before(s: Statement, i: int, right: str) -> bool:
    """Whether the words before a figure are what the one before it counts, as it counts a noun of its own."""
    before = s.figures[i - 1] if i else None
    if before is None or before.denominator_unit or before.denominator is not None or s.figures[i].denominator_unit:
        return False
    return _OF_THE_ONE_BEFORE.fullmatch(s.left(i)) is not None and _NOUN.match(right) is not None


_HAD_ONLY = re.compile(r"[\s)]*(?:had|experienced|reported|developed)\s*")


def _of_events_behind(s: Statement, last: int, right: str) -> str:
    """The words behind a figure with what they count, where that follows: "27 women had 58 adverse events"."""
    unit = s.figures[last + 1].denominator_unit if last + 1 < len(s.figures) else ""
    at_large = GENERAL_UNIT.match(unit) is not None and _HAD_ONLY.fullmatch(right) is not None
    return f"{right.rstrip()} {unit}" if at_large else right


def _clause(text: str) -> str:
    match = re.search(r";|\.\s|:\s", text)
    return text[: match.start()] if match and match.start() > 1 else "" if match and match[0] == ";" else text


def _alone_in_bracket(place: _Place) -> bool:
    return place.figure.in_bracket and place.printed_left.rstrip().endswith(("(", "["))


def _graded(place: _Place) -> Wording | None:
    match = None if place.right.rstrip().endswith("(") else _SEVERITY.match(place.right.lstrip(" )"))
    return Wording(Kind.SEVERITY, match["severity"].lower()) if match else None


def _done(place: _Place) -> Wording | None:
    """What was done with the unit counted: "6 of these procedures were abandoned"."""
    match = _DONE.match(place.right.lstrip(" )"))
    if match is None:
        return None
    unit = re.search(rf"of these ({UNIT_OF_ANALYSIS})", place.right)
    name = unit[1] if unit else next(iter(place.units), "procedures")
    return Wording(Kind.NAME, f"{name.removesuffix('s')} {match['done'].lower()}")


def _behind(place: _Place) -> Wording | None:
    if _RELATED.match(place.right.lstrip(" )")):
        return Wording(Kind.RELATED, place.right)
    if event := _LED_TO.match(place.right) or _RELATED_EVENT.match(place.right):
        return Wording(Kind.NAME, event["what"])
    return None if _OF_WHOM.match(place.right) and _PUT_IN.search(place.left) else _predicate(place)


def _predicate(place: _Place) -> Wording | None:
    """What the verb behind a figure tells of those counted."""
    raw = predicates.raw_behind(place.right)
    if again := _HAD_IT.match(raw):
        return Wording(Kind.WHEN, again["when"].strip())
    if watched := _WATCHED.match(raw):
        return Wording(Kind.MANAGED, watched["how"])
    if not raw or _PASSIVE.match(raw):
        return _verb(place.right)
    if _AMONG.match(raw):
        return Wording(Kind.AMONG)
    if _DIED.match(raw):
        return Wording(Kind.DEATH, raw)
    if _CAUSE.search(raw):
        return Wording(Kind.CAUSE, raw)
    if course.OPENS.match(raw):
        return Wording(Kind.COURSE, course.outcome_words(raw))
    words = nominal(raw) if nominal(raw) != raw else predicates.behind(place.right)
    return Wording(Kind.NAME, words) if _telling(words) else None


_OF_WHOM = re.compile(r"\s*(?:who|whose|in whom|that)\b", re.IGNORECASE)
_PUT_IN = re.compile(
    r"\b(?:affected|troubled|(?:occurred|happened|arose|(?:seen|reported|recorded|noted)) (?:in|among))\s+$",
    re.IGNORECASE,
)
_HAD_IT = re.compile(
    r"(?:had|have|reported|experienced|developed|noticed)\s+(?:it|them|this|these|one)\b\s*(?P<when>.*)", re.IGNORECASE
)


def _verb(right: str) -> Wording | None:
    """A verb of harm right behind what is counted: "26 of 35 adolescents vomited"."""
    rest = re.split(r"[,;.()]", right.strip(" )"))[0].strip()
    words = nominal(rest)
    if _DIED.match(rest):
        return Wording(Kind.DEATH, rest)
    return Wording(Kind.NAME, words) if words != rest else None


def _noun(place: _Place) -> Wording | None:
    comma = _AFTER_COMMA.match(place.right)
    named_before = _telling(predicates.before(place.left))
    if comma and not named_before:
        return Wording(Kind.NAME, comma["what"])
    unit = place.figure.denominator_unit
    harmed = f"{unit.removesuffix('s')} {predicates.noun_phrase(place.right)}"
    if unit and place.scan.harms(harmed) and _HARM_BEHIND.match(place.right) and not named_before:
        return Wording(Kind.NAME, harmed)
    if _HARM_COUNTED.fullmatch(unit) and not named_before and place.figure.denominator is None:
        return Wording(Kind.NAME, place.counted)
    if GENERAL_UNIT.match(unit) or unit in ("case", "cases"):
        named = re.match(r"\s*(?:of\b|:)\s*(?P<what>.+)", place.right)
        return Wording(Kind.NAME, predicates.noun_phrase(named["what"])) if named else None
    if unit and not named_before and place.scan.harms(unit) and not _telling(predicates.behind(place.right)):
        return Wording(Kind.NAME, unit)
    if place.figure.label and place.figure.kind == "percent" and not named_before:
        return Wording(Kind.NAME, place.figure.label)
    if unit or place.figure.kind == "percent" or _NOUN.match(place.right) is None:
        return None
    if (
        _THERE.search(place.left)
        or _starts_with_event(place.scan, place.right)
        or not (named_before or place.figure.in_bracket)
    ):
        return Wording(Kind.NAME, predicates.noun_phrase(place.right))
    return None


def _before(place: _Place) -> Wording | None:
    if together := _CAME_WITH.search(place.left):
        return Wording(Kind.TOGETHER, together["what"])
    most = _MOST_COMMON.search(place.left)
    words = most["what"] if most else predicates.before(place.left)
    if not _telling(words) or _HAD_DATA.search(place.left):
        return None
    plain = re.sub(r"^\W*(?:(?:which|that|they|it|and|or)\s+)*", "", words)
    plain = predicates.before(place.printed_left) if plain.lower() in things_done() else plain
    graded = _SEVERITY.match(plain)
    if graded:
        return Wording(Kind.SEVERITY, graded["severity"].lower())
    if _DIED.match(plain):
        return Wording(Kind.DEATH, plain)
    if _ONLY_WHEN.match(plain) and not names_event(place.scan, plain):
        return None
    if course.OPENS.match(plain):
        return Wording(Kind.COURSE, course.outcome_words(plain))
    if (went := _WENT_ON.search(plain)) and not names_event(place.scan, plain):
        return Wording(Kind.COURSE, plain[went.start() :])
    if _CAUSE.search(plain):
        return Wording(Kind.CAUSE, plain)
    if not names_event(place.scan, plain) and _starts_with_event(
        place.scan, " " + (who["what"] if (who := _WITH.match(place.right)) else "")
    ):
        return _with(place)
    return Wording(Kind.NAME, _bracketed_name(place, plain))


_MOST_COMMON = re.compile(
    r"\b(?:adverse (?:events?|effects?)|complications?|side[- ]effects?|problems?) (?:was|were|included) "
    r"(?P<what>[a-z][^,;.()]{2,60}), (?:reported |seen |which occurred )?(?:in|after|by)\s*$",
    re.IGNORECASE,
)


def _with(place: _Place) -> Wording | None:
    """What those counted had: "61 men with acute retention"."""
    match = _WITH.match(place.right)
    if match is None or not _telling(match["what"]):
        return None
    return Wording(Kind.NAME if names_event(place.scan, match["what"]) else Kind.MANAGED, match["what"])


def _bracketed_name(place: _Place, words: str) -> str:
    """The name in the bracket, where it is one: "Air around the lung (pneumothorax) was reported"."""
    match = _NAMED_IN_BRACKET.search(place.printed_left.lstrip(" ,;"))
    if (
        match
        and event_name(match["words"]).name.startswith(event_name(words).name[:8])
        and _starts_with_event(place.scan, match["name"])
    ):
        return match["name"]
    return words


def _telling(words: str) -> bool:
    return re.search(r"[A-Za-z]{3}", words) is not None and not _CONNECTIVE.fullmatch(words)


def _starts_with_event(scan: Scanners, text: str) -> bool:
    first = next(iter(scan.harms(text)), None)
    return (
        first is not None
        and re.fullmatch(r"\s*(?:(?:an?|the|acute|severe|mild|slight|small|large)\s+)*", text[: first.start])
        is not None
    )
