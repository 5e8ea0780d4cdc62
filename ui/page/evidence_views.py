"""The evidence of many studies as markup, each number with a link to its words.

Knows the synthesis and the templates of pages; knows nothing of Gradio.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evigraph.ontology.rdf import text
from evigraph.queries.synthesis.comparability import differences
from evigraph.queries.synthesis.evidence_base import EvidenceBase
from evigraph.queries.synthesis.findings_table import HEADS, sentence, summary_of_findings
from evigraph.queries.synthesis.gaps import coverage, evidence_map
from evigraph.queries.synthesis.harms import harm_boards
from evigraph.queries.synthesis.patients import patients
from evigraph.queries.synthesis.series import series
from evigraph.ui.html import render
from evigraph.ui.page.charts import chart_of_harm, chart_of_series
from evigraph.ui.page.places import Place, places
from evigraph.ui.page.replies import flat
from evigraph.ui.page.sparql import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evigraph.graph.store import Reader
    from evigraph.queries.synthesis.evidence_base import Study

#: Columns of the table of studies, and the attributes whose words they show.
COLUMNS = {
    "design": "design",
    "country": "country",
    "patients": "n_patients",
    "age": "age_value",
    "women": "female_percent",
    "follow_up": "follow_up_value",
    "population": "population",
    "device": "device",
    "imaging": "imaging",
    "anaesthesia": "anaesthesia",
}
NUMBERS = frozenset({"patients", "age", "women", "follow_up", "year"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What the table of studies is narrowed and sorted by; empty or 0 where it is not."""

    words: str = ""
    design: str = ""
    patients: float = 0
    follow_up: float = 0
    sort: str = "study"

    def keep(self, study: Study) -> bool:
        """Whether a study fits; one that does not say a number fits no bound."""
        details = study.details
        return (
            all(word in " ".join(details.values()).casefold() for word in self.words.casefold().split())
            and self.design in ("", details.get("design", ""))
            and number(details, "patients") >= self.patients
            and number(details, "follow_up") >= self.follow_up
        )


def number(details: Mapping[str, str], name: str) -> float:
    """A number of a study, 0 where it says none."""
    return float(details[name]) if name in details else 0.0


class EvidenceViews:
    """The views of one evidence base."""

    def __init__(self, reader: Reader, document: str) -> None:
        self._reader = reader
        self.base = EvidenceBase(reader, document)

    def studies(self, facets: Facets) -> str:
        """Totals, the table of studies and their cards."""
        kept = [study for study in self.base.studies if facets.keep(study)]
        if facets.sort in NUMBERS:
            kept.sort(key=lambda study: -number(study.details, facets.sort))
        else:
            kept.sort(key=lambda study: study.details.get(facets.sort, "").casefold())
        known = self._places(study.node for study in kept)
        total = patients(self.base.studies)
        return self._page("studies", studies=kept, places=known, columns=COLUMNS, words=self._attributes, total=total)

    def map(self) -> str:
        """Studies by outcomes."""
        found = evidence_map(self.base.results)
        first = self._places(nodes[0] for cells in found.values() for nodes in cells.values())
        return self._page("map", map=found, studies=[study.name for study in self.base.studies], places=first)

    def series(self) -> str:
        """Each series as a picture and as a table."""
        found = series(self.base.results)
        known = self._places(point.node for one in found for point in one.points)
        charts = [(one, chart_of_series(one, self.base.people.get(one.study))) for one in found]
        return self._page("series", charts=charts, places=known)

    def harms(self) -> str:
        """The rare-harm board."""
        boards = harm_boards(self.base.harms)
        known = self._places(line.harm.node for board in boards for line in board.lines)
        return self._page("harms", boards=[(board, chart_of_harm(board)) for board in boards], places=known)

    def gaps(self) -> str:
        """Key outcomes and what is missing of each."""
        found = coverage(self.base.key_outcomes)
        nodes = [nodes[0] for one in found for nodes in one.key.evidence.values()]
        return self._page("gaps", found=found, places=self._places([*(one.key.node for one in found), *nodes]))

    def trace(self) -> str:
        """From recommendations to considerations, outcomes, studies and words, and back."""
        paragraphs = self.base.paragraphs
        facts = {result.node: sentence(result) for result in self.base.results}
        facts |= {harm.node: sentence(harm) for harm in self.base.harms}
        nodes = [paragraph.node for paragraph in paragraphs] + [key.node for key in self.base.key_outcomes]
        found = [node for key in self.base.key_outcomes for nodes in key.evidence.values() for node in nodes]
        return self._page(
            "trace",
            recommendations=[one for one in paragraphs if one.kind == "recommendation"],
            considerations=[one for one in paragraphs if one.kind != "recommendation"],
            keys=self.base.key_outcomes,
            facts=facts,
            places=self._places([*nodes, *found]),
        )

    def summary(self) -> str:
        """The summary-of-findings table."""
        lines = summary_of_findings(self.base)
        known = self._places(node for line in lines for node in (line.node, *(fact for _, fact in line.findings)))
        return self._page("summary", heads=HEADS, lines=lines, places=known)

    def facts(self) -> list[tuple[str, str]]:
        """Every result that can be compared, in a few words, and its node."""
        return [(sentence(result), result.node) for result in self.base.results if result.value is not None]

    def compared(self, first: str, second: str) -> str:
        """Whether two results may stand side by side."""
        known = {result.node: result for result in self.base.results}
        if first not in known or second not in known or first == second:
            return flat(render("evidence/compare.html", pair=[], found=[], places={}))
        pair = [(sentence(known[node]), node) for node in (first, second)]
        found = differences(known[first], known[second])
        return self._page("compare", pair=pair, found=found, places=self._places([first, second]))

    def _page(self, name: str, **values: object) -> str:
        return flat(render(f"evidence/{name}.html", document=self.base.document, **values))

    def _places(self, nodes: Iterable[str]) -> Mapping[str, Place]:
        return places(self._reader, nodes)

    @cached_property
    def _attributes(self) -> Mapping[tuple[str, str], Place]:
        found: dict[tuple[str, str], Place] = {}
        for row in rows(self._reader, "attributes", document_id=[text(self.base.document)]):
            place = Place(row["document"], int(row["start"]), int(row["end"]))
            found.setdefault((row["study"], row["attribute"]), place)
        return found
