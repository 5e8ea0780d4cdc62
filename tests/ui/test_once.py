"""What is computed once for a generation: made once, forgotten with its generation, never more than so much of it."""

from __future__ import annotations

import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from evigraph.ui.web.once import MOST, Once

if TYPE_CHECKING:
    from collections.abc import Callable


class Index:
    """What refers to itself, as tables of names do."""

    def __init__(self) -> None:
        self.itself = self


def unmade() -> str:
    raise AssertionError("it is there already")


def test_a_value_is_made_once_for_each_generation() -> None:
    generations = ["first"]
    once = Once(lambda: generations[-1])
    assert once.value("index", lambda: "of the first") == "of the first"
    assert once.value("index", unmade) == "of the first"
    generations.append("second")
    assert once.value("index", lambda: "of the second") == "of the second"


def test_what_belongs_to_an_earlier_generation_is_gone() -> None:
    generations = ["first"]
    once = Once(lambda: generations[-1])
    kept = [weakref.ref(once.value(name, Index)) for name in ("one", "other")]
    assert all(reference() is not None for reference in kept)
    generations.append("second")
    once.value("a third", Index)
    assert [reference() for reference in kept] == [None, None]


def test_the_value_that_was_not_asked_for_longest_goes_first() -> None:
    once = Once(lambda: "")
    for number in range(MOST):
        once.value(str(number), lambda number=number: number)  # type: ignore[misc]
    once.value("0", unmade)
    once.value("one more", lambda: MOST)
    assert once.value("0", unmade) == 0
    assert once.value("1", lambda: "made anew") == "made anew"


def test_threads_that_ask_together_get_one_value() -> None:
    together = threading.Barrier(2)
    once = Once(lambda: "")

    def asked(make: Callable[[], object]) -> object:
        together.wait()
        return once.value("index", make)

    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(asked, (Index, Index))
    assert one is other


def test_what_fails_is_tried_again() -> None:
    once = Once(lambda: "")
    with pytest.raises(AssertionError):
        once.value("index", unmade)
    assert once.value("index", lambda: "made") == "made"
