"""What a share or count says of those it counts: the words before or behind it that name the response or event."""

from __future__ import annotations

import re

VERB = (
    r"(?:had|have|has|were|was|are|is|reported|felt|said|rated|described|showed|achieved|reached|needed"
    r"|required|experienced|developed|underwent|chose|went on to|became|remained|responded|improved|"
    r"could|would|did|returned|dropped|missed|moved|lost|stopped|took|used|died|answered|completed|attended"
    r"|recovered|received|got|suffered|noted|expressed|declined|refused|thought|considered|converted|"
    r"regained|maintained|being|volunteered|gave|crossed|withdrew|stayed|kept|met|survived|relapsed|recurred"
    r"|resumed|discontinued|started|began|continued|opted|elected|failed|gained|scored|called|knew|resolved"
    r"|healed|followed|occurred|obtained|sustained|complained|dropped|replied|attended|returned|remained)"
)
_RIGHT = re.compile(
    r"^\s*(?:[)\]]\s*)?(?:,\s*)?(?:(?:of (?:these|those|them|whom)|more|other|further|patients?|people|each)"
    rf"\s+)?(?:who |that |which )?(?:also |only |all |each |later |had to |still |then )?(?P<verb>{VERB})\b",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"^\s*(?:in|from|of) (?:each|both|either|every) (?:of the )?(?:\w+ )?(?:groups?|arms?)", re.IGNORECASE
)
_WHERE = re.compile(
    r"^[\s)\]]*(?:of|in|from) the (?:[\w-]+ ){0,3}?(?:groups?|arms?|stud(?:y|ies)|trials?|series|registry|cohort"
    r"|substudy)\b",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(
    r"^\s*(?:[)\]]\s*)?(?:of (?:them|these|those)\s+)?(?P<rest>(?:very |completely |partly |fully |not )?"
    r"(?:satisfied|dissatisfied|severe|mild|moderate|female|male|men|women|above|below|with|without|in (?:grade"
    r"|stage|class)|complete|partial|the same|same|worse|better|unchanged|no better|no worse|no change)\b.*)",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    r"\b(?:(?:was|were|is|are|has been|had been|been)\s+)?(?:only\s+|also\s+)?"
    r"(?:reported|seen|achieved|found|obtained|noted|recorded|available|reached|observed|described|identified"
    r"|documented|detected|needed|required|present|done|performed|carried out|given|visible|treated|"
    r"lost|missing|returned|completed|followed up|followed|occurred|developed|happened|experienced|affected"
    r"|given|used|met|maintained|felt|diagnosed|confirmed|successful|possible|complete|abandoned|stopped|healed"
    r"|resolved|seen again|made up|accounted for|comprised|troubled|bothered|afflicted|arose|suspected|registered)"
    r"\s+(?:again\s+)?(?:for|in|by|from|after|of|at|with|among|during|on|to)?\s*(?:the\s+)?"
    r"(?:only\s+|about\s+|a further\s+|all\s+)?$",
    re.IGNORECASE,
)
LONGEST_VERB = 80
"""Characters before a figure in which its verb ends: to look further back would cost the square of the blanks there."""
_LABEL_END = re.compile(
    r"(?:[=:]|\b(?:in|for|by|of|was|were|is|are|from|after|among|affected|followed|with|to|at)|,)?\s*"
    r"(?:only\s+|about\s+)?[(\[]?\s*$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:;|\.(?=\s|$)|,?\s+and\s+(?=(?:also |later |then )?"
    + VERB
    + (
        r"\b)"
        r"|,\s+"
        r"(?=(?:and|but|while|whereas|which|who|found|reported|showed|all|as well|measured|of whom|compared"
        r"|respectively|p\s*[<=>])\b)"
        r"|\b(?:as against|compared (?:with|to)|versus|respectively|whereas|while|but|when|because|so that|if)\b"
        r"|\bafter a (?:mean|median)\b"
        r"|\("
        r"|\[)"
    ),
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"^(?:(?:who|that|which)\s+)?(?:(?:had|have|has|reported|felt|were|was|are|is|showed|achieved|reached"
    r"|experienced|developed|underwent|got|did|met|expressed|said|rated|described|noted|needed|required"
    r"|received|obtained|sustained|scored|chose|suffered|complained of)\b\s*)"
    r"(?:(?:to have|having|that they|that their|they|it|the procedure as|themselves as|being|been|so|rated as"
    r"|described as|to be)\b\s*)*(?:(?:were|was|would be|had|have|be|would)\b\s*)?"
    r"(?:(?:an?|the|some kind of)\s+)?",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:\s+|^)(?:and|or|at|in|of|for|with|after|by|on|to|from|who|the|a|an|both|within|during|between|over|per)$",
    re.IGNORECASE,
)


