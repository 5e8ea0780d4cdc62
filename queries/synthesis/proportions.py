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
        from scipy.special import ndtri  # takes a while to import

        z, share = float(ndtri((1 + LEVEL) / 2)), self.value
        scale, middle = 1 + z * z / self.total, share + z * z / (2 * self.total)
        half = z * (share * (1 - share) / self.total + z * z / (4 * self.total**2)) ** 0.5
        low = 0.0 if self.n == 0 else (middle - half) / scale
        return Interval(low, 1.0 if self.n == self.total else (middle + half) / scale, "Wilson")

    @property
    def clopper_pearson(self) -> Interval:
        """The exact interval of Clopper and Pearson (1934): quantiles of beta distributions, never below its level."""
        from scipy.special import betaincinv  # takes a while to import

        others, tail = self.total - self.n, (1 - LEVEL) / 2
        low = float(betaincinv(self.n, others + 1, tail)) if self.n else 0.0
        high = float(betaincinv(self.n + 1, others, 1 - tail)) if others else 1.0
        return Interval(low, high, "Clopper-Pearson")

    @property
    def rule_of_three(self) -> float | None:
        """The largest proportion, at 95%, that zero events in so many people leave possible: 3/N, at most 1.

        Hanley and Lippman-Hand, JAMA 1983; 249: 1743-5.  None where there was an event.
        """
        return min(3 / self.total, 1.0) if self.n == 0 else None


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
