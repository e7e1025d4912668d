import logging
from collections.abc import Callable

import httpx
import pytest
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from consumers.client.answer import Answer
from consumers.client.courtier import TIMEOUT_SECONDS, Courtier
from consumers.client.refusals import AppelSansReponse, CourtierInjoignable, Refus
from contracts.flows.quotient_familial import QuotientFamilial
from contracts.identite import Identite, LieuNaissance
from tests.consumers.client.scripted_broker import (
    ENTRY_ID,
    FOYER,
    REQUEST_ID,
    ScriptedBroker,
    answer,
    refusal,
    with_quotient,
)

SIRET = "21750001600019"
ALIX = Identite(
    nom_naissance="TERRIEUR",
    prenoms=("ALIX", "MARIE"),
    date_naissance="1987-06-00",
    sexe="F",
    lieu_naissance=LieuNaissance(code_pays="99100", code_commune="75056"),
)


def courtier_of(broker: ScriptedBroker, jeton: str | None = "jeton-de-la-mairie") -> Courtier:
    return Courtier("https://courtier.test/", jeton, broker.client())


async def ask(broker: ScriptedBroker) -> Answer[QuotientFamilial]:
    return await courtier_of(broker).quotient_familial_france_connect("jeton-fc", SIRET)


async def test_an_answer_is_typed_and_carries_its_receipt() -> None:
    got = await ask(ScriptedBroker())

    assert got.data == FOYER
    assert got.meta.journal.entry_id == ENTRY_ID
    assert got.request_id == REQUEST_ID
    assert not got.cached


async def test_a_kept_answer_says_so() -> None:
    broker = ScriptedBroker(answer(headers={"X-Response-Cached": "true"}))

    assert (await ask(broker)).cached


@pytest.mark.parametrize("valeur", [0, None])
async def test_zero_and_unknown_stay_two_answers(valeur: int | None) -> None:
    got = await ask(ScriptedBroker(answer(with_quotient(valeur))))

    assert got.data.quotient_familial is not None
    assert got.data.quotient_familial.valeur == valeur


async def test_a_france_connect_call_carries_the_persons_token_alone() -> None:
    broker = ScriptedBroker()

    await courtier_of(broker).quotient_familial_france_connect(
        "jeton-fc", SIRET, annee=2026, mois=5
    )

    (call,) = broker.calls
    assert call.url.path == "/v3/dss/quotient_familial/france_connect"
    assert dict(call.query_params) == {"recipient": SIRET, "annee": "2026", "mois": "5"}
    assert call.headers["authorization"] == "Bearer jeton-fc"


async def test_an_identity_is_spelled_as_api_particulier_spells_it() -> None:
    broker = ScriptedBroker()

    await courtier_of(broker).quotient_familial_identite(ALIX, SIRET, finalite="non_recours")

    (call,) = broker.calls
    assert call.url.path == "/v3/dss/quotient_familial/identite"
    assert call.headers["authorization"] == "Bearer jeton-de-la-mairie"
    assert call.query_params.multi_items() == [
        ("nomNaissance", "TERRIEUR"),
        ("prenoms[]", "ALIX"),
        ("prenoms[]", "MARIE"),
        ("anneeDateNaissance", "1987"),
        ("moisDateNaissance", "6"),
        ("sexeEtatCivil", "F"),
        ("codeCogInseePaysNaissance", "99100"),
        ("codeCogInseeCommuneNaissance", "75056"),
        ("recipient", SIRET),
        ("finalite", "non_recours"),
    ]


@pytest.mark.parametrize("token", [None, "jeton-fc"])
async def test_a_file_number_may_come_with_the_persons_token(token: str | None) -> None:
    broker = ScriptedBroker()

    await courtier_of(broker).quotient_familial_numero("1234567", "99000", SIRET, token)

    (call,) = broker.calls
    assert call.url.path == "/v3/dss/quotient_familial/numero_allocataire"
    assert call.headers["authorization"] == "Bearer jeton-de-la-mairie"
    assert call.headers.get("x-franceconnect-token") == token
    assert dict(call.query_params) == {
        "numeroAllocataire": "1234567",
        "codePostal": "99000",
        "recipient": SIRET,
    }


