"""Graph, tables and their descriptions as one research object: RO-Crate 1.1.

Knows RO-Crate; knows nothing of what is in the files.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from evigraph.graph.export.csvw import write_csvw
from evigraph.graph.export.rdf import write_nquads
from evigraph.graph.export.tables import records
from evigraph.graph.version import extractor_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Any

    from evigraph.graph.export.source import Source
    from evigraph.ontology.publisher import Publisher

    Entity = dict[str, Any]

NAME = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/crate/1.1"
#: Terms that the context of RO-Crate 1.1 lacks.
OWN_TERMS = {"sha256": "http://schema.org/sha256"}
SOFTWARE = "#evigraph"
RUN = "#build"
#: Media types by file ending.
FORMATS = {
    ".csv": "text/csv",
    ".nq": "application/n-quads",
    ".json": "application/csvm+json",
}
DATES = ("date_published", "date_updated", "date_prepared")
DAY = "-01"


def write_crate(source: Source, folder: Path) -> Iterator[Path]:
    """Write the graph and all tables, and the file that makes a crate of their folder."""
    written = [*write_nquads(source, folder), *write_csvw(source, folder)]
    yield from written
    documents = records(source.graph.select, "documents")
    path = folder / NAME
    content = crate(written, documents, source.publisher)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
    yield path


def crate(files: Iterable[Path], documents: list[dict[str, str]], publisher: Publisher) -> Entity:
    """The metadata of a crate of files, made of documents."""
    data = [_file(path) for path in files]
    used = [_document(row) for row in documents]
    graph = [
        _descriptor(),
        _root(data, documents, publisher),
        _agent(publisher),
        *_licences(publisher),
        _software(),
        _run(data, used),
        *data,
        *used,
    ]
    return {"@context": [f"{PROFILE}/context", OWN_TERMS], "@graph": graph}


def newest_date(documents: Iterable[dict[str, str]]) -> str:
    """The latest date that a document states, filled up to a day; empty where none states one."""
    dates = [row[name] for row in documents for name in DATES if row[name]]
    newest = max(dates, default="")
    return newest + DAY * (2 - newest.count("-")) if newest else ""


def _descriptor() -> Entity:
    about = {"conformsTo": {"@id": PROFILE}, "about": {"@id": "./"}}
    return {"@id": NAME, "@type": "CreativeWork", **about}


def _root(data: list[Entity], documents: list[dict[str, str]], publisher: Publisher) -> Entity:
    dated = newest_date(documents)
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": publisher.title,
        "description": publisher.description,
        "license": {"@id": publisher.licence},
        "publisher": {"@id": _agent(publisher)["@id"]},
        "inLanguage": publisher.language,
        "hasPart": [{"@id": entity["@id"]} for entity in data],
        "mentions": [{"@id": RUN}],
        **({"datePublished": dated} if dated else {}),
    }


def _agent(publisher: Publisher) -> Entity:
    about = {"url": publisher.homepage} if publisher.homepage else {}
    return {"@id": publisher.homepage or publisher.base, "@type": "Organization", "name": publisher.name, **about}


def _licences(publisher: Publisher) -> list[Entity]:
    terms = f"Licence of what was extracted. {publisher.rights}"
    return [{"@id": publisher.licence, "@type": "CreativeWork", "name": publisher.licence, "description": terms}]


def _software() -> Entity:
    version = extractor_version()
    about = {"name": "evigraph", "version": version, "softwareVersion": version}
    return {"@id": SOFTWARE, "@type": "SoftwareApplication", "url": "https://w3id.org/hta-evidence/", **about}


def _run(data: list[Entity], used: list[Entity]) -> Entity:
    """How the files came to be."""
    return {
        "@id": RUN,
        "@type": "CreateAction",
        "name": "Reading of the documents",
        "instrument": {"@id": SOFTWARE},
        "object": [{"@id": entity["@id"]} for entity in used],
        "result": [{"@id": entity["@id"]} for entity in data],
    }


def _document(row: dict[str, str]) -> Entity:
    return {"@id": row["node"], "@type": "CreativeWork", "name": row["title"] or row["document_id"]}


def _file(path: Path) -> Entity:
    content = path.read_bytes()
    return {
        "@id": path.name,
        "@type": "File",
        "name": path.stem.replace("_", " "),
        "encodingFormat": FORMATS[path.suffix],
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
