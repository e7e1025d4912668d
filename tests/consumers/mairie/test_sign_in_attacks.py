"""Every answer of FranceConnect that must not be believed, and every failure to be explained."""

import base64
import json
import time
from collections.abc import Callable

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from starlette.responses import JSONResponse, PlainTextResponse

from tests.consumers.mairie.france_connect_stand_in import (
    CLIENT_ID,
    CLIENT_SECRET,
    Claims,
    FranceConnectStandIn,
    new_key,
)
from tests.consumers.mairie.visitor import Town, Visitor, title_of

SIGNED_IN = "Récupérer mes informations"
UNVERIFIED = "La connexion avec FranceConnect n’a pas pu être vérifiée"
DOWN = "FranceConnect ne répond pas pour le moment"
REFUSED = "La connexion avec FranceConnect n’a pas abouti"
ABANDONED = "Vous n’avez pas terminé la connexion à FranceConnect"

Sabotage = Callable[[FranceConnectStandIn], object]


def id_token(**changes: object) -> Sabotage:
    return lambda fc: fc.id_token_changes.update(changes)


def userinfo(**changes: object) -> Sabotage:
    return lambda fc: fc.userinfo_changes.update(changes)


def signed_by(sign: Callable[[Claims, Claims], str]) -> Sabotage:
    return lambda fc: setattr(fc, "sign", sign)


def part(value: Claims) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def without_signature(header: Claims, claims: Claims) -> str:
    return f"{part(header | {'alg': 'none'})}.{part(claims)}."


def with_our_secret(header: Claims, claims: Claims) -> str:
    key = OctKey.import_key(CLIENT_SECRET)
    return jwt.encode(header | {"alg": "HS256"}, claims, key, algorithms=["HS256"])


def with_a_stolen_kid(header: Claims, claims: Claims) -> str:
    return jwt.encode(header, claims, new_key("cle-1"))


def altered(header: Claims, claims: Claims) -> str:
    head, _, signature = with_a_stolen_kid(header, claims).split(".")
    return f"{head}.{part(claims | {'sub': 'somebody else'})}.{signature}"


ATTACKS: dict[str, Sabotage] = {
    "the id_token has another nonce": id_token(nonce="x" * 43),
    "the id_token has no nonce": id_token(nonce=None),
    "the id_token is for another service": id_token(aud="another"),
    "the id_token is for us and another service": id_token(aud=[CLIENT_ID, "another"]),
    "the id_token has another issuer": id_token(iss="http://fc.test/api/v1"),
    "the id_token has expired": id_token(exp=int(time.time()) - 60),
    "the id_token never expires": id_token(exp=None),
    "the id_token expires at a text": id_token(exp="never"),
    "the id_token comes from the future": id_token(iat=int(time.time()) + 600),
    "the id_token is about nobody": id_token(sub=""),
    "the level is too low": id_token(acr="eidas0"),
    "the level is not said": id_token(acr=None),
    "userinfo is about somebody else": userinfo(sub="somebody-else"),
    "userinfo is for another service": userinfo(aud="another"),
    "userinfo has another issuer": userinfo(iss="http://evil.test"),
    "userinfo has expired": userinfo(exp=int(time.time()) - 60),
    "userinfo has an unusable name": userinfo(given_name=["Alix"]),
    "nothing is signed": signed_by(without_signature),
    "our own secret signs": signed_by(with_our_secret),
    "another key signs under a known kid": signed_by(with_a_stolen_kid),
    "the payload was altered": signed_by(altered),
    "the token is not a token": signed_by(lambda _header, _claims: "garbage"),
    "the kid is in no published key": lambda fc: fc.published.append(new_key("cle-9")),
    "the kid is a number": signed_by(lambda h, c: f"{part(h | {'kid': 1})}.{part(c)}.AA"),
    "there is no kid": signed_by(lambda h, c: f"{part({'alg': h['alg']})}.{part(c)}.AA"),
    "userinfo is plain JSON": lambda fc: fc.broken.update(userinfo=JSONResponse({"sub": "x"})),
    "another issuer's discovery document": lambda fc: setattr(fc, "issuer", "http://evil.test"),
    "the discovery document is garbage": lambda fc: fc.broken.update(
        {"openid-configuration": PlainTextResponse("<html>")}
    ),
    "the keys are garbage": lambda fc: fc.broken.update(jwks=PlainTextResponse("[]")),
    "the token endpoint answers garbage": lambda fc: fc.broken.update(
        token=JSONResponse({"access_token": "x"})
    ),
}


@pytest.mark.parametrize("sabotage", ATTACKS.values(), ids=ATTACKS.keys())
async def test_an_answer_that_does_not_stand_up_signs_nobody_in(
    town: Town, visitor: Visitor, sabotage: Sabotage
) -> None:
    sent = await visitor.leave_for_france_connect()
    town.app.state.mairie.france_connect.forget()
    sabotage(town.france_connect)
    code = town.france_connect.code_for(sent["nonce"])

    page = await visitor.come_back(code=code, state=sent["state"])

    assert title_of(page) == UNVERIFIED
    assert 'href="/quotient"' in page.text
    assert title_of(await visitor.get("/recuperation")) != SIGNED_IN


FAILURES: dict[str, tuple[Sabotage, str]] = {
    "the token endpoint is down": (
        lambda fc: fc.broken.update(token=PlainTextResponse("", 503)),
        DOWN,
    ),
    "userinfo is down": (lambda fc: fc.broken.update(userinfo=PlainTextResponse("", 500)), DOWN),
    "our secret is refused": (
        lambda fc: fc.broken.update(token=JSONResponse({"error": "invalid_client"}, 401)),
        REFUSED,
    ),
}


@pytest.mark.parametrize(("sabotage", "title"), FAILURES.values(), ids=FAILURES.keys())
async def test_a_failure_of_france_connect_is_not_the_persons(
    town: Town, visitor: Visitor, sabotage: Sabotage, title: str
) -> None:
    sabotage(town.france_connect)

    assert title_of(await visitor.sign_in()) == title


async def test_france_connect_down_before_the_sign_in_is_said(town: Town, visitor: Visitor) -> None:
    town.france_connect.broken["openid-configuration"] = PlainTextResponse("", 502)

    page = await visitor.post("/france-connect/connexion")

    assert title_of(page) == DOWN
    assert 'href="/quotient"' in page.text


ERRORS = {
    "access_denied": ABANDONED,
    "server_error": DOWN,
    "temporarily_unavailable": DOWN,
    "invalid_request": REFUSED,
    "<script>": REFUSED,
}


@pytest.mark.parametrize(("error", "title"), ERRORS.items(), ids=ERRORS.keys())
async def test_an_error_of_france_connect_leads_to_the_other_ways(
    visitor: Visitor, error: str, title: str
) -> None:
    sent = await visitor.leave_for_france_connect()

    page = await visitor.come_back(error=error, state=sent["state"])

    assert title_of(page) == title
    assert 'href="/numero-allocataire"' in page.text
