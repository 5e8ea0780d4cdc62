"""Response categories that words name: a degree of relief, a grade, willingness.  Works on levelled text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.descriptions import DESIGN
from evigraph.extraction.scanning.masks import THRESHOLD
from evigraph.extraction.scanning.units import UNIT_OF_ANALYSIS
from evigraph.extraction.studies.arms import Arm, mentions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.scanning.concepts import Mention
    from evigraph.extraction.scanning.scanners import Scanners
    from evigraph.extraction.scanning.times import TimeSpan

_WORDS_OF_STATISTICS = re.compile(
    r"\b(?:number|proportion|percentage|share|numbers|%) of (?:the |all )?(?:\w+ )?"
    + UNIT_OF_ANALYSIS
    + r"\b(?:\s+(?:with|who had|who|reporting|in whom|that had|having|were|had)\b)?"
    r"|\bby (?:follow[- ]?up|time|visit|month|year)(?: period| point)?s?\b"
    rf"|\bper {UNIT_OF_ANALYSIS}\b|\bby (?:the )?Kaplan[- ]Meier (?:method|analysis|estimat\w+)"
    r"|\b(?:estimated|measured|seen)? ?on (?:CT|MRI|ultrasound|X-rays?|duplex|imaging|scans?)\b"
    r"|"
    r"\b(?:weighted |adjusted |pooled |estimated |crude )*"
    r"(?:(?:mean|median|average) (?:change|reduction|increase|decrease)s? in|pooled|mean|median|average|number of"
    r"|numbers|proportion of|percentage of|share of|rate of|rates|rate"
    r"|Kaplan[- ]Meier(?: estimates?)?|estimates? of|change in"
    r"|(?:monthly|weekly|daily|yearly|annual)(?= [a-z])|"
    r"changes in|adjusted HR for|HR for|odds of|OR for|RR for|S?MD in|\d\d% ?CI|SD|IQR|SE"
    r"|n)\b(?:\s+(?:of|in|for)\b)?",
    re.IGNORECASE,
)
_WILLING = re.compile(
    r"\b(?:un)?willing(?:ness)?\b"
    r"|\bwould (?:not |probably |definitely )?(?:have|undergo|choose|use|wear|do|go through|accept|repeat)"
    r"\b[^.;]{0,60}\b(?:again|repeat\w*|procedure|treatment|it)\b"
    r"|\bhave the (?:procedure|treatment|operation) again\b"
    r"|\bvolunteered\b",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"^(?:\W|\b(?:at(?! (?:least|most))|in|of|for|the|a|an|and|with|after|by|on|per|from|to|within|were|was|had|is"
    r"|are|that|who|which)\b)+"
    r"|(?:\W|\b(?:at|in|of|for|the|and|with|after|by|on|per|from|to|within|was|were|is)\b)+$",
    re.IGNORECASE,
)


_OF_STUDY = re.compile(
    rf"(?:\b(?:in|of|from|on|for|by)\s+)?\b(?:the|an?|this|that|same)\s+(?:[\w-]+\s+){{0,2}}?(?:{DESIGN})\b(?!['’])"
    r"(?:\s+of\s+\d+\s+\w+)?",
    re.IGNORECASE,
)
"""Words that say which study it was: they tell no patients apart."""
_STUDY_WORD = re.compile(
    r"stud(?:y|ies)|series|trial|RCT|regist|cohort|review|report|database|analys[ei]s|audit", re.IGNORECASE
)
"""One of these stands in all such words; they are quicker to look for."""


def category_of(
    scan: Scanners,
    text: str,
    times: Sequence[TimeSpan] = (),
    mentions: Sequence[Mention] = (),
    arms: Sequence[Arm] = (),
) -> str:
    """The response category or subgroup that a label's own words name, empty where they only name the outcome."""
    chars = list(text)
    for start, end in [*((s.start, s.end) for s in times), *((m.start, m.end) for m in mentions_of(text, arms))]:
        chars[start:end] = "\x00" * (end - start)
    plain = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", lambda m: "\x00" * len(m[0]), "".join(chars))
    if _STUDY_WORD.search(plain):
        plain = _OF_STUDY.sub(lambda m: "\x00" * len(m[0]), plain)
    plain = _COMPARED_WORDS.sub("", plain)
    plain = _WORDS_OF_STATISTICS.sub(lambda m: "\x00" * len(m[0]), plain)
    left = re.sub("\x00+", " ", plain)
    words = _VERSUS_ALONE.sub("", " ".join(_EDGE.sub("", " ".join(left.split())).split()))
    if (
        not words
        or _NO_CATEGORY.fullmatch(words)
        or (_only_outcome(scan, words, mentions) and not _ANSWER.search(words))
    ):
        return ""
    return words


