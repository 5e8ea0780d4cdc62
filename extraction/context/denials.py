"""What a sentence says did not happen: negation, its words, and how far it reaches.  Works on levelled text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evigraph.extraction.scanning.lists import split_list
from evigraph.extraction.scanning.nominal import HARMED, STATES, nominal
from evigraph.extraction.scanning.numbers import integer
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS

_SEEN = (
    r"(?:seen|reported|observed|noted|recorded|found|described|identified|documented|detected|encountered"
    r"|experienced|occurred|developed|needed|required|happened|arose|linked|attributed"
    r"|(?:considered|thought|judged|felt|believed) (?:to be )?(?:related|due|linked|attributable))"
)
_WHO = (
    r"(?:one|(?!(?:complications?|events?|episodes?|treatments?|interventions?|wounds?|ulcers?|strictures?"
    rf"|procedures?|cases?)\b){UNIT_OF_ANALYSIS}|person|trials?|stud(?:y|ies))"
)
_HAD = r"(?:had|developed|experienced|suffered|reported|showed|needed|required|sustained|got)"
_NOUNS = (
    r"(?!(?:died|bled|vomited|fainted|had|was|were)\b)[a-z-]+(?: (?!(?:no|died|had|was|were|and|or)\b)[a-z-]+){0,4}"
)
"""A thing in a list of things of which each is denied by a word of its own: "no leak, no abscess and no fistula"."""
_NOT_ONE = (
    r"(?:not (?:one|a single)|neither)(?: of (?:the|these|those|them))?(?: \d[\d,]*| two| both)?"
    rf"(?: {UNIT_OF_ANALYSIS})?"
)
_SCOPE = r"(?=\s+(?:after|during|in|throughout|at|as against|as a result|within|with either|following)\b|\s*[.;:,(]|$)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE if "[A-Z]" not in pattern else 0)
    for pattern in (
        (
            r"\bthere (?:was|were|had been|has been|have been) (?:also )?(?:no|not any|never any|not a single|not one) "
            r"(?P<what>.+?)(?=\s+(?:(?:with|after) [^.;,]{2,60}? and (?:only )?(?:\d+|one|two|three|four|five|six)"
            r"|in (?:\d|either|any|the|both|this|that|all|these)|during|throughout|after|among"
            r"|with either|with any|within|at (?:any|\d)|over the)\b|[.;:]"
            r"|,? and (?:only )?(?:\d|one|two|three|four|five|six|there (?:was|were))\b"
            rf"|,? (?:but|although|while|except|and nobody|and no "
            rf"(?:{_WHO} (?:was|were|had|died|lost|[a-z]+ed)|[^.;:,]+? (?:was|were))\b)|$)"
        ),
        (
            r"\b(?:there (?:was|were) )?neither (?P<what>.+?) nor (?P<more>.+?)"
            r"(?=\s+(?:was|were|occurred|developed|had|happened|needed|led|in|during|after)\b|[.;,]|$)"
        ),
        (
            rf"\bno (?P<what>(?!(?:{_WHO}|differences?)\b)(?:{_NOUNS},? (?:(?:and|or) )?no )+{_NOUNS}) (?:was|were)"
            rf"(?: \w+ly)? (?P<verb>{_SEEN})\b"
        ),
        (
            r"\bno (?P<what>(?:(?!\bno\b)[^.;:])+?) (?:was|were|had been|has been|have been|could be)"
            rf"(?: \w+ly)? (?P<verb>{_SEEN})\b"
        ),
        (
            rf"\bno (?P<what>(?!(?:{_WHO}|\w+ (?:had|showed|reported))\b)[^.;:]+?) (?P<verb>occurred|developed"
            r"|happened|arose|came to light|needed (?P<need>[^.,;]+)|required (?P<need2>[^.,;]+)|led to [^.,;]+)"
        ),
        rf"\bneither (?:groups?|arms?|treatments?) {_HAD} (?:an? |any )?(?P<what>[^.;:]+?){_SCOPE}",
        (
            rf"\b(?:no {_WHO}|nobody|{_NOT_ONE}|none of (?:the|them|these)(?: {UNIT_OF_ANALYSIS})?) "
            rf"(?P<chain>(?:died|{_HAD})\b[^.;:()]*?(?:,| or)\s+(?:or )?(?:{_HAD}|died)\b[^.;:()]*)"
        ),
        (
            rf"\b(?:no {_WHO}|no [a-z-]+|nobody|{_NOT_ONE}"
            r"|none (?:of (?:the|them|these)(?: (?P<whole>\d[\d,]*))?(?: (?!who\b)\w+){0,2}?))\b"
            rf"(?: in [^.,;]+?|(?: out)? of [^.,;]+?)? {_HAD}(?: an?| any)? (?P<what>[^.;:]+?){_SCOPE}"
        ),
        (
            rf"\b(?:no {_WHO}|nobody|{_NOT_ONE}|none (?:of (?:the|them|these)(?: (?P<whole>\d[\d,]*))?(?: \w+)?))\b"
            r"(?: in [^.,;]+?|(?: out)? of [^.,;]+?)? (?P<did>lost (?!to|for|from)[^.;:,]+?"
            rf"|(?:was|were|became) (?:{STATES})|died|bled|vomited"
            rf"|fainted)(?=\s+(?:of|within|and|but|while)\b|{_SCOPE[3:]}"
        ),
        rf"\bno (?P<unit>[a-z][a-z -]+?) (?:became|was|were|got) (?P<state>{STATES}|{HARMED})\b",
        (
            r"(?:^|\. )(?P<none>None) (?:was|were) (?P<said>(?:thought |considered |judged |said )?(?:to be )?"
            r"(?:put down|attributed|related|linked|due) to [^.;,]+|serious|severe|fatal|life-threatening)"
        ),
        (
            r"[,;]\s+(?:and|but|while) (?P<here>)(?!(?:which|who|that|it|they|this|was|were)\b)"
            rf"(?P<what>[a-z][a-z -]{{2,60}}?) (?:was|were) (?:not|never) {_SEEN}\b"
        ),
        (
            r"^(?P<what>[A-Z][a-z -]{2,50}?) (?:was|were|followed|occurred|happened)\b[^.;]*?[ ,](?:and|but) (?P<here>)"
            rf"(?:was|were) (?:not|never) {_SEEN}\b"
        ),
        (
            rf"^(?P<what>[A-Z][a-z -]{{2,50}}?) (?:was|were) {_SEEN} [^.;]*?[ ,](?:and|but) "
            rf"(?P<here>)(?:in|by|after) (?:nobody|no one|no {_WHO}|none of (?:the|them)\b(?! \d))\b"
        ),
        rf"(?P<what>[A-Z][^.;:]*?) (?:was|were) (?:not|never) {_SEEN}\b",
        (
            rf"(?P<what>[A-Z][^.;:,]*?) (?:was|were) {_SEEN} (?:in|by|after) "
            rf"(?:neither (?:group|arm|of the)|nobody|no one|no {_WHO}|none of (?:the|them)\b(?! \d))\b"
        ),
        r"(?P<what>[A-Z][^.;:]*?) did not (?:occur|develop|happen|arise)\b",
        (
            r"\b(?:did not (?:identify|find|report|see|record|observe|describe)"
            r"|found no|saw no|reported no|recorded no)"
            rf" (?:any )?(?P<what>[^.;:,()]+?){_SCOPE}"
        ),
        (
            r"\bwithout (?:any )?(?P<what>(?:[a-z-]+ )?"
            r"(?:complications?|adverse (?:events?|effects?)|side effects?|infections?|bleeding))\b"
        ),
        (
            r"\b(?P<what>complication|infection)-free\b"
            r"|\bfree (?:of|from) (?P<free>(?:[a-z-]+ )?(?:complications?|adverse events?))"
        ),
        (
            r"^(?:no|nil) (?P<what>(?:serious |major |device-related |procedure-related )?"
            r"(?:adverse events?|complications?|side effects?|safety events?))\.?$"
        ),
        r"^\s*(?:none|nil)(?: (?:was |were )?(?:reported|recorded|seen|observed|noted))?\.?$(?P<nothing>)",
        (
            rf";\s+(?:and |but )?no (?P<what>(?!(?:{_WHO}|other|further)\b)"
            r"(?:(?!\b(?:was|were|had)\b)[^.;:,()])+?)\s*(?:[.;]|$)"
        ),
        rf"\b(?:and|or),? (?:in particular|specifically|especially|notably),? no (?P<what>[^.;:,()]+?){_SCOPE}",
        rf"\b(?:was|were|is|are|tested|remained|stayed) negative for (?:any )?(?P<what>[^.;:]+?){_SCOPE}",
        rf"\bnot a single (?P<what>[^.;:]+?) (?:occurred|happened|developed|(?:was|were|had been) {_SEEN})\b",
        r"(?P<what>[A-Z][^.;:]*?) (?:was|were) ruled out\b(?: (?:in|for) [^.;,]+)?",
    )
)
_NEGATIONS = ("no ", "not ", "never", "none", "nil", "nobody", "neither", "without", "negative", "free", "ruled")
"""Words of which every denial has one: a sentence without any is not tried against the patterns."""
_NOT_EVENT = re.compile(
    r"^(?:statistically )?significant\b|\bdifferences?\b|\bcorrelation\b|\brestriction\b"
    r"|\b(?:randomi[sz]ed|comparative|controlled) (?:trials?|stud)|\bexclusion criteria\b|\blosses to follow"
    r"|\binformation\b|^safety$|^symptoms?$|\bexplanatory\b|\bpublished\b|\bassessments?\b|\blimit\b|\bevidence\b"
    r"|^(?:[a-z]+ )*changes?(?: (?:in|from)\b|$)(?<!voice change)"
    r"|\bdata\b|"
    r"\brecovery\b|\bpredictors?\b|\bstud(?:y|ies)\b|\bloss to follow|\bcontrol group\b|\bresponse\b|\brelief\b"
    r"|\bimprovement\b|\bbenefit\b|\bmajor safety concerns\b|\brule\b|^(?:specific |further |other |more )?"
    r"(?:treatment|intervention|action|therapy)$|\bblinding\b|\bcontrol\b$",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(r"^(?:no\s+|(?:At|In|After|During|Within|On|Among)\b[^,]*,\s*)")
_FURTHER = re.compile(
    r"^(?:further|more|new|additional|subsequent|later"
    r"|other(?! (?:[a-z-]+ ){0,2}(?:events?|complications?|side|problems?)\b)) ",
    re.IGNORECASE,
)
_CASES = re.compile(
    r"^(?:(?:further|more|other|new)\s+)?"
    r"(?:cases?|reports?|episodes?|instances?|incidences?|signs?|evidence|occurrences?) of (?:an?\s+|any\s+)?",
    re.IGNORECASE,
)
_OF_HOW_MANY = re.compile(rf"\s+(?:in|among|of) (?:the |all )?\d[\d,]* {UNIT_OF_ANALYSIS}\b.*$", re.IGNORECASE)
_COUNTED = re.compile(r"(?:there (?:was|were) )?(?:only )?[1-9]\d*\b", re.IGNORECASE)
"""What is counted is not denied."""
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Denial:
    """One thing denied, in its words, with the stretch that denies it.

    `said` is what was denied of the events named before; `whole` the number of those it was denied of. No words at all
    deny what the label names: "Complications: none".
    """

    what: str
    start: int
    end: int
    said: str = ""
    whole: int | None = None


def denials_in(text: str) -> list[Denial]:
    """The things that a levelled text says did not happen, one by one."""
    plain = text.lower()
    if not any(word in plain for word in _NEGATIONS):
        return []
    found: list[Denial] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(d.start < match.end() and match.start() < d.end for d in found) or pattern is _PATTERNS[0]:
                found += _denied(match)
    return found


_ZERO = re.compile(rf"\s*\(0\s*(?:/|of(?: the)?)\s*(?P<whole>\d[\d,]*)(?: {UNIT_OF_ANALYSIS})?\)", re.IGNORECASE)
_ZERO_BEHIND = re.compile(
    rf"[^.;()]{{0,60}}?\(0\s*(?:/|of(?: the)?)\s*(?P<whole>\d[\d,]*)\b(?: {UNIT_OF_ANALYSIS})?", re.IGNORECASE
)
"""A printed zero with its whole: "no leak (0/14)", "neither was seen in the series (0 of 14 people)"."""
_ANY_BEHIND = re.compile(
    r"\s*(?:in|by|after|with|among) (?:any|either|all)\b(?: of)?(?: the| these| those)?(?: \d[\d,]*)?", re.IGNORECASE
)


def _plain(part: str) -> str:
    return _ZERO.sub("", part).strip(" '\"").replace("\x00", " ")


_NO_DIFFERENCE = re.compile(
    r"^(?:statistically |clinically |other )*(?:significant |clear |detectable )?differences?\b", re.IGNORECASE
)


def _denied(match: re.Match[str]) -> list[Denial]:
    groups = match.groupdict()
    if groups.get("said"):
        return [Denial("", match.start(), match.end(), said=groups["said"])]
    if "nothing" in groups:
        return [Denial("", match.start(), match.end())]
    if _NO_DIFFERENCE.search(groups.get("what") or ""):
        return []
    parts = [
        _OF_HOW_MANY.sub("", _CASES.sub("", _FURTHER.sub("", _ADVERBIAL.sub("", p.strip(" '\"")))))
        for p in _parts(groups)
        if p
    ]
    start = match.start("here") if "here" in groups else match.start()
    behind = _ZERO_BEHIND.match(match.string, match.end())
    reach = behind or _ANY_BEHIND.match(match.string, match.end())
    end = reach.end() if reach else match.end()
    whole = next((integer(w) for w in (groups.get("whole"), behind["whole"] if behind else None) if w), None)
    return [
        Denial(_plain(p), start, end, whole=integer(zero["whole"]) if (zero := _ZERO.search(p)) else whole)
        for p in parts
        if p and not _NOT_EVENT.search(p) and len(p) < _LONGEST and not _COUNTED.match(p)
    ]


def _parts(groups: dict[str, str | None]) -> list[str]:
    what, more = _ADVERBIAL.sub("", groups.get("what") or groups.get("free") or ""), groups.get("more")
    if groups.get("chain"):
        return [_predicate(p) for p in _LINK.split(groups["chain"] or "") if p]
    did, need = groups.get("did"), groups.get("need") or groups.get("need2")
    if did:
        return [nominal(did)]
    if groups.get("state"):
        return [_state(groups["unit"] or "", groups["state"] or "")]
    parts = [*split_list(what), *split_list(more)] if more else split_list(_inner_no(what))
    return [f"{parts[0]} that needed {need}"] if need and parts else parts


def _state(subject: str, state: str) -> str:
    """The harm of someone or something that came to be in a state: "no graft became infected"."""
    told = nominal(f"{subject} was {state}")
    if told.endswith(subject):
        return told
    noun = nominal(f"was {state}")
    thing = (
        re.fullmatch(r"(?:[a-z-]+ )*(?:patients?|people|person|wom[ae]n|m[ae]n|child(?:ren)?|adults?)", subject) is None
    )
    return f"{noun} of a {subject}" if thing else noun


_LINK = re.compile(rf",\s*(?:or\s+)?(?={_HAD}\b|died\b)|\s+or\s+(?={_HAD}\b|died\b)", re.IGNORECASE)
_TOOK = re.compile(rf"^{_HAD}(?: an?| any)?\s+", re.IGNORECASE)
_WHEN = re.compile(r"\s+(?:in hospital|within|during|after|at)\b.*$", re.IGNORECASE)


def _predicate(words: str) -> str:
    """The harm of one verb: "had a stroke", "died in hospital"."""
    return nominal(_TOOK.sub("", _WHEN.sub("", words.strip())))


def _inner_no(text: str) -> str:
    """Make a list of two of "no a and no b", and keep "grade 4 or grade 5" one thing."""
    joined = re.sub(r"\b(?:no|any) (?=\w)", "", text)
    return re.sub(
        r"\bgrades? (\d) (or|and) (?:grade )?(\d|worse|above|higher|more|over)\b",
        lambda m: f"grade {m[1]}\x00{'or' if m[3].isdigit() else m[2]}\x00{m[3]}",
        joined,
    )
