import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg_pool import AsyncConnectionPool

from broker.authority import Authorities
from broker.errors import BrokerUnavailable
from broker.habilitations.store import revoke_token, set_state
from broker.keys import token_digest
from contracts.habilitation import Etat
from tests.broker.habilitations.granted import TOKEN_KEY, Administration
from tests.postgres import TestDatabase

CLIENT = "mairie-cantine"


async def test_a_token_leads_to_its_habilitation_and_to_the_epoch_it_was_read_under(
    administration: Administration,
) -> None:
    granted = await administration.grant()
    token_id, token = await administration.token(granted)

    authority = await administration.authorities.of_token(token_digest(TOKEN_KEY, token))

    assert authority is not None
    assert authority.habilitation == granted
    assert authority.token_id == token_id
    assert authority.revoked_at is None
    assert authority.epoch == await administration.epoch()
    assert authority.expires_at is not None
    assert authority.expires_at > datetime.now(UTC) + timedelta(days=364)


async def test_an_unknown_token_or_service_leads_nowhere(administration: Administration) -> None:
    await administration.grant()

    assert await administration.authorities.of_token(token_digest(TOKEN_KEY, "inconnu")) is None
    assert await administration.authorities.of_client("inconnu") is None


async def test_a_token_made_after_a_refusal_is_found(administration: Administration) -> None:
    assert await administration.authorities.of_client(CLIENT) is None

    granted = await administration.grant()

    authority = await administration.authorities.of_client(CLIENT)
    assert authority is not None
    assert authority.habilitation == granted


async def test_a_right_is_remembered_until_it_is_forgotten(administration: Administration) -> None:
    token_id, token = await administration.token()
    digest = token_digest(TOKEN_KEY, token)
    before = await administration.authorities.of_token(digest)
    await revoke_token(administration.engine, token_id)

    remembered = await administration.authorities.of_token(digest)
    administration.authorities.forget()
    anew = await administration.authorities.of_token(digest)

    assert remembered is before
    assert before is not None
    assert before.revoked_at is None
    assert anew is not None
    assert anew.revoked_at is not None
    assert anew.epoch > before.epoch


async def test_the_epoch_moves_when_a_right_changes_and_not_when_one_is_added(
    administration: Administration,
) -> None:
    start = await administration.epoch()
    granted = await administration.grant()
    token_id, _ = await administration.token(granted)
    added = await administration.epoch()

    await set_state(administration.engine, granted.id, Etat.SUSPENDUE)
    suspended = await administration.epoch()
    await revoke_token(administration.engine, token_id)
    revoked = await administration.epoch()

    assert start == added < suspended < revoked


async def test_the_epoch_moves_when_a_right_is_deleted_by_the_owner(
    administration: Administration, database: TestDatabase
) -> None:
    await administration.token()
    start = await administration.epoch()

    with psycopg.connect(database.owner) as connection:
        connection.execute("DELETE FROM jeton")

    assert await administration.epoch() > start


PREFERENCES: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "active rather than revoked, though it ends first": (
        {"fin": date(2026, 12, 31)},
        {"fin": date(2030, 12, 31), "etat": Etat.REVOQUEE},
    ),
    "active rather than suspended": ({}, {"etat": Etat.SUSPENDUE}),
    "of two active, the one that ends last": (
        {"fin": date(2030, 12, 31)},
        {"fin": date(2026, 12, 31)},
    ),
}


@pytest.mark.parametrize(("preferred", "other"), PREFERENCES.values(), ids=PREFERENCES)
async def test_a_service_with_two_habilitations_uses_the_one_that_stands(
    administration: Administration, preferred: dict[str, object], other: dict[str, object]
) -> None:
    await administration.grant(**other)
    expected = await administration.grant(**preferred)
    await administration.grant(**other)

    authority = await administration.authorities.of_client(CLIENT)

    assert authority is not None
    assert authority.habilitation == expected
    assert (authority.token_id, authority.expires_at) == (None, None)


async def test_a_service_is_found_by_its_whole_identifier(administration: Administration) -> None:
    await administration.grant(clients_france_connect=frozenset({"mairie", "mairie-creche"}))

    for other in (CLIENT, "mairie-", "%", "mairie-creche,mairie"):
        assert await administration.authorities.of_client(other) is None


UNREACHABLE = {
    "a port where nobody listens": "postgresql://dlnuf_app@127.0.0.1:9/essai?connect_timeout=1",
    "a folder without a socket": "postgresql://dlnuf_app@/essai?host={folder}&connect_timeout=1",
}


@pytest.mark.parametrize("dsn", UNREACHABLE.values(), ids=UNREACHABLE)
async def test_without_its_database_the_broker_says_so(dsn: str, tmp_path: Path) -> None:
    pool = AsyncConnectionPool(
        dsn.format(folder=tmp_path), open=False, min_size=1, timeout=0.05, reconnect_timeout=0.05
    )
    await pool.open()
    authorities = Authorities(pool)
    try:
        for reading in (authorities.of_token(bytes(32)), authorities.of_client(CLIENT)):
            with pytest.raises(BrokerUnavailable) as refused:
                await reading
            assert refused.value.code == "00608"
    finally:
        await pool.close()


async def test_many_calls_at_once_read_the_same_right(administration: Administration) -> None:
    _, token = await administration.token()
    digest = token_digest(TOKEN_KEY, token)

    found = await asyncio.gather(*(administration.authorities.of_token(digest) for _ in range(30)))

    assert len({authority.token_id for authority in found if authority}) == 1
    assert None not in found
