"""A bounded memory of things that die."""

import heapq
from typing import Generic, TypeVar

V = TypeVar("V")


class Expiring(Generic[V]):
    """Values by name, each with the instant of its death (seconds since the epoch).

    When there are too many, those that would die first make room.
    """

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._values: dict[str, tuple[float, V]] = {}
        self._deaths: list[tuple[float, str]] = []

    def __len__(self) -> int:
        """Return how many are kept, the dead that nobody asked for included."""
        return len(self._values)

    def put(self, name: str, value: V, *, until: float, now: float) -> None:
        """Keep `value` until that instant; one that is over already is not kept."""
        self._bury(now)
        if until <= now:
            self._values.pop(name, None)
            return
        self._values[name] = (until, value)
        heapq.heappush(self._deaths, (until, name))
        if len(self._deaths) > self._at_most:
            self._forget_one()

    def get(self, name: str, now: float) -> V | None:
        """Return the value if it is alive."""
        until, value = self._values.get(name, (now, None))
        return value if until > now else None

    def take(self, name: str, now: float) -> V | None:
        """Return the value if it is alive, and forget it: the next caller finds nothing."""
        value = self.get(name, now)
        self._values.pop(name, None)
        return value

    def _bury(self, now: float) -> None:
        while self._deaths and self._deaths[0][0] <= now:
            self._forget_one()

    def _forget_one(self) -> None:
        until, name = heapq.heappop(self._deaths)
        # Put again since under the same name: that one has a later death of its own.
        if name in self._values and self._values[name][0] == until:
            del self._values[name]
