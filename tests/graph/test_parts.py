"""Parts of a derivation: what belongs together is not taken apart, and what is read of others is with it."""

from __future__ import annotations

from itertools import chain

import pytest
from evigraph.graph.joining.documents import GUIDANCE, OVERVIEW, JoinedDocument, Plan
from evigraph.graph.joining.parts import parts
from evigraph.ontology.rdf import NamedNode


def document(name: str, kind: str) -> JoinedDocument:
    node, facts = NamedNode(f"https://example.org/{name}"), NamedNode(f"https://example.org/{name}/facts")
    return JoinedDocument(
        node=node, id=name, kind=kind, facts=facts, run="", version=node, mention=node, title="", date=""
    )


def pair(number: int) -> list[Plan]:
    overview, guidance = document(f"{number}-o", OVERVIEW), document(f"{number}-g", GUIDANCE)
    return [Plan(overview, None, "", ()), Plan(guidance, overview, "join.title", ())]


EVERY = [plan for number in range(5) for plan in pair(number)]


@pytest.mark.parametrize("size", [1, 3, 4, 100])
def test_every_plan_is_in_one_part_together_with_its_overview(size: int) -> None:
    found = list(parts(reversed(EVERY), EVERY, size=size))
    assert sorted(p.document.id for part in found for p in part.plans) == sorted(p.document.id for p in EVERY)
    assert all(part.beside == () for part in found)
    assert [part.documents for part in found] == [tuple(p.document for p in part.plans) for part in found]


def test_a_source_that_is_not_due_is_beside() -> None:
    overview, guidance = EVERY[:2]
    (part,) = parts([guidance], EVERY)
    assert (part.plans, part.beside) == ((guidance,), (overview,))
    assert part.documents == (overview.document, guidance.document)


def test_sources_of_sources_are_read_too() -> None:
    lead = document("lead", OVERVIEW)
    overview = Plan(document("o", OVERVIEW), None, "", (("study", lead),))
    guidance = Plan(document("g", GUIDANCE), overview.document, "join.title", ())
    (part,) = parts([guidance], [overview, guidance, Plan(lead, None, "", ())])
    assert part.beside == (overview,)
    assert [d.id for d in part.documents] == ["o", "lead", "g"]


def test_parts_do_not_depend_on_the_order_of_what_is_given() -> None:
    assert list(chain(parts(EVERY, EVERY))) == list(chain(parts(reversed(EVERY), reversed(EVERY))))
