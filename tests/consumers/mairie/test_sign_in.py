"""FranceConnect: what it is asked, what one answer is good for, how a person leaves."""

import time
from datetime import timedelta

from starlette.responses import JSONResponse, PlainTextResponse

from tests.consumers.mairie.france_connect_stand_in import (
    CLIENT_ID,
    CLIENT_SECRET,
    Claims,
    new_key,
)
from tests.consumers.mairie.visitor import Town, Visitor, text_of, title_of

SIGNED_IN = "Récupérer mes informations"
UNVERIFIED = "La connexion avec FranceConnect n’a pas pu être vérifiée"
NOT_OURS = "Cette connexion n’est plus valable"


async def test_what_france_connect_is_asked(visitor: Visitor) -> None:
    sent = await visitor.leave_for_france_connect()

    assert sent["response_type"] == "code"
    assert sent["client_id"] == CLIENT_ID
    assert sent["redirect_uri"] == "http://mairie.test/france-connect/retour"
    assert sent["acr_values"] == "eidas1"
    assert {"openid", "identite_pivot", "cnaf_quotient_familial"} <= set(sent["scope"].split())
    assert len(sent["nonce"]) >= 22
    assert len(sent["state"]) >= 22


async def test_the_code_is_exchanged_with_our_secret_in_the_body(
    town: Town, visitor: Visitor
) -> None:
    await visitor.sign_in()

    (form,) = town.france_connect.forms
    assert form["grant_type"] == "authorization_code"
    assert form["client_secret"] == CLIENT_SECRET
    assert form["redirect_uri"] == "http://mairie.test/france-connect/retour"


async def test_a_state_serves_once(town: Town, visitor: Visitor) -> None:
    sent = await visitor.leave_for_france_connect()
    code = town.france_connect.code_for(sent["nonce"])
    assert title_of(await visitor.come_back(code=code, state=sent["state"])) == SIGNED_IN

    other = town.france_connect.code_for(sent["nonce"])
    page = await visitor.come_back(code=other, state=sent["state"])

    assert title_of(page) == NOT_OURS


async def test_a_state_of_another_browser_is_refused(town: Town, visitor: Visitor) -> None:
    async with town.visitor() as attacker:
        sent = await attacker.leave_for_france_connect()
    code = town.france_connect.code_for(sent["nonce"])

    page = await visitor.come_back(code=code, state=sent["state"])

    assert title_of(page) == NOT_OURS
    assert not town.france_connect.forms


async def test_an_answer_of_another_issuer_is_refused(town: Town, visitor: Visitor) -> None:
    sent = await visitor.leave_for_france_connect()
    code = town.france_connect.code_for(sent["nonce"])

    page = await visitor.come_back(code=code, state=sent["state"], iss="http://evil.test")

    assert title_of(page) == UNVERIFIED
    assert not town.france_connect.forms


async def test_keys_are_read_once_then_again_for_an_unknown_kid(
    town: Town, visitor: Visitor
) -> None:
    await visitor.sign_in()
    await visitor.sign_in()
    assert town.france_connect.reads.count("jwks") == 1
    assert town.france_connect.reads.count("openid-configuration") == 1

    town.france_connect.key = new_key("cle-2")
    page = await visitor.sign_in()

    assert title_of(page) == SIGNED_IN
    assert town.france_connect.reads.count("jwks") == 2


async def test_a_key_withdrawn_an_hour_ago_is_no_longer_believed(
    town: Town, visitor: Visitor
) -> None:
    await visitor.sign_in()
    town.france_connect.published = [new_key("cle-2")]
    town.late = timedelta(minutes=61)
    town.france_connect.id_token_changes = {"exp": time.time() + 7200}

    assert title_of(await visitor.sign_in()) == UNVERIFIED


async def test_a_key_of_an_unknown_kind_beside_ours_changes_nothing(
    town: Town, visitor: Visitor
) -> None:
    keys: list[Claims] = [{"kty": "OKP", "kid": "x", "crv": "Ed25519", "x": "AA"}, {"kty": "EC"}]
    keys.append({**town.france_connect.key.as_dict(private=False)})
    town.france_connect.broken["jwks"] = JSONResponse({"keys": keys})

    assert title_of(await visitor.sign_in()) == SIGNED_IN


async def test_somebody_else_who_signs_in_finds_nothing_of_the_first(
    town: Town, visitor: Visitor
) -> None:
    await visitor.sign_in()
    await visitor.post("/recuperation")
    town.france_connect.person = {"sub": "kim-v1", "given_name": "Kim", "family_name": "ROUX"}

    await visitor.sign_in()

    page = await visitor.get("/mes-informations")
    assert title_of(page) == "Inscrire mon enfant à la cantine"
    assert "TERRIEUR" not in page.text


async def test_signing_out_forgets_everything_here_and_ends_the_session_there(
    visitor: Visitor,
) -> None:
    await visitor.sign_in()
    await visitor.post("/recuperation")

    sent = await visitor.send("/deconnexion")
    away = sent.headers["location"]
    assert away.startswith("http://fc.test/api/v2/session/end?id_token_hint=ey")
    assert "post_logout_redirect_uri=http%3A%2F%2Fmairie.test%2Fdeconnexion%2Fretour&state=" in away
    state = away.partition("state=")[2]

    home = await visitor.get(f"/deconnexion/retour?state={state}")
    assert "Vous êtes déconnecté" in text_of(home)
    assert title_of(await visitor.get("/mes-informations")) == "Inscrire mon enfant à la cantine"
    assert "Vous êtes déconnecté" not in text_of(
        await visitor.get(f"/deconnexion/retour?state={state}")
    )


async def test_a_sign_out_that_is_not_ours_says_nothing(visitor: Visitor) -> None:
    assert "Vous êtes déconnecté" not in text_of(await visitor.get("/deconnexion/retour?state=x"))


async def test_signing_out_works_while_france_connect_is_down(town: Town, visitor: Visitor) -> None:
    await visitor.sign_in()
    town.france_connect.broken["openid-configuration"] = PlainTextResponse("", 502)
    town.app.state.mairie.france_connect.forget()

    page = await visitor.post("/deconnexion")

    assert title_of(page) == "Inscrire mon enfant à la cantine"
    assert "TERRIEUR" not in page.text
