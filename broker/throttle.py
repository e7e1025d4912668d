"""How often: calls a second for each token, and guesses of file numbers.

Shared by every process when a Valkey or Redis is given; in memory otherwise.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from math import ceil
from time import time

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerSecond
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError

from broker.errors import BrokerUnavailable, CallerRefused, PersonRefused, Reason
from broker.evidence import Question, VerifiedCaller
from broker.trail import Quota
from contracts.upstream import ParNumeroAllocataire

GUESSES_PER_NUMBER = RateLimitItemPerHour(10)
"""Wrong post codes for one number, whoever asks: a thousand post codes take four days."""
GUESSES_PER_CALLER = RateLimitItemPerHour(100)
"""Wrong pairs from one habilitation: typing errors of a real counter stay far below."""


@dataclass(frozen=True, slots=True)
class Throttle:
    """The limits of this broker."""

    limiter: FixedWindowRateLimiter

    async def take(self, caller: VerifiedCaller, rate_group: str) -> tuple[Quota, bool]:
        """Count one call; return what is left, and whether it may go on.

        By token; for FranceConnect calls, by habilitation: the limit is the service's, so
        one citizen's token can neither escape it nor exhaust another service's.
        """
        item = RateLimitItemPerSecond(caller.habilitation.limite_par_seconde)
        key = item.key_for(rate_group, str(caller.token_id or caller.habilitation.id))
        # What `limiter.hit` does; it keeps the count to itself, which would be asked for again.
        with _counters_answer():
            count = await self.limiter.storage.incr(key, item.get_expiry())
            reset = await self.limiter.storage.get_expiry(key)
        quota = Quota(item.amount, max(0, item.amount - count), ceil(reset))
        return quota, count <= item.amount

    @asynccontextmanager
    async def counting_guesses(self, question: Question) -> AsyncIterator[None]:
        """Refuse whoever guessed too often (00429), and count a guess that fails.

        Only where nobody vouches for the person: with FranceConnect a number opens nothing
        but the person's own file. Every guess is counted before it is made, and given back
        when it was none: guesses made at the same moment cannot pass each other.
        """
        sujet = question.demande.sujet
        if question.niveau != "aucun" or not isinstance(sujet, ParNumeroAllocataire):
            yield
            return
        caller = str(question.grant.caller.habilitation.id)
        async with (
            self._guess(GUESSES_PER_NUMBER, "numero", sujet.numero_allocataire),
            self._guess(GUESSES_PER_CALLER, "appelant", caller),
        ):
            yield

    @asynccontextmanager
    async def _guess(self, item: RateLimitItem, kind: str, name: str) -> AsyncIterator[None]:
        """Count one guess; give it back unless the provider knows nobody."""
        with _counters_answer():
            allowed = await self.limiter.hit(item, kind, name)
            stats = await self.limiter.get_window_stats(item, kind, name)
        if not allowed:
            wait = max(1, ceil(stats.reset_time - time()))
            raise CallerRefused(Reason("00429"), motif=f"devinettes_{kind}", retry_in=wait)
        try:
            yield
        except PersonRefused:
            raise
        except BaseException:
            await self._give_back(item, kind, name)
            raise
        await self._give_back(item, kind, name)

    async def _give_back(self, item: RateLimitItem, *key: str) -> None:
        with _counters_answer():
            await self.limiter.storage.incr(item.key_for(*key), item.get_expiry(), amount=-1)


@contextmanager
def _counters_answer() -> Iterator[None]:
    """Raise BrokerUnavailable (00608) when the shared counters cannot be reached.

    A limit that cannot be counted is not lifted: whoever cuts Valkey off must not gain by it.
    """
    try:
        yield
    except StorageError as error:
        raise BrokerUnavailable("00608", motif="compteurs") from error