async def test_a_refusal_says_what_it_is_and_what_to_do() -> None:
    with pytest.raises(Refus) as raised:
        await ask(ScriptedBroker(refusal("35003")))

    refus = raised.value
    assert refus.status == 404
    assert refus.codes == ("35003",)
    assert refus.titles == ("Allocataire non référencé",)
    assert refus.provider == "CNAF & MSA"
    assert refus.remede
    assert refus.retry_in is None
    assert refus.request_id == REQUEST_ID


async def test_a_refusal_names_the_parameters_to_blame() -> None:
    error = {"code": "00210", "title": "t", "detail": "d", "source": {"parameter": "recipient"}}

    with pytest.raises(Refus) as raised:
        await ask(ScriptedBroker(JSONResponse({"errors": [error]}, 422)))

    assert raised.value.parameters == ("recipient",)
    assert raised.value.details == ("d",)


async def test_the_wait_comes_from_the_header_first() -> None:
    with pytest.raises(Refus) as raised:
        await ask(ScriptedBroker(refusal("00429", {"Retry-After": "7"})))

    assert raised.value.retry_in == 7


UNREADABLE: dict[str, Callable[[], Response]] = {
    "a proxy's page": lambda: HTMLResponse("<h1>502</h1>", 502),
    "a proxy's page with 200": lambda: HTMLResponse("<h1>ok</h1>"),
    "nothing": lambda: PlainTextResponse("", 200),
    "an answer without data": lambda: JSONResponse({"meta": {}}),
    "an answer without meta": lambda: JSONResponse({"data": {}, "links": {}, "meta": {}}),
    "a list": lambda: JSONResponse([]),
    "a refusal without a reason": lambda: JSONResponse({"errors": []}, 403),
    "a redirection": lambda: Response(status_code=302, headers={"Location": "/"}),
}


@pytest.mark.parametrize("reply", UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_what_is_not_the_contract_is_not_an_answer(reply: Callable[[], Response]) -> None:
    with pytest.raises(CourtierInjoignable):
        await ask(ScriptedBroker(reply()))


@pytest.mark.parametrize(
    "fault", [httpx.ConnectError("no"), httpx.ReadTimeout("no"), httpx.RemoteProtocolError("no")]
)
async def test_a_broken_line_is_one_exception(fault: Exception) -> None:
    with pytest.raises(AppelSansReponse) as raised:
        await ask(ScriptedBroker(fault=fault))

    assert isinstance(raised.value, CourtierInjoignable)
    assert raised.value.retry_in == 10


async def test_a_broker_that_says_more_than_yesterday_is_still_read() -> None:
    newer = answer()
    body = bytes(newer.body).replace(b'"links"', b'"nouveau":{"x":1},"links"')
    body = body.replace(b'"enfants"', b'"parts_fiscales":2,"enfants"', 1)

    got = await ask(ScriptedBroker(Response(body, media_type="application/vnd.api+json")))

    assert got.data == FOYER


async def test_nothing_said_of_a_person_reaches_our_own_logs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG, logger="httpx"):
        await courtier_of(ScriptedBroker()).quotient_familial_identite(ALIX, SIRET)

    lines = [record.getMessage() for record in caplog.records if record.name == "httpx"]
    assert lines
    assert not any("TERRIEUR" in line or "1987" in line for line in lines)


async def test_an_unreadable_answer_is_not_quoted_in_the_exception() -> None:
    reply = JSONResponse({"data": {"enfants": "TERRIEUR LOU"}, "meta": {}})

    with pytest.raises(CourtierInjoignable) as raised:
        await ask(ScriptedBroker(reply))

    assert "TERRIEUR" not in str(raised.value)
    assert raised.value.__cause__ is None


async def test_without_a_client_of_yours_one_is_made_and_closed() -> None:
    async with Courtier("http://127.0.0.1:9", "jeton") as courtier:
        with pytest.raises(CourtierInjoignable):
            await courtier.quotient_familial_numero("1234567", "99000", SIRET)
    with pytest.raises(RuntimeError, match="closed"):
        await courtier.quotient_familial_numero("1234567", "99000", SIRET)
    assert TIMEOUT_SECONDS == 12


async def test_your_client_stays_yours_to_close() -> None:
    client = ScriptedBroker().client()

    async with Courtier("https://courtier.test", http=client):
        pass

    assert not client.is_closed