def behind(right: str) -> str:
    """The response named behind a figure: "15 of 20 patients | had some relief", empty where no verb follows.

    >>> behind(" of people had some pain relief")
    ''
    >>> behind(" had some pain relief")
    'some pain relief'
    """
    right = _WHERE.sub("", _EACH.sub("", right))
    match = _RIGHT.match(right)
    if match is None:
        adjective = _ADJECTIVE.match(right)
        return _trim(_cut(adjective["rest"])) if adjective else ""
    phrase = _cut(right[match.start("verb") :])
    return _trim(_without_verb(phrase))


_SECOND = re.compile(rf",?\s+and\s+(?:also |later |then )?(?={VERB}\b)", re.IGNORECASE)


def second_behind(right: str) -> str:
    """A second response of the same units: "1 was dissatisfied and | said that they would not have it again"."""
    match = _RIGHT.match(right)
    second = _SECOND.search(right, match.end()) if match else None
    if second is None:
        return ""
    return _trim(_cut(right[second.end() :]))


def opens(right: str) -> bool:
    """Whether a verb behind a number says what those counted did or had."""
    return _RIGHT.match(_WHERE.sub("", right)) is not None


def inside_bracket(right: str) -> str:
    """What a number inside a bracket counts: "(10 above knee and ...)"."""
    match = re.match(r"\s*(?P<words>[^,;()\[\]\d]+?)\s*(?:,|;|\)|\]|\band\s*$|$)", right)
    return _trim(_without_verb(re.sub(r"^(?:who|with|of whom)\s+", "", match["words"]))) if match else ""


def noun_phrase(right: str) -> str:
    """The noun phrase right behind a number: "1 pseudoaneurysm of an artery"."""
    return _trim(_cut(right))


def raw_behind(right: str) -> str:
    """The same with its verb: "had some pain relief"."""
    right = _WHERE.sub("", right)
    match = _RIGHT.match(right)
    return _trim(_cut(right[match.start("verb") :])) if match else ""


def _without_verb(phrase: str) -> str:
    rest = _AUXILIARY.sub("", phrase, count=1)
    return rest if rest.strip() else phrase


def _cut(phrase: str) -> str:
    match = _CUT.search(phrase)
    return phrase[: match.start()] if match else phrase


def _trim(phrase: str) -> str:
    text = " ".join(phrase.split()).strip(" ,.;:")
    while (shorter := _TRAILING.sub("", text)) != text:
        text = shorter.strip(" ,.;:")
    return text


_OPENING = re.compile(
    r"^\s*(?:pooling|combining|using|analy[sz]ing|taking|counting|including|excluding|based on|across|among"
    r"|compared with)\b[^,;:]*,\s*",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"^[^;:]*?\b(?:stud(?:y|ies)|reviews?|trials?|series|registr(?:y|ies)|reports?|analys[ei]s|meta-analys[ei]s|authors?"
    r"|investigators?|patients|procedure|it|which|,)"
    r"(?:\s+(?:of|in|with)\s+\d[^,;:]{0,50}?)?\s+(?:found|reported|showed|described|recorded|noted|observed)\s+"
    r"(?:that\s+)?(?:an?\s+|the\s+)?",
    re.IGNORECASE,
)


def reported(clause: str) -> str:
    """A clause without what only tells who found it: "Pooling 7 trials, the review found | remission in"."""
    return _REPORTED.sub("", _OPENING.sub("", clause), count=1)


def before(left: str) -> str:
    """The response named before a figure: "complete satisfaction was reported for | 78%", "Grade 2 in | 41"."""
    left = reported(left)
    near = max(len(left.rstrip()) - LONGEST_VERB, 0)
    passive = PASSIVE.search(left, near)
    end = passive or _LABEL_END.search(left, near)
    text = left[: end.start()] if end else left
    parts = re.split(r"[;]|\.\s+|,\s+(?:and|but|while|whereas)\s+", text)
    phrase = parts[-1]
    if not passive and "," in phrase:
        phrase = phrase.rsplit(",", 1)[-1]
    phrase = re.sub(
        r"^\s*(?:and|or|but|while|whereas|then|also|in addition|overall)\b[\s,]*", "", phrase, flags=re.IGNORECASE
    )
    return _trim(re.sub(r"^(?:there (?:was|were)|it|they)\b\s*", "", phrase.strip(), flags=re.IGNORECASE))
