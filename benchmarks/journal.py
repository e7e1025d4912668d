"""After each measure: every answer is on the journal, and the journal holds."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from broker.journal.export import export
from consumers.auditor.cli import verify_folder

_SIGNED_WITHIN = 60.0


@dataclass(frozen=True)
class Journal:
    """The journal of the broker under measure."""

    dsn: str
    verifier_key: str
    folder: Path

    def entries(self) -> int:
        """Return how many entries are committed."""
        return self._number("SELECT count(*) FROM journal_entry")

    def wait_until_signed(self) -> None:
        """Wait until a checkpoint covers every entry, so that nothing is left to do."""
        deadline = time.monotonic() + _SIGNED_WITHIN
        while (
            self._number("SELECT coalesce(max(size), 0) FROM journal_checkpoint") < self.entries()
        ):
            if time.monotonic() > deadline:
                raise RuntimeError("the sequencer does not catch up")
            time.sleep(0.1)

    def verify(self) -> str:
        """Verify the whole journal as an auditor does; RuntimeError when it does not hold."""
        asyncio.run(export(self.dsn, self.folder, self.verifier_key))
        report = verify_folder(self.folder, self.verifier_key)
        if not report.is_valid:
            raise RuntimeError(report.line)
        return report.line

    def durability(self) -> str:
        """Return the settings that make a commit durable."""
        with psycopg.connect(self.dsn) as connection:
            names = ("server_version", "fsync", "synchronous_commit")
            rows = [connection.execute(f"SHOW {name}".encode()).fetchone() for name in names]
        return ", ".join(f"{name}={row[0]}" for name, row in zip(names, rows, strict=True) if row)

    def _number(self, statement: str) -> int:
        with psycopg.connect(self.dsn) as connection:
            row = connection.execute(statement.encode()).fetchone()
        return int(row[0]) if row else 0
