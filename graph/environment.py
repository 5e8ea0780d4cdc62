"""What of the environment processes are told that compute with what strangers send.

Knows names of variables; knows nothing of their values.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Parts of the names of variables that hold secrets.
SECRET = ("TOKEN", "PASSWORD", "SECRET", "CREDENTIAL", "_KEY")


def public_environment(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without its secrets.

    >>> public_environment({"PATH": "/bin", "EVIGRAPH_OPERATOR_TOKEN": "x"})
    {'PATH': '/bin'}
    """
    given = os.environ if environment is None else environment
    return {name: value for name, value in given.items() if not any(part in name.upper() for part in SECRET)}
