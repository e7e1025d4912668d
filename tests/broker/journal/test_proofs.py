"""Proofs and checkpoints as a caller gets them, over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI
from psycopg_pool import AsyncConnectionPool

from broker.journal.checkpoint import Signer
from broker.journal.store import Store
from broker.routes.journal import journal_router
from consumers.auditor.merkle import root_from_path
from consumers.auditor.note import is_signed, read_checkpoint, read_key
from contracts.proof import InclusionProof
from tests.broker.journal.makers import (
    a_sequencer,
    a_signer,
    a_writer,
    an_entry,
    an_id,
    append_many,
)
from tests.in_process import client_of
from tests.postgres import TestDatabase


@asynccontextmanager
async def a_client(
    dsn: str, signer: Signer, patience: float = 5
) -> AsyncIterator[httpx.AsyncClient]:
    pool = AsyncConnectionPool(dsn, min_size=1, open=False, timeout=patience)
    app = FastAPI()
    app.include_router(journal_router(Store(pool), signer.verifier_key))
    await pool.open()
    try:
        async with client_of(app) as client:
            yield client
    finally:
        await pool.close()


async def test_every_entry_is_proved_to_whoever_holds_the_key(database: TestDatabase) -> None:
    signer = a_signer()
    async with (
        a_writer(database.app) as writer,
        a_sequencer(database.app, signer) as sequencer,
        a_client(database.app, signer) as client,
    ):
        recorded = await append_many(writer, 11)
        await sequencer.step()
        key = read_key((await client.get("/journal/cle")).text)
        answers = [await client.get(f"/journal/entries/{r.entry_id}/proof") for r in recorded]

    for mine, answer in zip(recorded, answers, strict=True):
        proof = InclusionProof.model_validate(answer.json())
        signed = read_checkpoint(proof.checkpoint)
        path = [bytes.fromhex(step) for step in proof.audit_path]
        root = root_from_path(mine.leaf_hash, proof.leaf_index, signed.size, path)
        assert is_signed(proof.checkpoint, key)
        assert (root, proof.tree_size) == (signed.root, signed.size)
        assert (proof.entry_id, proof.leaf_hash) == (str(mine.entry_id), mine.leaf_hash.hex())


async def test_the_last_checkpoint_is_public(database: TestDatabase) -> None:
    signer = a_signer()
    async with (
        a_writer(database.app) as writer,
        a_sequencer(database.app, signer) as sequencer,
        a_client(database.app, signer) as client,
    ):
        for count in (2, 3):
            await append_many(writer, count)
            await sequencer.step()
        answer = await client.get("/journal/checkpoint")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert read_checkpoint(answer.text).size == 5
    assert is_signed(answer.text, read_key(signer.verifier_key))


async def test_an_entry_that_waits_for_its_place_is_proved_a_moment_later(
    database: TestDatabase,
) -> None:
    signer = a_signer()
    async with a_writer(database.app) as writer, a_client(database.app, signer) as client:
        recorded = await writer.append(an_entry(), None)
        answers = [
            await client.get("/journal/checkpoint"),
            await client.get(f"/journal/entries/{recorded.entry_id}/proof"),
        ]

    for answer in answers:
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "1"
        assert answer.json()["errors"][0]["code"] == "00612"


async def test_an_unknown_entry_is_said_to_be_unknown(database: TestDatabase) -> None:
    signer = a_signer()
    async with a_client(database.app, signer) as client:
        answers = [
            await client.get(f"/journal/entries/{unknown}/proof") for unknown in (an_id(), "abc")
        ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json()["errors"][0]["code"] == "00611"


async def test_without_a_database_the_journal_is_said_to_be_unavailable(tmp_path: object) -> None:
    signer = a_signer()
    nowhere = f"postgresql://dlnuf_app@/rien?host={tmp_path}"
    async with a_client(nowhere, signer, patience=0.05) as client:
        answers = [
            await client.get("/journal/checkpoint"),
            await client.get(f"/journal/entries/{an_id()}/proof"),
        ]

    assert [answer.status_code for answer in answers] == [503, 503]
    assert {answer.json()["errors"][0]["code"] for answer in answers} == {"00607"}
