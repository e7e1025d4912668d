"""Every refusal that a caller can meet: its code is announced, and it is on the journal."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
import pytest

from contracts.catalogue import CATALOGUE, NOMENCLATURE
from contracts.reach import units_of
from tests.federation import OTHER_SERVICE, PIVOT, SCOPES, SERVICE, Federation
from tests.journeys.calls import (
    FC,
    ID,
    NUMERO,
    ask_france_connect,
    ask_identity,
    ask_number,
    by_identity,
    codes,
    entries,
)
from tests.people import JEANNE, dossier, member

REACH = {a.path: {u.code for u in units_of(f, a)} for f in CATALOGUE for a in f.accesses}
OTHER_SIRET = "13002526500013"

Case = Callable[[Federation], Awaitable[httpx.Response]]


def identity(**changes: str | None) -> Case:
    async def call(federation: Federation) -> httpx.Response:
        created = await federation.habilitation()
        return await ask_identity(federation, created.jeton, **changes)

    return call


def holding(**habilitation: object) -> Case:
    async def call(federation: Federation) -> httpx.Response:
        created = await federation.habilitation(**habilitation)
        return await ask_identity(federation, created.jeton)

    return call


def headers(**given: str) -> Case:
    async def call(federation: Federation) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in given.items()}
        return await federation.broker.get(ID, params=by_identity(), headers=named)

    return call


def signed_in(account: dict[str, object] | None = None, **token: object) -> Case:
    async def call(federation: Federation) -> httpx.Response:
        await federation.habilitation(clients_france_connect=[SERVICE])
        minted = await federation.france_connect_token(account or JEANNE, **token)
        return await ask_france_connect(federation, minted)

    return call


def while_france_connect(panne: str) -> Case:
    async def call(federation: Federation) -> httpx.Response:
        await federation.habilitation(clients_france_connect=[SERVICE])
        minted = await federation.france_connect_token(JEANNE)
        await federation.france_connect_fails(panne, delai=3)
        return await ask_france_connect(federation, minted)

    return call


def while_caf(panne: str) -> Case:
    async def call(federation: Federation) -> httpx.Response:
        created = await federation.habilitation()
        await federation.caf_fails(panne, delai=3)
        return await ask_identity(federation, created.jeton)

    return call


async def an_api_token_where_france_connects_is_due(federation: Federation) -> httpx.Response:
    created = await federation.habilitation()
    return await ask_france_connect(federation, created.jeton)


async def a_token_in_the_address(federation: Federation) -> httpx.Response:
    created = await federation.habilitation()
    return await federation.broker.get(ID, params=[*by_identity(), ("token", created.jeton)])


async def two_tokens(federation: Federation) -> httpx.Response:
    created = await federation.habilitation()
    return await ask_identity(federation, created.jeton, ("X-Api-Key", "un-autre"))


async def an_expired_token(federation: Federation) -> httpx.Response:
    created = await federation.habilitation(fin="2099-01-01")
    federation.shift = timedelta(days=400)
    return await ask_identity(federation, created.jeton)


async def an_expired_habilitation(federation: Federation) -> httpx.Response:
    created = await federation.habilitation(debut="2020-01-01", fin="2020-12-31")
    return await ask_identity(federation, created.jeton)


async def a_token_of_another_service_beside(federation: Federation) -> httpx.Response:
    created = await federation.habilitation(clients_france_connect=[SERVICE])
    minted = await federation.france_connect_token(JEANNE, client_id=OTHER_SERVICE)
    return await ask_number(federation, created.jeton, minted)


async def two_homonyms(federation: Federation) -> httpx.Response:
    await federation.dossier(dossier(numero_allocataire="7654321"))
    created = await federation.habilitation()
    return await ask_identity(federation, created.jeton)


async def a_closed_file(federation: Federation) -> httpx.Response:
    await federation.dossier(dossier(etat="radie"))
    created = await federation.habilitation()
    return await ask_identity(federation, created.jeton)


async def a_repeated_parameter(federation: Federation) -> httpx.Response:
    created = await federation.habilitation()
    return await federation.broker.get(
        ID,
        params=[*by_identity(), ("nomNaissance", "AUTRE")],
        headers={"X-Api-Key": created.jeton},
    )


REFUSALS: dict[str, tuple[Case, str, str]] = {
    "no token at all": (headers(), ID, "00101"),
    "a token that nobody issued": (headers(X_Api_Key="inconnu"), ID, "00101"),
    "a scheme that is not Bearer": (headers(Authorization="Basic YTpi"), ID, "00101"),
    "a token in the address is not read": (a_token_in_the_address, ID, "00101"),
    "two tokens that differ": (two_tokens, ID, "00110"),
    "a token past its end": (an_expired_token, ID, "00103"),
    "a habilitation past its end": (an_expired_habilitation, ID, "00601"),
    "no scope of the flow": (holding(scopes=["autre"], flux=["quotient_familial"]), ID, "00100"),
    "a flow that is not covered": (holding(flux=["autre"]), ID, "00606"),
    "a recipient it does not name": (identity(recipient=OTHER_SIRET), ID, "00602"),
    "no recipient": (identity(recipient=None), ID, "00203"),
    "a recipient with a wrong key": (identity(recipient="21750001600018"), ID, "00210"),
    "a finalité it does not hold": (identity(finalite="non_recours"), ID, "00603"),
    "a finalité that does not exist": (identity(finalite="curiosite"), ID, "00603"),
    "next year": (identity(annee="2999"), ID, "00354"),
    "a repeated parameter": (a_repeated_parameter, ID, "00401"),
    "nobody of that name": (identity(nomNaissance="INCONNUE"), ID, "35003"),
    "two persons answer to it": (two_homonyms, ID, "35563"),
    "a closed file": (a_closed_file, ID, "23003"),
    "the caisse answers about somebody else": (while_caf("wrong_person"), ID, "35564"),
    "the caisse is late": (while_caf("slow"), ID, "35002"),
    "the caisse fails": (while_caf("error_500"), ID, "35000"),
    "the caisse is in maintenance": (while_caf("error_503"), ID, "35020"),
    "the caisse cuts its answer": (while_caf("truncated_json"), ID, "35999"),
    "the caisse answers a page": (while_caf("not_json"), ID, "35999"),
    "the caisse limits us": (while_caf("rate_limited"), ID, "35008"),
    "the caisse refuses us": (while_caf("unauthorized"), ID, "35006"),
    "a FranceConnect token that is none": (an_api_token_where_france_connects_is_due, FC, "51502"),
    "a FranceConnect token past its minute": (signed_in(expire_dans=-1), FC, "51502"),
    "a token without identité pivot": (signed_in(scopes=["openid", *SCOPES]), FC, "51503"),
    "a token without the data's scopes": (signed_in(scopes=list(PIVOT)), FC, "00100"),
    "a service without habilitation": (signed_in(client_id=OTHER_SERVICE), FC, "00604"),
    "another service's token beside ours": (a_token_of_another_service_beside, NUMERO, "00604"),
    "an identity without a name": (signed_in(JEANNE | {"family_name": None}), FC, "51564"),
    "an identity without a birth date": (signed_in(JEANNE | {"birthdate": None}), FC, "51564"),
    "FranceConnect says expired": (while_france_connect("expired"), FC, "51502"),
    "an answer for another": (while_france_connect("wrong_aud"), FC, "51000"),
    "an answer of another": (while_france_connect("wrong_iss"), FC, "51000"),
    "a key that nobody publishes": (while_france_connect("unknown_kid"), FC, "51000"),
    "an answer of yesterday": (while_france_connect("stale_iat"), FC, "51000"),
    "an answer nobody signed": (while_france_connect("alg_none"), FC, "51000"),
    "a signature that does not hold": (while_france_connect("bad_signature"), FC, "51000"),
    "an answer in clear": (while_france_connect("not_encrypted"), FC, "51000"),
    "garbage": (while_france_connect("garbage"), FC, "51000"),
    "FranceConnect is late": (while_france_connect("slow"), FC, "51002"),
    "FranceConnect is down": (while_france_connect("down"), FC, "51000"),
}


@pytest.mark.parametrize("sentence", REFUSALS)
async def test_a_refusal_has_its_code_leaks_nothing_and_is_on_the_journal(
    federation: Federation, sentence: str
) -> None:
    call, path, code = REFUSALS[sentence]
    await federation.dossier(dossier())

    response = await call(federation)

    assert code in codes(response), response.text
    first = codes(response)[0]
    assert response.status_code == NOMENCLATURE[first].status
    assert set(codes(response)) <= REACH[path]
    assert "data" not in response.json()
    assert not any(word in response.text for word in ("VALMORIN", "JEANNE", "TILLEULS", "1987"))
    [entry] = entries(federation)
    assert entry["outcome"] == first
    assert entry["released"] == []
    assert entry["answer_sha256"] is None


async def test_every_error_says_what_to_do_in_french(federation: Federation) -> None:
    created = await federation.habilitation()

    response = await ask_identity(federation, created.jeton, sexeEtatCivil="X", prenoms__=None)

    assert response.status_code == 422
    by_code = {error["code"]: error for error in response.json()["errors"]}
    assert by_code.keys() == {"00427", "00367"}
    assert by_code["00427"]["source"] == {"parameter": "sexeEtatCivil"}
    assert by_code["00427"]["meta"]["remede"] == "Envoyez M ou F."


async def test_a_spouse_cannot_be_asked_about(federation: Federation) -> None:
    spouse = member(nom_naissance="TREMAOUEZAN", prenoms="PAUL", sexe="M", conjoint=True)
    await federation.dossier(dossier(allocataires=[member(), spouse]))
    created = await federation.habilitation()

    response = await ask_identity(
        federation, created.jeton, nomNaissance="TREMAOUEZAN", prenoms__="PAUL", sexeEtatCivil="M"
    )

    assert codes(response) == ["35003"]


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
async def test_data_are_asked_for_by_get_alone(federation: Federation, method: str) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation()

    response = await federation.broker.request(
        method, ID, params=by_identity(), headers={"X-Api-Key": created.jeton}
    )

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET"
    assert entries(federation) == []
