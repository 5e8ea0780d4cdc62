"""Ways to ask that say no more than another one: politeness, and roundabout words for what the field has a name for.

Knows words alone; knows nothing of the graph.
"""

from __future__ import annotations

import re

_OPENING = r"(?:(?:please|ok|okay|so|hi|hello|hey|thanks|thank you)[,!.]? )*"
_ASKING = (
    r"(?:tell (?:me|us)|say|show (?:me|us)|give (?:me|us)|find(?: out)?|explain(?: to me)?|look up|check|confirm"
    r"|let me know)"
)
#: Words of courtesy before what is asked.
POLITE = re.compile(
    rf"^{_OPENING}(?:"
    rf"(?:can|could|would|will) (?:you|someone|anybody|anyone)(?: please| kindly| perhaps)? {_ASKING}(?: please)?"
    r"|(?:do|would|does) (?:you|we|anyone|anybody) (?:happen to )?know"
    r"|(?:can|could|may) i (?:please )?(?:know|ask|see|have|get)"
    r"|(?:i(?: would|'d) (?:like|love|want)|i (?:want|need|wish)|we (?:want|need))"
    r" to (?:know|see|find out|learn|understand)"
    r"|(?:i am|i'm) (?:interested in|looking for|trying to find(?: out)?|curious)|i wonder|i was wondering"
    r"|is (?:it|anything) (?:known|reported|stated)|are we told"
    r")\b,?(?: (?:please|about it))? ?(?=\S)",
    re.IGNORECASE,
)
WHETHER = re.compile(r"^(?:if|whether)\b", re.IGNORECASE)
_WORK = r"(?:procedure|operation|treatment|surgery|session|intervention)"
_BEING = r"(?:were|are|was|is|did|do|does|will|must|should)"
_IT = rf"(?:the|this) (?:\w+ )?(?:{_WORK}|device|implant)"
_SHORT = r"(?-i:(?!ISBN|ISRCTN|NCT|IPG|HTG)[A-Z][\w/-]*[A-Z][\w/-]*)"
#: Roundabout words, each with those that the field has for the same.
FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in [
        (
            rf"\bhow long (?:did|does|do|will) (?:the|an?|one|each) ((?:[\w-]+ ){{0,2}}?){_WORK}s? (?:take|last)\b",
            r"what is the \1procedure time",
        ),
        (
            r"\b(?:had |have |has )?(?:declared nothing|nothing to (?:declare|disclose))\b",
            "had no conflict of interest",
        ),
        (r"^(which|what) (?:authors|teams|researchers|investigators)\b", r"\1 studies"),
        (r"\b(was|were) there no\b", r"there \1 no"),
        (
            rf"\bhow (?:long|many (?:days|nights|hours)) {_BEING} (?:(?!in\b)\w+ ){{0,4}}?in (?:the )?hospital\b",
            "what was the length of hospital stay",
        ),
        (
            rf"^what (?:is|was) {_IT} (?:(?:meant|used|done|intended) )?(?:for|to treat)(?=\W*$)",
            "what is the condition",
        ),
        (
            r"^what (?:should|must) (?:future|further|new|later|more) (?:trials|studies|research|work)\b[^?]*",
            "what are the research recommendations",
        ),
        (r"^what (does|did|has) nice (?=(?:recommend|advise))", r"what \1 the guidance "),
        (rf"^what is (?:the |an? )?({_SHORT})(?=\W*$)", r"what does \1 stand for"),
        (r"\bbefore and (?=(?:after|at) \d)", "before treatment and "),
    ]
)


def plainly(text: str) -> str:
    """The same question without courtesies and roundabout words.

    >>> plainly("Could you please tell me how long did the procedure last?")
    'what is the procedure time?'
    """
    bare = POLITE.sub("", text)
    text = text if WHETHER.match(bare) else bare
    for pattern, plain in FORMS:
        text = pattern.sub(plain, text)
    return text
