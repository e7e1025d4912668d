"""A real PostgreSQL for the tests: one embedded server a run, one fresh database a test."""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from broker.database import APP_ROLE, as_role, migrate
from broker.embedded import start, stop

_numbers = itertools.count(1)


@dataclass(frozen=True)
class TestDatabase:
    __test__ = False

    owner: str
    """DSN of the schema's owner: what an attacker who holds the database has."""
    app: str
    """DSN of the role the broker runs as."""


def _named(dsn: str, name: str) -> str:
    parts = urlsplit(dsn)
    return urlunsplit(parts._replace(path=f"/{name}"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The DSN of an embedded server with a migrated template database.

    Not in pytest's own folder: a fourth run at the same moment would delete it.
    """
    with tempfile.TemporaryDirectory(prefix="dlnuf-tests-", dir="/var/tmp") as folder:
        dsn = start(Path(folder))
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("CREATE DATABASE modele")
        migrate(_named(dsn, "modele"))
        yield dsn
        stop(Path(folder))


@contextmanager
def _fresh(server: str) -> Iterator[TestDatabase]:
    name = f"essai_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE modele")
    owner = _named(server, name)
    yield TestDatabase(owner=owner, app=as_role(owner, APP_ROLE))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(postgres_server: str) -> Iterator[TestDatabase]:
    """A database of its own for one test, migrated, dropped afterwards."""
    with _fresh(postgres_server) as made:
        yield made


@pytest.fixture(scope="module")
def module_database(postgres_server: str) -> Iterator[TestDatabase]:
    """The same, for tests that only look."""
    with _fresh(postgres_server) as made:
        yield made
