"""The audit of a document: every check over its evidence, what they find in order.

Knows which checks there are; knows nothing of stores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evigraph.graph.audit.checks.attendance import attendance
from evigraph.graph.audit.checks.counts import document_counts, people_totals
from evigraph.graph.audit.checks.dates import dates_in_order
from evigraph.graph.audit.checks.denials import denials
from evigraph.graph.audit.checks.denominators import denominators
from evigraph.graph.audit.checks.effects import effects
from evigraph.graph.audit.checks.follow_up import follow_up
from evigraph.graph.audit.checks.grim import grim
from evigraph.graph.audit.checks.identifiers import identifiers
from evigraph.graph.audit.checks.intervals import intervals
from evigraph.graph.audit.checks.names import names
from evigraph.graph.audit.checks.omissions import omissions
from evigraph.graph.audit.checks.p_values import p_values
from evigraph.graph.audit.checks.parts import parts
from evigraph.graph.audit.checks.patients import patient_tables
from evigraph.graph.audit.checks.percentages import percentages
from evigraph.graph.audit.checks.restatements import restatements
from evigraph.graph.audit.checks.scales import scales
from evigraph.graph.audit.checks.searches import search_dates
from evigraph.graph.audit.checks.sizes import sizes
from evigraph.graph.audit.checks.spreads import spreads
from evigraph.graph.audit.checks.survival import survival_order
from evigraph.graph.audit.checks.validity import validity
from evigraph.graph.audit.checks.wording import wording
from evigraph.graph.audit.rules import by_rules

if TYPE_CHECKING:
    from evigraph.graph.audit.evidence import Evidence
    from evigraph.graph.audit.finding import Finding

CHECKS = (
    percentages,
    intervals,
    p_values,
    spreads,
    grim,
    sizes,
    restatements,
    survival_order,
    document_counts,
    people_totals,
    scales,
    patient_tables,
    denials,
    parts,
    search_dates,
    dates_in_order,
    follow_up,
    attendance,
    denominators,
    names,
    omissions,
    identifiers,
    effects,
    validity,
    wording,
    by_rules,
)


def findings(evidence: Evidence) -> list[Finding]:
    """What the checks find in a document, each thing once, in the order of its words."""
    found = [finding for check in CHECKS for finding in check(evidence)]
    return sorted(dict.fromkeys(found), key=lambda f: f.order)
