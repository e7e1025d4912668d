import asyncio
import contextlib
from pathlib import Path

import psycopg
import pytest

from broker.journal.entry import encode, leaf_hash
from broker.journal.export import export
from broker.journal.sequencer import Sequencer
from broker.journal.term import TreeDamaged
from consumers.auditor.cli import verify_folder
from tests.broker.journal.makers import (
    a_journal_of,
    a_sequencer,
    a_signer,
    a_writer,
    an_entry,
    append_many,
)
from tests.broker.journal.test_writer import ask
from tests.broker.journal.test_writer_failures import KILL
from tests.postgres import TestDatabase

INSERT = "INSERT INTO journal_entry (entry_id, body, leaf_hash) VALUES (%s, %s, %s)"


def row_of_an_entry() -> tuple[object, ...]:
    entry = an_entry()
    body = encode(entry)
    return entry.entry_id, body, leaf_hash(body)


async def run_until(sequencers: list[Sequencer], dsn: str, size: int) -> None:
    """Run the sequencers until a checkpoint covers `size` entries, five seconds at most."""
    tasks = [asyncio.create_task(sequencer.run()) for sequencer in sequencers]
    try:
        for _ in range(250):
            if ask(dsn, "SELECT max(size) FROM journal_checkpoint") == [(size,)]:
                return
            await asyncio.sleep(0.02)
        raise AssertionError("the tree never reached that size")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def check_whole(database: TestDatabase, folder: Path, key: str, size: int) -> None:
    """Verify the whole journal from the outside."""
    assert await export(database.app, folder, key) == size
    report = verify_folder(folder)
    assert report.is_valid, report.line


async def test_an_empty_journal_is_signed_too(database: TestDatabase, tmp_path: Path) -> None:
    signer = a_signer()
    async with a_sequencer(database.app, signer) as sequencer:
        assert await sequencer.step() == 0

    await check_whole(database, tmp_path, signer.verifier_key, 0)


async def test_what_was_never_signed_is_not_exported(
    database: TestDatabase, tmp_path: Path
) -> None:
    with pytest.raises(LookupError):
        await export(database.app, tmp_path, a_signer().verifier_key)


async def test_a_sequencer_outlives_the_absence_of_its_database(tmp_path: Path) -> None:
    sequencer = Sequencer(f"postgresql://dlnuf_app@/rien?host={tmp_path}", a_signer(), tick=0.01)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await sequencer.run()


async def test_one_step_takes_all_that_is_committed(database: TestDatabase, tmp_path: Path) -> None:
    signer = a_signer()
    async with a_writer(database.app) as writer, a_sequencer(database.app, signer) as sequencer:
        await append_many(writer, 13)
        counts = [await sequencer.step(), await sequencer.step()]
        recorded = await writer.append(an_entry(), None)

    assert counts == [13, 0]
    assert recorded.tree_size == 13
    await check_whole(database, tmp_path, signer.verifier_key, 13)


async def test_more_than_a_batch_is_taken_batch_by_batch(
    database: TestDatabase, tmp_path: Path
) -> None:
    signer = a_signer()
    async with (
        a_writer(database.app) as writer,
        a_sequencer(database.app, signer, batch=4) as sequencer,
    ):
        await append_many(writer, 10)
        counts = [await sequencer.step() for _ in range(4)]

    assert counts == [4, 4, 2, 0]
    await check_whole(database, tmp_path, signer.verifier_key, 10)


async def test_a_slow_transaction_delays_nobody_and_is_not_lost(
    database: TestDatabase, tmp_path: Path
) -> None:
    signer = a_signer()
    async with a_writer(database.app) as writer, a_sequencer(database.app, signer) as sequencer:
        with psycopg.connect(database.app) as slow:
            slow.execute(INSERT, row_of_an_entry())
            await append_many(writer, 3)
            before = [await sequencer.step(), await sequencer.step()]
            await append_many(writer, 2)
            before.append(await sequencer.step())
            slow.commit()
        after = [await sequencer.step(), await sequencer.step()]

    assert (before, after) == ([3, 0, 2], [1, 0])
    await check_whole(database, tmp_path, signer.verifier_key, 6)


