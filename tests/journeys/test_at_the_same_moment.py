"""What happens when several people, or several processes, meet."""

import asyncio

from broker.habilitations.store import revoke_token, set_state, token_id_of
from contracts.habilitation import Etat
from tests.federation import SERVICE, Federation
from tests.journeys.calls import (
    ID,
    ask_france_connect,
    ask_identity,
    ask_number,
    by_identity,
    codes,
)
from tests.people import JEANNE, dossier, member


async def test_two_citizens_of_one_service_at_the_same_moment_get_their_own_answer(
    federation: Federation,
) -> None:
    await federation.habilitation(clients_france_connect=[SERVICE])
    tokens = {}
    for rank, name in enumerate(("VALMORIN", "KERGUELEN", "ROCHEBRUNE", "ÉTCHEVERRY")):
        await federation.dossier(
            dossier(
                numero_allocataire=f"100000{rank}",
                allocataires=[member(nom_naissance=name)],
                quotients=[{"annee": 2024, "mois": 1, "valeur": 100 + rank}],
            )
        )
        account = JEANNE | {"identifiant": name, "family_name": name}
        tokens[100 + rank] = await federation.france_connect_token(account)

    asked = list(tokens.items()) * 5
    answers = await asyncio.gather(*(ask_france_connect(federation, t) for _, t in asked))

    assert [a.status_code for a in answers] == [200] * len(asked)
    valeurs = [a.json()["data"]["quotient_familial"]["valeur"] for a in answers]
    assert valeurs == [valeur for valeur, _ in asked]


async def test_a_revoked_token_is_refused_on_the_next_request_in_another_process(
    federation: Federation,
) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation()
    headers = {"Authorization": f"Bearer {created.jeton}"}
    async with federation.another_broker() as other:
        before = await other.get(ID, params=by_identity(), headers=headers)
        key, engine = federation.parts.keys.tokens, federation.engine
        token_id = await token_id_of(engine, key, created.jeton)
        assert token_id is not None
        await revoke_token(engine, token_id)

        after = await other.get(ID, params=by_identity(), headers=headers)

    assert before.status_code == 200
    assert after.status_code == 401
    assert codes(after) == ["00105"]


async def test_a_suspended_habilitation_refuses_at_once_and_reopens_at_once(
    federation: Federation,
) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation()
    engine = federation.engine

    statuses = []
    async with federation.another_broker() as other:
        for etat in (Etat.ACTIVE, Etat.SUSPENDUE, Etat.ACTIVE, Etat.REVOQUEE):
            await set_state(engine, created.habilitation.id, etat)
            response = await other.get(
                ID, params=by_identity(), headers={"Authorization": f"Bearer {created.jeton}"}
            )
            statuses.append(response.status_code)

    assert statuses == [200, 403, 200, 403]


async def test_calls_beyond_the_limit_are_refused_with_the_time_to_wait(
    federation: Federation,
) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation(limite_par_seconde=2)

    answers = [await ask_identity(federation, created.jeton) for _ in range(8)]

    refused = [a for a in answers if a.status_code == 429]
    assert refused
    assert codes(refused[0]) == ["00429"]
    assert int(refused[0].headers["Retry-After"]) >= 1
    assert refused[0].headers["RateLimit-Remaining"] == "0"
    assert answers[0].headers["RateLimit-Limit"] == "2"


async def test_guesses_of_a_number_are_throttled(federation: Federation) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation()
    guesses = [
        await ask_number(federation, created.jeton, codePostal=f"7500{rank}") for rank in range(10)
    ]
    right = await ask_number(federation, created.jeton)

    assert {g.status_code for g in guesses} == {404}
    assert right.status_code == 429
    assert int(right.headers["Retry-After"]) > 1
