"""Reads the journal: the last checkpoint, the proof of an entry, every row for an export."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

import psycopg
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from broker.errors import BrokerUnavailable
from broker.journal import merkle
from broker.journal.nodes import read_nodes
from contracts.proof import ExportRow, InclusionProof

NOT_YET = "00612"
"""The entry is committed, no checkpoint covers it yet."""
_UNAVAILABLE = "00607"

_LAST = "SELECT size, root, note FROM journal_checkpoint ORDER BY size DESC LIMIT 1"
_LEAF = """
SELECT leaf.index, leaf.leaf_hash FROM journal_entry AS entry
LEFT JOIN journal_leaf AS leaf USING (entry_id) WHERE entry_id = %s
"""
_ROWS = """
SELECT leaf.index, leaf.entry_id, leaf.leaf_hash, entry.body FROM journal_leaf AS leaf
LEFT JOIN journal_entry AS entry USING (entry_id) WHERE leaf.index < %s ORDER BY leaf.index
"""
_NOTES = "SELECT note FROM journal_checkpoint WHERE size <= %s ORDER BY size"
_AT_ONCE = 2000
"""Rows fetched together during an export."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The journal at one moment: how many entries, their root, the signed note."""

    size: int
    root: bytes
    note: str


class Store:
    """The journal's way out. It decides nothing and checks nothing: auditors do."""

    def __init__(self, pool: AsyncConnectionPool) -> None:
        """Read through `pool`."""
        self._pool = pool

    async def latest(self) -> Checkpoint:
        """Return the last checkpoint.

        Raises BrokerUnavailable: 00612 before the first one, 00607 without a database.
        """
        try:
            async with self._pool.connection() as connection:
                return await _latest(connection)
        except (psycopg.Error, PoolTimeout) as error:
            raise BrokerUnavailable(_UNAVAILABLE, retry_in=10) from error

    async def proof(self, entry_id: UUID) -> InclusionProof | None:
        """Return the proof that an entry is in the last checkpoint's tree; None if unknown.

        Raises BrokerUnavailable: 00612 while the entry waits for its place in the tree
        (a second at most), 00607 without a database.
        """
        try:
            async with self._pool.connection() as connection:
                return await _proof(connection, entry_id)
        except (psycopg.Error, PoolTimeout) as error:
            raise BrokerUnavailable(_UNAVAILABLE, retry_in=10) from error


async def export_rows(connection: psycopg.AsyncConnection, size: int) -> AsyncIterator[ExportRow]:
    """Give the first `size` rows as they stand in the tables, right or wrong.

    Nothing is validated: a row that somebody altered must reach the auditor. A leaf whose
    entry is gone comes with an empty body.
    """
    async with connection.cursor(name="export", binary=True) as cursor:
        cursor.itersize = _AT_ONCE
        await cursor.execute(_ROWS, (size,))
        async for index, entry_id, leaf, body in cursor:
            yield ExportRow.model_construct(
                index=index,
                entry_id=str(entry_id),
                leaf_hash=leaf.hex(),
                body=(body or b"").decode(errors="replace"),
            )


async def export_notes(connection: psycopg.AsyncConnection, size: int) -> list[str]:
    """Return every checkpoint signed so far, up to `size`, the smallest tree first."""
    cursor = await connection.execute(_NOTES, (size,))
    return [note async for (note,) in cursor]


async def _latest(connection: psycopg.AsyncConnection) -> Checkpoint:
    row = await (await connection.execute(_LAST)).fetchone()
    if row is None:
        raise BrokerUnavailable(NOT_YET, motif="no checkpoint was ever signed", retry_in=1)
    return Checkpoint(*row)


async def _proof(connection: psycopg.AsyncConnection, entry_id: UUID) -> InclusionProof | None:
    row = await (await connection.execute(_LEAF, (entry_id,))).fetchone()
    if row is None:
        return None
    index, leaf = row
    if index is None:
        raise BrokerUnavailable(NOT_YET, motif="no checkpoint covers the entry", retry_in=1)
    # Read after the leaf, which was committed with its checkpoint: this one covers it.
    checkpoint = await _latest(connection)
    nodes = await read_nodes(connection, merkle.nodes_of_inclusion(index, checkpoint.size))
    path = merkle.inclusion(index, checkpoint.size, nodes.__getitem__)
    return InclusionProof(
        entry_id=str(entry_id),
        leaf_index=index,
        leaf_hash=leaf.hex(),
        tree_size=checkpoint.size,
        audit_path=tuple(value.hex() for value in path),
        checkpoint=checkpoint.note,
    )
