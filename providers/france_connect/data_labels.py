"""In plain French, the data that a service will receive."""

from dataclasses import dataclass

from contracts.catalogue import CATALOGUE
from contracts.flow import Flow
from providers.france_connect.accounts import Account
from providers.france_connect.claims import opened

_CLAIMS = {
    "given_name": "Prénoms",
    "family_name": "Nom de naissance",
    "preferred_username": "Nom d'usage",
    "gender": "Sexe",
    "birthdate": "Date de naissance",
    "birthplace": "Commune de naissance (code officiel)",
    "birthcountry": "Pays de naissance (code officiel)",
    "email": "Adresse électronique",
    "idp_id": "Fournisseur d'identité",
    "idp_birthdate": "Date de naissance selon le fournisseur d'identité",
}
_GENDERS = {"male": "masculin", "female": "féminin", "unspecified": "non précisé"}
UNKNOWN = "non renseigné"


@dataclass(frozen=True, slots=True)
class Donnee:
    """A piece of the identity: its name, and its value where there is one."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Acces:
    """What the service may then ask a data provider for."""

    provider: str
    labels: tuple[str, ...]


def identity(account: Account, scopes: tuple[str, ...]) -> list[Donnee]:
    """Return the identity as the service will see it, what is missing included."""
    asked = opened(dict.fromkeys(_CLAIMS, ""), scopes)
    return [
        Donnee(_CLAIMS[name], _value(name, account.claims.get(name)))
        for name in _CLAIMS
        if name in asked
    ]


def _value(name: str, value: object) -> str:
    if value in {None, ""}:
        return UNKNOWN
    return _GENDERS[str(value)] if name == "gender" else str(value)


def accesses(scopes: tuple[str, ...]) -> list[Acces]:
    """Return what `scopes` open at data providers, one entry a provider."""
    labels: dict[str, list[str]] = {}
    for flow in CATALOGUE:
        for scope in scopes:
            if scope in flow.scopes:
                labels.setdefault(flow.provider.label, []).append(_label(flow, scope))
    return [Acces(provider, tuple(dict.fromkeys(found))) for provider, found in labels.items()]


def _label(flow: Flow, scope: str) -> str:
    """Spell a scope by the fields it opens: their names are plain French nouns."""
    fields = sorted(field.replace("_", " ") for field in flow.scopes[scope])
    return ", ".join(fields).capitalize()
