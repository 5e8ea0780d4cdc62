"""A question about a broad outcome finds what is narrower, and one about a narrow outcome finds nothing else."""

from __future__ import annotations

import evigraph
import pytest
from evigraph.graph.store import open_store
from evigraph.queries.ask import Asker

OVERVIEW = """Interventional procedure overview of valves for severe emphysema

Efficacy summary

Lung function

Mean FEV1 was 0.84 litres at 6 months in a case series of 40 patients (Alder 2018).

Mean residual volume was 4.1 litres at 6 months in a case series of 55 patients (Birch 2019).

Mean body weight was 71 kg at 6 months in a case series of 62 patients (Cedar 2020).

Summary of key evidence on valves for severe emphysema

Study 1 Alder (2018)

Study details

Study type	Case series
Country	Norway
Study population and number	n=40 patients with severe emphysema

Study 2 Birch (2019)

Study details

Study type	Case series
Country	Norway
Study population and number	n=55 patients with severe emphysema

Study 3 Cedar (2020)

Study details

Study type	Case series
Country	Norway
Study population and number	n=62 patients with severe emphysema
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("valves")
    (folder / "valves-overview.txt").write_text(OVERVIEW, encoding="utf-8")
    assert evigraph.build(folder, store=folder / "store", workers=1).ok
    return Asker(open_store(folder / "store"))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which studies reported lung function?", {"Alder 2018", "Birch 2019"}),
        ("Which studies reported residual volume?", {"Birch 2019"}),
        ("Which studies reported body weight?", {"Cedar 2020"}),
    ],
)
def test_studies_that_reported_an_outcome(asker: Asker, question: str, found: set[str]) -> None:
    answer = asker.ask(question)
    assert {str(row["study"]) for row in answer.rows} == found
