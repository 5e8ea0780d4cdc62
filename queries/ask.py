"""A question in, a cited answer out.

    asker = Asker(open_store("evigraph-store"))
    answer = asker.ask("How did pain change in Yoon 2016?")

Knows the order of the steps; knows nothing of how any of them is done.
"""

from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.queries.answer import AnswerObject, Receipt, Status
from evigraph.queries.answering import asking_back, judging, refusal, searched, superlatives
from evigraph.queries.answering.citing import cited
from evigraph.queries.answering.corrected import Corrections
from evigraph.queries.answering.find import Finder, Found, narrowed
from evigraph.queries.answering.passing import COMPARING, DENIED, PassageAnswer, Passing
from evigraph.queries.answering.quoting import share_said
from evigraph.queries.answering.respond import AUDIT, Responder
from evigraph.queries.answering.suggesting import suggestions
from evigraph.queries.answering.verdicts import led
from evigraph.queries.knowledge.cache import open_knowledge
from evigraph.queries.knowledge.populations import populations
from evigraph.queries.receipts import digest, rows_digest
from evigraph.queries.understanding.asks import is_yes_no
from evigraph.queries.understanding.candidates import LOOSE, STEP, Understanding
from evigraph.queries.understanding.conversation import resolved
from evigraph.queries.understanding.explaining import explained
from evigraph.queries.understanding.mentions import Kind, covered
from evigraph.queries.understanding.parse import Ask, slots
from evigraph.queries.understanding.scan import Scanner
from evigraph.queries.understanding.weights import FULL, content, named, weight
from evigraph.queries.words.cues import cues

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evigraph.graph.store import Reader
    from evigraph.queries.understanding.candidates import Reading
    from evigraph.queries.understanding.mentions import Question
    from evigraph.queries.understanding.parse import Parse

#: Readings that leave more than this are not tried, nor more readings than so many.
TRIED = 6
#: Of readings that leave as much as this apart, the one that leaves less is taken.
FINE = 0.25
#: A reading whose words are all explained is taken at once.
EXPLAINED = 0.3
#: A reading that leaves more than this is held against facts of the same studies of any kind.
LOOSELY = 0.6
#: Kinds of which the graph holds all that the documents say: what is not there is not said.
CLOSED = frozenset(
    [
        "results",
        "adverse_events",
        "studies",
        "study_age",
        "study_sex",
        "study_size",
        "study_follow_up",
        "study_recruitment",
        "study_country",
        "study_design",
        "study_device",
        "study_imaging",
        "study_anaesthesia",
        "study_conflict",
    ]
)
#: A passage that says this share of a question shows that it is about the evidence.
PLAINLY = 0.75
#: Kinds whose rows a passage may deny, and the share of the question that it has to say to deny them.
DENIABLE, MOSTLY = frozenset({"results", "adverse_events", "excluded_studies", "studies"}), 0.85
#: How much more of a question than its rows a passage has to say: of rows that no word asks for, and of others.
LOOSER, FIRMER = 0.03, 0.12
#: The share at which the words behind facts say all that is asked.
WHOLLY = 0.95
#: The share from which on the words behind facts say as much as facts that leave as much open.
AS_MUCH, FACTUAL = 0.7, frozenset({"results", "adverse_events"})
#: Kinds whose rows are single facts, of which one may answer though a word is left open.
SINGLE = FACTUAL | {"patients"}
#: Everyday words by which a list is asked for.
LISTING = frozenset("available give given make made look looked found key main named existing used kind".split())  # noqa: SIM905  # a list of words is read, not parsed
#: More facts than this answer nothing that leaves a word of weight open.
SCATTERED = 4
#: More results than this answer nothing that leaves a word open, however little it says.
HEAP = 10
#: No answer leaves more of the question unexplained than this share, or this weight.
SHARE, WEIGHT = 0.34, 2.2


