"""Writes entries: durable when `append` returns, or the caller hears that they may not be.

One task owns one connection. It takes everything that waits, writes it in one statement,
one round trip, one commit, and takes what has come meanwhile: the busier, the larger the
group; nobody waits for a timer.

The statement is an INSERT … SELECT from arrays and not a COPY. It compares the epoch that
each answer's rights were read under with the one in force, in the snapshot that the rows
are written with: the check of revocations and the commit cannot come apart, and cost one
round trip together. COPY cannot look at another table. (Revoked after that snapshot is
revoked after the answer.)

Whoever controls the database can make every append fail, which stops the broker; the
journal cannot then miss a line, since no answer leaves without one.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Sequence
from time import monotonic
from typing import NamedTuple
from uuid import UUID

import psycopg

from broker.errors import BrokerUnavailable, StaleAuthority
from broker.evidence import Recorded
from broker.journal.entry import Entry, encode, leaf_hash

LARGEST_GROUP = 512
"""Entries in one commit."""
MOST_WAITING = 4096
"""Entries that may wait; beyond, callers are refused at once rather than kept."""
PATIENCE = 5.0
"""Seconds for a connection or a commit, then the database is held to be down."""
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0
"""Seconds between two attempts to connect; it doubles at each failure."""

_UNAVAILABLE = "00607"
_log = logging.getLogger(__name__)

# Somebody may have turned durability off for the role or the server; not for the journal.
_DURABLE = (
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') = 'off'"
)
_INSERT = """
WITH in_force AS MATERIALIZED (SELECT epoque FROM autorite),
written AS (
  INSERT INTO journal_entry (entry_id, body, leaf_hash)
  SELECT entry_id, body, leaf_hash
  FROM unnest(%b::uuid[], %b::bytea[], %b::bytea[], %b::bigint[])
    AS t (entry_id, body, leaf_hash, epoch)
  WHERE epoch IS NULL OR epoch = (SELECT epoque FROM in_force)
  RETURNING 1
)
SELECT epoque, (SELECT count(*) FROM written), (SELECT max(size) FROM journal_checkpoint)
FROM in_force
"""


class _Waiting(NamedTuple):
    """An entry, and whom to tell."""

    entry_id: UUID
    body: bytes
    leaf: bytes
    epoch: int | None
    told: asyncio.Future[int]
    """The size of the last checkpoint, once the entry is committed."""


class _Group(NamedTuple):
    """What one statement did."""

    epoch: int
    written: int
    tree_size: int | None


class Writer:
    """The journal's way in: one a process."""

    def __init__(
        self, dsn: str, committed: Callable[[], None] = lambda: None, patience: float = PATIENCE
    ) -> None:
        """Write to `dsn` (role dlnuf_app); `committed` is called after each commit."""
        self._dsn = dsn
        self._committed = committed
        self._patience = patience
        self._waiting: list[_Waiting] = []
        self._something = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._connection: psycopg.AsyncConnection | None = None
        self._pause = FIRST_PAUSE
        self._not_before = 0.0

    async def start(self) -> None:
        """Begin to write. The database may be down: appends fail until it is back."""
        self._task = asyncio.create_task(self._write_for_ever(), name="journal writer")

    async def close(self) -> None:
        """Write what waits, then stop."""
        task, self._task = self._task, None
        self._something.set()
        if task is not None:
            await task
        await self._disconnect()

    async def append(self, entry: Entry, epoch: int | None) -> Recorded:
        """Commit `entry`; on return it is durable.

        `epoch` is the one its rights were read under, None for an entry that rests on no
        right (a refusal). Raises StaleAuthority when a right changed since, and nothing is
        then written; BrokerUnavailable (00607) when the database cannot commit, or does not
        say whether it has. That last case may leave a line for an answer that never left:
        the journal may say too much, never too little.

        A caller cancelled here cancels nothing: others share the commit.
        """
        if self._task is None or self._task.done():
            raise BrokerUnavailable(_UNAVAILABLE, motif="the journal's writer is not running")
        if len(self._waiting) >= MOST_WAITING:
            raise BrokerUnavailable(_UNAVAILABLE, motif="too many entries wait")
        body = encode(entry)
        told = asyncio.get_running_loop().create_future()
        waiting = _Waiting(entry.entry_id, body, leaf_hash(body), epoch, told)
        self._waiting.append(waiting)
        self._something.set()
        return Recorded(entry.entry_id, waiting.leaf, await told)

    async def _write_for_ever(self) -> None:
        while self._waiting or self._task is not None:
            if self._waiting:
                group, self._waiting = (
                    self._waiting[:LARGEST_GROUP],
                    self._waiting[LARGEST_GROUP:],
                )
                await self._write(group)
            else:
                self._something.clear()
                await self._something.wait()

    async def _write(self, group: Sequence[_Waiting]) -> None:
        try:
            done = await self._commit(group)
        except Exception as error:  # noqa: BLE001  # whatever it was, the callers must hear and the task must live
            _log.warning("journal: %d entries not committed: %s", len(group), type(error).__name__)
            await self._disconnect()
            _fail(group, error)
        else:
            self._committed()
            _tell(group, done)

    async def _commit(self, group: Sequence[_Waiting]) -> _Group:
        rows = [list(column) for column in zip(*group, strict=True)][:4]
        done = await self._in_time(_insert(await self._connected(), rows))
        if done.written != sum(_stands(waiting, done) for waiting in group):
            raise psycopg.DataError(f"{done.written} entries written, not what was asked")
        return done

    async def _in_time(self, statement: Coroutine[None, None, _Group]) -> _Group:
        """Run `statement`, or raise TimeoutError and leave nobody waiting.

        Cancelling alone would not do: psycopg then asks the server to cancel, and a server
        that does not answer would keep the whole group three times longer.
        """
        task = asyncio.create_task(statement)
        await asyncio.wait({task}, timeout=self._patience)
        if not task.done():
            await self._disconnect()
            task.cancel()
            await asyncio.wait({task}, timeout=self._patience)
            raise TimeoutError
        return task.result()

    async def _connected(self) -> psycopg.AsyncConnection:
        if self._connection is None:
            if monotonic() < self._not_before:
                raise psycopg.OperationalError("the database was down a moment ago")
            self._connection = await self._connect()
        return self._connection

    async def _connect(self) -> psycopg.AsyncConnection:
        self._not_before = monotonic() + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE)
        async with asyncio.timeout(self._patience):
            connection = await psycopg.AsyncConnection.connect(self._dsn, autocommit=True)
            await connection.execute(_DURABLE)
        self._pause, self._not_before = FIRST_PAUSE, 0.0
        return connection

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(psycopg.Error, OSError):
                await connection.close()


async def _insert(connection: psycopg.AsyncConnection, rows: Sequence[Sequence[object]]) -> _Group:
    cursor = await connection.execute(_INSERT, rows, prepare=True, binary=True)
    row = await cursor.fetchone()
    if row is None:
        raise psycopg.DataError("the authority's epoch is missing")
    return _Group(*row)


def _stands(waiting: _Waiting, done: _Group) -> bool:
    """Say whether the entry's rights were those in force when the group was written."""
    return waiting.epoch is None or waiting.epoch == done.epoch


def _tell(group: Sequence[_Waiting], done: _Group) -> None:
    for waiting in group:
        if waiting.told.done():  # its caller was cancelled; the line stands
            continue
        if _stands(waiting, done):
            waiting.told.set_result(done.tree_size or 0)
        else:
            waiting.told.set_exception(StaleAuthority())


def _fail(group: Sequence[_Waiting], cause: Exception) -> None:
    for waiting in group:
        if not waiting.told.done():
            failure = BrokerUnavailable(_UNAVAILABLE, motif=type(cause).__name__)
            failure.__cause__ = cause
            waiting.told.set_exception(failure)
