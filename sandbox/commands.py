"""Calls to copy: each works as it stands, against the sandbox that prints it."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

from sandbox.plan import MAIRIE_CLIENT, SIRET
from sandbox.state import Etat, PersonaVue

_PATH = "/v3/dss/quotient_familial"
# The token out of the door's JSON, with what every machine has.
_EXTRACT = r"""sed 's/.*"access_token":"\([^"]*\)".*/\1/'"""


def examples(state: Etat) -> Iterator[tuple[str, str]]:
    """Give, for each example, its title in French and one line of shell."""
    persona = next((one for one in state.personas if one.is_complete), None)
    if persona is not None:
        name = persona.nom
        yield f"{name}, par son identité", _get(state, "identite", persona.identite or {})
        yield (
            f"{name}, par son numéro d'allocataire",
            _get(state, "numero_allocataire", persona.dossier),
        )
        yield f"{name}, avec FranceConnect", _signed_in(state, persona)
    introspect = f"curl -s {_bearer(state)} {state.urls['courtier']}/api/introspect"
    yield "Ce que le jeton ouvre", introspect
    yield "Le journal entier, vérifié hors du courtier", f"{_dlnuf()} journal verify"
    yield "Tout cela pour un programme", f"{_dlnuf()} sandbox env"


def _dlnuf() -> str:
    """Return the command as this shell can call it, its environment activated or not."""
    command = Path(sys.executable).with_name("dlnuf")
    here = Path.cwd()
    return str(command.relative_to(here) if command.is_relative_to(here) else command)


def _get(state: Etat, mode: str, parameters: Mapping[str, object]) -> str:
    query = urlencode({"recipient": SIRET} | dict(parameters), doseq=True)
    return f"curl -s {_bearer(state)} '{state.urls['courtier']}{_PATH}/{mode}?{query}'"


def _bearer(state: Etat) -> str:
    return f"-H 'Authorization: Bearer {state.tokens['developpeur']}'"


def _signed_in(state: Etat, persona: PersonaVue) -> str:
    """Mint a token and use it at once: it lives sixty seconds."""
    demande = {"usager": persona.identifiant_france_connect, "client_id": MAIRIE_CLIENT}
    door = f"{state.urls['france_connect']}/sandbox/jetons"
    json_type = "-H 'Content-Type: application/json'"
    token = f"$(curl -s {json_type} -d '{json.dumps(demande)}' {door} | {_EXTRACT})"
    url = f"{state.urls['courtier']}{_PATH}/france_connect?recipient={SIRET}"
    return f"curl -s -H \"Authorization: Bearer {token}\" '{url}'"
