"""Writes the journal to a folder, for an auditor who has no access to the broker.

ecritures.ndjson        one `ExportRow` a line, in the order of the tree
checkpoint.txt          the signed note that covers them all
points-de-controle.ndjson  every note signed before, a JSON string a line: when the last one
                        does not fit the rows, they tell between which two it went wrong
cle.txt                 the public key. An auditor compares it with the one she was given.
"""

from pathlib import Path
from typing import TextIO

import orjson
import psycopg

from broker.journal.store import Checkpoint, export_notes, export_rows

_LAST = "SELECT size, root, note FROM journal_checkpoint ORDER BY size DESC LIMIT 1"


async def export(dsn: str, folder: Path, verifier_key: str) -> int:
    """Write the files into `folder`, created if need be; return how many entries they hold.

    Raises LookupError when nothing was ever signed, psycopg.Error without a database,
    OSError when the folder cannot be written.
    """
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        row = await (await connection.execute(_LAST)).fetchone()
        if row is None:
            raise LookupError("no checkpoint was ever signed")
        checkpoint = Checkpoint(*row)
        notes = await export_notes(connection, checkpoint.size)
        _write_notes(folder, checkpoint, notes, verifier_key)
        with _rows_file(folder) as file:
            return await _write_rows(connection, checkpoint.size, file)


def _write_notes(folder: Path, last: Checkpoint, notes: list[str], verifier_key: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = b"".join(orjson.dumps(note) + b"\n" for note in notes)
    (folder / "points-de-controle.ndjson").write_bytes(lines)
    (folder / "checkpoint.txt").write_text(last.note, encoding="utf-8")
    (folder / "cle.txt").write_text(verifier_key + "\n", encoding="utf-8")


def _rows_file(folder: Path) -> TextIO:
    return (folder / "ecritures.ndjson").open("w", encoding="utf-8")


async def _write_rows(connection: psycopg.AsyncConnection, size: int, file: TextIO) -> int:
    count = 0
    async for row in export_rows(connection, size):
        file.write(row.model_dump_json(warnings=False) + "\n")
        count += 1
    return count
