"""The story: a town hall asks, the broker answers, the journal remembers."""

from tests.federation import SERVICE, Federation
from tests.journeys.calls import (
    V2,
    ask_france_connect,
    ask_identity,
    ask_number,
    by_number,
    entries,
)
from tests.people import JEANNE, dossier, member


async def test_a_person_signed_in_with_france_connect_gets_her_quotient(
    federation: Federation,
) -> None:
    await federation.dossier(dossier())
    await federation.habilitation(clients_france_connect=[SERVICE])

    response = await ask_france_connect(federation, await federation.france_connect_token(JEANNE))

    assert response.status_code == 200, response.text
    body = response.json()
    assert body["data"]["quotient_familial"]["valeur"] == 1050
    assert body["data"]["allocataires"][0]["nom_naissance"] == "VALMORIN"
    assert body["meta"]["identite"]["verdict"] == "match"
    assert body["meta"]["identite"]["niveau"] == "france_connect"
    assert body["links"] == {}


async def test_an_answer_carries_the_receipt_of_its_journal_line(federation: Federation) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation()

    response = await ask_identity(federation, created.jeton, ("X-Request-Id", "mairie-1"))

    [entry] = entries(federation)
    assert response.json()["meta"]["journal"]["entry_id"] == entry["id"]
    assert response.headers["X-Journal-Entry"] == entry["id"]
    assert response.headers["X-Request-Id"] == entry["request_id"] == "mairie-1"
    assert entry["outcome"] == "200"
    assert entry["caller"]["habilitation"] == str(created.habilitation.id)
    assert entry["finalite"] == "simplification"
    assert entry["released"] == ["adresse", "allocataires", "enfants", "quotient_familial"]


async def test_a_closed_scope_is_an_absent_key_and_says_so(federation: Federation) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation(scopes=["cnaf_quotient_familial"])

    response = await ask_identity(federation, created.jeton)

    assert response.json()["data"].keys() == {"quotient_familial"}
    omitted = response.json()["meta"]["omitted"]
    assert {name: why["motif"] for name, why in omitted.items()} == dict.fromkeys(
        ("adresse", "allocataires", "enfants"), "scope"
    )


async def test_zero_and_unknown_are_two_answers(federation: Federation) -> None:
    created = await federation.habilitation()
    zero = {"annee": 2024, "mois": 1, "valeur": 0}
    unknown = zero | {"valeur": None, "motif_absence": "ressources_absentes"}
    await federation.dossier(dossier(quotients=[zero]))
    answered_zero = (await ask_number(federation, created.jeton)).json()
    await federation.dossier(dossier(quotients=[unknown]))
    answered_unknown = (await ask_number(federation, created.jeton)).json()

    assert answered_zero["data"]["quotient_familial"]["valeur"] == 0
    assert "quotient_familial.valeur" not in answered_zero["meta"]["omitted"]
    assert answered_unknown["data"]["quotient_familial"]["valeur"] is None
    assert answered_unknown["meta"]["omitted"]["quotient_familial.valeur"] == {
        "motif": "fournisseur",
        "detail": "ressources_absentes",
    }


async def test_a_number_alone_is_answered_and_says_that_nobody_vouched(
    federation: Federation,
) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation()

    response = await ask_number(federation, created.jeton)

    assert response.status_code == 200, response.text
    assert response.json()["meta"]["identite"] == {
        "niveau": "aucun", "verdict": "non_verifie", "motifs": {},
    }  # fmt: skip


async def test_a_number_with_its_persons_token_is_vouched_for(federation: Federation) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation(clients_france_connect=[SERVICE])
    token = await federation.france_connect_token(JEANNE)

    response = await ask_number(federation, created.jeton, token)

    assert response.status_code == 200, response.text
    assert response.json()["meta"]["identite"]["niveau"] == "france_connect"


async def test_a_number_with_somebody_elses_token_is_refused_like_an_unknown_number(
    federation: Federation,
) -> None:
    await federation.dossier(dossier(allocataires=[member(prenoms="LOUISE")]))
    created = await federation.habilitation(clients_france_connect=[SERVICE])
    token = await federation.france_connect_token(JEANNE)

    somebody_else = await ask_number(federation, created.jeton, token)
    unknown = await ask_number(federation, created.jeton, token, numeroAllocataire="7654321")

    assert somebody_else.status_code == unknown.status_code == 404
    assert somebody_else.json() == unknown.json()
    first, second = entries(federation)
    assert "prenoms=different" in first["motif"]
    assert second["motif"] == "identite_inconnue"


async def test_father_and_son_of_the_same_names_are_told_apart_by_their_birth_dates(
    federation: Federation,
) -> None:
    await federation.dossier(dossier(allocataires=[member(date_naissance="1957-06-27")]))
    created = await federation.habilitation(clients_france_connect=[SERVICE])
    token = await federation.france_connect_token(JEANNE)

    response = await ask_number(federation, created.jeton, token)

    assert response.status_code == 404
    assert "date_naissance=different" in entries(federation)[0]["motif"]


async def test_the_historic_path_answers_in_v2(federation: Federation) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation()

    response = await federation.broker.get(
        V2, params=by_number(recipient=None), headers={"X-Api-Key": created.jeton}
    )
    refused = await federation.broker.get(
        V2, params=by_number(codePostal="75001"), headers={"X-Api-Key": created.jeton}
    )

    assert response.status_code == 200, response.text
    assert response.json()["quotientFamilial"] == 1050
    assert response.json()["allocataires"][0] == {
        "nomPrenom": "VALMORIN JEANNE STEPHANIE",
        "dateDeNaissance": "27061987",
        "sexe": "F",
    }
    assert refused.status_code == 404
    assert refused.json()["error"] == "not_found"


async def test_two_months_asked_in_a_row_give_two_answers(federation: Federation) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation()

    old = await ask_identity(federation, created.jeton, annee="2026", mois="2")
    new = await ask_identity(federation, created.jeton, annee="2026", mois="4")

    assert old.json()["data"]["quotient_familial"]["valeur"] == 700
    assert new.json()["data"]["quotient_familial"]["valeur"] == 1050


async def test_a_past_month_is_kept_and_no_cache_is_honoured(federation: Federation) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation()

    first = await ask_identity(federation, created.jeton, annee="2026", mois="2")
    await federation.dossier(dossier(quotients=[{"annee": 2024, "mois": 1, "valeur": 1}]))
    kept = await ask_identity(federation, created.jeton, annee="2026", mois="2")
    fresh = await ask_identity(
        federation, created.jeton, ("Cache-Control", "no-cache"), annee="2026", mois="2"
    )

    assert first.headers["X-Response-Cached"] == "false"
    assert kept.headers["X-Response-Cached"] == "true"
    assert 86_000 < int(kept.headers["X-Cache-Expires-in"]) <= 86_400
    assert kept.json()["data"] == first.json()["data"]
    assert fresh.json()["data"]["quotient_familial"]["valeur"] == 1
    assert [entry["cached"] for entry in entries(federation)] == [False, True, False]


async def test_an_answer_about_somebody_else_is_not_kept_for_the_next_call(
    federation: Federation,
) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation()
    await federation.caf_fails("wrong_person", fois=1)

    wrong = await ask_identity(federation, created.jeton, annee="2026", mois="2")
    right = await ask_identity(federation, created.jeton, annee="2026", mois="2")

    assert wrong.status_code == 422
    assert right.status_code == 200
