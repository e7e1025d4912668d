"""The tables refuse, whoever asks; that a determined owner is found out is in tests/attacks."""

import psycopg
import pytest

from tests.broker.journal.makers import a_journal_of, a_signer
from tests.postgres import TestDatabase

TABLES = ("journal_entry", "journal_leaf", "journal_node", "journal_checkpoint")
REWRITES = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table} CASCADE",
}
COLUMNS = dict(zip(TABLES, ("body", "leaf_hash", "hash", "note"), strict=True))


def attempt(dsn: str, statement: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.mark.parametrize("rewrite", REWRITES.values(), ids=REWRITES.keys())
async def test_nobody_rewrites_the_journal(database: TestDatabase, rewrite: str) -> None:
    await a_journal_of(database.app, a_signer(), 3)

    for table in TABLES:
        statement = rewrite.format(table=table, column=COLUMNS[table])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            attempt(database.app, statement)
        with pytest.raises(psycopg.errors.RaiseException, match="only grows"):
            attempt(database.owner, statement)


FORGERIES = (
    "INSERT INTO journal_entry (entry_id, txid) VALUES (gen_random_uuid(), '3')",
    "INSERT INTO journal_entry (seq) OVERRIDING SYSTEM VALUE VALUES (1)",
    "INSERT INTO journal_entry (written_at) VALUES ('2020-01-01')",
    "INSERT INTO journal_checkpoint (signed_at) VALUES ('2020-01-01')",
)


def test_the_broker_does_not_choose_what_the_database_fills(database: TestDatabase) -> None:
    for forgery in FORGERIES:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            attempt(database.app, forgery)
