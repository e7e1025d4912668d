"""What a run found, and whether the goals are met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.load import Measure
from benchmarks.rounds import Round


@dataclass(frozen=True)
class Row:
    """One figure, and its goal if it has one."""

    title: str
    value: float
    unit: str = "×"
    low: float | None = None
    """Lowest of the rounds."""
    high: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached; true without a goal."""
        low_enough = self.at_most is None or self.value <= self.at_most
        return low_enough and (self.at_least is None or self.value >= self.at_least)

    def __str__(self) -> str:
        """Write the row."""
        spread = "" if self.low is None else f"({self.low:.3g} to {self.high:.3g})"
        return f"{self.title:<58}{self.value:>9.3g} {self.unit:<3} {spread:<20} {self._verdict()}"

    def _verdict(self) -> str:
        if self.at_least is None and self.at_most is None:
            return ""
        goal = f">= {self.at_least}" if self.at_least is not None else f"<= {self.at_most}"
        return f"goal {goal}: {'met' if self.is_met else 'MISSED'}"


def ratio_row(title: str, values: Sequence[float], at_least: float | None = None) -> Row:
    """Return the row of a ratio: the median of the rounds, and their extremes."""
    return Row(title, median(values), low=min(values), high=max(values), at_least=at_least)


def server_lines(rounds: Sequence[Round]) -> Iterator[str]:
    """Write one line for each server: medians of its rounds."""
    yield f"{'':<22}{'answers/s':>10}{'CPU µs':>8}{'core':>7}{'p50 ms':>8}{'p99 ms':>8}"
    for name in rounds[0]:
        yield _server_line(name, [r[name] for r in rounds])


def _server_line(name: str, measures: Sequence[Measure]) -> str:
    rate = median(m.rate for m in measures)
    cpu = median(m.cpu_us for m in measures)
    core = median(m.utilisation for m in measures)
    p50, p99 = median(m.p50_ms for m in measures), median(m.p99_ms for m in measures)
    return f"{name:<22}{rate:>10.0f}{cpu:>8.0f}{core:>7.0%}{p50:>8.2f}{p99:>8.2f}"
