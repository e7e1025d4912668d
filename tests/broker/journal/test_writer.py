import asyncio

import psycopg
import pytest

from broker.errors import StaleAuthority
from broker.journal.entry import encode, leaf_hash
from broker.journal.writer import LARGEST_GROUP
from tests.broker.journal.makers import a_writer, an_entry, append_many
from tests.postgres import TestDatabase


def ask(dsn: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(dsn) as connection:
        return connection.execute(query.encode()).fetchall()


async def test_an_entry_is_there_when_append_returns(database: TestDatabase) -> None:
    entry = an_entry()
    async with a_writer(database.app) as writer:
        recorded = await writer.append(entry, None)
        rows = ask(database.owner, "SELECT entry_id, body, leaf_hash FROM journal_entry")

    body = encode(entry)
    assert rows == [(entry.entry_id, body, leaf_hash(body))]
    assert (recorded.entry_id, recorded.leaf_hash) == (entry.entry_id, leaf_hash(body))
    assert recorded.tree_size == 0


async def test_what_waits_together_is_committed_together(database: TestDatabase) -> None:
    async with a_writer(database.app) as writer:
        await append_many(writer, 64)

    assert ask(database.owner, "SELECT count(*), count(DISTINCT txid) FROM journal_entry") == [
        (64, 1)
    ]


async def test_a_crowd_is_committed_by_bounded_groups(database: TestDatabase) -> None:
    async with a_writer(database.app) as writer:
        await append_many(writer, LARGEST_GROUP + 1)

    groups = "SELECT count(*) FROM journal_entry GROUP BY txid ORDER BY txid"
    assert ask(database.owner, groups) == [(LARGEST_GROUP,), (1,)]


async def test_a_right_that_changed_leaves_no_line_and_hinders_nobody_else(
    database: TestDatabase,
) -> None:
    stale, fresh, free = an_entry(), an_entry(), an_entry()
    async with a_writer(database.app) as writer:
        outcomes = await asyncio.gather(
            writer.append(stale, 0),
            writer.append(fresh, 1),
            writer.append(free, None),
            return_exceptions=True,
        )

    written = {row[0] for row in ask(database.owner, "SELECT entry_id FROM journal_entry")}
    assert isinstance(outcomes[0], StaleAuthority)
    assert written == {fresh.entry_id, free.entry_id}


async def test_a_revocation_acts_on_the_next_append(database: TestDatabase) -> None:
    async with a_writer(database.app) as writer:
        await writer.append(an_entry(), 1)
        ask(database.owner, "UPDATE habilitation SET etat = 'revoquee' RETURNING 1")
        with pytest.raises(StaleAuthority):
            await writer.append(an_entry(), 1)
        await writer.append(an_entry(), 2)

    assert ask(database.owner, "SELECT count(*) FROM journal_entry") == [(2,)]


async def test_a_caller_who_leaves_does_not_take_the_others_commit_along(
    database: TestDatabase,
) -> None:
    leaving = an_entry()
    async with a_writer(database.app) as writer:
        impatient = asyncio.create_task(writer.append(leaving, None))
        patient = asyncio.create_task(writer.append(an_entry(), None))
        await asyncio.sleep(0)
        impatient.cancel()
        await patient

    assert impatient.cancelled()
    written = {row[0] for row in ask(database.owner, "SELECT entry_id FROM journal_entry")}
    assert leaving.entry_id in written


async def test_closing_writes_what_waits(database: TestDatabase) -> None:
    async with a_writer(database.app) as writer:
        waiting = [asyncio.create_task(writer.append(an_entry(), None)) for _ in range(5)]
        await asyncio.sleep(0)

    await asyncio.gather(*waiting)
    assert ask(database.owner, "SELECT count(*) FROM journal_entry") == [(5,)]


async def test_durability_turned_off_for_the_role_is_turned_on_again(
    database: TestDatabase,
) -> None:
    name = ask(database.owner, "SELECT current_database()")[0][0]
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute(
            f"ALTER ROLE dlnuf_app IN DATABASE {name} SET synchronous_commit = off".encode()
        )
    off = ask(database.app, "SHOW synchronous_commit")

    async with a_writer(database.app) as writer:
        await writer.append(an_entry(), None)
        connection = await writer._connected()  # noqa: SLF001  # the session's own setting is seen from nowhere else
        shown = await (await connection.execute("SHOW synchronous_commit")).fetchone()

    assert off == [("off",)]
    assert shown == ("on",)
