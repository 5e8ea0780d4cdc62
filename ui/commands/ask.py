"""evigraph ask: questions in plain language.  Knows exit codes and how an answer is laid out as text."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import evigraph
from evigraph.ontology.errors import EvigraphError, UsageError
from evigraph.ui.commands.options import store_option

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from evigraph.queries.answer import AnswerObject
    from evigraph.ui.evidence import Evidence

EXAMPLE = 'evigraph ask "How did pain change after cryoablation?"'
ANSWERED, OTHERWISE = 0, 3
#: How many citations are shown as text, and how long a quote may be.
SHOWN, LONGEST_QUOTE = 3, 300


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="the question, in English")
    parser.add_argument("--json", action="store_true", help="the whole answer as JSON")
    parser.add_argument("--explain", action="store_true", help="show how the question was understood")
    parser.add_argument("--batch", metavar="FILE.jsonl", help="questions, one JSON object a line, - for standard input")
    parser.add_argument("--receipt", metavar="FILE.json", help="an answer kept as JSON: run it again and compare")
    store_option(parser)


def run(options: argparse.Namespace) -> int:
    """Answer on standard output; 0 where the question was answered, or every line of a batch got an answer."""
    given = [value for value in (options.question, options.batch, options.receipt) if value is not None]
    if len(given) != 1:
        raise UsageError("evigraph ask: give a question, --batch or --receipt; see evigraph ask --help")
    with evigraph.open(options.store) as evidence:
        if options.receipt is not None:
            return _compare(evidence, options.receipt)
        if options.batch is not None:
            return _batch(evidence, options.batch)
        return _one(evidence, options)


def _one(evidence: Evidence, options: argparse.Namespace) -> int:
    if options.explain:
        print("\n".join(evidence.explain(options.question)))
        print()
    answer = evidence.ask(options.question)
    print(json.dumps(answer.as_json(), ensure_ascii=False, indent=2) if options.json else "\n".join(_lines(answer)))
    return ANSWERED if answer.status == "answered" else OTHERWISE


def _batch(evidence: Evidence, file: str) -> int:
    for line in evidence.ask_lines(_read(file).splitlines()):
        print(line)
    return ANSWERED


def _compare(evidence: Evidence, file: str) -> int:
    try:
        kept = json.loads(_read(file))
    except ValueError as error:
        raise EvigraphError(f"{file}: not JSON ({error}); keep an answer with: evigraph ask QUESTION --json") from None
    found = evidence.compare(kept)
    print("\n".join(found) if found else "the same query, graph and rows")
    return OTHERWISE if found else ANSWERED


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise EvigraphError(f"{file}: not UTF-8; save it as text in UTF-8") from None


def _lines(answer: AnswerObject) -> Iterator[str]:
    """An answer for people: the sentence, what it rests on, what speaks against it, and what to ask instead."""
    yield answer.answer
    for cited in answer.citations[:SHOWN]:
        yield f"  “{_short(cited.quote)}” ({cited.document}, {cited.section})"
    if len(answer.citations) > SHOWN:
        yield f"  and {len(answer.citations) - SHOWN} more quotes; --json shows all"
    yield from _listed("But the source also says:", answer.disagreements)
    yield from _listed("Corrected by a reviewer:", answer.corrections)
    yield from _listed("You could ask:", answer.suggestions)


def _listed(head: str, items: Iterable[str]) -> Iterator[str]:
    told = [f"  {item}" for item in items]
    yield from ([head, *told] if told else [])


def _short(quote: str) -> str:
    plain = " ".join(quote.split())
    return plain if len(plain) <= LONGEST_QUOTE else plain[: LONGEST_QUOTE - 1] + "…"
