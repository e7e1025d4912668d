"""How often: calls a second for each token, and guesses of file numbers.

Shared by every process when a Valkey or Redis is given; in memory otherwise.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import ceil
from time import time

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerSecond
from limits.aio.strategies import FixedWindowRateLimiter

from broker.errors import CallerRefused, PersonRefused, Reason
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
        key = (rate_group, str(caller.token_id or caller.habilitation.id))
        allowed = await self.limiter.hit(item, *key)
        stats = await self.limiter.get_window_stats(item, *key)
        return Quota(item.amount, stats.remaining, ceil(stats.reset_time)), allowed

    @asynccontextmanager
    async def counting_guesses(self, question: Question) -> AsyncIterator[None]:
        """Refuse whoever guessed too often (00429), and count a guess that fails.

        Only where nobody vouches for the person: with FranceConnect a number opens nothing
        but the person's own file.
        """
        sujet = question.demande.sujet
        if question.niveau != "aucun" or not isinstance(sujet, ParNumeroAllocataire):
            yield
            return
        guesses = (
            (GUESSES_PER_NUMBER, "numero", sujet.numero_allocataire),
            (GUESSES_PER_CALLER, "appelant", str(question.grant.caller.habilitation.id)),
        )
        for item, *key in guesses:
            await self._refuse_when_exhausted(item, *key)
        try:
            yield
        except PersonRefused:
            for item, *key in guesses:
                await self.limiter.hit(item, *key)
            raise

    async def _refuse_when_exhausted(self, item: RateLimitItem, *key: str) -> None:
        if not await self.limiter.test(item, *key):
            stats = await self.limiter.get_window_stats(item, *key)
            wait = max(1, ceil(stats.reset_time - time()))
            raise CallerRefused(Reason("00429"), motif=f"devinettes_{key[0]}", retry_in=wait)
