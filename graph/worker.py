"""A process that answers queries and can be killed: `python -m evigraph.graph.worker BYTES`.

Knows messages and stores; imports nothing else, so that it starts in a tenth of a second.
"""

from __future__ import annotations

import resource
import sys
from typing import TYPE_CHECKING

from evigraph.graph.answer import QueryError, answer
from evigraph.graph.frames import answer_head, error_head, read_message, request_of, write_message
from evigraph.ontology.rdf import Store

if TYPE_CHECKING:
    from typing import BinaryIO


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more; a message without content says that the process is ready."""
    write_message(answers, {})
    opened, store = "", Store()
    while True:
        try:
            request, generation = request_of(read_message(requests.read)[0])
        except EOFError:
            return
        try:
            if generation != opened:
                opened, store = generation, Store.read_only(generation)
            found = answer(store, request)
            write_message(answers, answer_head(found), found.body)
        except QueryError as error:
            write_message(answers, error_head(error))


def main() -> None:
    """Serve standard input and output, with so many bytes of memory as the first argument allows."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
