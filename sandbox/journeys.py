"""The main journeys, played over HTTP against a running sandbox; their results, as data."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import httpx

from sandbox import canteen, proofs
from sandbox.revocation import revoke
from sandbox.scene import NotAsExpected, Scene, about, answered, refused
from sandbox.state import Etat

_UNKNOWN_NUMBER = {"numeroAllocataire": "0000000", "codePostal": "75001"}
_SOMEBODY_ELSE = "13002526500013"
"""SIRET of an administration that no habilitation of the sandbox names."""
_NOBODY = {
    "nomNaissance": "INCONNUAUBATAILLON",
    "prenoms[]": ["Zéphyrine"],
    "anneeDateNaissance": "1961",
    "moisDateNaissance": "2",
    "jourDateNaissance": "3",
    "sexeEtatCivil": "F",
    "codeCogInseePaysNaissance": "99100",
    "codeCogInseeCommuneNaissance": "75101",
}


@dataclass(frozen=True)
class Result:
    """How one journey went."""

    title: str
    expected: str
    got: str
    ok: bool
    milliseconds: float


@dataclass(frozen=True)
class Journey:
    """What is tried, what should come of it."""

    title: str
    expected: str
    act: Callable[[Scene], Awaitable[str]]
    """Returns what was seen; raises NotAsExpected, or httpx.HTTPError."""


async def play(state: Etat) -> Sequence[Result]:
    """Play every journey in order; a failure stops none of the others."""
    async with httpx.AsyncClient(trust_env=False, timeout=15) as client:
        scene = Scene(state, client)
        return [await _played(journey, scene) for journey in JOURNEYS]


async def _played(journey: Journey, scene: Scene) -> Result:
    start = time.perf_counter()
    try:
        got, ok = await journey.act(scene), True
    except NotAsExpected as error:
        got, ok = str(error), False
    except httpx.HTTPError as error:
        got, ok = f"{type(error).__name__} : {error}", False
    elapsed = (time.perf_counter() - start) * 1000
    return Result(journey.title, journey.expected, got, ok, elapsed)


async def _france_connect(scene: Scene) -> str:
    persona = scene.complete()[0]
    token = await scene.france_connect_token(persona)
    return about(answered(await scene.ask("france_connect", token)), persona)


async def _two_citizens(scene: Scene) -> str:
    both = scene.complete()[:2]
    tokens = await asyncio.gather(*map(scene.france_connect_token, both))
    answers = await asyncio.gather(*(scene.ask("france_connect", token) for token in tokens))
    pairs = zip(answers, both, strict=True)
    return " ; ".join([about(answered(answer), persona) for answer, persona in pairs])


async def _identite(scene: Scene) -> str:
    persona = scene.complete()[0]
    token = scene.state.tokens["developpeur"]
    return about(answered(await scene.ask("identite", token, persona.identite)), persona)


async def _number_alone(scene: Scene) -> str:
    persona = scene.complete()[0]
    body = answered(
        await scene.ask("numero_allocataire", scene.state.tokens["developpeur"], persona.dossier)
    )
    niveau = body["meta"]["identite"]["niveau"]
    if niveau != "aucun":
        raise NotAsExpected(f"niveau {niveau}")
    return f"{about(body, persona)}, identité : niveau {niveau}"


async def _number_in_her_presence(scene: Scene) -> str:
    persona = scene.complete()[0]
    token = scene.state.tokens["mairie"]
    response = await scene.ask("numero_allocataire", token, persona.dossier, present=persona)
    body = answered(response)
    identite = body["meta"]["identite"]
    if (identite["niveau"], identite["verdict"]) != ("france_connect", "match"):
        raise NotAsExpected(f"identité : {identite['niveau']}, {identite['verdict']}")
    return f"{about(body, persona)}, identité vérifiée"


async def _somebody_elses_number(scene: Scene) -> str:
    persona, other = scene.complete()[:2]
    token = scene.state.tokens["mairie"]
    theirs = await scene.ask("numero_allocataire", token, other.dossier, present=persona)
    nobodys = await scene.ask("numero_allocataire", token, _UNKNOWN_NUMBER, present=persona)
    if theirs.json() != nobodys.json():
        raise NotAsExpected("la réponse distingue un dossier d'autrui d'un numéro inconnu")
    return refused(theirs, 404, "35003")


async def _nobody(scene: Scene) -> str:
    token = scene.state.tokens["developpeur"]
    return refused(await scene.ask("identite", token, _NOBODY), 404, "35003")


async def _narrow(scene: Scene) -> str:
    persona = scene.complete()[0]
    token = scene.state.tokens["perimetre_reduit"]
    body = answered(await scene.ask("identite", token, persona.identite))
    released = sorted(body["data"])
    if released != ["quotient_familial"]:
        raise NotAsExpected(f"champs reçus : {', '.join(released)}")
    return f"200, omis : {', '.join(sorted(body['meta']['omitted']))}"


async def _wrong_recipient(scene: Scene) -> str:
    query = scene.complete()[0].identite or {}
    token = scene.state.tokens["developpeur"]
    response = await scene.ask("identite", token, query | {"recipient": _SOMEBODY_ELSE})
    return refused(response, 403, "00602")


async def _revoked(scene: Scene) -> str:
    persona = scene.complete()[0]
    token = await revoke(scene)
    return refused(await scene.ask("identite", token, persona.identite), 401, "00105")


async def _without_token(scene: Scene) -> str:
    response = await scene.ask("identite", "n-importe-quoi", scene.complete()[0].identite)
    return refused(response, 401, "00101")


_AS_UNKNOWN = "404 35003, comme un numéro inconnu"

JOURNEYS = (
    Journey("Quotient familial, avec FranceConnect", "200, le sien", _france_connect),
    Journey("Deux usagers du même service, ensemble", "200, chacun le sien", _two_citizens),
    Journey("Quotient familial, par l'identité", "200, le sien", _identite),
    Journey("Par le numéro d'allocataire seul", "200, identité non garantie", _number_alone),
    Journey("Par le numéro, en présence de la personne", "200, vérifiée", _number_in_her_presence),
    Journey("Le numéro d'une autre personne", _AS_UNKNOWN, _somebody_elses_number),
    Journey("Une personne inconnue", "404 35003", _nobody),
    Journey("Un périmètre réduit", "200, le quotient seul", _narrow),
    Journey("Un destinataire non prévu", "403 00602", _wrong_recipient),
    Journey("Un jeton inventé", "401 00101", _without_token),
    Journey("Un jeton révoqué, appel suivant", "401 00105", _revoked),
    Journey("L'inscription à la cantine, page par page", "envoyée, avec un reçu", canteen.enrolled),
    Journey("La preuve d'un accès", "inclus dans l'arbre signé", proofs.proved),
    Journey("Le journal entier, par l'auditeur", "vérifié", proofs.verified),
)
