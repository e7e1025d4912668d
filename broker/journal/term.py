"""One sequencer's time at work: it holds the lock, knows where the tree stands, extends it.

Which entries are new? Transactions become visible in another order than they began in, so
no number says "all before me are there". Two bounds do. `seen` is the snapshot of the last
reading: whatever it shows has its leaf. `floor` is a transaction below which nothing can
still appear. A slow transaction delays its own entries and nobody else's.

A term begins by looking at every entry, about a second for each million: transaction
numbers start again when a database is restored from a dump, and a term that trusted its
predecessor's bounds would then miss entries.
"""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import psycopg

from broker.journal import merkle
from broker.journal.checkpoint import Signer
from broker.journal.nodes import read_nodes

LOCK = 0x444C4E5546  # "DLNUF"; PostgreSQL keeps advisory locks apart by database
BATCH = 1024
"""Most entries in one step: hashing them keeps the event loop for some milliseconds."""

_TAKE = "SELECT pg_try_advisory_lock(%s)"
_LAST = "SELECT size, root FROM journal_checkpoint ORDER BY size DESC LIMIT 1"
_MORE_LEAVES = "SELECT EXISTS (SELECT FROM journal_leaf WHERE index >= %s)"
_NEW = """
SELECT now.snapshot::text, pg_snapshot_xmin(now.snapshot)::text,
       new.txid::text, new.entry_id, new.leaf_hash
FROM (SELECT pg_current_snapshot() AS snapshot) AS now
LEFT JOIN LATERAL (
  SELECT txid, seq, entry_id, leaf_hash FROM journal_entry AS entry
  WHERE txid >= %(floor)s::text::xid8
    AND NOT pg_visible_in_snapshot(txid, %(seen)s::text::pg_snapshot)
    AND NOT EXISTS (SELECT FROM journal_leaf AS leaf WHERE leaf.entry_id = entry.entry_id)
  ORDER BY txid, seq
  LIMIT %(batch)s
) AS new ON true
ORDER BY new.txid, new.seq
"""
# One statement, so one transaction: leaves, nodes and checkpoint stand or fall together.
_GROW = """
WITH leaves AS (
  INSERT INTO journal_leaf (index, entry_id, leaf_hash)
  SELECT * FROM unnest(%b::bigint[], %b::uuid[], %b::bytea[])
), nodes AS (
  INSERT INTO journal_node (level, index, hash)
  SELECT * FROM unnest(%b::smallint[], %b::bigint[], %b::bytea[])
)
INSERT INTO journal_checkpoint (size, root, note) VALUES (%b, %b, %b)
"""


class TreeDamaged(Exception):
    """The tables do not hold the tree that the last checkpoint signs."""


class _New(NamedTuple):
    """Entries without a leaf, and what the reading says of those to come."""

    snapshot: str
    xmin: int
    """Every transaction below it is over."""
    entries: list[tuple[int, UUID, bytes]]
    """(transaction, entry, leaf hash), in the order they take in the tree."""


@dataclass(slots=True)
class Term:
    """A connection that holds the lock, and the tree as that connection's work left it."""

    connection: psycopg.AsyncConnection
    signer: Signer
    size: int
    edge: dict[merkle.Node, bytes]
    """The complete subtrees that cover the tree: `merkle.subtrees(0, size)`."""
    seen: str = "1:1:"
    floor: int = 0
    batch: int = BATCH

    async def step(self) -> int:
        """Give a leaf to what is new, and sign. Return how many entries there were."""
        new = await self._read()
        if new.entries:
            await self._grow([(entry_id, leaf) for _, entry_id, leaf in new.entries])
        if len(new.entries) < self.batch:
            self.seen, self.floor = new.snapshot, new.xmin
        else:  # there is more: only what is over and below the last one taken is done with
            self.floor = min(new.xmin, new.entries[-1][0])
        return len(new.entries)

    async def _read(self) -> _New:
        bounds = {"floor": str(self.floor), "seen": self.seen, "batch": self.batch}
        cursor = await self.connection.execute(_NEW, bounds, prepare=True, binary=True)
        rows = await cursor.fetchall()
        snapshot, xmin = rows[0][:2]
        entries = [(int(txid), *new) for _, _, txid, *new in rows if txid is not None]
        return _New(snapshot, int(xmin), entries)

    async def _grow(self, entries: list[tuple[UUID, bytes]]) -> None:
        leaves = [leaf for _, leaf in entries]
        added = merkle.extend(self.size, leaves, self.edge.__getitem__)
        size = self.size + len(entries)
        known = self.edge | added
        edge = {node: known[node] for node in merkle.subtrees(0, size)}
        root = merkle.root(size, edge.__getitem__)
        above = [(*node, value) for node, value in added.items() if node[0]]
        rows = (
            *(list(range(self.size, size)), [entry_id for entry_id, _ in entries], leaves),
            *([row[column] for row in above] for column in range(3)),
            *(size, root, self.signer.checkpoint(size, root)),
        )
        await self.connection.execute(_GROW, rows, prepare=True, binary=True)
        # Committed: a crash before this line leaves the next term to find it there.
        self.size, self.edge = size, edge


async def begin(connection: psycopg.AsyncConnection, signer: Signer) -> Term | None:
    """Take the lock on `connection`; None while another sequencer holds it.

    Signs the empty tree when nothing was ever signed. Raises TreeDamaged when what the
    tables hold is not what the last checkpoint signs: better no checkpoint than a false one.
    """
    row = await (await connection.execute(_TAKE, (LOCK,))).fetchone()
    if row is None or not row[0]:
        return None
    size, root = await _last_checkpoint(connection, signer)
    edge = await read_nodes(connection, merkle.subtrees(0, size))
    await _check(connection, size, root, edge)
    return Term(connection, signer, size, edge)


async def _last_checkpoint(
    connection: psycopg.AsyncConnection, signer: Signer
) -> tuple[int, bytes]:
    row = await (await connection.execute(_LAST)).fetchone()
    if row is not None:
        return row[0], row[1]
    note = signer.checkpoint(0, merkle.EMPTY)
    await connection.execute(
        "INSERT INTO journal_checkpoint (size, root, note) VALUES (0, %s, %s)", (merkle.EMPTY, note)
    )
    return 0, merkle.EMPTY


async def _check(
    connection: psycopg.AsyncConnection, size: int, root: bytes, edge: dict[merkle.Node, bytes]
) -> None:
    more = await (await connection.execute(_MORE_LEAVES, (size,))).fetchone()
    missing = set(merkle.subtrees(0, size)) - edge.keys()
    if missing or more is None or more[0] or merkle.root(size, edge.__getitem__) != root:
        raise TreeDamaged(f"the tree of {size} entries is not the one that was signed")
