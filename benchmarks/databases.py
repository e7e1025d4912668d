"""An embedded PostgreSQL for one run, with one database for each broker."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from broker.embedded import app_dsn, start, stop


@contextlib.contextmanager
def server() -> Iterator[tuple[Path, str]]:
    """Give a folder that is deleted afterwards, and the DSN of the server that lives in it.

    The folder is outside any home: run as root, the server opens its parents to others.
    It inherits this process's cores.
    """
    folder = Path(tempfile.mkdtemp(prefix="dlnuf-banc-", dir="/var/tmp"))
    try:
        dsn = start(folder)
        try:
            yield folder, dsn
        finally:
            stop(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def database(server_dsn: str, name: str) -> str:
    """Create a database with its schema; return the DSN of the broker's role."""
    with psycopg.connect(server_dsn, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return app_dsn(urlsplit(server_dsn)._replace(path=f"/{name}").geturl())
