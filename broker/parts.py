"""The parts of a broker, built from its settings, and opened and closed together."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import httpx
import orjson
import psycopg
from joserfc.jwk import ECKey
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from broker.authority import Authorities
from broker.disclosure import Gate
from broker.identity.callers import Callers
from broker.identity.checktoken import FranceConnectEndpoints
from broker.identity.france_connect import FranceConnect
from broker.identity.jwks import RemoteKeys
from broker.journal.checkpoint import Signer
from broker.journal.sequencer import Sequencer
from broker.journal.store import Store
from broker.journal.writer import Writer
from broker.keys import Keys
from broker.reception import Reception
from broker.settings import Settings
from broker.throttle import Throttle
from broker.upstream.endpoint import ProviderEndpoint
from broker.upstream.fetch import Upstream
from broker.upstream.kept import KeptAnswers
from broker.upstream.transport import Http1Transport
from broker.upstream.wire import Patience
from contracts.habilitation import Environnement

_POOL_SIZE = 8
_POOL_PATIENCE = 5.0
"""Seconds before the database is said to be down."""
_PURGE_EVERY = 600.0


@dataclass(frozen=True, slots=True)
class Parts:
    """What a broker is made of."""

    reception: Reception
    keys: Keys
    signer: Signer
    public_jwk: dict[str, Any]
    pool: AsyncConnectionPool
    dsn: str
    writer: Writer
    sequencer: Sequencer
    journal_store: Store
    kept: KeptAnswers
    transport: httpx.AsyncBaseTransport

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Open everything, then close it in the reverse order: the journal last."""
        await self.pool.open()
        await self.writer.start()
        tasks = [asyncio.create_task(self.sequencer.run()), asyncio.create_task(self._purge())]
        try:
            yield
        finally:
            await self.writer.close()
            await _end(tasks)
            await self.transport.aclose()
            await self.pool.close()

    async def ready(self) -> dict[str, bool]:
        """Say whether every answer's needs are met."""
        try:
            async with self.pool.connection(timeout=1) as connection:
                await connection.execute("SELECT epoque FROM autorite")
        except (psycopg.Error, PoolTimeout):
            return {"base": False}
        return {"base": True}

    async def _purge(self) -> None:
        """Forget kept answers that have expired."""
        while True:
            with contextlib.suppress(psycopg.Error, PoolTimeout):
                await self.kept.purge()
            await asyncio.sleep(_PURGE_EVERY)


def build(settings: Settings, dsn: str, now: Callable[[], datetime]) -> Parts:
    """Build the parts; nothing is opened yet."""
    keys = Keys.derive(
        settings.master_key.get_secret_value(), settings.journal_key.get_secret_value()
    )
    pool = AsyncConnectionPool(
        dsn, open=False, min_size=1, max_size=_POOL_SIZE, timeout=_POOL_PATIENCE
    )
    transport = Http1Transport()
    signer = Signer(settings.journal_origin, keys.journal)
    sequencer = Sequencer(dsn, signer)
    writer = Writer(dsn, committed=sequencer.wake)
    kept = KeptAnswers(pool, keys.kept, now)
    decryption_key = ECKey.import_key(orjson.loads(settings.fc_decryption_key.get_secret_value()))
    authorities = Authorities(pool)
    france_connect = _france_connect(settings, transport, decryption_key)
    gate = Gate(
        environment=_environment(settings),
        callers=Callers(authorities, france_connect, keys.tokens),
        throttle=Throttle(FixedWindowRateLimiter(_counters(settings.redis_url))),
        upstream=Upstream({"caf": _caf(settings)}, transport, kept),
        journal=writer,
        persons_key=keys.persons,
        now=now,
    )
    return Parts(
        reception=Reception(gate, authorities),
        keys=keys,
        signer=signer,
        public_jwk=_public(decryption_key),
        pool=pool,
        dsn=dsn,
        writer=writer,
        sequencer=sequencer,
        journal_store=Store(pool),
        kept=kept,
        transport=transport,
    )


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    """Cancel until it is done.

    psycopg may turn a cancellation into an error of its own, which a task that works on
    whatever happens then survives.
    """
    left: set[asyncio.Task[None]] = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=1)


def _environment(settings: Settings) -> Environnement:
    return Environnement(settings.env)


def _counters(redis_url: str | None) -> Storage:
    """Count in memory for one process, in Valkey or Redis for several."""
    return (
        RedisStorage(f"async+{redis_url}", wrap_exceptions=True) if redis_url else MemoryStorage()
    )


def _france_connect(
    settings: Settings, transport: Http1Transport, decryption_key: ECKey
) -> FranceConnect:
    endpoints = FranceConnectEndpoints(
        post_form=partial(transport.post_form, patience=Patience(read=settings.provider_timeout)),
        client=httpx.AsyncClient(transport=transport, timeout=settings.provider_timeout),
        base_url=settings.fc_url or settings.fc_issuer,
        client_id=settings.fc_client_id,
        client_secret=settings.fc_client_secret.get_secret_value(),
    )
    return FranceConnect(
        check_token=endpoints.check_token,
        keys=RemoteKeys(endpoints.key_set),
        decryption_key=decryption_key,
        issuer=settings.fc_issuer,
        audience=settings.fc_client_id,
    )


def _caf(settings: Settings) -> ProviderEndpoint:
    return ProviderEndpoint(
        base_url=settings.caf_url,
        client_id=settings.caf_client_id,
        client_secret=settings.caf_client_secret.get_secret_value(),
        timeout=settings.provider_timeout,
        token_path="/oauth/token",  # noqa: S106  # a path
    )


def _public(key: ECKey) -> dict[str, Any]:
    public = dict(key.as_dict(private=False))
    return public | {"use": "enc", "alg": "ECDH-ES", "kid": public.get("kid") or key.thumbprint()}
