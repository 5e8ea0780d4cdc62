"""Change one printed number of a document, and see whether the audit notices just that.

Knows how percentages, intervals, totals and restated values are printed; knows no check.  Run as a module for figures:

    python -m tests.acceptance.mutations --number 200 --seed 1
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evigraph.extraction.pipeline import extract
from evigraph.graph.answer import Request, answer
from evigraph.graph.audit.neighbourhood import Library
from evigraph.graph.audit.stored import stored_findings
from evigraph.graph.check import check
from evigraph.graph.derivation import Alone, derive
from evigraph.graph.joining.documents import joined_documents, plans
from evigraph.graph.spool import Spool
from evigraph.graph.store import rows
from evigraph.ontology.iris import Iris
from evigraph.ontology.rdf import Store
from evigraph.ontology.records import Extraction, SourceDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evigraph.graph.answer import Answer
    from evigraph.graph.audit.evidence import Claim
    from evigraph.graph.audit.stored import AuditFinding
    from evigraph.graph.solutions import Solutions

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
NUMBER = r"\d+(?:[.·]\d+)?"
COUNT = r"\d{1,3}(?:,\d{3})+|\d+"
#: A percentage with its count and whole, in either order.
TRIPLES = (
    re.compile(rf"(?P<a>{NUMBER})% \((?P<b>{COUNT})/(?P<c>{COUNT})\)"),
    re.compile(rf"(?<![\d.·/])(?P<a>{COUNT})/(?P<b>{COUNT}) (?:[a-z]+ )?\((?P<c>{NUMBER})%\)"),
    re.compile(rf"(?<![\d.·/])(?P<a>{COUNT}) of (?:the )?(?P<b>{COUNT}) (?:[a-z]+ )?\((?P<c>{NUMBER})%\)"),
)
INTERVAL = re.compile(rf"(?P<a>{NUMBER}) ?%? \((?:95% CI:? )?[-−]?(?P<b>{NUMBER}) ?(?:to|[-–]) ?[-−]?(?P<c>{NUMBER})\b")
NAMED_INTERVAL = re.compile(rf"(?P<a>{NUMBER}),? 95% CI:? [-−]?(?P<b>{NUMBER}) ?(?:to|[-–]) ?[-−]?(?P<c>{NUMBER})\b")
TOTAL = re.compile(rf"\bn=(?P<a>{COUNT}) \([^()]*?(?P<b>{COUNT})[^()]*?, [^()]*?(?P<c>{COUNT})\)")
DESIGNS = re.compile(r"(?P<a>\d+) (?:studies|sources)\b[^.:]{0,20}: (?P<b>\d+) [^.]*?, (?P<c>\d+) ")


@dataclass(frozen=True)
class Change:
    """One printed number and what takes its place; `group` is the place of all numbers that it must fit."""

    kind: str
    document: str
    start: int
    end: int
    new: str
    old: str
    group: tuple[int, int]


@dataclass(frozen=True)
class Noticed:
    """What the audit says of a change: found it or not, and which findings came up elsewhere."""

    change: Change
    found: bool
    elsewhere: tuple[str, ...]


class Documents:
    """Documents that belong together, read once; each change reads the changed one again."""

    def __init__(self, documents: Iterable[SourceDocument]) -> None:
        self.extractions = {d.id: extract(d) for d in documents}
        self.graph = Graph(self.extractions)
        self.findings = stored_findings(self.graph)

    def texts(self) -> dict[str, str]:
        return {name: e.document.text for name, e in self.extractions.items()}

    def noticed(self, change: Change) -> Noticed:
        """Change the number, read and audit again, and compare what is found."""
        text = self.extractions[change.document].document.text
        changed = text[: change.start] + change.new + text[change.end :]
        read = extract(SourceDocument(change.document, changed))
        shift = len(changed) - len(text)
        before = {_key(f) for f in self.findings}
        after = stored_findings(Graph({**self.extractions, change.document: read}))
        new = [f for f in after if _key(f) not in before]
        start, end = line_at(text, change)
        near = [f for f in new if _touches(f, change.document, start, end + shift)]
        elsewhere = tuple(f"{f.check}: {f.message}" for f in new if f not in near and not _follows(f, change))
        return Noticed(change, bool(near), elsewhere)

    def restated(self) -> Iterator[tuple[Claim, Claim]]:
        """Each claim that says something again, with what it restates."""
        store = self.graph.store
        library = Library(store, Iris())
        for plan in plans(joined_documents(store)):
            for pair in library.evidence_of(plan).pairs:
                yield pair.again, pair.canonical


class Graph:
    """A store in memory of documents that were read, with all that is derived from them."""

    def __init__(self, extractions: Mapping[str, Extraction]) -> None:
        self.store = Store()
        with Spool(self.store) as spool:
            for extraction in extractions.values():
                spool.write(check(extraction).nquads)
        derive(Alone(self.store), Iris(), set(extractions))

    def select(self, query: str) -> Solutions:
        return rows(self.answer(Request(query=query)))

    def answer(self, request: Request) -> Answer:
        return answer(self.store, request)


def line_at(text: str, change: Change) -> tuple[int, int]:
    """The line of a change, in which all that must fit it stands."""
    end = text.find("\n", change.end)
    return text.rfind("\n", 0, change.start) + 1, len(text) if end < 0 else end


def _key(finding: AuditFinding) -> tuple[str, str, str]:
    return finding.check, finding.message, finding.study


def _touches(finding: AuditFinding, document: str, start: int, end: int) -> bool:
    quoted = [words for words in (finding.a, finding.b) if words and words.document_id == document]
    return any(words.start < end and start < words.end for words in quoted)


def _follows(finding: AuditFinding, change: Change) -> bool:
    """Whether a finding at another place names the changed number, and so is about it."""
    return change.new in re.findall(NUMBER, finding.message.replace(",", "")) or change.new in finding.message


def printed_groups(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Everything whose numbers must fit each other, with its kind."""
    for kind, patterns, fits in (
        ("percentage", TRIPLES, _is_share),
        ("interval", (INTERVAL, NAMED_INTERVAL), _is_interval),
        ("total", (TOTAL, DESIGNS), _is_total),
    ):
        for pattern in patterns:
            yield from ((kind, match) for match in pattern.finditer(text) if fits(match))


