"""What a document tells beside results reaches the graph, and a question kind answers it.  Knows one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import evigraph
import pytest
from evigraph.graph.store import LocalReader, open_store
from evigraph.queries.registry import Registry

if TYPE_CHECKING:
    from pathlib import Path

OVERVIEW = """Interventional procedure overview of steam closure of anal fistula

Date prepared

March 2023

List of studies included in the overview

About 500 people from 1 systematic review and 1 RCT are reported here; the RCT is also one of the trials of the review.

Summary of key evidence on steam closure of anal fistula

Study 1 Abe T (2021)

Study details

Study type\tSystematic review
Country\tJapan
Study population and number\tn=410 (6 RCTs)

Study 2 Ito K (2019)

Study details

Study type\tRandomised controlled trial
Country\tJapan
Study population and number\tn=62 (steam 31, sham 31)
Age and sex\tNot reported
Technique\tSteam came from VaporJet 3 (Hanami Medical, Japan). It was heated to 95 °C for 40 seconds.

Key efficacy findings

- Healed=74% (23/31) with steam and 10% (3/31) with sham, which was significantly more (p=0.001).

- Continence was not assessed.

Company engagement

Two companies were asked for information.
"""
GUIDANCE = """Steam closure of anal fistula

HealthTech guidance
Published: 4 May 2023
www.nice.org.uk/guidance/htg9990

It replaces IPG9991.

1 Recommendations

1.1 Use it with standard arrangements.

2 The condition, current treatments and procedure

2.1 It is a tunnel.

3 Committee considerations

3.1 The committee met.

Update information

Minor changes since publication

January 2026: Interventional procedures guidance 9992 was renumbered as HealthTech guidance 9990.
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> LocalReader:
    folder: Path = tmp_path_factory.mktemp("details")
    (folder / "steam-overview.txt").write_text(OVERVIEW, encoding="utf-8")
    (folder / "steam-guidance.txt").write_text(GUIDANCE, encoding="utf-8")
    built = evigraph.build(folder, store=folder / "store", workers=1)
    assert built.ok
    return open_store(folder / "store")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("techniques", {"study": "Ito 2019", "parameter": "ablation time", "unit": "seconds"}),
        ("techniques", {"study": "Ito 2019", "parameter": "maximum temperature"}),
        ("devices", {"device": "VaporJet 3", "manufacturer": "Hanami Medical", "country": "Japan"}),
        ("not_reported", {"study": "Ito 2019", "matter": "age and sex", "state": "not reported"}),
        ("not_reported", {"study": "Ito 2019", "matter": "continence", "state": "not assessed"}),
        ("stated_counts", {"matter": "companies"}),
        ("sub_populations", {"study": "Ito 2019", "label": "sham", "role": "arm"}),
        ("study_inclusions", {"review": "Abe 2021", "study": "Ito 2019"}),
        ("guidance_changes", {"change": "replacement", "date": "2023-05-04", "from_identifier": "IPG9991"}),
        ("guidance_changes", {"change": "migration", "date": "2026-01", "from_identifier": "IPG9992"}),
    ],
)
def test_a_question_kind_answers_it(kind: str, expected: dict[str, str], reader: LocalReader) -> None:
    found = Registry(reader).run(kind, {}, limit=50).rows
    assert [row for row in found if expected.items() <= {k: str(v) for k, v in row.items()}.items()], found


def test_claims_of_significance_are_in_the_graph(reader: LocalReader) -> None:
    query = "PREFIX hta: <https://w3id.org/hta-evidence/ns#> SELECT ?r { ?r hta:claimedSignificant true }"
    assert list(reader.select(query).texts())


def test_a_review_points_to_the_study_that_it_includes(reader: LocalReader) -> None:
    query = """PREFIX hta: <https://w3id.org/hta-evidence/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT DISTINCT ?a ?b { ?x hta:reviews ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }"""
    assert list(reader.select(query).texts()) == [{"a": "Abe 2021", "b": "Ito 2019"}]
