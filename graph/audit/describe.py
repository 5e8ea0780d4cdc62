"""Findings as quads: one node each, with its check, its severity, what it says and the words that show it.

Knows the terms of audit findings; knows no check.  A finding bears a name made of what it concerns, so that it keeps
it while the numbers around it change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.labels import labels
from evigraph.ontology.iris import digest, slug
from evigraph.ontology.rdf import NamedNode, Quad, integer, text
from evigraph.ontology.terms import HTA, HTC, OA, OBO, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.audit.finding import Finding
    from evigraph.graph.recall import Words
    from evigraph.ontology.iris import Iris
    from evigraph.ontology.rdf import Term

Triple = tuple[NamedNode, NamedNode, "Term"]


def described(findings: Iterable[Finding], evidence: Evidence, iris: Iris, graph: NamedNode) -> list[Quad]:
    """The quads of what the audit of a document found, each with a label, in the graph of its audit."""
    known = {found.document_id: found for found in (evidence, *evidence.sources)}
    taken: set[NamedNode] = set()
    quads: list[Quad] = []
    for finding in findings:
        node = iris.free(_name(finding, iris), taken)
        taken.add(node)
        quads += [Quad(*triple, graph) for triple in _finding(finding, node, known, iris)]
    return [*quads, *labels(quads)]


def _name(finding: Finding, iris: Iris) -> NamedNode:
    about = digest(*sorted(finding.about) or (finding.a.section,))
    segments = filter(None, (slug(finding.study), finding.check, about))
    return iris.finding(finding.a.document_id, "audit", *segments)


def _finding(finding: Finding, node: NamedNode, known: dict[str, Evidence], iris: Iris) -> Iterator[Triple]:
    yield node, RDF.type, HTA.AuditFinding
    yield node, RDFS.label, text(f"{finding.check}: {finding.message}")
    yield node, HTA.check, NamedNode(f"{HTC}check-{finding.check}")
    yield node, HTA.findingSeverity, NamedNode(f"{HTC}{finding.severity}")
    yield node, HTA.message, text(finding.message)
    yield node, HTA.rule, text(f"audit.{finding.check}")
    yield node, HTA.assertedBy, OBO.ECO_0000203
    if finding.recomputed:
        yield node, HTA.recomputed, text(finding.recomputed)
    for concerned in finding.about:
        yield node, HTA.concerns, NamedNode(concerned)
    yield from _study(finding, node, known)
    for prop, words in ((HTA.statedIn, finding.a), (HTA.comparedMention, finding.b)):
        if words:
            mention = _mention(words, known, iris)
            yield node, prop, mention
            yield from _quoted(words, mention, known)


def _study(finding: Finding, node: NamedNode, known: dict[str, Evidence]) -> Iterator[Triple]:
    if finding.study:
        yield node, HTA.studyText, text(finding.study)
        studies = (study for evidence in known.values() for study in evidence.described)
        if found := next((study for study in studies if study.record.study == finding.study), None):
            yield node, HTA.study, NamedNode(found.node)


def _mention(words: Words, known: dict[str, Evidence], iris: Iris) -> NamedNode:
    """The mention that quotes just these words, else one below that of which they are a part."""
    whole = known[words.document_id].recall.words(words.node)
    if (whole.start, whole.end) == (words.start, words.end):
        return NamedNode(words.node)
    before = whole.quote.count(words.quote, 0, words.start - whole.start)
    return iris.part(NamedNode(words.node), "part", digest(" ".join(words.quote.split()), str(before)))


def _quoted(words: Words, mention: NamedNode, known: dict[str, Evidence]) -> Iterator[Triple]:
    """What a mention says of itself, where it is new."""
    if mention.value == words.node:
        return
    recall = known[words.document_id].recall
    yield mention, RDF.type, HTA.Mention
    yield mention, OA.exact, text(words.quote)
    yield mention, OA.start, integer(words.start)
    yield mention, OA.end, integer(words.end)
    yield mention, HTA.inDocument, NamedNode(recall.text(words.node, HTA.inDocument))
    yield mention, HTA.inSection, NamedNode(recall.text(words.node, HTA.inSection))
