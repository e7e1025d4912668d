"""Kept answers: found by the whole question only, sealed, and never in the way."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from psycopg_pool import AsyncConnectionPool

from broker.evidence import Question
from broker.upstream.kept import KeptAnswers
from contracts.upstream import ParIdentite, ParNumeroAllocataire, Periode
from tests.broker.upstream.questions import GRANT, HABILITATION, IDENTITE, NOM, QUESTION, REPONSE
from tests.postgres import TestDatabase

KEY = bytes(range(32))
NOON = datetime(2026, 4, 2, 12, tzinfo=UTC)
DAY = 24 * 3600


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
async def pool(database: TestDatabase) -> AsyncIterator[AsyncConnectionPool]:
    async with AsyncConnectionPool(database.app, open=False, max_size=4, timeout=2) as pool:
        yield pool


async def test_an_answer_is_found_again_for_a_day(pool: AsyncConnectionPool) -> None:
    clock = Clock()
    kept = KeptAnswers(pool, KEY, clock)
    await kept.keep(QUESTION, REPONSE)

    clock.forward(DAY - 10)
    found = await kept.find(QUESTION)
    clock.forward(10)

    assert found == (REPONSE, 10)
    assert await kept.find(QUESTION) is None


def asked(**changes: object) -> Question:
    return replace(QUESTION, demande=QUESTION.demande.model_copy(update=changes))


OTHER_QUESTIONS: dict[str, Question] = {
    "another month": asked(periode=Periode(annee=2026, mois=2)),
    "another year": asked(periode=Periode(annee=2025, mois=3)),
    "no month": asked(periode=None),
    "another given name": asked(
        sujet=ParIdentite(identite=IDENTITE.model_copy(update={"prenoms": ("ALIX", "ANNE")}))
    ),
    "given names cut otherwise": asked(
        sujet=ParIdentite(identite=IDENTITE.model_copy(update={"prenoms": ("AL", "IX")}))
    ),
    "another sex": asked(
        sujet=ParIdentite(identite=IDENTITE.model_copy(update={"sexe": "M"})),
    ),
    "a file's number": asked(
        sujet=ParNumeroAllocataire(numero_allocataire="1234567", code_postal="75001")
    ),
    "another habilitation": replace(
        QUESTION,
        grant=replace(
            GRANT,
            caller=replace(
                GRANT.caller, habilitation=HABILITATION.model_copy(update={"id": UUID(int=9)})
            ),
        ),
    ),
    "another access": replace(QUESTION, grant=replace(GRANT, access=GRANT.flow.accesses[1])),
    "another recipient": replace(QUESTION, grant=replace(GRANT, recipient="13002526500013")),
    "another flow": replace(QUESTION, grant=replace(GRANT, flow=replace(GRANT.flow, name="autre"))),
}


@pytest.mark.parametrize("other", OTHER_QUESTIONS.values(), ids=OTHER_QUESTIONS)
async def test_another_question_never_gets_that_answer(
    pool: AsyncConnectionPool, other: Question
) -> None:
    kept = KeptAnswers(pool, KEY, Clock())
    await kept.keep(QUESTION, REPONSE)

    assert await kept.find(other) is None


async def test_whoever_holds_the_database_learns_nobodys_name(
    database: TestDatabase, pool: AsyncConnectionPool
) -> None:
    await KeptAnswers(pool, KEY, Clock()).keep(QUESTION, REPONSE)

    with psycopg.connect(database.owner) as connection:
        row = connection.execute("SELECT cle, scelle FROM reponse_gardee").fetchone()

    assert row is not None
    assert len(row[0]) == 32
    assert NOM.encode() not in b"".join(row)
    assert b"quotient" not in b"".join(row)


ALTERATIONS = {
    "a byte of the answer changed": (
        "UPDATE reponse_gardee SET scelle = set_byte(scelle, 20, get_byte(scelle, 20) # 1)"
    ),
    "its end put off": "UPDATE reponse_gardee SET expire_le = expire_le + interval '1 hour'",
    "the answer cut": "UPDATE reponse_gardee SET scelle = substring(scelle for 20)",
    "the answer emptied": "UPDATE reponse_gardee SET scelle = ''",
    "another person's answer put in its place": (
        "UPDATE reponse_gardee r SET scelle = a.scelle FROM reponse_gardee a WHERE a.cle <> r.cle"
    ),
}


@pytest.mark.parametrize("sql", ALTERATIONS.values(), ids=ALTERATIONS)
async def test_an_altered_answer_does_not_open(
    database: TestDatabase, pool: AsyncConnectionPool, sql: str
) -> None:
    kept = KeptAnswers(pool, KEY, Clock())
    await kept.keep(QUESTION, REPONSE)
    await kept.keep(OTHER_QUESTIONS["another given name"], b"{}")
    with psycopg.connect(database.owner) as connection:
        assert connection.execute(sql).rowcount == 2

    assert await kept.find(QUESTION) is None


async def test_another_key_opens_nothing(pool: AsyncConnectionPool) -> None:
    await KeptAnswers(pool, KEY, Clock()).keep(QUESTION, REPONSE)

    assert await KeptAnswers(pool, KEY[::-1], Clock()).find(QUESTION) is None


async def test_the_last_answer_replaces_the_one_before_even_at_the_same_moment(
    pool: AsyncConnectionPool,
) -> None:
    kept = KeptAnswers(pool, KEY, Clock())
    bodies = [b'{"n":%d}' % n for n in range(12)]
    await asyncio.gather(*(kept.keep(QUESTION, body) for body in bodies))
    one = await kept.find(QUESTION)
    await kept.keep(QUESTION, b"the last")

    assert one is not None
    assert one.body in bodies
    assert await kept.find(QUESTION) == (b"the last", DAY)


async def test_expired_answers_are_deleted_a_few_at_a_time(pool: AsyncConnectionPool) -> None:
    clock = Clock()
    kept = KeptAnswers(pool, KEY, clock)
    for question in OTHER_QUESTIONS.values():
        await kept.keep(question, b"{}")
    clock.forward(DAY)
    await kept.keep(QUESTION, REPONSE)

    deleted = [await kept.purge(most=8) for _ in range(3)]

    assert deleted == [8, len(OTHER_QUESTIONS) - 8, 0]
    assert await kept.find(QUESTION) == (REPONSE, DAY)


async def test_a_database_that_is_gone_is_no_reason_to_fail(
    database: TestDatabase, pool: AsyncConnectionPool, caplog: pytest.LogCaptureFixture
) -> None:
    kept = KeptAnswers(pool, KEY, Clock())
    await kept.keep(QUESTION, REPONSE)
    with psycopg.connect(database.owner) as connection:
        connection.execute("ALTER TABLE reponse_gardee RENAME TO ailleurs")
    with caplog.at_level(logging.WARNING, logger="broker.upstream.kept"):
        await kept.keep(QUESTION, REPONSE)
        found = await kept.find(QUESTION)
    await pool.close()

    assert found is None
    assert await kept.find(QUESTION) is None
    assert len(caplog.records) == 3
    assert NOM not in caplog.text


async def test_a_database_that_hangs_does_not_hold_the_call(
    database: TestDatabase, pool: AsyncConnectionPool
) -> None:
    kept = KeptAnswers(pool, KEY, Clock(), patience=0.05)
    with psycopg.connect(database.owner) as connection:
        connection.execute("LOCK TABLE reponse_gardee")
        await kept.keep(QUESTION, REPONSE)

        assert await kept.find(QUESTION) is None
