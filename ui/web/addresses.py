"""Canonical IRIs of the data and the paths at which this server answers for them.

Knows paths; knows nothing of what they hold.  An IRI answers at the same path on whatever host serves the data, so that
a copy on one's own machine dereferences too.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from evigraph.ontology.terms import BASE

#: Characters that a path may hold as they are.
PLAIN = "/:@!$&'()*+,;=~-._"
#: First parts of paths that name things, beside `id`.
KINDS = ("concept", "graph")
SHOWN = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The paths of one publisher's IRIs, and of the ontology's; both bases end with a slash."""

    base: str = BASE

    def iri(self, kind: str, name: str) -> str:
        """The canonical IRI of what is asked by kind (`id`, `concept`, `graph`) and the rest of the path."""
        base = BASE if kind == "concept" and not name.startswith("local/") else self.base
        return f"{base}{kind}/{name}"

    def shown(self, name: str) -> str:
        """The canonical IRI of what a page or data file is about, by the path below `/doc/` or `/data/`."""
        kind, _, rest = name.partition("/")
        return self.iri(kind, rest) if kind in KINDS and rest else self.iri("id", name)

    def name(self, iri: str) -> str:
        """The path below `/doc/` or `/data/` for an IRI of the data, empty for another."""
        for base in {self.base, BASE}:
            if iri.startswith(base):
                path = iri.removeprefix(base)
                return quote(path.removeprefix("id/"), safe=PLAIN) if path.startswith(("id/", *KINDS)) else ""
        return ""

    def link(self, iri: str) -> str:
        """Where people who follow an IRI are sent: this server for its own, empty where it leads nowhere."""
        for base in {self.base, BASE}:
            if iri.startswith(base):
                path, hash_sign, fragment = iri.removeprefix(base).partition("#")
                return f"/{quote(path, safe=PLAIN)}{hash_sign}{quote(fragment, safe=PLAIN)}"
        return iri if iri.startswith(SHOWN) else ""
