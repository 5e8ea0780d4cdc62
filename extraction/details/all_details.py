"""All that studies and documents tell beside results, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.extraction.details.absences import absences
from evigraph.extraction.details.counts import stated_counts
from evigraph.extraction.details.devices import device_uses
from evigraph.extraction.details.inclusions import inclusions
from evigraph.extraction.details.technique import technique_parameters

if TYPE_CHECKING:
    from evigraph.extraction.evidence import Evidence
    from evigraph.ontology.records import Finding


def details(evidence: Evidence) -> list[Finding]:
    """What technique cells, silences, counts and words about other studies tell."""
    document = evidence.document
    return [
        *technique_parameters(document),
        *device_uses(document),
        *absences(evidence),
        *stated_counts(document),
        *inclusions(evidence),
    ]
