"""What changed, for harvesters, as an Atom feed, and all addresses, for search engines, as a sitemap.

Knows RFC 4287 and sitemaps.org; knows nothing of stores.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.graph.catalogue.versions import Version
    from evigraph.ontology.publisher import Publisher

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: Addresses of one sitemap, as its protocol has it.
MOST = 50_000
#: What stands for the time of what came in nobody knows when.
UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


def changes(publisher: Publisher, versions: Iterable[Version]) -> bytes:
    """An Atom feed with an entry for each document, the one that changed last first."""
    base = publisher.base
    listed = sorted(versions, key=lambda v: (_changed(v), v.id), reverse=True)
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": publisher.language})
    _put(feed, "id", f"{base}changes.atom")
    _put(feed, "title", f"{publisher.title}: changes")
    _put(feed, "updated", _instant(max(map(_changed, listed), default=UNKNOWN)))
    _put(SubElement(feed, "author"), "name", publisher.name)
    _put(feed, "link", rel="self", type="application/atom+xml", href=f"{base}changes.atom")
    _put(feed, "link", rel="alternate", href=base)
    for version in listed:
        _entry(feed, version)
    return _written(feed)


def _entry(feed: Element, version: Version) -> None:
    entry = SubElement(feed, "entry")
    state = "replaced an earlier version" if version.before else "added"
    _put(entry, "id", version.version)
    _put(entry, "title", f"{version.identifier or version.id}: {version.title}")
    _put(entry, "updated", _instant(_changed(version)))
    _put(entry, "link", rel="alternate", href=version.document)
    _put(entry, "category", term="replaced" if version.before else "added")
    _put(entry, "summary", f"Version {version.sha256[:12]} of {version.id} {state}.")


def _changed(version: Version) -> datetime:
    """When a version came in, or else the date that its document states."""
    if version.loaded or not version.dated:
        return version.loaded or UNKNOWN
    year, month, day = (*map(int, version.dated.split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=UTC)


def _instant(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def sitemaps(addresses: Iterable[str], base: str) -> Iterator[tuple[str, bytes]]:
    """Files by name: one sitemap, or several with an index, of all addresses."""
    parts = [sorted(part) for part in _parts(sorted(set(addresses)))]
    names = ["sitemap.xml"] if len(parts) == 1 else [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _listing("urlset", "url", part)
    if len(parts) > 1:
        yield "sitemap.xml", _listing("sitemapindex", "sitemap", [f"{base}{name}" for name in names])


def _parts(addresses: list[str]) -> Iterator[list[str]]:
    yield from (addresses[at : at + MOST] for at in range(0, max(len(addresses), 1), MOST))


def _listing(root: str, kind: str, addresses: Iterable[str]) -> bytes:
    listing = Element(root, {"xmlns": SITEMAP})
    for address in addresses:
        _put(SubElement(listing, kind), "loc", address)
    return _written(listing)


def _put(parent: Element, name: str, text: str = "", **attributes: str) -> None:
    SubElement(parent, name, attributes).text = text or None


def _written(root: Element) -> bytes:
    indent(root, " ")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
