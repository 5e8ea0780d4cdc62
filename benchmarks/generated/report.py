"""What a generated report tells, before it is put into words: studies with their figures, which add up.

Knows numbers; knows nothing of how a publisher writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from benchmarks.generated import words

if TYPE_CHECKING:
    from random import Random

#: Weeks to years after the procedure, as reports name them.
TIMES = ("1 month", "3 months", "6 months", "12 months", "24 months")


@dataclass(frozen=True, slots=True)
class Point:
    """A mean with its standard deviation at a time; `p` is empty before treatment."""

    time: str
    mean: str
    deviation: str
    p: str


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one scale: `control` those of the other arm, where there is one."""

    outcome: str
    topic: str
    scale: str
    points: tuple[Point, ...]
    control: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """Some of all people."""

    label: str
    count: int
    of: int

    @property
    def percent(self) -> str:
        """To one decimal, without a zero behind the point."""
        return percent(self.count, self.of)


@dataclass(frozen=True, slots=True)
class Event:
    """A harm: how many people had it, in the other arm too where there is one, and what became of it."""

    share: Share
    control: Share | None
    remark: str


@dataclass(frozen=True, slots=True)
class Study:
    """A study and its figures; `arms` are the sizes of both arms of a comparative one."""

    author: str
    initial: str
    year: int
    design: str
    country: str
    n: int
    female: int
    age: str
    spread: str
    start: int
    months: int
    arms: tuple[int, int] | None
    control: str
    device: str
    maker: str
    series: tuple[Series, ...]
    shares: tuple[Share, ...]
    events: tuple[Event, ...]
    absent: str
    lost: int

    @property
    def name(self) -> str:
        """Author and year."""
        return f"{self.author} {self.year}"

    @property
    def analysed(self) -> int:
        """How many people were treated: all, or those of the first arm."""
        return self.arms[0] if self.arms else self.n


@dataclass(frozen=True, slots=True)
class Report:
    """An overview and the guidance on it."""

    number: int
    approach: str
    technique: str
    condition: words.Condition
    year: int
    month: str
    studies: tuple[Study, ...]

    @property
    def procedure(self) -> str:
        """The procedure with its condition."""
        return f"{self.approach} {self.technique} for {self.condition.name}"

    @classmethod
    def drawn(cls, random: Random, number: int) -> Report:
        """A report by chance."""
        year = random.randint(2012, 2025)
        studies = {s.name: s for s in (_study(random, year) for _ in range(random.choice((3, 4, 5, 6, 7, 9))))}
        return cls(
            number=number,
            approach=random.choice(words.APPROACHES),
            technique=random.choice(words.TECHNIQUES),
            condition=random.choice(words.CONDITIONS),
            year=year,
            month=random.choice(words.MONTHS),
            studies=tuple(studies.values()),
        )


def _study(random: Random, before: int) -> Study:
    n = random.choice((12, 18, 24, 31, 40, 56, 72, 96, 120, 188, 240, 412))
    design = random.choices(words.DESIGNS, (5, 3, 2, 2, 1))[0]
    first = n // 2 + random.randint(0, 2)
    arms = (first, n - first) if design in words.COMPARATIVE else None
    treated = arms[0] if arms else n
    year = random.randint(before - 12, before - 1)
    months = random.choice((6, 12, 24))
    topics = random.sample(words.SCALES, random.randint(1, 3))
    events = random.sample(words.EVENTS, random.randint(2, 5))
    return Study(
        author="".join(map(random.choice, (words.ONSETS, words.MIDDLES, words.CODAS))),
        initial=random.choice("ABCDEFGHJKLMNPRSTW"),
        year=year,
        design=design,
        country=random.choice(words.COUNTRIES),
        n=n,
        female=random.randint(n // 4, n * 3 // 4),
        age=f"{random.uniform(38, 72):.1f}",
        spread=f"{random.uniform(6, 15):.1f}",
        start=year - random.randint(3, 6),
        months=months,
        arms=arms,
        control=random.choice(words.CONTROLS),
        device=random.choice(words.DEVICES),
        maker=random.choice(words.MAKERS),
        series=tuple(_series(random, topic, months, compared=arms is not None) for topic in topics),
        shares=tuple(_share(random, label, treated, 0.5, 1) for label in random.sample(words.SHARES, 2)),
        events=tuple(_event(random, label, treated, arms) for label in events),
        absent=random.choice(words.ABSENT),
        lost=random.randint(0, n // 8),
    )


def _series(random: Random, topic: tuple[str, str, str, int, int], months: int, *, compared: bool) -> Series:
    outcome, about, scale, low, high = topic
    times = [time for time in TIMES if int(time.split()[0]) <= months]
    rising = outcome in words.RISING
    points = _points(random, times, low, high, 0.55, rising=rising)
    return Series(
        outcome, about, scale, points, _points(random, times, low, high, 0.2, rising=rising) if compared else ()
    )


def _points(random: Random, times: list[str], low: int, high: int, most: float, *, rising: bool) -> tuple[Point, ...]:
    """Values that start badly and get better by a share of the scale, up to `most` of what can be gained."""
    start = random.uniform(0.62, 0.85)
    found = [Point("Before treatment", *_value(random, start, low, high, rising=rising), p="")]
    for time in times:
        now = start * (1 - random.uniform(most / 2, most))
        p = random.choice(("p<0.001", "p=0.002", "p=0.01", "p=0.03"))
        found.append(Point(time, *_value(random, now, low, high, rising=rising), p=p))
    return tuple(found)


def _value(random: Random, share: float, low: int, high: int, *, rising: bool) -> tuple[str, str]:
    position = 1 - share if rising else share
    return f"{low + position * (high - low):.1f}", f"{random.uniform(0.08, 0.16) * (high - low):.1f}"


def _share(random: Random, label: str, of: int, least: float, most: float) -> Share:
    return Share(label, min(of, max(1, round(of * random.uniform(least, most)))), of)


def _event(random: Random, label: str, treated: int, arms: tuple[int, int] | None) -> Event:
    other = _share(random, label, arms[1], 0.0, 0.1) if arms else None
    return Event(_share(random, label, treated, 0.01, 0.15), other, random.choice(words.TREATED))


def percent(count: int, of: int) -> str:
    """A share in percent, rounded half up to one decimal.

    >>> percent(1, 8)
    '12.5'
    """
    exact = Decimal(100 * count) / Decimal(of)
    return f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP).normalize():f}"
