"""Whether a text has the kind of thing that a question wants: an amount of money, a share, a number, a date, an end.

Knows signs and words of amounts; knows nothing of what they are of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evigraph.queries.answering.complete import SENDERS
from evigraph.queries.answering.matching import concepts_of
from evigraph.queries.answering.meaning import is_undefined
from evigraph.queries.answering.verdicts import OFFERED
from evigraph.queries.answering.whom import ADMITTED, ADMITTING
from evigraph.queries.understanding.asks import asks_of, counted, is_of_review, is_yes_no
from evigraph.queries.understanding.mentions import covered
from evigraph.queries.understanding.parse import Ask
from evigraph.queries.understanding.weights import FULL, weight
from evigraph.queries.words.cues import cues
from evigraph.queries.words.stems import stem_of, stems_of

if TYPE_CHECKING:
    from evigraph.queries.understanding.mentions import Question
    from evigraph.queries.words.tokens import Token

COSTS = frozenset("cost costs costing price prices priced pricing tariff tariffs fee fees charge charges".split())  # noqa: SIM905  # a list of words is read, not parsed
_WORD = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|half|third|quarter|none"
    r"|no|all|every|each|both|neither|once|twice|single"
)
MONEY = re.compile(r"[£€$]|\b(?:pounds?|euros?|dollars?|GBP|USD|EUR|pence)\b", re.IGNORECASE)
SHARE = re.compile(
    r"%|per\s?cent|\d\s*/\s*\d|\b(?:of|in)\s+(?:the\s+)?\d|\b(?:half|third|quarter|none|no|all|every|each|both|most)\b",
    re.IGNORECASE,
)
#: A number of people or things, which "a single arm" and "each patient" are not.
NUMBERED = re.compile(rf"(?<![\d.])(?!(?:19|20)\d\d\b)\d|\b(?!(?:single|each|every)\b)(?:{_WORD})\b", re.IGNORECASE)
DATE = re.compile(
    r"\d|\b(?:before|after|during|until|since|within|immediately|first|last|later|once|when)\b", re.IGNORECASE
)
SPAN = re.compile(
    rf"(?:\d|\b(?:{_WORD}|a|an|few|several)\b)[\w\s.,-]*\b(?:second|minute|hour|day|week|month|year)", re.IGNORECASE
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SUPPOSED = re.compile(r"\b(?:theor\w+|anecdot\w+|hypothe\w+|heard|possible|might|could happen)\b", re.IGNORECASE)
#: Who makes something is told by a name.
MAKERS = re.compile(r"\bwho (?:makes?|made|manufactur\w+|suppli\w+|sells?|sold)\b", re.IGNORECASE)
NAME = re.compile(r"(?<!^)(?<![.:“] )\b[A-Z]\w+")
#: An interval is asked for besides the estimate, and the form in which a text gives one.
INTERVAL = re.compile(
    r"\b(?:confidence (?:interval|limit)s?|ci"
    r"|(?:with|include|including|and|give|what|state) (?:the |its |an |a )?intervals?"
    r"|error margins?|margins? of error)\b",
    re.IGNORECASE,
)
WITHIN = re.compile(r"\d\s*%?\s*(?:to|[-–—,])\s*[-−]?\d", re.IGNORECASE)
#: How many studies a review took together.
POOLED = re.compile(
    rf"\b(?:pool|combin|includ|cover|compris)\w*[^.;]{{0,60}}?\b(?:\d+|{_WORD}) (?:[\w-]+ ){{0,3}}"
    rf"(?:studies|trials|papers|series|cohorts)\b|\b(?:\d+|{_WORD}) (?:[\w-]+ ){{0,3}}(?:studies|trials|papers)"
    r" (?:were|was|are) (?:pooled|included|combined|covered)\b",
    re.IGNORECASE,
)
#: What something depends on is told by words for that, or by a ratio or a p value.
PREDICTING = re.compile(
    r"\b(?:predict\w*|associat\w*|bearing|influenc\w*|affect\w*|depend\w*|correlat\w*|factors?|effect"
    r"|(?:odds|hazard|risk) ratio|HR|OR|RR|difference|differ)\b|\b[pP]\s*[<=>≤≥]",
)
#: A list of predictors names them, each with its ratio.
PREDICTORS = re.compile(
    r"\b(?:predict\w*|associat\w*|influenc\w*|depend\w*|correlat\w*|factors?)\b"
    r"|\b(?:HR|OR|RR|ratio)\b.*\b(?:HR|OR|RR|ratio)\b",
    re.DOTALL,
)
#: Words by which a text tells of a change, or holds one thing against another.
COMPARED = re.compile(
    r"\b(?:more|fewer|less|higher|lower|greater|longer|shorter|larger|smaller|older|younger|better|worse|differ\w*"
    r"|increas\w*|r[io]se\w*|fell|fall\w*|decreas\w*|drop\w*|reduc\w*|improv\w*|worsen\w*|chang\w*|declin\w*|gr[eo]w\w*"
    r"|similar\w*|same|p\s*[<=>])\b",
    re.IGNORECASE,
)
#: What was done to people, which is counted like anything else.
DONE = frozenset(["procedures", "treatments", "operations", "sessions", "interventions"])
#: What was done about an event, or what became of it.
END = re.compile(
    r"\b(?:treat|manag|retriev|remov|need|requir|given|receiv|surg|operat|repair|conservativ|antibiotic|drain|replac"
    r"|revis|reposition|resol|recover|disappear|settl|heal|persist|still|ongoing|withdr|stopp|discontinu|admitted"
    r"|hospital|freed|releas|slit|excis|evacuat|aspirat|ligat|clipp|coil|emboli|cauter|sutur|dilat|transfus|stent|transient|permanent|temporar|subsid|clear|left|died|fatal)\w*",
    re.IGNORECASE,
)

#: What groups had is told by words that part them.
#: How something was done is told by words for what was done.
MANNER = re.compile(
    r"^how (?:was|were) (?!(?:many|much|it|this|they)\b)(?:the )?[\w' -]+? "
    r"(?P<verb>counted|recorded|collected|chosen|selected|allocated|measured|assessed|randomi[sz]ed|diagnosed|identified)"
    r"(?=\W*$| (?:in|by|at|after|before|during)\b)",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"\b(?:v|vs|versus|compared|between|than|against|respectively|arms?|groups?|controls?|sham|placebo)\b",
    re.IGNORECASE,
)


def lacks(question: Question, text: str) -> bool:
    """Whether a text has nothing of the kind that the question wants."""
    if SUPPOSED.search(text) and not (question.has("experts") or SUPPOSED.search(question.text)):
        return True  # what is only thought possible, or was heard of, did not happen in a study
    noun = _counted(question)
    if noun and noun.stem not in stems_of(text) and not _units(question, noun) & concepts_of(text):
        return True
    if _of_review(question):
        return POOLED.search(text) is None
    if is_undefined(question, text):
        return True
    if question.has("changed", "went_up", "went_down") and not COMPARED.search(text):
        return True
    wanted = [MONEY] if _costs(question) else []
    wanted += [END] if question.has("fate") else []
    predicting = PREDICTING if is_yes_no(question) else PREDICTORS
    wanted += [predicting] if question.has("predictor") else []
    wanted += [NAME] if MAKERS.search(question.text) else []
    wanted += [WITHIN] if INTERVAL.search(question.text) else []
    if is_yes_no(question) and (admitted := ADMITTED.search(question.text)):
        wanted += [ADMITTING]
        if stem_of(admitted["whom"].split()[-1].casefold()) not in stems_of(text):
            return True
    if (manner := MANNER.search(question.text)) and stem_of(manner["verb"].casefold()) not in stems_of(text):
        return True
    wanted += [OFFERED] if question.concepts("country") and OFFERED.search(question.text) else []
    wanted += [BETWEEN] if question.has("arms") and question.has("significant") else []
    if not is_yes_no(question):
        wanted += _amounts(question)
    return not all(pattern.search(text) for pattern in wanted)


def _of_review(question: Question) -> bool:
    """Whether it is asked how many studies a review took together."""
    counts = question.has("count") and any(t.word in cues().study_heads for t in counted(question))
    return counts and is_of_review(question)


def _counted(question: Question) -> Token | None:
    """The noun whose number is asked for; None for people, and where a concept goes by several words."""
    cue = next(iter(question.cues("count")), None)
    noun = next((t for t in question.tokens[cue.end :] if t.word not in SENDERS), None) if cue else None
    named = covered(question.concepts("event", "outcome", "condition"))
    if noun is None or noun.index in named or noun.word in cues().people_heads | cues().study_heads:
        return None
    if weight(noun) < FULL and noun.word not in DONE:
        return None
    return noun


def _units(question: Question, noun: Token) -> frozenset[str]:
    """The unit that a noun names, which a text may write otherwise."""
    return frozenset(m.value for m in question.concepts("unit") if noun.index in m.span)


def _costs(question: Question) -> bool:
    """Whether an amount of money is asked for, and not whether it is worth it."""
    words = [token.word for token in question.tokens]
    return any(
        word in COSTS and not any(w.startswith("effective") for w in words[i + 1 : i + 3])
        for i, word in enumerate(words)
    )


def _amounts(question: Question) -> list[re.Pattern[str]]:
    asks = asks_of(question)
    if any(m.label == "percentage" for m in question.concepts("statistic")):
        return [SHARE]
    if question.has("duration"):
        return [SPAN]
    if asks[0] is Ask.COUNT:
        return [NUMBERED]
    if " ".join(token.word for token in question.tokens[:2]) in ("what year", "which year"):
        return [YEAR]
    return [DATE] if question.has("when") and question.tokens[0].word in ("when", "what", "which") else []
