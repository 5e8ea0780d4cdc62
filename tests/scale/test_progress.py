"""Progress is told now and then, with the rate and the time that is left, and not at all by what is over at once."""

import pytest
from evigraph.ui.progress import Progress, duration


def test_what_is_over_at_once_tells_nothing() -> None:
    told: list[str] = []
    progress = Progress("read", told.append, clock=lambda: 1.0)
    progress(1, 2)
    progress(2, 2)
    assert told == []


def test_a_line_every_few_seconds() -> None:
    told: list[str] = []
    seconds = iter([0.0, 1.0, 10.0, 11.0, 20.0])
    progress = Progress("read", told.append, clock=lambda: next(seconds))
    for done in (1, 20, 25, 1000):
        progress(done, 2000)
    assert told == [
        "20 of 2,000 documents read, 2.0 a second, 16 min 30 s left",
        "1,000 of 2,000 documents read, 50.0 a second, 20 s left",
    ]


def test_time_before_a_stage_begins_is_not_its_own() -> None:
    told: list[str] = []
    seconds = iter([0.0, 1000.0, 1010.0])
    progress = Progress("joined and audited", told.append, clock=lambda: next(seconds))
    for done in (0, 100):
        progress(done, 200)
    assert told == ["100 of 200 documents joined and audited, 10.0 a second, 10 s left"]


@pytest.mark.parametrize(("seconds", "told"), [(0.4, "0 s"), (59, "59 s"), (61, "1 min 1 s"), (7322, "2 h 2 min")])
def test_durations(seconds: float, told: str) -> None:
    assert duration(seconds) == told
