"""Studies whose heading gives another year than everything that cites them: the cited name is the study's.

Knows sections and the names in a text; knows no reference list.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from evigraph.extraction.structure.study_names import STUDY_NAME

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from evigraph.extraction.structure.sections import Section


def with_cited_names(sections: Sequence[Section], text: str) -> list[Section]:
    """The sections, each study under the name by which the text cites it; `printed` keeps what its heading says."""
    headed = {s.study.name: s.study for s in sections if s.study is not None}
    if not headed:
        return list(sections)
    named = Counter(f"{m['surname']} {m['year']}{m['letter'] or ''}" for m in STUDY_NAME.finditer(text))
    cited = {name: _cited(name, named, headed.keys()) for name in headed}
    return [
        section
        if section.study is None or not (name := cited[section.study.name])
        else replace(section, study=replace(section.study, name=name, printed=section.study.name))
        for section in sections
    ]


def _cited(name: str, named: Counter[str], headed: Collection[str]) -> str:
    """The only other year under which an author is cited, and more than once, where nothing cites this one."""
    surname, _, year = name.rpartition(" ")
    others = [n for n in named if n.rpartition(" ")[0] == surname and n.rpartition(" ")[2][:4] != year[:4]]
    alone = named[name] <= 1 and year[:1].isdigit()
    return others[0] if alone and len(others) == 1 and named[others[0]] > 1 and others[0] not in headed else ""
