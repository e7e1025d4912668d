from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from broker.habilitations.store import (
    add_habilitation,
    list_habilitations,
    list_tokens,
    revoke_token,
    set_state,
    token_id_of,
)
from broker.keys import token_digest
from contracts.flow import Finalite
from contracts.habilitation import Etat
from tests.broker.habilitations.granted import TOKEN_KEY, Administration
from tests.makers import MAIRIE, a_habilitation
from tests.postgres import TestDatabase


async def test_a_habilitation_comes_back_as_it_was_granted(administration: Administration) -> None:
    granted = await administration.grant(
        finalites=frozenset({Finalite.SIMPLIFICATION, Finalite.NON_RECOURS}),
        destinataires=frozenset({MAIRIE, "35600000049837"}),
        clients_france_connect=frozenset(),
        demarche="Cantine d’été – œuvres « sociales »",
        limite_par_seconde=50,
    )

    assert await list_habilitations(administration.engine) == [granted]


async def test_habilitations_are_listed_whatever_their_state_oldest_first(
    administration: Administration,
) -> None:
    later = await administration.grant(debut=date(2026, 6, 1), etat=Etat.REVOQUEE)
    first = await administration.grant(debut=date(2026, 1, 1), etat=Etat.SUSPENDUE)

    assert await list_habilitations(administration.engine) == [first, later]


async def test_an_identifier_is_granted_once(administration: Administration) -> None:
    granted = await administration.grant()

    with pytest.raises(Exception, match="duplicate key"):
        await add_habilitation(administration.engine, a_habilitation(id=granted.id))


async def test_a_state_is_changed_and_an_unknown_habilitation_has_none(
    administration: Administration,
) -> None:
    granted = await administration.grant()

    assert await set_state(administration.engine, granted.id, Etat.SUSPENDUE)
    assert not await set_state(administration.engine, UUID(int=0), Etat.SUSPENDUE)
    assert [h.etat for h in await list_habilitations(administration.engine)] == [Etat.SUSPENDUE]


async def test_a_token_is_stored_as_its_keyed_hash_only(
    administration: Administration, database: TestDatabase
) -> None:
    _, token = await administration.token()

    with psycopg.connect(database.owner) as connection, connection.cursor() as cursor:
        with cursor.copy("COPY jeton TO STDOUT (FORMAT binary)") as copy:
            rows = b"".join(bytes(block) for block in copy)
        stored = cursor.execute("SELECT empreinte FROM jeton").fetchall()

    assert stored == [(token_digest(TOKEN_KEY, token),)]
    assert token_digest(TOKEN_KEY, token) in rows
    assert token.encode() not in rows
    assert token.encode()[:10] not in rows


async def test_a_token_is_256_bits_and_never_twice_the_same(administration: Administration) -> None:
    granted = await administration.grant()

    tokens = [await administration.token(granted) for _ in range(5)]

    assert len({token for _, token in tokens}) == 5
    assert {len(token) for _, token in tokens} == {43}  # 32 bytes in base64url
    assert [row.id for row in await list_tokens(administration.engine, granted.id)] == [
        token_id for token_id, _ in reversed(tokens)
    ]


async def test_a_token_that_somebody_shows_is_found_by_the_right_key_alone(
    administration: Administration,
) -> None:
    token_id, token = await administration.token()

    assert await token_id_of(administration.engine, TOKEN_KEY, token) == token_id
    assert await token_id_of(administration.engine, TOKEN_KEY, token + "A") is None
    assert await token_id_of(administration.engine, bytes(32), token) is None


async def test_a_token_is_revoked_once_and_keeps_the_first_date(
    administration: Administration,
) -> None:
    granted = await administration.grant()
    token_id, _ = await administration.token(granted)

    assert await revoke_token(administration.engine, token_id)
    [first] = await list_tokens(administration.engine, granted.id)
    assert await revoke_token(administration.engine, token_id)
    [again] = await list_tokens(administration.engine, granted.id)

    assert first.revoque_le is not None
    assert first.revoque_le == again.revoque_le
    assert not await revoke_token(administration.engine, uuid4())


async def test_a_token_lives_as_long_as_it_is_given(administration: Administration) -> None:
    granted = await administration.grant()
    await administration.token(granted, life=timedelta(days=2))

    [row] = await list_tokens(administration.engine, granted.id)

    left = row.expire_le - datetime.now(UTC)
    assert timedelta(days=1, hours=23) < left <= timedelta(days=2)
