"""The page of all kinds of questions, made from the templates.

    python -m evigraph.queries.described > docs/questions.md

Knows templates and Markdown; knows nothing of answers.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from evigraph.queries.template import Template, templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.queries.parameters import Parameter

HEAD = """# What can be asked

Each kind of question is one file of `queries/templates/`: a query that runs as it stands, under a header that says by
which words people ask for it. The same file answers in the chat, at `/api/queries/{name}`, as a tool at `/mcp` and as a
published example query. Constraints combine freely: studies can be narrowed by country, design, imaging and all else
wherever a kind says so.

An answer is `answered`, `not_in_graph` (understood, and no fact says it), `not_understood` (another domain, or no
question) or `ambiguous`. Where a store holds several procedures, the procedure, condition, study or document that a
question names says which documents it is about; what a list finds in several is told by procedure; and what is
asked of "the procedure" or "the guidance" as if there were one is asked back, with a question for each. A yes or no
that is asked of one study, where several fit and differ, is asked back too. What nothing settles is refused: an
amount that no text gives, a yes or no that facts do not decide, a study that there is none of. Whether a procedure is
safe, works or may be used is told by what the guidance recommends, with a yes or no only where all its recommendations
allow the procedure or none does: no study judges the whole.

This page is made from these files: `python -m evigraph.queries.described > docs/questions.md`.
"""


def page() -> str:
    """The page as Markdown."""
    return "\n".join([HEAD, *(line for template in templates().values() for line in _section(template))])


def _section(template: Template) -> Iterator[str]:
    yield f"## {template.title}\n"
    yield f"`{template.name}`\n"
    yield from (f"- {example}" for example in template.asks)
    yield ""
    own = [_told(parameter) for parameter in template.parameters.values()]
    narrowed = [f"those of `{template.filters}`"] if template.filters else []
    if own or narrowed:
        yield f"Constraints: {', '.join([*own, *narrowed])}.\n"
    columns = [f"`{column}`" for column in template.columns if not column.endswith("_iri")]
    yield f"Columns: {', '.join(columns)}.\n"


def _told(parameter: Parameter) -> str:
    return f"`{parameter.name}` ({parameter.type})"


if __name__ == "__main__":
    sys.stdout.write(page())
