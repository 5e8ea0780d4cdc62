"""Intervals of proportions and of means.  The door to SciPy; knows numbers, knows nothing of studies."""

from __future__ import annotations

from dataclasses import dataclass

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits on 0 to 1, of the method named."""

    low: float
    high: float
    method: str
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class Proportion:
    """`n` of `total`; raises ValueError where that is none."""

    n: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.n <= self.total or not self.total:
            raise ValueError(f"{self.n} of {self.total} is no proportion")

    @property
    def value(self) -> float:
        """The proportion on 0 to 1."""
        return self.n / self.total

    @property
    def wilson(self) -> Interval:
        """The score interval of Wilson (1927), which stays within 0 and 1 and is close to its level for small counts.

        (p + z²/2N ± z √(p(1-p)/N + z²/4N²)) / (1 + z²/N), without continuity correction.
        """
        return self._interval("wilson", "Wilson")

    @property
    def clopper_pearson(self) -> Interval:
        """The exact interval of Clopper and Pearson (1934): quantiles of beta distributions, never below its level."""
        return self._interval("exact", "Clopper-Pearson")

    @property
    def rule_of_three(self) -> float | None:
        """The largest proportion, at 95%, that zero events in so many people leave possible: 3/N, at most 1.

        Hanley and Lippman-Hand, JAMA 1983; 249: 1743-5.  None where there was an event.
        """
        return min(3 / self.total, 1.0) if self.n == 0 else None

    def _interval(self, method: str, name: str) -> Interval:
        from scipy.stats import binomtest  # takes a second to import

        found = binomtest(self.n, self.total).proportion_ci(confidence_level=LEVEL, method=method)
        return Interval(float(found.low), float(found.high), name)


def proportion(n: str | None, total: str | None) -> Proportion | None:
    """A proportion of texts, None where they are none."""
    if not (n and total and n.isdigit() and total.isdigit()) or not 0 <= int(n) <= int(total) or not int(total):
        return None
    return Proportion(int(n), int(total))


def mean_interval(mean: float, sd: float, n: int) -> Interval:
    """The interval of a mean from its standard deviation: mean ± t(n-1) SD / √n, after Student (1908).

    Raises ValueError for fewer than two people or a negative deviation.
    """
    if n < 2 or sd < 0:
        raise ValueError(f"SD {sd:g} of {n} gives no interval")
    from scipy.stats import t  # takes a second to import

    half = float(t.ppf((1 + LEVEL) / 2, n - 1)) * sd / n**0.5
    return Interval(mean - half, mean + half, "computed from SD and number of patients")
