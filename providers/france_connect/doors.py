"""Read what the sandbox doors are given, and say in French what is wrong with it."""

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from contracts.catalogue import CATALOGUE
from contracts.flow import Acr
from contracts.sandbox import DemandeJeton, Usager
from providers.france_connect.accounts import Account, account_of
from providers.france_connect.errors import DoorRefused
from providers.france_connect.memory import Grant, Memory

LONGEST_BODY = 5 * 1024 * 1024
"""Bytes."""
LONGEST_LIFETIME = 24 * 3600
"""Seconds that a token may be asked to live, or to have been dead."""

MOST_FAULTS = 50

T = TypeVar("T")

_UNION_TAGS = frozenset({"str", "Usager"})
"""What pydantic adds to the path of a field that may be one thing or another."""

_SENTENCES = {
    "json_invalid": "Le corps de la requête n'est pas du JSON valide.",
    "missing": "Ce champ est obligatoire.",
    "extra_forbidden": "Ce champ n'existe pas ; le schéma est sur /sandbox/usagers/schema.",
    "string_type": "Un texte est attendu.",
    "literal_error": "Valeur inconnue ; attendu : {expected}.",
    "enum": "Valeur inconnue ; attendu : {expected}.",
    "int_type": "Un nombre entier est attendu.",
    "int_parsing": "Un nombre entier est attendu.",
    "int_from_float": "Un nombre entier est attendu.",
    "float_type": "Un nombre est attendu.",
    "float_parsing": "Un nombre est attendu.",
    "finite_number": "Un nombre fini est attendu.",
    "greater_than_equal": "La valeur doit être au moins {ge}.",
    "less_than_equal": "La valeur doit être au plus {le}.",
    "tuple_type": "Une liste est attendue.",
    "list_type": "Une liste est attendue.",
    "model_type": "Un objet est attendu.",
    "model_attributes_type": "Un objet est attendu.",
    "dict_type": "Un objet est attendu.",
}
_OTHERWISE = "Cette valeur n'est pas correcte."


def read(adapter: TypeAdapter[T], body: bytes) -> T:
    """Return what `body` holds. Raises `DoorRefused`, a sentence for each field to blame."""
    try:
        return adapter.validate_json(body)
    except ValidationError as refusal:
        faults = refusal.errors(include_url=False, include_input=False)[:MOST_FAULTS]
        raise DoorRefused(*dict.fromkeys(map(_sentence, _precise(faults)))) from None


def _precise(faults: list[ErrorDetails]) -> list[ErrorDetails]:
    """Drop « not a text » about an object whose own fields are blamed."""
    inside = {fault["loc"][0] for fault in faults if len(_path(fault)) > 1}
    return [fault for fault in faults if len(_path(fault)) != 1 or fault["loc"][0] not in inside]


def _path(fault: ErrorDetails) -> list[str]:
    return [str(part) for part in fault["loc"] if part not in _UNION_TAGS]


def _sentence(fault: ErrorDetails) -> tuple[str | None, str]:
    sentence = _SENTENCES.get(fault["type"], _OTHERWISE)
    return ".".join(_path(fault)) or None, sentence.format_map(fault.get("ctx", {}))


def demanded_grant(memory: Memory, demande: DemandeJeton) -> Grant:
    """Return what the token asked for opens, within what its service may ask.

    Raises `DoorRefused`.
    """
    _check_lifetime(demande.expire_dans)
    account = _account(memory, demande.usager)
    if not account.acr_max.reaches(demande.acr):
        raise DoorRefused(
            ("acr", f"Ce compte n'atteint que le niveau {account.acr_max}."),
        )
    client_id = _client_id(memory, demande.client_id)
    allowed = {"openid", *memory.services[client_id].scopes}
    asked = _DEFAULT_SCOPES if demande.scopes is None else demande.scopes
    kept = tuple(scope for scope in dict.fromkeys(asked) if scope in allowed)
    return Grant(account, client_id, kept, Acr(demande.acr))


_DEFAULT_SCOPES = (
    "openid",
    "identite_pivot",
    *(scope for flow in CATALOGUE for scope in flow.scopes),
)


def _check_lifetime(seconds: int) -> None:
    if abs(seconds) > LONGEST_LIFETIME:
        raise DoorRefused(
            ("expire_dans", f"Un nombre de secondes, {LONGEST_LIFETIME} au plus."),
        )


def _account(memory: Memory, usager: str | Usager) -> Account:
    if isinstance(usager, Usager):
        return account_of(usager)
    account = memory.accounts.get(usager.strip())
    if account is None:
        raise DoorRefused(
            ("usager", "Aucun compte ne porte cet identifiant ; voir GET /sandbox/usagers."),
        )
    return account


def _client_id(memory: Memory, asked: str | None) -> str:
    client_id = next(iter(memory.services), None) if asked is None else asked
    if client_id is None or client_id not in memory.services:
        known = ", ".join(memory.services) or "aucun"
        raise DoorRefused(
            ("client_id", f"Ce service n'est pas connu de FranceConnect ; connus : {known}."),
        )
    return client_id
