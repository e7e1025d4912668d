"""Who holds which right, read from the database and remembered until something changes.

A remembered right carries the epoch it was read under. The statement that commits
the journal line refuses a line of another epoch, so remembering can delay nothing:
a revocation acts on the very next answer, in every process. See ADR 0006.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from broker.errors import BrokerUnavailable
from contracts.habilitation import Habilitation

_COLUMNS = (
    "h.id, h.siret, h.demarche, h.cadre_juridique, h.scopes, h.flux, h.finalites, "
    "h.destinataires, h.clients_france_connect, h.debut, h.fin, h.environnement, h.etat, "
    "h.limite_par_seconde"
)
_BY_TOKEN = (
    f"SELECT {_COLUMNS}, j.id AS jeton_id, j.expire_le, j.revoque_le, a.epoque "  # noqa: S608  # constants only
    "FROM jeton j JOIN habilitation h ON h.id = j.habilitation_id, autorite a "
    "WHERE j.empreinte = %s"
)
_BY_CLIENT = (
    f"SELECT {_COLUMNS}, NULL AS jeton_id, NULL AS expire_le, NULL AS revoque_le, a.epoque "  # noqa: S608  # constants only
    "FROM habilitation h, autorite a, (SELECT (now() AT TIME ZONE 'Europe/Paris')::date AS jour) t "
    "WHERE h.clients_france_connect @> ARRAY[%s] "
    "ORDER BY (h.etat = 'active') DESC, (t.jour BETWEEN h.debut AND h.fin) DESC, h.fin DESC LIMIT 1"
)
_REMEMBERED = 10_000
_REMEMBERED_SECONDS = 60.0
"""A habilitation that begins, or one granted meanwhile, is found without any change of epoch."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A habilitation, the token that leads to it if one does, and the epoch of the reading."""

    habilitation: Habilitation
    token_id: UUID | None
    expires_at: datetime | None
    revoked_at: datetime | None
    epoch: int


class Authorities:
    """The rights in the database, remembered (10 000 at most, a minute each)."""

    def __init__(self, pool: AsyncConnectionPool) -> None:
        """Read through `pool`."""
        self._pool = pool
        self._known: OrderedDict[bytes | str, tuple[Authority, float]] = OrderedDict()

    async def of_token(self, digest: bytes) -> Authority | None:
        """Return the right of the token with that keyed hash; None when there is none.

        Raises BrokerUnavailable (00608) when the database does not answer.
        """
        return self._recall(digest) or await self._read(digest, _BY_TOKEN)

    async def of_client(self, client_id: str) -> Authority | None:
        """Return the right of a FranceConnect service; None when there is none."""
        return self._recall(client_id) or await self._read(client_id, _BY_CLIENT)

    def forget(self) -> None:
        """Something changed: read everything anew."""
        self._known.clear()

    def _recall(self, key: bytes | str) -> Authority | None:
        authority, until = self._known.get(key, (None, 0.0))
        return authority if monotonic() < until else None

    async def _read(self, key: bytes | str, statement: str) -> Authority | None:
        try:
            async with self._pool.connection() as connection:
                cursor = connection.cursor(row_factory=dict_row)
                # Both statements are constants of this module.
                await cursor.execute(statement.encode(), (key,))
                row = await cursor.fetchone()
        except (psycopg.Error, PoolTimeout) as error:
            raise BrokerUnavailable("00608") from error
        return None if row is None else self._remember(key, row)

    def _remember(self, key: bytes | str, row: dict[str, object]) -> Authority:
        extra = {name: row.pop(name) for name in ("jeton_id", "expire_le", "revoque_le", "epoque")}
        authority = Authority(Habilitation.model_validate(row), *extra.values())  # type: ignore[arg-type]  # in the order of the fields
        self._known[key] = (authority, monotonic() + _REMEMBERED_SECONDS)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return authority
