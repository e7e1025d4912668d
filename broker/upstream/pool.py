"""The connections to one origin: kept alive, last used first, never more than agreed.

Every operation is O(1): httpcore's own pool is quadratic in its size, which costs it
everything when a provider is slow and hundreds of calls wait.
"""

import asyncio
import collections
import ssl
from typing import NamedTuple

import httpx

from broker.upstream.connection import Connection
from broker.upstream.wire import Answer, Message, Origin, Patience

_LONGEST_WAIT = 3600.0
"""Seconds that "for ever" means: no timer is left out."""


class Limits(NamedTuple):
    """What one origin may cost us."""

    connections: int = 256
    answer_bytes: int = 1024 * 1024
    """On the wire, head included."""
    idle_seconds: float = 4.0
    """Shorter than the 5 s after which common servers close: we close first."""


class Pool:
    """Connections to `origin`, and the calls that wait for one."""

    def __init__(self, origin: Origin, tls: ssl.SSLContext | None, limits: Limits) -> None:
        """Connect to nobody yet; `tls` is used when the origin is https."""
        self._origin = origin
        self._tls = tls
        self._limits = limits
        self._all: set[Connection] = set()
        self._idle: collections.deque[Connection] = collections.deque()
        self._taken = 0  # places: connections open or being opened
        self._waiting: collections.deque[asyncio.Future[Connection | None]] = collections.deque()

    async def exchange(self, message: Message, patience: Patience) -> Answer:
        """Ask and return the whole answer.

        A connection that turns out to have been closed while it was idle is replaced
        once, when nothing of the answer had come and asking twice does no harm.
        Raises httpx.TransportError.
        """
        ends_at = asyncio.get_running_loop().time() + min(patience.total, _LONGEST_WAIT)
        connection = await self._acquire(patience, ends_at)
        try:
            return await self._converse(connection, message, patience, ends_at)
        except (httpx.RemoteProtocolError, httpx.ReadError):
            if not (message.repeatable and _was_stale(connection)):
                raise
        connection = await self._acquire_new(patience, ends_at)
        return await self._converse(connection, message, patience, ends_at)

    async def _converse(
        self, connection: Connection, message: Message, patience: Patience, ends_at: float
    ) -> Answer:
        loop = asyncio.get_running_loop()
        timer = loop.call_at(min(loop.time() + patience.read, ends_at), connection.expire)
        try:
            answer = await connection.ask(message)
        except BaseException:
            connection.close()  # its answer may still come: nobody must read it as his own
            raise
        finally:
            timer.cancel()
        self._release(connection)
        return answer

    # Taking and giving back

    async def _acquire(self, patience: Patience, ends_at: float) -> Connection:
        loop = asyncio.get_running_loop()
        waits_until = min(loop.time() + patience.pool, ends_at)
        while True:
            if (idle := self._pop_idle(loop.time())) is not None:
                return idle
            if self._taken < self._limits.connections:
                self._taken += 1
                return await self._open(patience, ends_at)
            given = await self._turn(waits_until)
            if given is None:
                return await self._open(patience, ends_at)
            if given.usable:
                return given

    async def _acquire_new(self, patience: Patience, ends_at: float) -> Connection:
        """Take one that never served: the others may be stale as well."""
        connection = await self._acquire(patience, ends_at)
        if not connection.exchanges:
            return connection
        self._all.discard(connection)  # we keep its place: its end frees none
        connection.close()
        return await self._open(patience, ends_at)

    def _pop_idle(self, now: float) -> Connection | None:
        oldest = now - self._limits.idle_seconds
        while self._idle and self._idle[0].idle_since < oldest:
            self._idle.popleft().close()
        while self._idle:
            if (connection := self._idle.pop()).usable:
                return connection
        return None

    async def _turn(self, until: float) -> Connection | None:
        """Wait for a connection, or for the place of one that closed (None)."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[Connection | None] = loop.create_future()
        self._waiting.append(turn)
        timer = loop.call_at(until, _refuse, turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self._give_back(turn.result())  # it came at the very moment we were cancelled
            raise
        finally:
            timer.cancel()

    def _give_back(self, given: Connection | None) -> None:
        if given is None:
            self._free_place()
        else:
            self._release(given)

    def _release(self, connection: Connection) -> None:
        if not connection.usable:
            connection.close()
        elif (turn := self._next_waiting()) is not None:
            turn.set_result(connection)
        else:
            connection.idle_since = asyncio.get_running_loop().time()
            self._idle.append(connection)

    def _free_place(self) -> None:
        if (turn := self._next_waiting()) is not None:
            turn.set_result(None)  # the place changes hands without being free
        else:
            self._taken -= 1

    def _next_waiting(self) -> asyncio.Future[Connection | None] | None:
        while self._waiting:
            if not (turn := self._waiting.popleft()).done():
                return turn
        return None

    # Opening and closing

    async def _open(self, patience: Patience, ends_at: float) -> Connection:
        """Open a connection on a place that is ours."""
        left = ends_at - asyncio.get_running_loop().time()
        try:
            return await self._connect(min(patience.connect, left))
        except BaseException:
            self._free_place()
            raise

    async def _connect(self, seconds: float) -> Connection:
        origin = self._origin
        try:
            async with asyncio.timeout(seconds):
                _, connection = await asyncio.get_running_loop().create_connection(
                    lambda: Connection(self._forget, self._limits.answer_bytes),
                    origin.host,
                    origin.port,
                    ssl=self._tls if origin.scheme == "https" else None,
                )
        except TimeoutError as error:
            raise httpx.ConnectTimeout("no connection in time") from error
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"no connection: {type(error).__name__}") from error
        if connection.closed:
            raise httpx.ConnectError("closed as soon as opened")
        self._all.add(connection)
        return connection

    def _forget(self, connection: Connection) -> None:
        """Take note that a connection is closed."""
        if connection in self._all:
            self._all.discard(connection)
            self._free_place()

    def close(self) -> None:
        """Close every connection, and end the calls that use one."""
        for connection in tuple(self._all):
            connection.fail(httpx.ReadError("the transport is closed"))
        self._idle.clear()


def _refuse(turn: asyncio.Future[Connection | None]) -> None:
    if not turn.done():
        turn.set_exception(httpx.PoolTimeout("every connection was busy for too long"))


def _was_stale(connection: Connection) -> bool:
    """Say whether it served before, and ended without a byte of this answer."""
    return connection.exchanges > 1 and not connection.received
