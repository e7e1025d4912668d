"""A real Redis (or Valkey) on a free port of the loopback, kept in memory, stopped by its pid."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

SERVER = shutil.which("valkey-server") or shutil.which("redis-server")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


async def _listens(port: int) -> None:
    for _ in range(200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except ConnectionError:
            await asyncio.sleep(0.02)
        else:
            writer.close()
            await writer.wait_closed()
            return
    raise TimeoutError(f"nobody listens on {port}")


@asynccontextmanager
async def a_redis_server() -> AsyncIterator[str]:
    """Yield its URI, as `DLNUF_REDIS_URL` takes it."""
    assert SERVER is not None
    port = _free_port()
    options = ("--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
    process = await asyncio.create_subprocess_exec(
        SERVER, *options, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        await _listens(port)
        yield f"redis://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()
