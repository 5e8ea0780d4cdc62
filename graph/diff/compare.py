"""Two versions of a document against each other, fact by fact.

Knows records and their names: a fact is the same where its name is, since names hold no printed value; knows nothing
of files or stores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from evigraph.graph.audit.checks.restatements import subject
from evigraph.graph.audit.quotes.reading import clause
from evigraph.graph.audit.rows import row_of
from evigraph.graph.diff.change import Change, Kind
from evigraph.graph.diff.numbers import differing, direction_changed, shown
from evigraph.graph.diff.paragraphs import paragraph_changes
from evigraph.ontology.records import AdverseEvent, Recommendation, Result, Study

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evigraph.graph.recall import Recall, Stated, Words

#: What is told of a study itself, and the attributes by which its row is found.
STUDY_FIELDS = ("design", "direction", "n_patients", "n_lesions", "follow_up_value", "follow_up_high", "age_value")
SIZES = frozenset({"n_patients", "n_lesions"})


def changes(old: Recall, new: Recall) -> list[Change]:
    """What changed from one version to the other, what matters most first."""
    found = [
        *_studies(old, new),
        *_claims(old, new, Result, Kind.RESULT_ADDED, Kind.RESULT_DROPPED),
        *_claims(old, new, AdverseEvent, Kind.EVENT_ADDED, Kind.EVENT_DROPPED),
        *paragraph_changes(old.records(Recommendation), new.records(Recommendation)),
    ]
    return sorted(found, key=lambda change: change.order)


def _studies(old: Recall, new: Recall) -> Iterator[Change]:
    before, after = ({s.record.study: s for s in recall.records(Study)} for recall in (old, new))
    for name in sorted(before.keys() - after.keys()):
        yield Change(kind=Kind.STUDY_DROPPED, subject=name, study=name, before=_head(before[name]))
    for name in sorted(after.keys() - before.keys()):
        yield Change(kind=Kind.STUDY_ADDED, subject=name, study=name, after=_head(after[name]))
    for name in sorted(before.keys() & after.keys()):
        yield from _study(before[name], after[name])


def _head(study: Stated[Study]) -> Words:
    """The first line of a study's section."""
    return study.words.part(0, len(study.words.quote.partition("\n")[0]))


def _study(old: Stated[Study], new: Stated[Study]) -> Iterator[Change]:
    for name in STUDY_FIELDS:
        before, after = getattr(old.record, name), getattr(new.record, name)
        if before != after:
            yield Change(
                kind=Kind.NUMBER_CHANGED if name in SIZES else Kind.STUDY_CHANGED,
                subject=name.replace("_", " "),
                old=shown(before),
                new=shown(after),
                study=new.record.study,
                before=row_of(old, name),
                after=row_of(new, name),
            )


Claimed = TypeVar("Claimed", Result, AdverseEvent)


def _claims(old: Recall, new: Recall, record: type[Claimed], added: Kind, dropped: Kind) -> Iterator[Change]:
    """Results or events that came, went or have other numbers; those of new or dropped studies go with them."""
    before, after = _keyed(old, record), _keyed(new, record)
    known = [{s.record.study for s in recall.records(Study)} for recall in (old, new)]
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    same = _same_words([before[key] for key in gone], [after[key] for key in come])
    for stated in (before[key] for key in sorted(gone)):
        if stated.node not in same and (stated.record.study in known[1] or not known[1]):
            yield _alone(stated, dropped, before=stated.words)
    for stated in (after[key] for key in sorted(come)):
        if stated.node not in same and (stated.record.study in known[0] or not known[0]):
            yield _alone(stated, added, after=stated.words)
    for key in sorted(before.keys() & after.keys()):
        if found := _claim(before[key], after[key]):
            yield found


def _keyed(recall: Recall, record: type[Claimed]) -> Mapping[str, Stated[Claimed]]:
    """Facts by their names below the document."""
    start = len(recall.document_node)
    return {stated.node[start:]: stated for stated in recall.records(record)}


def _same_words(old: list[Stated[Claimed]], new: list[Stated[Claimed]]) -> frozenset[str]:
    """The names of facts that bear another name because others around them changed, and say what they said."""
    told = [{(" ".join(s.words.quote.split()), subject(s)): s.node for s in listed} for listed in (old, new)]
    shared = told[0].keys() & told[1].keys()
    return frozenset(names[key] for names in told for key in shared)


def _alone(stated: Stated[Claimed], kind: Kind, *, before: Words | None = None, after: Words | None = None) -> Change:
    told = shown(differing(stated.record, None)[0])
    old, new = (told, "") if before else ("", told)
    name = subject(stated)
    return Change(kind=kind, subject=name, old=old, new=new, study=stated.record.study, before=before, after=after)


def _claim(old: Stated[Claimed], new: Stated[Claimed]) -> Change | None:
    before, after = differing(old.record, new.record)
    if not before and not after:
        return None
    turned = direction_changed(old.record, new.record)
    return Change(
        kind=Kind.DIRECTION_CHANGED if turned else Kind.VALUE_CHANGED,
        subject=subject(new),
        old=shown(before),
        new=shown(after),
        study=new.record.study,
        before=clause(old.words, *before.values()),
        after=clause(new.words, *after.values()),
    )