_DEATH_ITSELF = re.compile(
    r"(?:(?:pooled )?risk of )?(?:deaths?|(?:had )?died)(?: in (?:the )?hospital| from any cause)?", re.IGNORECASE
)
"""Words of death tell no patients apart."""
_VERSUS_ALONE = re.compile(r"\s*,\s*(?:v|vs|versus)\.?$", re.IGNORECASE)
"""What is left of a comparison without its arms: "Grip before treatment, v"."""
_NO_CATEGORY = re.compile(
    r"(?:than|in|the|and|with|after|for|of|as|opposed|against|to|groups?|arms?|both|all|total|overall|patients?|people|v|vs|versus"
    r"|compared|that|this|was|were|who|had|having|those|randomi[sz]ed|allocated|assigned|given|received|receiving|underwent"
    r"|undergoing|\W)+",
    re.IGNORECASE,
)
_COMPARED_WORDS = re.compile(
    r"\s(?:was|were|is|are)\s(?:significantly |also |not )?"
    r"(?:more|less|as|equally|rarer|commoner|most|higher|lower|greater|smaller|similar)\b.*$|^\s*than\b.*$"
    r"|[\s,]*\b(?:compared (?:with|to)|relative to)\s+(?:the )?(?:baseline\b|\x00+|$)",
    re.IGNORECASE,
)
_GENERIC_INTERVENTION = re.compile(
    r"\b(?:again|repeat\w*|second|further|re-?\w+|additional|more than once|another)\b", re.IGNORECASE
)
_ANSWER = re.compile(
    r"\b(?:dis|un|not )?(?:satisfied|pleased|happy|unhappy|improved|recommend)\b|\bwould\b|\bdissatisfied\b",
    re.IGNORECASE,
)
"""Words with which people answer: they are the category even where they also name the outcome."""
_PLAIN_WORDS = {
    "of",
    "the",
    "in",
    "score",
    "scores",
    "rate",
    "rates",
    "patient",
    "patients",
    "overall",
    "mean",
    "level",
    "levels",
    "procedure",
    "procedures",
}


_DONE_AGAIN = re.compile(
    r"(?:repeat(?:ed)?|second|further|another|additional) [a-z-]*"
    r"(?:ation|lysis|tomy|plasty|therapy|surgery|treatment|procedure|injection|session|intervention)s?",
    re.IGNORECASE,
)
"""Any procedure done again, whatever it is called."""


def _only_outcome(scan: Scanners, words: str, mentions: Sequence[Mention]) -> bool:
    """Whether the words are no more than a name of the outcome."""
    if _DONE_AGAIN.fullmatch(words):
        return True
    for mention in scan.concepts(words) if mentions else ():
        rest = (words[: mention.start] + words[mention.end :]).strip(" ,:;-")
        if rest and not re.fullmatch(
            r"(?:score|scores|rate|rates|the|of|level|levels|value|values|index|overall|patient|patients|in|\W)+",
            rest,
            re.IGNORECASE,
        ):
            continue
        named = words[mention.start : mention.end]
        label = set(re.findall(r"\w+", mention.concept.label.lower()))
        own = set(re.findall(r"\w+", named.lower()))
        if (
            mention.concept.scheme == "instrument"
            or (label & own and own <= label | _PLAIN_WORDS)
            or _GENERIC_INTERVENTION.search(named)
            or named.isupper()
        ):
            return True
        return mention.concept.label not in ("further surgery", "further treatment")
    return False


_WORD = r"(?!(?:who|that)\b)\S+"
_CLAUSE = re.compile(
    rf"(?!(?:no|both|one|neither|either)\b){_WORD}(?:\s{_WORD})*?\s+"
    r"(?P<verb>(?:was|were|is|are)(?: being)?|(?:could|can|would|had|have|has)(?: be(?:en)?)?)"
    r"(?:\s+(?:still|only|also|not|already|all|then|now))*(?:\s+(?P<what>\S.*))?",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"known|available|missing|given\b", re.IGNORECASE)
_DONE = re.compile(r"(?:successfully |fully |completely )?[a-z-]+(?:ed|en|wn|ft)\b(?! (?:than|or))", re.IGNORECASE)
STEM = 5


def only_death(words: str, outcome: str) -> bool:
    """Whether words only say again that the outcome is death: "died in hospital"."""
    return outcome == "mortality" and _DEATH_ITSELF.fullmatch(words) is not None


def predicate_of(words: str, outcome: str) -> str:
    """What a clause says of its subject: "Weakness was severe" is severe; that something was done is the outcome."""
    if only_death(words, outcome):
        return ""
    clause = _CLAUSE.fullmatch(words)
    if clause is None or _KNOWN.match(clause["what"] or ""):
        return words
    what = clause["what"] or ""
    if _DONE.match(what):
        return "" if outcome == "technical success" or _share_stem(words, outcome) else words
    return what if not what or clause["verb"].lower() in ("was", "were", "is", "are") else words


def _share_stem(words: str, outcome: str) -> bool:
    """Whether a category and its outcome have a word in common, whatever its ending."""
    own, other = ({w[:STEM] for w in re.findall(r"[a-z]{5,}", text.lower())} for text in (words, outcome))
    return bool(own & other)


def willingness(words: str) -> str:
    """How people answered whether they would have it again."""
    if re.search(r"\bnot\b|\bunwilling|\bno\b|\bwouldn't\b|\bdeclin", words, re.IGNORECASE):
        return "not willing"
    if re.match(r"\W*(?:would|volunteered|responded)\b", words, re.IGNORECASE):
        return words.strip()
    return "" if re.match(r"\W*willing", words, re.IGNORECASE) is None else "willing"


def responder(outcome: str, text: str) -> str:
    """The outcome that a share of responders measures: those whose pain fell by a threshold had pain relief."""
    if _WILLING.search(text):
        return "willingness to repeat"
    if outcome == "pain intensity" and (
        THRESHOLD.search(text)
        or re.search(r"\bhalved\b|\brelie|\bresol|\bfree\b|\breduc|\bimprov", text, re.IGNORECASE)
    ):
        return "pain relief"
    return outcome
