"""Question kinds: one file each, a strict header and a query that runs as it stands.

Knows header and body; knows nothing of questions.  A line of the body that ends in `# name` is there only when the
parameter of that name is given; its VALUES hold an example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from evigraph.queries.parameters import Parameter, Type

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).with_name("templates")
HEADER = "#+"
LINE = re.compile(r"(?P<code>.*\S)\s+# (?P<name>\w+)")
COMPUTED = re.compile(r"\(.*?\bAS \?(\w+)\)", re.DOTALL)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, kw_only=True)
class Template:
    """One question kind.

    `words`, `concepts` and `schemes` are what asks for it, `accepts` concepts that may stand beside; `needs` are cues
    without which it is not meant, `cues` those that it can answer beyond counts and lists.  Of two kinds that fit alike
    the one of higher `priority` is meant.  Of the words that ask for it the `telling` ones also tell its rows apart;
    `ranked` is the column of text by which its rows are ranked; with `facet_needed` it is only meant where a facet is
    named, with `requires` only where that parameter is.
    `filters` names the template whose parameters narrow ?study_iri here too.  `facets` are columns of text whose
    values a question may name, `verify` the parameter that a yes-or-no question is about, `number` the column that
    extremes and sums are about.  `cited` are the attributes of a study whose words are quoted; `attributes` and
    `facts` tell the same of single parameters.  `answer` and `item` are the lines that say a row as a sentence and
    in a list: {column}, and [parts] that are left out where a column in them is empty.
    `lead` is said before a list instead of how many rows it has; `decides` is the column by which a yes-or-no question
    is answered.  `gives` are the columns of a kind whose rows are computed from those of its query, by the computation
    of its name.
    """

    name: str
    title: str
    asks: tuple[str, ...]
    sparql: str
    answer: str
    item: str
    counted: str
    words: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    priority: int = 0
    telling: tuple[str, ...] = ()
    ranked: str = ""
    facet_needed: bool = False
    requires: str = ""
    own_parameters: Mapping[str, str] = field(default_factory=dict)
    filters: str = ""
    facets: tuple[str, ...] = ()
    verify: str = ""
    number: str = ""
    cited: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    gives: tuple[str, ...] = ()
    lead: str = ""
    decides: str = ""

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """The slots of the file itself by name."""
        return {name: Parameter(name, Type(kind)) for name, kind in self.own_parameters.items()}

    @cached_property
    def all_parameters(self) -> dict[str, Parameter]:
        """The slots of the file and those by which its studies can be narrowed."""
        return (templates()[self.filters].parameters if self.filters else {}) | self.parameters

    @cached_property
    def lines(self) -> dict[str, str]:
        """The body's optional lines by parameter."""
        found = (LINE.fullmatch(line.strip()) for line in self.sparql.splitlines())
        return {match["name"]: match["code"] for match in found if match}

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the rows, in order."""
        return self.gives or self.variables

    @property
    def computed(self) -> tuple[str, ...]:
        """The columns that the query does not give, since they are computed from its rows."""
        return tuple(column for column in self.gives if column not in self.variables)

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The variables of the query, in order."""
        head = self.sparql[self.sparql.index("SELECT") : self.sparql.index("WHERE")]
        return tuple(re.findall(r"\?(\w+)", COMPUTED.sub(r"?\1", head)))


@cache
def templates() -> Mapping[str, Template]:
    """All question kinds by name; raises TypeError for a header key that none has, KeyError for one that misses."""
    return {
        path.stem: read_template(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.rq"))
    }


def read_template(name: str, content: str) -> Template:
    """One file: its header lines are YAML, the rest is the query."""
    lines = content.splitlines()
    header = "\n".join(line.removeprefix(HEADER)[1:] for line in lines if line.startswith(HEADER))
    sparql = "\n".join(line for line in lines if not line.startswith(HEADER)).strip() + "\n"
    given: dict[str, Any] = yaml.load(header, Loader=LOADER)  # noqa: S506  # the safe loader, in C where there is one
    given["own_parameters"] = given.pop("parameters")
    listed: dict[str, Any] = {k: tuple(map(str, v)) if isinstance(v, list) else v for k, v in given.items()}
    return Template(name=name, sparql=sparql, **listed)