def _is_share(match: re.Match[str]) -> bool:
    first, second, third = (_value(match[part]) for part in "abc")
    percent, n, of = (first, second, third) if "%" in match[0].split("(")[0] else (third, first, second)
    return of > 0 and abs(100 * n / of - percent) <= 1


def _is_interval(match: re.Match[str]) -> bool:
    value, *ends = (_value(match[part]) for part in "abc")
    return min(ends) <= value <= max(ends) and ends[0] != ends[1]


def _is_total(match: re.Match[str]) -> bool:
    total, *parts = (int(digits.replace(",", "")) for digits in re.findall(COUNT, match[0]))
    return sum(parts) == total


def _value(printed: str) -> float:
    return float(printed.replace(",", "").replace("·", "."))


def changes(documents: Documents, chance: random.Random) -> Iterator[Change]:
    """Every number of every group, changed in one way each."""
    for name, text in documents.texts().items():
        for kind, match in printed_groups(text):
            for part in "abc":
                start, end = match.span(part)
                yield Change(kind, name, start, end, other(match[part], chance), match[part], match.span())
    yield from restated_changes(documents, chance)


def restated_changes(documents: Documents, chance: random.Random) -> Iterator[Change]:
    """The values of summary or guidance that a study's own section prints too."""
    texts = documents.texts()
    for again, canonical in documents.restated():
        value = getattr(again.record, "value", None) or again.record.n
        known = getattr(canonical.record, "value", None), canonical.record.n
        if value is None or value not in known:
            continue
        words, text = again.words, texts[again.words.document_id]
        digits = f"{value:,}".replace(".", "[.·]")
        places = list(re.finditer(rf"(?<![\d.·,]){digits}(?![\d.·]|,\d)", text[words.start : words.end]))
        if len(places) == 1:
            start, end = words.start + places[0].start(), words.start + places[0].end()
            old = text[start:end]
            yield Change("restated", words.document_id, start, end, other(old, chance), old, (words.start, words.end))


def other(printed: str, chance: random.Random) -> str:
    """Another number of the same form: one digit changed, or two that stand side by side changed round."""
    places = [i for i, c in enumerate(printed) if c.isdigit()]
    while True:
        digits = list(printed)
        swapped = [i for i in places if i + 1 in places and printed[i] != printed[i + 1]]
        if swapped and chance.random() < 0.5:
            i = chance.choice(swapped)
            digits[i], digits[i + 1] = digits[i + 1], digits[i]
        else:
            i = chance.choice(places)
            digits[i] = chance.choice([d for d in "0123456789" if d != printed[i]])
        new = "".join(digits)
        first = next(c for c in new if c.isdigit())
        whole = first != "0" or printed[places[0]] == "0" or len(places) == 1
        if whole and any(c in "123456789" for c in new):
            return new


def sampled(documents: list[Documents], number: int, seed: int) -> Iterator[tuple[Documents, Change]]:
    """So many changes by chance, of each kind alike as far as there are enough."""
    chance = random.Random(seed)
    by_kind: dict[str, list[tuple[Documents, Change]]] = {}
    for together in documents:
        for change in changes(together, chance):
            by_kind.setdefault(change.kind, []).append((together, change))
    for listed in by_kind.values():
        chance.shuffle(listed)
    while number and any(by_kind.values()):
        for kind in sorted(by_kind):
            if number and by_kind[kind]:
                number -= 1
                yield by_kind[kind].pop()


def read_set(folder: Path, name: str) -> Documents:
    """Overview and guidance of a name."""
    paths = [folder / f"{name}-{kind}.txt" for kind in ("overview", "guidance")]
    return Documents(SourceDocument(p.stem, p.read_bytes().decode()) for p in paths if p.exists())


def tried(corpus: Path, number: int, seed: int) -> Iterator[tuple[Noticed, str]]:
    """What the audit says of so many changes of a folder's documents, each with the words around it."""
    names = sorted({path.stem.rsplit("-", 1)[0] for path in corpus.glob("*.txt")})
    for together, change in sampled([read_set(corpus, name) for name in names], number, seed):
        text = together.texts()[change.document]
        yield together.noticed(change), text[max(0, change.start - 60) : change.end + 60].replace("\n", "⏎")


def main() -> None:
    """Print how many changes were found by kind, those that were not, and what came up elsewhere."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    chosen = parser.parse_args()
    counted: Counter[tuple[str, bool]] = Counter()
    for noticed, around in tried(chosen.corpus, chosen.number, chosen.seed):
        change = noticed.change
        counted[change.kind, noticed.found] += 1
        if not noticed.found or noticed.elsewhere:
            said = "" if noticed.found else "MISSED "
            sys.stdout.write(f"{said}{change.kind} {change.document} {change.old} -> {change.new}: {around!r}\n")
            sys.stdout.writelines(f"    ELSEWHERE {message}\n" for message in noticed.elsewhere)
            sys.stdout.flush()
    for kind in sorted({kind for kind, _ in counted}):
        sys.stdout.write(f"{kind}: {counted[kind, True]} of {counted[kind, True] + counted[kind, False]} found\n")


if __name__ == "__main__":
    main()
