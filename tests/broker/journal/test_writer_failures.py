"""What callers hear when the database fails, and that the writer comes back."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from broker.errors import BrokerUnavailable
from broker.evidence import Recorded
from broker.journal import writer as module
from broker.journal.writer import Writer
from tests.broker.journal.makers import a_writer, an_entry, append_many
from tests.broker.journal.test_writer import ask
from tests.postgres import TestDatabase

KILL = (
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
    "WHERE usename = 'dlnuf_app' AND datname = current_database()"
)


@contextmanager
def locked(owner_dsn: str, table: str) -> Iterator[None]:
    """Keep the writer's statement waiting, as a slow disk would."""
    with psycopg.connect(owner_dsn) as owner:
        owner.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        yield
        owner.rollback()


async def until(condition: Callable[[], object]) -> None:
    for _ in range(200):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")


async def append_after_recovery(writer: Writer) -> Recorded:
    for _ in range(100):
        try:
            return await writer.append(an_entry(), None)
        except BrokerUnavailable:
            await asyncio.sleep(0.02)
    raise AssertionError("the writer never came back")


async def test_a_connection_killed_in_the_commit_fails_the_whole_group(
    database: TestDatabase,
) -> None:
    async with a_writer(database.app) as writer:
        await writer.append(an_entry(), None)
        with locked(database.owner, "journal_entry"):
            group = asyncio.gather(
                *(writer.append(an_entry(), None) for _ in range(3)), return_exceptions=True
            )
            await asyncio.sleep(0.05)
            ask(database.owner, KILL)
            outcomes = await group

        assert [getattr(outcome, "code", outcome) for outcome in outcomes] == ["00607"] * 3
        await append_after_recovery(writer)

    assert ask(database.owner, "SELECT count(*) FROM journal_entry") == [(2,)]


async def test_a_connection_lost_while_idle_is_replaced(database: TestDatabase) -> None:
    async with a_writer(database.app) as writer:
        await writer.append(an_entry(), None)
        ask(database.owner, KILL)

        recorded = await append_after_recovery(writer)

    written = {row[0] for row in ask(database.owner, "SELECT entry_id FROM journal_entry")}
    assert recorded.entry_id in written


async def test_a_read_only_database_is_an_unavailable_journal(database: TestDatabase) -> None:
    name = ask(database.owner, "SELECT current_database()")[0][0]
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
    async with a_writer(database.app) as writer:
        with pytest.raises(BrokerUnavailable, match="00607"):
            await writer.append(an_entry(), None)
        with psycopg.connect(database.owner, autocommit=True) as owner:
            owner.execute(b"SET default_transaction_read_only = off")
            owner.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only".encode())

        await append_after_recovery(writer)


async def test_a_database_that_hangs_is_given_up(database: TestDatabase) -> None:
    async with a_writer(database.app, patience=0.05) as writer:
        with locked(database.owner, "journal_entry"):
            async with asyncio.timeout(2):
                with pytest.raises(BrokerUnavailable, match="00607"):
                    await writer.append(an_entry(), None)


async def test_without_a_database_callers_are_refused_at_once(tmp_path: object) -> None:
    async with a_writer(f"postgresql://dlnuf_app@/rien?host={tmp_path}") as writer:
        outcomes = [
            await asyncio.gather(writer.append(an_entry(), None), return_exceptions=True)
            for _ in range(3)
        ]

    assert all(isinstance(outcome, BrokerUnavailable) for (outcome,) in outcomes)


async def test_a_missing_epoch_refuses_rather_than_guesses(database: TestDatabase) -> None:
    ask(database.owner, "DELETE FROM autorite RETURNING 1")
    async with a_writer(database.app) as writer:
        with pytest.raises(BrokerUnavailable, match="00607"):
            await writer.append(an_entry(), None)


async def test_too_many_waiting_entries_are_refused_at_once(
    database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 4)
    async with a_writer(database.app) as writer:
        outcomes = await asyncio.gather(
            *(writer.append(an_entry(), None) for _ in range(6)), return_exceptions=True
        )

    assert sum(isinstance(outcome, BrokerUnavailable) for outcome in outcomes) == 2
    assert ask(database.owner, "SELECT count(*) FROM journal_entry") == [(4,)]


async def test_a_writer_that_is_closed_takes_nothing(database: TestDatabase) -> None:
    async with a_writer(database.app) as writer:
        await append_many(writer, 1)

    with pytest.raises(BrokerUnavailable, match="00607"):
        await writer.append(an_entry(), None)
