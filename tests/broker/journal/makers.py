"""Entries, signers and whole journals for the tests: valid by default, one change at a time."""

import asyncio
import dataclasses
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from broker.evidence import Recorded
from broker.journal.checkpoint import Signer
from broker.journal.entry import CallerRecord, Entry, PersonCheck, new_id
from broker.journal.sequencer import Sequencer
from broker.journal.term import BATCH
from broker.journal.writer import PATIENCE, Writer
from contracts.flow import Finalite
from contracts.habilitation import Environnement, Etat, Habilitation

AT = datetime(2026, 11, 21, 9, 30, 15, 123456, tzinfo=UTC)
ORIGIN = "essai.example/journal"


def a_signer(origin: str = ORIGIN) -> Signer:
    return Signer(origin, Ed25519PrivateKey.generate())


def an_id(at: datetime = AT) -> UUID:
    return new_id(at, secrets.token_bytes(8))


def a_habilitation(**changes: object) -> Habilitation:
    fields = {
        "id": UUID(int=1),
        "siret": "21750001600019",
        "demarche": "Inscription à la cantine",
        "cadre_juridique": "CRPA, art. L. 114-8",
        "scopes": frozenset({"cnaf_quotient_familial", "cnaf_adresse", "cnaf_enfants"}),
        "flux": frozenset({"quotient_familial"}),
        "finalites": frozenset({Finalite.SIMPLIFICATION}),
        "destinataires": frozenset({"21750001600019"}),
        "debut": date(2026, 1, 1),
        "fin": date(2026, 12, 31),
        "environnement": Environnement.BAC_A_SABLE,
        "etat": Etat.ACTIVE,
    }
    return Habilitation.model_validate(fields | changes)


def an_entry(**changes: Any) -> Entry:  # any field of Entry
    entry = Entry(
        entry_id=an_id(),
        at=AT,
        request_id="7b0f",
        caller=CallerRecord(siret="21750001600019", habilitation=UUID(int=1), empreinte="ab" * 32),
        flow="quotient_familial",
        access="identite",
        path="/v3/dss/quotient_familial/identite",
        finalite="simplification",
        legal_basis="CRPA, art. L. 114-8",
        recipient="21750001600019",
        person="cd" * 32,
        released=("quotient_familial",),
        answer_digest="ef" * 32,
        identite=PersonCheck(niveau="declaree", verdict="match", motifs={"nom_naissance": "égal"}),
        outcome="200",
        status=200,
    )
    return dataclasses.replace(entry, **changes)


@asynccontextmanager
async def a_writer(
    dsn: str, committed: Callable[[], None] = lambda: None, patience: float = PATIENCE
) -> AsyncIterator[Writer]:
    writer = Writer(dsn, committed, patience)
    await writer.start()
    try:
        yield writer
    finally:
        await writer.close()


@asynccontextmanager
async def a_sequencer(dsn: str, signer: Signer, batch: int = BATCH) -> AsyncIterator[Sequencer]:
    sequencer = Sequencer(dsn, signer, batch=batch)
    try:
        yield sequencer
    finally:
        await sequencer.close()


async def append_many(writer: Writer, count: int, epoch: int | None = None) -> list[Recorded]:
    return await asyncio.gather(*(writer.append(an_entry(), epoch) for _ in range(count)))


async def a_journal_of(dsn: str, signer: Signer, *groups: int) -> None:
    """Fill a journal: for each group, that many entries, then a checkpoint."""
    async with a_writer(dsn) as writer, a_sequencer(dsn, signer) as sequencer:
        await sequencer.step()
        for count in groups:
            await append_many(writer, count)
            await sequencer.step()
