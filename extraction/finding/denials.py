"""What a sentence says did not happen: negation, its words, and how far it reaches.

Works on levelled text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from evigraph.extraction.finding.lists import split_list

_SEEN = r"(?:seen|reported|observed|noted|recorded|found|described|identified|documented|detected|encountered|experienced|occurred|developed|needed|required|happened|arose|linked|attributed)"
_IN = r"(?=\s+(?:in|during|after|throughout|among|with either|with any|for|at|by|through|over|following|on)\b|[.,;:)]|$)"
_PATTERNS = (
    re.compile(rf"\bthere (?:was|were|had been|has been|have been) (?:also )?(?:no|not any|never any) (?P<what>.+?)(?=\s+(?:in (?:either|any|the|both|this|that|all)|during|throughout|after|among|with either|with any|at (?:any|\d)|over the|within)\b|[.;:]|,? (?:but|although|while|except)\b|$)", re.IGNORECASE),
    re.compile(rf"\bno (?P<what>[^.;:]+?) (?:was|were|had been|has been|have been|could be)(?: \w+ly)? (?P<verb>{_SEEN})\b", re.IGNORECASE),
    re.compile(r"\bno (?P<what>(?!(?:patients?|eyes?|knees?|one|trials?|stud(?:y|ies)|participants?|people|\w+ (?:had|showed|reported))\b)[^.;:]+?) (?P<verb>occurred|developed|happened|arose|needed (?P<need>[^.,;]+)|required (?P<need2>[^.,;]+)|led to [^.,;]+)", re.IGNORECASE),
    re.compile(r"\bno (?:patients?|participants?|eyes?|knees?|one|person|people|man|woman|child|limb|ear|foot|case|trials?|stud(?:y|ies))\b(?: in [^.,;]+?| of [^.,;]+?)? (?:had|developed|experienced|suffered|reported|showed|needed|lost|required|sustained)(?: an?| any)? (?P<what>[^.;:]+?)(?=\s+(?:after|during|in the|throughout|at|as against|as a result)\b|[.;:,]|$)", re.IGNORECASE),
    re.compile(r"\bneither (?P<what>.+?) nor (?P<more>.+?) (?:was|were|occurred|developed|had|happened|needed|led)\b", re.IGNORECASE),
    re.compile(r"\bnone (?:of (?:the|them|these)(?: \d+)?(?: \w+)? )?(?:had|developed|experienced|suffered|reported|needed|required|showed)(?: an?| any)? (?P<what>[^.;:]+?)(?=\s+(?:after|during|in|throughout|at)\b|[.;:,]|$)", re.IGNORECASE),
    re.compile(rf"(?P<what>[A-Z][^.;:]*?) (?:was|were) (?:not|never) {_SEEN}\b", re.IGNORECASE),
    re.compile(r"(?P<what>[A-Z][^.;:]*?) did not (?:occur|develop|happen|arise)\b", re.IGNORECASE),
    re.compile(r"\bwithout (?:any )?(?P<what>(?:[a-z-]+ )?(?:complications?|adverse (?:events?|effects?)|side effects?|infections?|bleeding))\b", re.IGNORECASE),
    re.compile(r"\b(?P<what>complication|infection)-free\b|\bfree (?:of|from) (?P<free>(?:[a-z-]+ )?(?:complications?|adverse events?))", re.IGNORECASE),
)  # fmt: skip
_NOT_EVENT = re.compile(
    r"^(?:statistically )?significant\b|\bdifferences?\b|\bcorrelation\b|\brestriction\b|\b(?:randomi[sz]ed|comparative|controlled) (?:trials?|stud)|\bexclusion criteria\b|\blosses to follow|\binformation\b|\bexplanatory\b|\bpublished\b|\bassessments?\b|\blimit\b|\bchange\b|\bevidence\b|\bdata\b|\brecovery\b|\bpredictors?\b|\bstud(?:y|ies)\b|\bloss to follow|\bcontrol group\b|\bresponse\b|\brelief\b|\bimprovement\b|\bbenefit\b|\bmajor safety concerns\b|\brule\b",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"^(?:further|more|other|new|additional|subsequent|later) ", re.IGNORECASE)
_CASES = re.compile(r"^(?:(?:further|more|other|new)\s+)?(?:cases?|reports?|episodes?|instances?|incidences?|signs?|evidence|occurrences?) of (?:an?\s+|any\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Denial:
    """One thing denied, by its words, and the stretch that denies it."""

    what: str
    start: int
    end: int


def denials_in(text: str) -> list[Denial]:
    """The things that a levelled text says did not happen, one by one."""
    found: list[Denial] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(d.start < match.end() and match.start() < d.end for d in found) and pattern is not _PATTERNS[0]:
                continue
            found += _split(match)
    return found


def _split(match: re.Match[str]) -> list[Denial]:
    groups = match.groupdict()
    what = groups.get("what") or groups.get("free") or ""
    need = groups.get("need") or groups.get("need2")
    parts = [what, groups["more"]] if groups.get("more") else split_list(_inner_no(what)) if what else []
    if need and parts:
        parts = [f"{parts[0]} that needed {need}"]
    cleaned = [_CASES.sub("", _FURTHER.sub("", re.sub(r"^no\s+", "", p.strip(" '\"")))) for p in parts if p]
    return [Denial(p.strip(" '\""), match.start(), match.end()) for p in cleaned if p and not _NOT_EVENT.search(p) and len(p) < 90]


def _inner_no(text: str) -> str:
    """ "no a and no b" is a list of two."""
    joined = re.sub(r"\bno (?=\w)", "", text)
    return re.sub(r"\bgrade (\d) or grade (\d)\b", r"grade \1/or/\2", joined).replace("/or/", "/")
