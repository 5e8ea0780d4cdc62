"""Evidence bases: the documents about one procedure, an overview and the guidance that rests on it.

Knows rows of documents; knows nothing of questions.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class KnownBase:
    """Documents about one procedure by their IRIs, with its name, the studies they include and its concepts."""

    title: str
    documents: tuple[str, ...]
    studies: tuple[str, ...]
    procedures: tuple[str, ...]


def bases_of(rows: Iterable[Mapping[str, str]]) -> tuple[KnownBase, ...]:
    """The bases of documents: those of one name, and those that rest on each other, are one.

    >>> bases_of([{"document": "a", "title": "Ablation"}, {"document": "b", "title": "Ablation of it", "basis": "a"}])
    (KnownBase(title='Ablation', documents=('a', 'b'), studies=(), procedures=()),)
    """
    held: defaultdict[str, defaultdict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        for column, value in row.items():
            held[row["document"]][column][value] = None
    groups: dict[str, list[str]] = {}
    for document, columns in sorted(held.items(), key=lambda item: bool(item[1]["basis"])):
        based = [name for name, members in groups.items() if columns["basis"].keys() & set(members)]
        titles = sorted(columns["title"], key=len)
        name = next(iter([*based, *(title for title in titles if title in groups), titles[0]]))
        groups.setdefault(name, []).append(document)
    return tuple(_base(title, documents, held) for title, documents in sorted(groups.items()))


def _base(title: str, documents: list[str], held: Mapping[str, Mapping[str, Mapping[str, None]]]) -> KnownBase:
    studies, procedures = (
        tuple(sorted({value for document in documents for value in held[document][column]}))
        for column in ("study", "procedure")
    )
    return KnownBase(title, tuple(sorted(documents)), studies, procedures)
