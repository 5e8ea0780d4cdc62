"""What the validator of RO-Crates finds in a crate: `python crate_validator.py CRATE`, one finding a line.

Runs in the environment that `make clients` makes.  No host is asked: the context is the one that the library `rocrate`
brings along.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from requests import Response
from rocrate_validator.models import Severity, ValidationSettings
from rocrate_validator.services import validate
from rocrate_validator.utils.http import HttpRequester

CONTEXT = "https://w3id.org/ro/crate/1.1/context"


def get(_: HttpRequester, address: str, *__: object, **___: object) -> Response:
    """The context of RO-Crate; raises LookupError for any other address."""
    if address != CONTEXT:
        raise LookupError(address)
    library = find_spec("rocrate")
    answer = Response()
    answer.status_code = 200
    answer.url = address
    answer.headers["Content-Type"] = "application/ld+json"
    answer._content = (Path(library.origin).parent / "data" / "ro-crate.jsonld").read_bytes()
    return answer


def main(crate: str) -> int:
    """Print what is wrong, and return 1 where something is."""
    HttpRequester.get = get
    settings = ValidationSettings(
        rocrate_uri=crate, profile_identifier="ro-crate-1.1", requirement_severity=Severity.REQUIRED, offline=True
    )
    found = validate(settings)
    for issue in found.get_issues():
        sys.stdout.write(f"{issue.check.identifier} {' '.join(issue.message.split())}\n")
    return int(not found.passed())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
