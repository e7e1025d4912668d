"""Somebody holds the database, as its owner: what she changes is found, and the row named.

Seven entries, signed after 2, 3 and 7. The attacker owns the schema, so neither triggers
nor rights stop her; she has no signing key.
"""

import hashlib
import json
import re
from pathlib import Path

import psycopg
import pytest

from broker.journal.export import export
from consumers.auditor.cli import verify_folder
from tests.broker.journal.makers import a_journal_of, a_signer
from tests.consumers.auditor.exports import EARLIER, NOTE, SIGNER, an_honest_export
from tests.postgres import TestDatabase

ENTRY = "WHERE entry_id = (SELECT entry_id FROM journal_leaf WHERE index = {index})"
REWRITE = """
UPDATE journal_entry AS entry SET body = said.body, leaf_hash = sha256('\\x00'::bytea || said.body)
FROM (
  SELECT entry_id, convert_to(replace(convert_from(body, 'UTF8'), '"200"', '"201"'), 'UTF8') AS body
  FROM journal_entry JOIN journal_leaf USING (entry_id) WHERE index = {index}
) AS said WHERE said.entry_id = entry.entry_id;
UPDATE journal_leaf AS leaf SET leaf_hash = entry.leaf_hash
FROM journal_entry AS entry WHERE entry.entry_id = leaf.entry_id
"""
SWAP = """
UPDATE journal_leaf SET index = 99 WHERE index = 4;
UPDATE journal_leaf SET index = 4 WHERE index = 5;
UPDATE journal_leaf SET index = 5 WHERE index = 99
"""
INSERT = """
UPDATE journal_leaf SET index = index + 100 WHERE index >= 3;
UPDATE journal_leaf SET index = index - 99 WHERE index >= 100;
INSERT INTO journal_entry (entry_id, body, leaf_hash)
SELECT gen_random_uuid(), body, leaf_hash FROM journal_entry LIMIT 1;
INSERT INTO journal_leaf SELECT 3, entry_id, leaf_hash FROM journal_entry
WHERE entry_id NOT IN (SELECT entry_id FROM journal_leaf)
"""
CHANGES = {
    "a byte of an entry is changed": (
        f"UPDATE journal_entry SET body = set_byte(body, 40, 33) {ENTRY.format(index=4)}",
        "écriture n° 4 (",
    ),
    "a byte that is no text is put in an entry": (
        f"UPDATE journal_entry SET body = set_byte(body, 40, 255) {ENTRY.format(index=4)}",
        "écriture n° 4 (",
    ),
    "a leaf is changed": (
        "UPDATE journal_leaf SET leaf_hash = sha256(leaf_hash) WHERE index = 5",
        "écriture n° 5 (",
    ),
    "a leaf is cut short": (
        "UPDATE journal_leaf SET leaf_hash = substr(leaf_hash, 2) WHERE index = 5",
        "écriture n° 5 (",
    ),
    "the identifier of a leaf is changed": (
        "UPDATE journal_leaf SET entry_id = gen_random_uuid() WHERE index = 6",
        "écriture n° 6 (",
    ),
    "an entry is removed": (
        f"DELETE FROM journal_entry {ENTRY.format(index=3)}",
        "écriture n° 3 (",
    ),
    "a leaf is removed": (
        "DELETE FROM journal_leaf WHERE index = 3",
        "elle porte le n° 4",
    ),
    "the last leaf is removed": (
        "DELETE FROM journal_leaf WHERE index = 6",
        "écriture n° 6 : elle manque",
    ),
    "an entry is inserted among the others": (INSERT, "écriture n° 3 ("),
    "an entry and its hashes are changed together": (
        REWRITE.format(index=2),
        "écriture n° 2 : le contenu n'est pas celui qui a été signé",
    ),
    "two entries change places": (SWAP, "écriture n° 3 : d'elle au n° 6, le contenu"),
}


def as_owner(dsn: str, statements: str) -> None:
    """Run as the owner does who has switched the triggers off."""
    with psycopg.connect(dsn) as owner:
        owner.execute(b"SET session_replication_role = replica")
        for statement in statements.split(";"):
            owner.execute(statement.encode())


async def test_every_change_in_the_database_is_found_and_named(
    database: TestDatabase, tmp_path: Path
) -> None:
    """One journal, put back after each change: what is named is judged all together."""
    await a_journal_of(database.app, SIGNER, 2, 1, 4)
    as_owner(database.owner, "CREATE SCHEMA honnete")
    tables = ("journal_entry", "journal_leaf")
    for table in tables:
        as_owner(database.owner, f"CREATE TABLE honnete.{table} AS TABLE {table}")

    found = {}
    for name, (statements, _) in CHANGES.items():
        as_owner(database.owner, statements)
        await export(database.app, tmp_path, SIGNER.verifier_key)
        found[name] = verify_folder(tmp_path).line
        for table in tables:
            put_back = f"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM honnete.{table}"
            as_owner(database.owner, f"DELETE FROM {table}; {put_back}")

    await export(database.app, tmp_path, SIGNER.verifier_key)
    missed = {name: line for name, line in found.items() if CHANGES[name][1] not in line}
    assert missed == {}
    assert verify_folder(tmp_path).is_valid


def test_the_checkpoint_of_another_tree_is_refused(tmp_path: Path) -> None:
    other = SIGNER.checkpoint(7, hashlib.sha256(b"autre").digest())
    (an_honest_export(tmp_path) / NOTE).write_text(other)

    assert "signé au point de contrôle de taille 7" in verify_folder(tmp_path).line


def test_a_second_history_signed_by_the_same_key_is_refused(tmp_path: Path) -> None:
    """The key's holder rewrites the past: a checkpoint that somebody kept refutes her."""
    kept = SIGNER.checkpoint(3, hashlib.sha256(b"avant").digest())
    (an_honest_export(tmp_path) / EARLIER).write_text(json.dumps(kept) + "\n")

    assert "signé au point de contrôle de taille 3" in verify_folder(tmp_path).line


def test_an_earlier_checkpoint_that_nobody_signed_blames_no_row(tmp_path: Path) -> None:
    forged = a_signer().checkpoint(3, hashlib.sha256(b"avant").digest())
    (an_honest_export(tmp_path) / EARLIER).write_text(json.dumps(forged) + "\n")

    assert verify_folder(tmp_path).is_valid


FORGED_NOTES = {
    "another key signs": (r"(?s).*", a_signer().checkpoint(7, b"r" * 32)),
    "another journal's name": (r"essai\.example", "autre.example"),
    "another size": (r"\n7\n", "\n6\n"),
    "a signature cut short": (r".{8}\n$", "\n"),
    "no signature of a known key": (r"— essai", "— temoin"),
}


@pytest.mark.parametrize("forgery", FORGED_NOTES.values(), ids=FORGED_NOTES.keys())
def test_a_checkpoint_that_the_key_did_not_sign_is_refused(
    tmp_path: Path, forgery: tuple[str, str]
) -> None:
    note = an_honest_export(tmp_path) / NOTE
    note.write_text(re.sub(*forgery, note.read_text(), count=1))

    assert "n'est pas signé par la clé donnée" in verify_folder(tmp_path).line


def test_the_key_that_came_with_the_export_gives_way_to_the_auditors_own(tmp_path: Path) -> None:
    an_honest_export(tmp_path)

    assert verify_folder(tmp_path, SIGNER.verifier_key).is_valid
    assert not verify_folder(tmp_path, a_signer().verifier_key).is_valid
