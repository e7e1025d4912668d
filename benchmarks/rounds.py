"""Interleaved rounds: every variant in turn, the order reversed each time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import httpx

from benchmarks.journal import Journal
from benchmarks.load import Load, Measure
from benchmarks.servers import Running
from benchmarks.variants import BROKER

WARM_UP_SECONDS = 1.0
LOADED = 0.85
"""Below that use of its core, a server was waiting for the load: its rate says little."""

Round = dict[str, Measure]


@dataclass
class Bench:
    """Servers that run, and what checks the broker's journal after each measure."""

    load: Load
    upstream: Running
    servers: Sequence[Running]
    journal: Journal
    verified: list[str] = field(default_factory=list)
    """What the auditor said, after each measure of the broker."""

    def rounds(self, count: int, connections: int, seconds: float) -> list[Round]:
        """Measure every server `count` times."""
        return [self._round(number, connections, seconds) for number in range(count)]

    def _round(self, number: int, connections: int, seconds: float) -> Round:
        order = self.servers[:: -1 if number % 2 else 1]
        return {s.variant.name: self._measure(s, connections, seconds) for s in order}

    def _measure(self, server: Running, connections: int, seconds: float) -> Measure:
        self._renew_tokens()
        if server.variant.name == BROKER:
            return self._measure_and_count(server, connections, seconds)
        self.load.measure(server, connections, WARM_UP_SECONDS)
        return self.load.measure(server, connections, seconds)

    def _measure_and_count(self, server: Running, connections: int, seconds: float) -> Measure:
        before = self.journal.entries()
        warm = self.load.measure(server, connections, WARM_UP_SECONDS)
        measure = self.load.measure(server, connections, seconds)
        self.journal.wait_until_signed()
        written = self.journal.entries() - before
        answered = warm.answers + measure.answers
        # Calls that the load dropped when it stopped are on the journal all the same.
        if not answered <= written <= answered + 2 * connections:
            raise RuntimeError(f"{answered} answers, {written} entries on the journal")
        self.verified.append(self.journal.verify())
        return measure

    def _renew_tokens(self) -> None:
        """FranceConnect's answers are good for a minute."""
        url = f"{self.upstream.variant.url}/renouveler"
        httpx.post(url, timeout=20, trust_env=False).raise_for_status()


def ratios(rounds: Sequence[Round], this: str, that: str) -> list[float]:
    """Return, for each round, how many times more `this` answers than `that`.

    By rates when both servers' cores were busy; by processor for one answer otherwise.
    """
    return [_ratio(r[this], r[that]) for r in rounds]


def _ratio(this: Measure, that: Measure) -> float:
    if min(this.utilisation, that.utilisation) >= LOADED:
        return this.rate / that.rate
    return that.cpu_us / this.cpu_us


def added_ms(rounds: Sequence[Round], this: str, that: str) -> float:
    """Return the median of what `this` adds to the latency of `that`."""
    return median(r[this].p50_ms - r[that].p50_ms for r in rounds)
