"""The broker with its journal taken out, to know what the journal costs.

Only here: the broker itself has no such setting. Refuses to run in production.
"""

from dataclasses import replace

from fastapi import FastAPI

from broker import clock, logs
from broker.app import assemble
from broker.evidence import Recorded
from broker.journal.entry import Entry
from broker.journal.writer import Writer
from broker.parts import build
from broker.settings import Settings


class NoJournal(Writer):
    """Says that everything is recorded, and records nothing."""

    async def append(self, entry: Entry, epoch: int | None) -> Recorded:  # noqa: ARG002  # the writer's signature
        """Return at once."""
        return Recorded(entry.entry_id, bytes(32), 0)


def create_app() -> FastAPI:
    """Build the application from the environment: `uvicorn --factory`."""
    logs.configure()
    settings = Settings()
    if settings.env == "production":
        raise RuntimeError("a broker without a journal serves benchmarks only")
    parts = build(settings, str(settings.database_url), clock.now)
    gate = replace(parts.reception.gate, journal=NoJournal(""))
    reception = replace(parts.reception, gate=gate)
    return assemble(settings, replace(parts, reception=reception), clock.now)
