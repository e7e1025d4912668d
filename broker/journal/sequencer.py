"""Gives committed entries their place in the tree, and signs what the tree has become.

One sequencer works at a time, the one whose session holds an advisory lock; the others
wait their turn, and take over when its connection dies. Should two ever work at once, the
keys of the leaves, of the nodes and of the checkpoints let one of them commit: the journal
may stop, it cannot fork. The connection must be the session's own: a pooler that shares
connections between transactions would share the lock too.

Whoever controls the database can keep new entries out of the tree, which anybody sees from
the checkpoints; answers keep their committed line all the while.
"""

import asyncio
import contextlib
import logging

import psycopg

from broker.journal.checkpoint import Signer
from broker.journal.term import BATCH, Term, TreeDamaged, begin

TICK = 0.5
"""Seconds between two looks for what other processes have committed."""
SHORTEST_STEP = 0.1
"""Seconds between two checkpoints under load: each one costs the disk a commit."""
PATIENCE = 60.0
"""Seconds for one step, then the connection is given up."""

_log = logging.getLogger(__name__)


class Sequencer:
    """The journal's tree: one a process, one at work among all."""

    def __init__(self, dsn: str, signer: Signer, tick: float = TICK, batch: int = BATCH) -> None:
        """Work on `dsn` (role dlnuf_app), sign with `signer`."""
        self._dsn = dsn
        self._signer = signer
        self._tick = tick
        self._batch = batch
        self._woken = asyncio.Event()
        self._connection: psycopg.AsyncConnection | None = None
        self._term: Term | None = None

    def wake(self) -> None:
        """Say that something is new: the writer of this process has committed."""
        self._woken.set()

    async def run(self) -> None:
        """Work until cancelled, whatever becomes of the database."""
        try:
            while True:
                self._woken.clear()
                if await self._step_or_rest() < self._batch:
                    await self._rest()
        finally:
            await self.close()

    async def step(self) -> int:
        """Integrate what is new, if it is this process's turn; return how many entries.

        Raises psycopg.Error, OSError or TimeoutError when the database fails, TreeDamaged
        when it does not hold the tree that was signed. The turn is then given up.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                term = self._term or await self._begin()
                return 0 if term is None else await term.step()
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Give up the turn: another process may take it."""
        connection, self._connection, self._term = self._connection, None, None
        if connection is not None:
            with contextlib.suppress(psycopg.Error, OSError):
                await connection.close()

    async def _begin(self) -> Term | None:
        if self._connection is None:
            self._connection = await psycopg.AsyncConnection.connect(self._dsn, autocommit=True)
        self._term = await begin(self._connection, self._signer)
        if self._term is not None:
            self._term.batch = self._batch
            _log.info("journal: sequencing from entry %d", self._term.size)
        return self._term

    async def _step_or_rest(self) -> int:
        try:
            return await self.step()
        except TreeDamaged:
            _log.critical("journal: the tree is not the one that was signed; nothing is signed")
        except (psycopg.Error, OSError, TimeoutError) as error:
            _log.warning("journal: the sequencer stopped: %s", type(error).__name__)
        return 0

    async def _rest(self) -> None:
        pause = min(SHORTEST_STEP, self._tick)
        await asyncio.sleep(pause)
        if self._term is None:  # not our turn: what we commit wakes nobody
            await asyncio.sleep(self._tick - pause)
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._tick - pause):
                await self._woken.wait()
