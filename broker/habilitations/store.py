"""Granting, suspending and revoking: the acts of whoever administers habilitations."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from broker.habilitations.tables import HabilitationRow, JetonRow
from broker.keys import token_digest
from contracts.habilitation import Etat, Habilitation

TOKEN_BYTES = 32
TOKEN_LIFE = timedelta(days=365)


async def add_habilitation(engine: AsyncEngine, habilitation: Habilitation) -> None:
    """Store a new habilitation."""
    async with AsyncSession(engine) as session:
        session.add(HabilitationRow.of(habilitation))
        await session.commit()


async def list_habilitations(engine: AsyncEngine) -> Sequence[Habilitation]:
    """Return every habilitation, whatever its state."""
    async with AsyncSession(engine) as session:
        rows = await session.exec(select(HabilitationRow).order_by(col(HabilitationRow.debut)))
        return [row.as_contract() for row in rows]


async def set_state(engine: AsyncEngine, habilitation_id: UUID, etat: Etat) -> bool:
    """Change the state; it acts on the next answer of every process. False when unknown."""
    async with AsyncSession(engine) as session:
        row = await session.get(HabilitationRow, habilitation_id)
        if row is None:
            return False
        row.etat = etat.value
        await session.commit()
        return True


async def issue_token(
    engine: AsyncEngine, key: bytes, habilitation_id: UUID, life: timedelta = TOKEN_LIFE
) -> tuple[UUID, str]:
    """Make an opaque token of 256 bits, shown once; return its id and itself."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = JetonRow(
        id=uuid4(),
        empreinte=token_digest(key, token),
        habilitation_id=habilitation_id,
        expire_le=datetime.now(UTC) + life,
    )
    token_id = row.id
    async with AsyncSession(engine) as session:
        session.add(row)
        await session.commit()
    return token_id, token


async def revoke_token(engine: AsyncEngine, token_id: UUID) -> bool:
    """Revoke a token; it acts on the next answer of every process. False when unknown."""
    async with AsyncSession(engine) as session:
        row = await session.get(JetonRow, token_id)
        if row is None:
            return False
        row.revoque_le = row.revoque_le or datetime.now(UTC)
        await session.commit()
        return True


async def token_id_of(engine: AsyncEngine, key: bytes, token: str) -> UUID | None:
    """Return the id of a token that somebody shows, to revoke it; None when unknown."""
    digest = token_digest(key, token)
    async with AsyncSession(engine) as session:
        rows = await session.exec(select(JetonRow.id).where(JetonRow.empreinte == digest))
        return rows.first()


async def list_tokens(engine: AsyncEngine, habilitation_id: UUID) -> Sequence[JetonRow]:
    """Return the tokens of a habilitation, newest first."""
    async with AsyncSession(engine, expire_on_commit=False) as session:
        rows = await session.exec(
            select(JetonRow)
            .where(JetonRow.habilitation_id == habilitation_id)
            .order_by(col(JetonRow.cree_le).desc())
        )
        return rows.all()