async def test_slow_transactions_and_full_batches_lose_nothing_together(
    database: TestDatabase, tmp_path: Path
) -> None:
    signer = a_signer()
    async with (
        a_writer(database.app) as writer,
        a_sequencer(database.app, signer, batch=2) as sequencer,
    ):
        with psycopg.connect(database.app) as slow:
            slow.execute(INSERT, row_of_an_entry())
            await append_many(writer, 5)
            await sequencer.step()
            slow.commit()
        counts = [await sequencer.step() for _ in range(4)]

    assert sum(counts) == 4
    await check_whole(database, tmp_path, signer.verifier_key, 6)


async def test_two_writers_and_two_sequencers_make_one_tree(
    database: TestDatabase, tmp_path: Path
) -> None:
    signer = a_signer()
    sequencers = [Sequencer(database.app, signer, tick=0.03, batch=64) for _ in range(2)]
    async with (
        a_writer(database.app, committed=sequencers[0].wake) as one,
        a_writer(database.app, committed=sequencers[1].wake) as two,
    ):
        recorded, *_ = await asyncio.gather(
            asyncio.gather(append_many(one, 200), append_many(two, 200)),
            run_until(sequencers, database.owner, 400),
        )

    appended = {r.entry_id for group in recorded for r in group}
    leaves = ask(database.owner, "SELECT index, entry_id FROM journal_leaf ORDER BY index")
    assert [index for index, _ in leaves] == list(range(400))
    assert {entry_id for _, entry_id in leaves} == appended
    await check_whole(database, tmp_path, signer.verifier_key, 400)


async def test_one_waits_while_the_other_works_and_takes_over_when_it_dies(
    database: TestDatabase, tmp_path: Path
) -> None:
    signer = a_signer()
    async with (
        a_writer(database.app) as writer,
        a_sequencer(database.app, signer) as first,
        a_sequencer(database.app, signer) as second,
    ):
        await append_many(writer, 5)
        worked = [await first.step(), await second.step()]
        await append_many(writer, 2)
        await first.close()
        worked += [await second.step(), await first.step()]

    assert worked == [5, 0, 2, 0]
    await check_whole(database, tmp_path, signer.verifier_key, 7)


async def test_it_comes_back_when_its_connection_is_killed(
    database: TestDatabase, tmp_path: Path
) -> None:
    signer = a_signer()
    sequencer = Sequencer(database.app, signer, tick=0.03)
    async with a_writer(database.app) as writer:
        await append_many(writer, 3)
    await run_until([sequencer], database.owner, 3)
    async with a_sequencer(database.app, signer) as dying:
        await dying.step()
        ask(database.owner, KILL)
        with pytest.raises(psycopg.OperationalError):
            await dying.step()
        async with a_writer(database.app) as writer:
            await append_many(writer, 2)
        await run_until([dying], database.owner, 5)

    await check_whole(database, tmp_path, signer.verifier_key, 5)


async def test_it_is_woken_by_a_commit_long_before_its_tick(database: TestDatabase) -> None:
    sequencer = Sequencer(database.app, a_signer(), tick=60)
    async with a_writer(database.app, committed=sequencer.wake) as writer:
        await asyncio.gather(
            run_until([sequencer], database.owner, 1), writer.append(an_entry(), None)
        )


DAMAGES = {
    "a node was replaced": "UPDATE journal_node SET hash = sha256('autre')",
    "a leaf was removed": "DELETE FROM journal_leaf WHERE index = 4",
    "a leaf was added": "INSERT INTO journal_leaf VALUES (5, gen_random_uuid(), sha256(''))",
    "the last checkpoint was removed": "DELETE FROM journal_checkpoint WHERE size = 5",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
async def test_a_tree_that_was_not_signed_is_not_extended(
    database: TestDatabase, damage: str
) -> None:
    signer = a_signer()
    await a_journal_of(database.app, signer, 5)
    with psycopg.connect(database.owner) as owner:
        owner.execute(b"SET session_replication_role = replica")
        owner.execute(damage.encode())
    signed = ask(database.owner, "SELECT count(*) FROM journal_checkpoint")

    sequencer = Sequencer(database.app, signer, tick=0.02)
    with pytest.raises(TreeDamaged):
        await sequencer.step()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(0.05):
            await sequencer.run()

    assert ask(database.owner, "SELECT count(*) FROM journal_checkpoint") == signed
