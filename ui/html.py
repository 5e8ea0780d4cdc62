"""The door to Jinja: pages from templates, in which every value is escaped.

Knows templates by name; knows nothing of what they show.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

PAGES = Path(__file__).with_name("pages")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: object) -> str:
    """A page; raises an UndefinedError where a template asks for a value that is not given."""
    return _templates().get_template(template).render(**values)
