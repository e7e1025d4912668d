from datetime import UTC, datetime, timedelta

import pytest

from broker.errors import CallerRefused, RightRefused
from broker.evidence import Ask
from broker.habilitations.store import revoke_token
from broker.identity.callers import Callers
from contracts.flow import Access
from tests.broker.habilitations.granted import TOKEN_KEY, Administration
from tests.broker.identity.jose import FakeFranceConnect, claims, introspection, sealed, signed
from tests.makers import AT, FRANCE_CONNECT, IDENTITE, NUMERO, SCOPES, V2, an_ask


def france_connect_says(**changes: object) -> FakeFranceConnect:
    return FakeFranceConnect(sealed(signed(claims(introspection(**changes)))))


def callers(
    administration: Administration, france_connect: FakeFranceConnect | None = None
) -> Callers:
    seen = (france_connect or france_connect_says()).as_seen_by_us()
    return Callers(administration.authorities, seen, TOKEN_KEY)


def asking(access: Access, at: datetime = AT, **headers: str) -> Ask:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return an_ask(access, headers=named, at=at)


@pytest.mark.parametrize("access", [IDENTITE, NUMERO, V2], ids=lambda access: access.path)
async def test_an_api_token_opens_what_its_habilitation_opens(
    administration: Administration, access: Access
) -> None:
    granted = await administration.grant()
    token_id, token = await administration.token(granted)

    caller = await callers(administration).verify_caller(asking(access, x_api_key=token))

    assert caller.habilitation == granted
    assert caller.scopes == SCOPES
    assert caller.token_id == token_id
    assert caller.person is None
    assert caller.epoch == await administration.epoch()


async def test_a_token_nobody_gave_is_refused_and_so_is_none(
    administration: Administration,
) -> None:
    for ask in (asking(IDENTITE), asking(IDENTITE, authorization="Bearer inconnu")):
        with pytest.raises(CallerRefused, match="00101"):
            await callers(administration).verify_caller(ask)


async def test_a_token_hashed_under_another_key_is_unknown(administration: Administration) -> None:
    _, token = await administration.token()
    stranger = Callers(
        administration.authorities, FakeFranceConnect().as_seen_by_us(), token_key=bytes(32)
    )

    with pytest.raises(CallerRefused, match="00101"):
        await stranger.verify_caller(asking(IDENTITE, x_api_key=token))


async def test_an_expired_token_is_refused_to_the_second(administration: Administration) -> None:
    _, token = await administration.token(life=timedelta(minutes=5))
    known = callers(administration)
    now = datetime.now(UTC)

    await known.verify_caller(asking(IDENTITE, at=now, x_api_key=token))
    with pytest.raises(CallerRefused, match="00103"):
        await known.verify_caller(
            asking(IDENTITE, at=now + timedelta(minutes=5, seconds=1), x_api_key=token)
        )


async def test_a_revoked_token_is_refused_even_when_it_has_expired_too(
    administration: Administration,
) -> None:
    token_id, token = await administration.token(life=timedelta(seconds=-1))
    await revoke_token(administration.engine, token_id)

    with pytest.raises(CallerRefused, match="00105"):
        await callers(administration).verify_caller(asking(IDENTITE, x_api_key=token))


async def test_france_connect_opens_the_scopes_that_token_and_habilitation_share(
    administration: Administration,
) -> None:
    granted = await administration.grant(
        scopes=frozenset({"cnaf_quotient_familial", "cnaf_adresse"})
    )
    says = france_connect_says(
        scope="openid identite_pivot cnaf_quotient_familial cnaf_allocataires"
    )

    caller = await callers(administration, says).verify_caller(
        asking(FRANCE_CONNECT, authorization="Bearer jeton-fc")
    )

    assert caller.habilitation == granted
    assert caller.scopes == {"cnaf_quotient_familial"}
    assert caller.token_id is None
    assert caller.person is not None
    assert caller.person.identite.nom_naissance == "VALMORIN"


async def test_a_service_that_france_connect_knows_and_we_do_not_is_refused(
    administration: Administration,
) -> None:
    await administration.grant()

    for ask in (FRANCE_CONNECT, NUMERO):
        _, token = await administration.token(
            await administration.grant(clients_france_connect=frozenset({"mairie-creche"}))
        )
        own = token if ask is NUMERO else "jeton-fc"
        with pytest.raises(RightRefused, match="00604"):
            await callers(administration, france_connect_says(aud="autre-service")).verify_caller(
                asking(ask, authorization=f"Bearer {own}", x_franceconnect_token="jeton-fc")
            )


async def test_an_api_token_does_not_open_an_access_by_france_connect(
    administration: Administration,
) -> None:
    _, token = await administration.token()
    says = france_connect_says()

    with pytest.raises(CallerRefused, match="51504"):
        await callers(administration, says).verify_caller(asking(FRANCE_CONNECT, x_api_key=token))
    assert says.asked == []


@pytest.mark.parametrize("access", [NUMERO, V2], ids=lambda access: access.path)
async def test_a_person_may_come_beside_a_file_number(
    administration: Administration, access: Access
) -> None:
    _, token = await administration.token()

    caller = await callers(administration).verify_caller(
        asking(access, authorization=f"Bearer {token}", x_franceconnect_token="jeton-fc")
    )

    assert caller.person is not None
    assert caller.person.client_id == "mairie-cantine"
    assert caller.scopes == SCOPES


async def test_the_person_beside_must_have_come_by_the_very_service_that_asks(
    administration: Administration,
) -> None:
    await administration.grant(clients_france_connect=frozenset({"mairie-cantine"}))
    _, token = await administration.token(
        await administration.grant(clients_france_connect=frozenset({"voleur-de-jetons"}))
    )

    with pytest.raises(RightRefused, match="00604"):
        await callers(administration).verify_caller(
            asking(NUMERO, authorization=f"Bearer {token}", x_franceconnect_token="jeton-fc")
        )


async def test_a_token_beside_a_named_person_is_not_looked_at(
    administration: Administration,
) -> None:
    _, token = await administration.token()
    says = france_connect_says()

    caller = await callers(administration, says).verify_caller(
        asking(IDENTITE, authorization=f"Bearer {token}", x_franceconnect_token="jeton-fc")
    )

    assert caller.person is None
    assert says.asked == []
