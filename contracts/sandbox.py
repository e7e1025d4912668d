"""What the sandbox doors take: test people, their FranceConnect tokens, their household files.

Absent in production. Lenient on purpose: whatever a real file can hold, odd or
incomplete, can be loaded, so that anybody can try her own case.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from contracts.base import Contract
from contracts.flow import Acr
from contracts.flows.quotient_familial import Adresse, Quotient
from contracts.identifiers import CodePostal, DatePartielle, NumeroAllocataire
from contracts.identite import Sexe


class Usager(Contract):
    """A FranceConnect account, by the names of its claims. Any claim may be missing."""

    identifiant: str | None = None
    """Chosen by you, or made; loading it again replaces the account."""
    given_name: str | None = None
    """All given names in one string."""
    given_name_array: tuple[str, ...] | None = None
    """The same, one a given name; default: `given_name` cut at its spaces."""
    family_name: str | None = None
    birthdate: str | None = None
    """AAAA-MM-JJ; RNIPP presumes 01 for a part it does not know, some identities carry 00."""
    gender: Literal["male", "female", "unspecified"] | None = None
    birthplace: str | None = None
    """COG of the commune; empty when born abroad."""
    birthcountry: str | None = None
    """COG of the country, 99100 for France."""
    preferred_username: str | None = None
    """Nom d'usage."""
    email: str | None = None
    raison: str = ""
    """Why this person exists in the sandbox, in French."""


class DemandeJeton(Contract):
    """What `POST /sandbox/jetons` takes: an access token for a person, without a browser."""

    usager: str | Usager
    """An account's `identifiant`, or the person herself."""
    client_id: str | None = None
    """The service (FS) it is for; default: the sandbox's town hall."""
    scopes: tuple[str, ...] | None = None
    """Default: openid, identite_pivot and every scope of the catalogue."""
    acr: Acr = Acr.EIDAS1
    expire_dans: int = 60
    """Seconds; negative for a token that is expired already."""


class JetonFranceConnect(Contract):
    """A minted access token, as the token endpoint gives it."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  # the type's name (RFC 6750)
    expires_in: int
    scope: str
    acr: Acr


def _joined(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else value


class Membre(Contract):
    """Somebody of the household."""

    nom_naissance: str
    nom_usage: str | None = None
    prenoms: Annotated[str, BeforeValidator(_joined)]
    """One string, or a list that is joined with spaces."""
    date_naissance: DatePartielle | Literal[""] = "0000-00-00"
    sexe: Sexe
    code_commune_naissance: str | None = None
    """COG of the commune of birth: what the national service identifies people with."""
    code_pays_naissance: str | None = None
    """COG of the country of birth; default: 99100 when a commune is given."""
    conjoint: bool = False
    """Entitled person of the file, who cannot be asked about: only an allocataire can."""


class QuotientDuMois(Contract):
    """One figure of the file's history."""

    annee: int
    mois: Annotated[int, Field(ge=1, le=12)]
    """The month it applies to, and the following ones until the next figure."""
    valeur: Annotated[int, Field(ge=0)] | None
    """Whole euros; null when the caisse does not know it."""
    motif_absence: str | None = None
    """Why `valeur` is null (`ressources_absentes`, `qf_indisponible`…)."""
    annee_calcul: int | None = None
    """Default: the moment of the call."""
    mois_calcul: Annotated[int, Field(ge=1, le=12)] | None = None
    """Default: the moment of the call."""


class Dossier(Contract):
    """One household's file at the CAF or the MSA.

    The `data` of a v3 answer is nearly one: `quotient_familial` is taken as it is,
    in place of `quotients` and `regime`.
    """

    numero_allocataire: NumeroAllocataire | None = None
    """Its own number makes it another file (that is how to load homonyms); without one, a
    file of the same allocataire is replaced."""
    code_postal: CodePostal | None = None
    """Default: the digits of `adresse.code_postal_ville`."""
    regime: Literal["CNAF", "MSA"] = "CNAF"
    allocataires: Annotated[tuple[Membre, ...], Field(min_length=1, max_length=2)]
    enfants: tuple[Membre, ...] = ()
    adresse: Adresse
    quotients: tuple[QuotientDuMois, ...] = ()
    quotient_familial: Quotient | None = None
    etat: Literal["actif", "radie", "suspendu", "en_cours_affiliation"] = "actif"
    """`radie`: the file is closed, the caisse answers as if it held none."""
    raison: str = ""
    """Why this household exists in the sandbox, in French."""


class DossierEnregistre(Contract):
    """The file is loaded."""

    numero_allocataire: NumeroAllocataire
    code_postal: CodePostal | None
