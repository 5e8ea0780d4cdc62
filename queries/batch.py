"""Questions of a file, one JSON object a line, to answers, one a line in the same order.

Knows JSON Lines; knows nothing of how a question is answered.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evigraph.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evigraph.queries.ask import Asker


def answers(asker: Asker, lines: Iterable[str]) -> Iterator[str]:
    """The answer object of each question as a line of JSON; raises UsageError where a line is no question."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            question = _question(line, number)
            history = [str(earlier) for earlier in question.get("history", ())]
            answer = asker.ask(str(question["question"]), history, identifier=str(question.get("id", number)))
            yield json.dumps(answer.as_json(), ensure_ascii=False)


def _question(line: str, number: int) -> dict[str, list[object]]:
    try:
        question = json.loads(line)
    except ValueError as error:
        raise UsageError(f"line {number}: not JSON ({error})") from None
    if not isinstance(question, dict) or not isinstance(question.get("question"), str):
        raise UsageError(f'line {number}: an object with a "question" is needed')
    return question
