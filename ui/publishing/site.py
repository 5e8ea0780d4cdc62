"""A publisher's data as a static site: pages, data, dumps, descriptions and reports.

Knows what belongs to a site; knows nothing of how each of it is made.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.graph.catalogue.dcat import EVIDENCE, FACTS, VOCABULARY, File, catalogue
from evigraph.graph.catalogue.feeds import changes, sitemaps
from evigraph.graph.catalogue.readiness import Check, stars
from evigraph.graph.catalogue.versions import versions
from evigraph.graph.export.files import new_folder
from evigraph.graph.export.kinds import write
from evigraph.graph.export.source import Source
from evigraph.graph.validation import file_violations
from evigraph.ontology.rdf import RdfFormat, Triple, parse, serialize
from evigraph.ontology.terms import PREFIXES
from evigraph.ui.example_queries import examples
from evigraph.ui.html import render
from evigraph.ui.publishing.links import INDEX, StaticAddresses, static_page
from evigraph.ui.publishing.reports import write_reports
from evigraph.ui.publishing.texts import write_texts
from evigraph.ui.publishing.things import Things, put
from evigraph.ui.web import knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from evigraph.graph.store import LocalReader
    from evigraph.ontology.publisher import Publisher

LEVEL = 6
#: Files that are offered packed.
PACKED = frozenset({".nq", ".trig", ".jsonld"})
#: Kinds of exports that a site offers, with what they belong to.
DUMPS = {
    "rdf": EVIDENCE,
    "facts": FACTS,
    "trig": EVIDENCE,
    "jsonld": EVIDENCE,
    "tables": EVIDENCE,
    "sqlite": EVIDENCE,
    "parquet": EVIDENCE,
    "fhir": EVIDENCE,
    "pico": FACTS,
    "ris": FACTS,
}
MEDIA_TYPES = {
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv",
    ".json": "application/json",
    ".ndjson": "application/fhir+ndjson",
    ".sqlite": "application/vnd.sqlite3",
    ".parquet": "application/vnd.apache.parquet",
    ".ttl": "text/turtle",
    ".ris": "application/x-research-info-systems",
    ".bib": "application/x-bibtex",
}
#: What the first page leads to beside documents and dumps.
MORE = {
    f"/things/{INDEX}": "all things",
    f"/reports/{INDEX}": "readiness report",
    "/reports/validation.ttl": "validation report",
    "/sitemap.xml": "sitemap",
    "/void.ttl": "statistics",
}
#: Lets Apache send programs to data, each form by its media type; other servers do without.
APACHE = """AddType text/turtle .ttl
AddType application/ld+json .jsonld
AddType application/atom+xml .atom
Header set Access-Control-Allow-Origin "*"
RewriteEngine On
"""
NEGOTIATED = """RewriteCond %{{HTTP_ACCEPT}} {media_type}
RewriteRule ^id/(.+?)/?$ data/$1.{suffix} [R=303,L]
RewriteCond %{{HTTP_ACCEPT}} {media_type}
RewriteRule ^((?:concept|graph)/.+?)/?$ data/$1.{suffix} [R=303,L]
"""


@dataclass(frozen=True, slots=True)
class Published:
    """A site that was written: how many files and things, and how ready it is."""

    files: int
    things: int
    checks: tuple[Check, ...]

    @property
    def stars(self) -> int:
        """The stars that are reached."""
        return stars(self.checks)


def publish(reader: LocalReader, folder: Path, publisher: Publisher) -> Published:
    """Write the site of a store to a new folder; raises EvigraphError where the folder is not empty."""
    source = Source(reader, publisher)
    with new_folder(folder) as draft:
        return _Site(source, reader, draft).written()


class _Site:
    """One site on its way into a folder."""

    def __init__(self, source: Source, reader: LocalReader, folder: Path) -> None:
        self._source = source
        self._publisher = source.publisher
        self._folder = folder
        self._texts = reader.folder.path / "texts"
        self._versions = versions(reader.select, reader.folder)

    def written(self) -> Published:
        things = Things(self._source)
        dumps = list(self._dumps())
        files = [*self._knowledge()]
        files += things.write(self._folder)
        files += write_texts(self._source, self._texts, self._versions, self._folder)
        violations = file_violations(self._folder / "evigraph.nq")
        (self._folder / "evigraph.nq").unlink()
        checks, reports = write_reports(self._source, self._versions, violations, self._folder)
        files += [*reports, *self._descriptions(dumps, things.iris)]
        return Published(len(files) + len(dumps), len(things.iris), tuple(checks))

    def _dumps(self) -> Iterator[File]:
        for kind, dataset in DUMPS.items():
            place = self._folder / "dump" / kind
            place.mkdir(parents=True)
            for path in write(kind, self._source, place):
                yield self._offered(path, dataset, kind)

    def _offered(self, path: Path, dataset: str, kind: str) -> File:
        media_type = MEDIA_TYPES[path.suffix]
        if path.suffix in PACKED:
            packed = put(path.with_name(f"{path.name}.gz"), gzip.compress(path.read_bytes(), LEVEL, mtime=0))
            if kind == "rdf":
                path.replace(self._folder / path.name)  # to be validated
            else:
                path.unlink()
            path = packed
        content = path.read_bytes()
        checksum = hashlib.sha256(content).hexdigest()
        name = path.relative_to(self._folder).as_posix()
        about = {"title": f"{kind}: {path.name}", "media_type": media_type}
        return File(path=name, dataset=dataset, size=len(content), sha256=checksum, **about)

    def _knowledge(self) -> Iterator[Path]:
        yield put(self._folder / "ns.ttl", knowledge.written(knowledge.ontology(), "turtle"))
        yield put(self._folder / "shapes.ttl", knowledge.written(knowledge.shapes(), "turtle"))
        yield put(self._folder / "context.jsonld", knowledge.context())
        yield self._page(f"ns/{INDEX}", "ontology.html", terms=knowledge.terms())
        yield self._page(f"examples/{INDEX}", "examples.html", examples=examples())

    def _descriptions(self, dumps: list[File], iris: frozenset[str]) -> Iterator[Path]:
        base, publisher = self._publisher.base, self._publisher
        addresses = StaticAddresses(base, iris)
        ours = File(path="ns.ttl", dataset=VOCABULARY, title="Ontology", media_type="text/turtle")
        shown = {"publisher": publisher, "versions": self._versions, "files": dumps, "more": MORE}
        yield self._page(f"things/{INDEX}", "things.html", iris=sorted(iris), link=addresses.link)
        for name in (INDEX, f"catalog/{INDEX}"):
            yield self._page(name, "catalogue.html", **shown, link=addresses.link)
        told = sorted(catalogue(publisher, self._versions, [*dumps, ours]), key=str)
        yield from self._described("catalog", told)
        yield from self._described("void", self._void())
        yield put(self._folder / "changes.atom", changes(publisher, self._versions))
        pages = (f"{iri}/" for iri in iris)
        for name, content in sitemaps([base, f"{base}catalog/", *pages], base):
            yield put(self._folder / name, content)
        yield put(self._folder / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n")
        forms = (("ttl", "text/turtle"), ("jsonld", r"application/ld\+json"))
        rules = (NEGOTIATED.format(suffix=suffix, media_type=media_type) for suffix, media_type in forms)
        yield put(self._folder / ".htaccess", "".join((APACHE, *rules)))

    def _void(self) -> list[Triple]:
        """What the graph says of itself."""
        name = f"{self._publisher.base}graph/description"
        lines = (line for line in self._source.graph.nquads() if line.endswith(f" <{name}> .\n".encode()))
        return [quad.triple for quad in parse(b"".join(lines), format=RdfFormat.N_QUADS)]

    def _described(self, name: str, triples: Iterable[Triple]) -> Iterator[Path]:
        listed = list(triples)
        for suffix, format_ in (("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD)):
            yield put(self._folder / f"{name}.{suffix}", serialize(listed, format=format_, prefixes=PREFIXES))

    def _page(self, file: str, template: str, **values: object) -> Path:
        return put(self._folder / file, static_page(render(template, **values), file))
