"""Habilitations and tokens in a real database, and the rights as the broker reads them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from psycopg_pool import AsyncConnectionPool
from sqlalchemy.ext.asyncio import AsyncEngine

from broker.authority import Authorities
from broker.habilitations.engine import engine_of
from broker.habilitations.store import TOKEN_LIFE, add_habilitation, issue_token
from contracts.habilitation import Habilitation
from tests.makers import a_habilitation

TOKEN_KEY = bytes(reversed(range(32)))


@dataclass(frozen=True, slots=True)
class Administration:
    """Whoever grants and revokes, and one broker process that remembers."""

    engine: AsyncEngine
    pool: AsyncConnectionPool
    authorities: Authorities

    async def grant(self, **changes: object) -> Habilitation:
        habilitation = a_habilitation(id=uuid4(), **changes)
        await add_habilitation(self.engine, habilitation)
        return habilitation

    async def token(
        self, habilitation: Habilitation | None = None, life: timedelta = TOKEN_LIFE
    ) -> tuple[UUID, str]:
        held = habilitation or await self.grant()
        return await issue_token(self.engine, TOKEN_KEY, held.id, life)

    async def epoch(self) -> int:
        async with self.pool.connection() as connection:
            row = await (await connection.execute("SELECT epoque FROM autorite")).fetchone()
        assert row is not None
        return int(row[0])


@asynccontextmanager
async def an_administration(dsn: str) -> AsyncIterator[Administration]:
    pool = AsyncConnectionPool(dsn, open=False, min_size=1, max_size=2, timeout=5)
    await pool.open()
    engine = engine_of(dsn)
    try:
        yield Administration(engine, pool, Authorities(pool))
    finally:
        await engine.dispose()
        await pool.close()