class Asker:
    """Answers questions about the graph that a reader shows; the same question gets the same answer."""

    def __init__(self, reader: Reader, *, indexes: Path | None = None) -> None:
        """Open the names and passages of the graph, from the folder `indexes` where they were kept before."""
        self._knowledge = open_knowledge(reader, indexes)
        self._scanner = Scanner(self._knowledge.names, self._knowledge.passages.seen)
        self._understanding = Understanding(self._knowledge.names)
        self._corrections = Corrections(reader)
        self._finder = Finder(reader, self._knowledge.passages)
        names = self._knowledge.names
        self._responder = Responder(self._finder, len(names.studies), populations(names), names.bases)
        self._passing = Passing(self._finder, self._knowledge.passages, self._understanding.studies)

    def ask(self, question: str, history: Sequence[str] = (), *, identifier: str = "") -> AnswerObject:
        """Answer a question; `history` holds the earlier questions of the conversation, oldest first."""
        start = time.perf_counter()
        read = resolved(history, question, self._scanner.read)
        text = superlatives.named(read, self._finder.rows)
        answer = self._answer(read if text == read.text else replace(self._scanner.read(text), scope=read.scope))
        elapsed = round((time.perf_counter() - start) * 1000, 3)
        return replace(answer, id=identifier, question=question, elapsed_ms=elapsed)

    def readings(self, question: str, history: Sequence[str] = ()) -> list[Reading]:
        """The readings of a question, the best first; nothing is run."""
        return self._understanding.readings(resolved(history, question, self._scanner.read))

    def explain(self, question: str, history: Sequence[str] = ()) -> list[str]:
        """How a question is understood: its mentions, then its readings, the best first."""
        read = resolved(history, question, self._scanner.read)
        return explained(read, self._understanding.readings(read)[:TRIED])

    def _answer(self, question: Question) -> AnswerObject:
        if refused := refusal.at_once(question):
            return self._with_suggestions(question, (), refused)
        whole = self._answer_alone(question)
        if refusal.is_one_sided(question, whole):
            return self._with_suggestions(question, (), refusal.one_sided(question, whole.template))
        return (self._asked_back(question, whole) or whole) if asking_back.is_definite(question) else whole

    def _asked_back(self, question: Question, whole: AnswerObject) -> AnswerObject | None:
        """The question asked of each procedure apart, where it speaks of one and there are several."""
        bases = self._knowledge.names.bases[: asking_back.MOST]
        if asking_back.is_settled(question, whole, bases):
            return None
        told = [(base.title, self._answer_alone(asking_back.about(question, base))) for base in bases]
        return asking_back.asked_back(question, told)

    def _answer_alone(self, question: Question) -> AnswerObject:
        if (trait := self._understanding.studies.nobody(question)) and not question.of(Kind.STUDY, Kind.PAPER):
            return self._with_suggestions(question, (), refusal.unfit(question, trait))
        if judged := self._judged(question) or self._passing.doing(question, self._receipt):
            return judged
        readings = [r for r in self._understanding.readings(question) if not self._is_of_others(question, r)]
        if not _of_audit(readings) and (finding := self._passing.finding(question, self._receipt)):
            return finding
        found = self._found(readings)
        if found is None or found.unexplained > LOOSELY:
            loose = self._found(self._understanding.loose(question))
            found = loose if loose and loose.unexplained <= EXPLAINED else found
        if found and (found.unexplained <= EXPLAINED):
            return self._said_plainly(question, found) or self._decided(question, self._answered(narrowed(found)))
        return self._otherwise(question, readings, found)

    def _is_of_others(self, question: Question, reading: Reading) -> bool:
        """Whether a reading is about what is not meant: papers that were left out, where a study of the evidence is."""
        kept = reading.parse.template.name == "excluded_studies" and not question.of(Kind.PAPER)
        meant = kept and self._understanding.studies.meant(question)
        return bool(meant) or judging.is_other(question, reading.parse)

    def _judged(self, question: Question) -> AnswerObject | None:
        """What is recommended, where the procedure as a whole is to be judged; None where that says not all of it."""
        parse = judging.reading(question)
        found = self._finder.find(parse) if parse else None
        rows = judging.narrowed(question, parse, found.choice.rows) if parse and found else ()
        if found is None or not rows:
            return None
        answer = self._answered(narrowed(replace(found, choice=replace(found.choice, rows=tuple(rows)))))
        return replace(answer, answer=led(judging.allowed(question, rows), answer.answer))

    def _decided(self, question: Question, answer: AnswerObject) -> AnswerObject:
        """An answer that says yes or no where that is asked of facts, else the passage that does, else a refusal."""
        if (
            not (is_yes_no(question) and answer.status is Status.ANSWERED and _decides(question, answer.template))
            or answer.template in AUDIT
            or any(token.word == "or" for token in question.tokens)
            or answer.answer.startswith(("Yes", "No"))
        ):
            return answer
        passage = self._passing.answer(question, self._receipt)
        if passage and passage.share >= PLAINLY and passage.answer.answer.startswith(("Yes", "No")):
            return passage.answer
        return self._with_suggestions(question, (), refusal.unsettled(question, answer.template))

    def _said_plainly(self, question: Question, found: Found) -> AnswerObject | None:
        """The passage that says more than the facts that were found, or denies them; None where none does."""
        name, parse = found.parse.template.name, found.parse
        if parse.yes_no and name in DENIABLE and (denial := self._passing.denial(question, self._receipt, MOSTLY)):
            return denial
        if parse.question.has("twofold") and name in FACTUAL and len(found.choice.rows) == 1:
            passage = self._passing.answer(question, self._receipt)
            both = passage and passage.share >= DENIED and passage.answer.template in FACTUAL
            return passage.answer if passage and both else None
        ranked = parse.ask in (Ask.MOST, Ask.LEAST)
        if name not in LOOSE or parse.of_studies or ranked or not (parse.loose or found.left or parse.ask is Ask.COUNT):
            return None
        counted = parse.ask is Ask.COUNT and name == "results"
        said = share_said(question, self._knowledge.passages, found.left)
        least = max(DENIED, said + (LOOSER if parse.loose else FIRMER))
        if not counted and least > 1:  # no passage says more than all
            return None
        passage = self._passing.answer(question, self._receipt)
        enough = DENIED if _uncounted(found) else WHOLLY
        if passage and counted and passage.answer.template in FACTUAL and passage.share >= enough:
            return passage.answer
        stated = passage and (parse.loose or passage.answer.template == "passages")
        return passage.answer if passage and stated and passage.share >= least else None

    def _otherwise(self, question: Question, readings: Sequence[Reading], found: Found | None) -> AnswerObject:
        """What to say where no reading explains all: the better of it and of a passage, else why not."""
        if denial := self._passing.denial(question, self._receipt, MOSTLY):
            return denial
        passage = self._passing.answer(question, self._receipt)
        studies = is_yes_no(question) and any(r.parse.template.name == "studies" for r in readings[:1])
        if passage and judging.judges(question) and passage.share < DENIED:
            passage = None
        if passage and _closed(readings) and self._tells_of_others(readings[0].parse, passage):
            passage = None
        if passage and _closed(readings) and (passage.answer.template == "passages" or (studies and _few(passage))):
            passage = None
        if found and _acceptable(question, found) and _says_more(found, passage):
            return self._decided(question, self._answered(narrowed(found)))
        if passage and (passage.share >= PLAINLY or refusal.in_domain(question, self._knowledge.passages.seen)):
            return self._decided(question, passage.answer)
        known = refusal.in_domain(question, self._knowledge.passages.seen)
        known = known or any(r.unexplained <= EXPLAINED for r in readings[:1])
        refused = refusal.refused(question, readings, self._searched, known=known)
        return self._with_suggestions(question, readings if known else (), refused)

    def _tells_of_others(self, parse: Parse, passage: PassageAnswer) -> bool:
        """Whether a passage tells of other studies than those that the question describes."""
        meant = {study.name for study in self._knowledge.names.studies if study.iri in parse.studies}
        told = {str(row["study"]) for row in passage.answer.rows if row.get("study")}
        return bool(parse.described and meant and told) and not meant & told

    def _searched(self, parse: Parse) -> str:
        return searched.told(self._finder, parse, len(self._knowledge.names.studies))

    def _with_suggestions(self, question: Question, readings: Sequence[Reading], refused: AnswerObject) -> AnswerObject:
        near = suggestions(question, readings, self._has_answer, near=refused.status is not Status.NOT_UNDERSTOOD)
        return replace(refused, suggestions=near)

    def _has_answer(self, text: str) -> bool:
        """Whether the best reading of a question has rows and leaves nothing open."""
        readings = self._understanding.readings(self._scanner.read(text))
        found = self._found(readings[:3])
        return found is not None and found.unexplained <= EXPLAINED

    def _found(self, readings: Sequence[Reading]) -> Found | None:
        """The reading that leaves least unexplained once its rows are seen."""
        tried: list[tuple[float, Reading, Found]] = []
        worst, most = max((r.unexplained for r in readings[:1]), default=0.0), math.inf
        for reading in readings[:TRIED]:
            if tried and min(left for left, *_ in tried) <= EXPLAINED and reading.unexplained > max(EXPLAINED, worst):
                break
            if any(left < FINE >= one.unexplained and one.rank < reading.rank for left, one, _ in tried):
                break  # nothing that comes later can be taken
            found = self._finder.find(reading.parse)
            if found.choice.missing and reading.unexplained <= EXPLAINED:  # no other kind says what these rows lack
                most = min(most, reading.unexplained + FINE)
            if found.choice.rows and not _is_bare(reading.parse, found):
                tried.append((round(found.unexplained + reading.mismatch, 1), reading, found))
        tried = [one for one in tried if one[1].unexplained <= most]
        best = min(tried, key=lambda t: (FINE * (t[0] // FINE), t[1].rank, t[0]), default=None)
        return replace(best[2], unexplained=best[0]) if best else None

    def _answered(self, found: Found) -> AnswerObject:
        if back := asking_back.between_studies(found.parse, found.choice.rows):
            return back
        reply = self._responder.reply(found)
        if reply.undecided:
            parse = found.parse
            return refusal.undecided(parse.question, parse.template.name)
        rows = tuple(row.plain() for row in reply.rows)
        return AnswerObject(
            question=found.parse.question.asked,
            status=Status.ANSWERED,
            answer=reply.text,
            rows=rows,
            template=found.parse.template.name,
            slots=slots(found.parse),
            sparql=found.sparql,
            citations=cited(self._finder, found.parse, reply),
            unplaced=found.open,
            disagreements=reply.disagreements,
            corrections=self._corrections.of(reply.rows),
            receipt=self._receipt(found.sparql, rows),
        )

    def _receipt(self, sparql: str, rows: Sequence[object]) -> Receipt:
        return Receipt(digest(sparql), self._knowledge.names.sha256, rows_digest(rows))


def _decides(question: Question, template: str) -> bool:
    """Whether an answer of this kind is none without yes or no: facts are, and words but for a judgement."""
    if judging.values(question):
        return False
    told = template == "passages" and not question.has("voice", "committee", "experts", "who")
    whole = template.startswith("study_") and question.tokens[0].word != "any"
    return template in SINGLE or whole or told or question.has(*COMPARING)


def _of_audit(readings: Sequence[Reading]) -> bool:
    """Whether all that does not fit is asked for, and not one thing of which a finding may tell."""
    return any(r.unexplained <= EXPLAINED and r.parse.template.name in AUDIT for r in readings[:1])


def _closed(readings: Sequence[Reading]) -> bool:
    """Whether the question was understood whole as one about facts of a kind that the graph holds all of."""
    return any(
        r.unexplained <= (STEP if r.parse.asked else 0) + EXPLAINED and r.parse.template.name in CLOSED
        for r in readings
    )


def _is_bare(parse: Parse, found: Found) -> bool:
    """Whether all studies are listed though a word that nothing explains narrows them: "open label studies"."""
    if _is_heap(parse, found):
        return True
    narrowed_by = parse.constraints or parse.soft or parse.template.name != "studies"
    words = {parse.question.tokens[i].word for i in found.left}
    return not narrowed_by and parse.ask is not Ask.COUNT and bool(words & cues().everyday - LISTING)


def _is_heap(parse: Parse, found: Found) -> bool:
    """Whether many results are told though a word narrows them that none explains, or though no subject is named."""
    words = {parse.question.tokens[i].word for i in found.left} & cues().everyday - LISTING
    many = parse.template.name == "results" and len(found.choice.rows) > HEAP
    return many and not parse.of_studies and (parse.loose or bool(words))


def _few(passage: PassageAnswer) -> bool:
    """Whether a passage affirms that there are such studies, and says less than nearly all that is asked."""
    return passage.share < DENIED and passage.answer.answer.startswith("Yes")


def _uncounted(found: Found) -> bool:
    """Whether a number of people or things is wanted and none of the results is one."""
    counted = found.parse.template.name == "results" and found.parse.ask is Ask.COUNT
    return counted and not any(row.text("n") or row.text("statistic") == "count" for row in found.choice.rows)


def _says_more(found: Found, passage: PassageAnswer | None) -> bool:
    if passage is None or found.parse.of_studies:
        return True
    if passage.share >= AS_MUCH and passage.answer.template in FACTUAL and found.parse.template.name in FACTUAL:
        return found.unexplained < passage.unexplained
    return found.unexplained <= passage.unexplained + EXPLAINED


def _leaves_much(question: Question, found: Found) -> bool:
    """Whether a list leaves a word of weight open, or studies are listed that nothing narrows but for a number."""
    bare = found.parse.of_studies and not (found.parse.constraints or found.parse.soft)
    return bare or any(weight(question.tokens[i]) >= FULL for i in found.left)


def _acceptable(question: Question, found: Found) -> bool:
    """Whether what is left open is little, and names nothing."""
    unexplained, left = found.unexplained, frozenset(found.left)
    if left & named(question) or (found.parse.template.name not in SINGLE and _leaves_much(question, found)):
        return False
    if len(found.choice.rows) > SCATTERED and any(weight(question.tokens[i]) >= FULL for i in left):
        return False
    total = sum(weight(t) for t in content(question, covered(question.of(Kind.STUDY))))
    return unexplained <= min(WEIGHT, max(0.5, SHARE * total))
