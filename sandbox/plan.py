"""Who runs where, and what each is told: the federation of one machine, before anything starts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contracts.catalogue import CATALOGUE
from contracts.habilitation import DemandeHabilitation
from contracts.identifiers import Siret
from sandbox.ports import LOOPBACK
from sandbox.program import Program

SIRET: Siret = "21750001600019"
"""Every service of the sandbox holds it, and stands in `recipient`."""
MAIRIE_CLIENT = "mairie-cantine"
DEVELOPPEUR_CLIENT = "service-de-test"
COURTIER_CLIENT = "courtier-dlnuf"
CAF_CLIENT = "courtier-dlnuf"
SCOPES = frozenset(scope for flow in CATALOGUE for scope in flow.scopes)
_IDENTITE = ("openid", "identite_pivot", "profile", "birth", "email", "preferred_username")
_ENV = {"DLNUF_ENV": "bac_a_sable"}


@dataclass(frozen=True)
class Urls:
    """Where each program answers; a name resolves alike for browsers and for programs."""

    courtier: str
    france_connect: str
    caf: str
    mairie: str

    @property
    def issuer(self) -> str:
        """FranceConnect's `iss`, the base of its endpoints."""
        return f"{self.france_connect}/api/v2"

    @classmethod
    def on(cls, ports: Sequence[int]) -> "Urls":
        """Return the addresses of four programs of this machine."""
        return cls(*(f"http://{LOOPBACK}:{port}" for port in ports))


def broker(urls: Urls, secrets: Mapping[str, str], database: str) -> dict[str, str]:
    """Return the broker's environment."""
    return _ENV | {
        "DATABASE_URL": database,
        "DLNUF_BASE_URL": urls.courtier,
        "DLNUF_MASTER_KEY": secrets["DLNUF_MASTER_KEY"],
        "DLNUF_JOURNAL_KEY": secrets["DLNUF_JOURNAL_KEY"],
        "DLNUF_JOURNAL_ORIGIN": "bac-a-sable.dlnuf.localhost/journal",
        "DLNUF_FC_ISSUER": urls.issuer,
        "DLNUF_FC_CLIENT_ID": COURTIER_CLIENT,
        "DLNUF_FC_CLIENT_SECRET": secrets["DLNUF_FC_CLIENT_SECRET"],
        "DLNUF_FC_DECRYPTION_KEY": secrets["DLNUF_FC_DECRYPTION_KEY"],
        "DLNUF_CAF_URL": urls.caf,
        "DLNUF_CAF_CLIENT_ID": CAF_CLIENT,
        "DLNUF_CAF_CLIENT_SECRET": secrets["DLNUF_CAF_CLIENT_SECRET"],
    }


def france_connect(urls: Urls, secrets: Mapping[str, str]) -> dict[str, str]:
    """Return the simulated FranceConnect's environment."""
    clients = (
        _service(MAIRIE_CLIENT, "Inscription à la cantine", urls.mairie)
        | {"client_secret": secrets["MAIRIE_FC_CLIENT_SECRET"]},
        _service(DEVELOPPEUR_CLIENT, "Service de test", urls.mairie)
        | {"client_secret": secrets["MAIRIE_FC_CLIENT_SECRET"]},
    )
    provider = {
        "client_id": COURTIER_CLIENT,
        "client_secret": secrets["DLNUF_FC_CLIENT_SECRET"],
        "slugs": sorted({scope.partition("_")[0] for scope in SCOPES}),
        "jwks_uri": f"{urls.courtier}/api/france_connect_jwks",
    }
    return _ENV | {
        "FC_ISSUER": urls.issuer,
        "FC_CLIENTS": json.dumps(clients),
        "FC_DATA_PROVIDERS": json.dumps([provider]),
    }


def _service(client_id: str, name: str, base_url: str) -> dict[str, object]:
    return {
        "client_id": client_id,
        "name": name,
        "redirect_uris": [f"{base_url}/france-connect/retour"],
        "post_logout_redirect_uris": [f"{base_url}/deconnexion/retour"],
        "scopes": [*_IDENTITE, *sorted(SCOPES)],
    }


def caf(secrets: Mapping[str, str]) -> dict[str, str]:
    """Return the simulated CAF's environment."""
    return _ENV | {
        "CAF_CLIENT_ID": CAF_CLIENT,
        "CAF_CLIENT_SECRET": secrets["DLNUF_CAF_CLIENT_SECRET"],
    }


def mairie(urls: Urls, secrets: Mapping[str, str], token: str) -> dict[str, str]:
    """Return the town hall's environment; `token` is its habilitation's."""
    return _ENV | {
        "MAIRIE_BASE_URL": urls.mairie,
        "MAIRIE_SIRET": SIRET,
        "MAIRIE_NOM": "Ville de Sainte-Ormelle",
        "MAIRIE_COURTIER_URL": urls.courtier,
        "MAIRIE_COURTIER_JETON": token,
        "MAIRIE_FC_ISSUER": urls.issuer,
        "MAIRIE_FC_CLIENT_ID": MAIRIE_CLIENT,
        "MAIRIE_FC_CLIENT_SECRET": secrets["MAIRIE_FC_CLIENT_SECRET"],
        "MAIRIE_SESSION_KEY": secrets["MAIRIE_SESSION_KEY"],
    }


def programs(
    ports: Sequence[int], secrets: Mapping[str, str], database: str
) -> tuple[Program, ...]:
    """Return the programs that may start together: all but the town hall, which needs a token."""
    urls = Urls.on(ports)
    return (
        _program("france_connect", ports[1], france_connect(urls, secrets)),
        _program("caf", ports[2], caf(secrets)),
        _program("courtier", ports[0], broker(urls, secrets, database)),
    )


def town_hall(port: int, env: Mapping[str, str]) -> Program:
    """Return the town hall."""
    return _program("mairie", port, env)


_FACTORIES = {
    "courtier": "broker.app",
    "france_connect": "providers.france_connect.app",
    "caf": "providers.caf.app",
    "mairie": "consumers.mairie.app",
}


def _program(name: str, port: int, env: Mapping[str, str]) -> Program:
    factory = f"{_FACTORIES[name]}:create_app_from_environment"
    return Program(name=name, factory=factory, port=port, env=env)


def mairie_habilitation() -> DemandeHabilitation:
    """Ask for what the canteen needs: the quotient, the household, the address."""
    return DemandeHabilitation(
        siret=SIRET,
        demarche="Inscription à la cantine",
        scopes=SCOPES,
        clients_france_connect=frozenset({MAIRIE_CLIENT}),
    )


def developer_habilitation() -> DemandeHabilitation:
    """Ask for everything that the catalogue holds, for whoever tries curl."""
    return DemandeHabilitation(
        siret=SIRET,
        demarche="Essais d'un développeur",
        scopes=SCOPES,
        clients_france_connect=frozenset({DEVELOPPEUR_CLIENT}),
    )


def narrow_habilitation() -> DemandeHabilitation:
    """Ask for the figure alone, to see what a habilitation leaves out."""
    return DemandeHabilitation(
        siret=SIRET,
        demarche="Tarif du stationnement",
        scopes=frozenset({"cnaf_quotient_familial"}),
    )
