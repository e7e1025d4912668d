"""A real HTTP server that says exactly the bytes it is told to, and may break off."""

import asyncio
import contextlib
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

Play = Callable[["Peer"], Awaitable[None]]


@dataclass
class Peer:
    """One connection, seen from the server."""

    number: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    heard: list[bytes]
    something_heard: asyncio.Event

    async def request(self) -> bytes:
        """Read one request whole; asyncio.IncompleteReadError when the client has left."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        whole = head + await self.reader.readexactly(length)
        self.heard.append(whole)
        self.something_heard.set()
        return whole

    async def say(self, *parts: bytes) -> None:
        for part in parts:
            self.writer.write(part)
            await self.writer.drain()
            await asyncio.sleep(0)

    def reset(self) -> None:
        """Break off with a RST: what SO_LINGER does with a time of zero."""
        raw: socket.socket = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


@dataclass
class Server:
    play: Play
    scheme: str = "http"
    port: int = 0
    connections: int = 0
    heard: list[bytes] = field(default_factory=list)
    something_heard: asyncio.Event = field(default_factory=asyncio.Event)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        peer = Peer(self.connections, reader, writer, self.heard, self.something_heard)
        task = asyncio.get_running_loop().create_task(self.perform(peer))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def perform(self, peer: Peer) -> None:
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, OSError):
                await self.play(peer)
        finally:
            peer.writer.close()
            with contextlib.suppress(OSError):
                await peer.writer.wait_closed()


@contextlib.asynccontextmanager
async def serving(play: Play, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """Serve `play` to each connection; it is closed when `play` returns."""
    server = Server(play, scheme="https" if tls else "http")
    listener = await asyncio.start_server(server.connected, "127.0.0.1", 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in tuple(server.tasks):
            task.cancel()
        await asyncio.gather(*server.tasks, return_exceptions=True)


def saying(*parts: bytes) -> Play:
    """Answer each request of a connection with these bytes, part after part."""

    async def play(peer: Peer) -> None:
        while True:
            await peer.request()
            await peer.say(*parts)

    return play


def saying_then_closing(*parts: bytes) -> Play:
    """Answer one request, then close."""

    async def play(peer: Peer) -> None:
        await peer.request()
        await peer.say(*parts)

    return play


def answer(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """A well-formed answer with a length."""
    lines = (f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", "")
    return "\r\n".join(lines).encode() + body
