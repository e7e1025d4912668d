"""Quotient familial: what the caisse says of a household and of its means, for one month.

Wire: API Particulier v3, `/v3/dss/quotient_familial/*` (OpenAPI of 31/03/2026).
The access by numéro d'allocataire is required by our source document 004 (lines 13, 21).
"""

from typing import Annotated, Literal

from pydantic import Field

from contracts.base import Contract
from contracts.flow import Access, Acr, Finalite, Flow, Freshness, Mode, Provider, Wire
from contracts.identifiers import CodePostal, DatePartielle, NumeroAllocataire, RefusedAs, Siret
from contracts.identite import Sexe
from contracts.nomenclature.fournisseur import units_of_provider
from contracts.nomenclature.unit import Unit
from contracts.parametres import DestineeA, OptionalText, ParIdentitePivot, SurUnePeriode
from contracts.upstream import Motif


class QuotientParIdentite(ParIdentitePivot, SurUnePeriode, DestineeA):
    """Parameters of `/identite`."""


class QuotientParFranceConnect(SurUnePeriode, DestineeA):
    """Parameters of `/france_connect`: who is asked about comes from the token alone."""


class SurUnDossier(SurUnePeriode):
    """A file of the caisse, by its number."""

    numero_allocataire: Annotated[
        NumeroAllocataire, Field(alias="numeroAllocataire"), RefusedAs("00381")
    ]
    """The 7 digits of the file."""
    code_postal: Annotated[CodePostal, Field(alias="codePostal"), RefusedAs("00382")]
    """Post code of the household, as the caisse knows it."""


class QuotientParNumero(SurUnDossier, DestineeA):
    """Parameters of `/numero_allocataire`."""


class CompositionFamilialeV2(SurUnDossier):
    """Parameters of the historic path; v2 did not require `recipient`."""

    recipient: Annotated[Siret | None, OptionalText, RefusedAs("00210")] = None
    """SIRET of the administration that receives the data; by default the habilitation's holder."""


class Personne(Contract):
    """An allocataire, a spouse or a child, as the caisse writes them."""

    nom_naissance: str
    nom_usage: str | None = None
    prenoms: str
    """All given names in one string, separated by spaces."""
    date_naissance: DatePartielle | Literal[""]
    """AAAA-MM-JJ; unknown parts are 00."""
    sexe: Sexe


class Adresse(Contract):
    """The household's address in La Poste's lines, as last declared: it may be out of date."""

    destinataire: str | None
    complement_information: str | None
    complement_information_geographique: str | None
    numero_libelle_voie: str | None
    lieu_dit: str | None
    code_postal_ville: str | None
    pays: str | None


class Quotient(Contract):
    """The figure, the month it applies to, and the month it was computed."""

    fournisseur: Literal["CNAF", "MSA"]
    valeur: Annotated[int, Field(ge=0)] | None
    """Whole euros. 0 is a quotient of zero; null is unknown, and `meta.omitted` says why."""
    annee: int
    """Year the quotient applies to."""
    mois: Annotated[int, Field(ge=1, le=12)]
    """Month the quotient applies to."""
    annee_calcul: int
    """Year the caisse computed it."""
    mois_calcul: Annotated[int, Field(ge=1, le=12)]
    """Month the caisse computed it."""


class QuotientFamilial(Contract):
    """The household and its quotient; a field whose scope is not open is absent."""

    allocataires: tuple[Personne, ...] | None = None
    """The allocataire and, where there is one, the spouse, as of the current month."""
    enfants: tuple[Personne, ...] | None = None
    """The children of the file, as of the current month."""
    adresse: Adresse | None = None
    """Where the household lives."""
    quotient_familial: Quotient | None = None
    """The figure."""


CNAF_MSA = Provider(key="caf", label="CNAF & MSA", prefix="35")

DOSSIERS_ABSENTS = tuple(
    Unit(
        code=code,
        status=404,
        title=title,
        detail=detail,
        remede="Vérifiez l'identité avec la personne, ou proposez l'autre chemin de la démarche.",
        provider=provider,
    )
    for code, provider, title, detail in (
        (
            "10003",
            "MSA",
            "Dossier allocataire absent MSA",
            "Le dossier allocataire n'a pas été trouvé auprès de la MSA.",
        ),
        (
            "23003",
            "CNAF",
            "Dossier allocataire absent CNAF",
            "Le dossier allocataire n'a pas été trouvé auprès de la CNAF.",
        ),
        (
            "35003",
            "CNAF & MSA",
            "Allocataire non référencé",
            "L'allocataire n'est pas référencé auprès des caisses éligibles.",
        ),
        (
            "40003",
            "RNCPS",
            "Allocataire absent du RNCPS",
            "La personne est connue, mais aucune caisse de prestations familiales ne la suit.",
        ),
    )
)

_PATH = "/v3/dss/quotient_familial"

QUOTIENT_FAMILIAL = Flow(
    name="quotient_familial",
    title="Quotient familial CAF & MSA et composition de la famille",
    provider=CNAF_MSA,
    upstream_path="/v1/quotient_familial",
    accesses=(
        Access(
            mode=Mode.IDENTITE,
            path=f"{_PATH}/identite",
            query=QuotientParIdentite,
            operation_id="api_particulier_v3_cnav_quotient_familial_with_civility",
            summary="[Identité] Quotient familial CAF & MSA",
        ),
        Access(
            mode=Mode.FRANCE_CONNECT,
            path=f"{_PATH}/france_connect",
            query=QuotientParFranceConnect,
            operation_id="api_particulier_v3_cnav_quotient_familial_with_france_connect",
            summary="[FranceConnect] Quotient familial CAF & MSA",
        ),
        Access(
            mode=Mode.NUMERO_ALLOCATAIRE,
            path=f"{_PATH}/numero_allocataire",
            query=QuotientParNumero,
            operation_id="dlnuf_v3_quotient_familial_numero_allocataire",
            summary="[Numéro d'allocataire] Quotient familial CAF & MSA",
        ),
        Access(
            mode=Mode.NUMERO_ALLOCATAIRE,
            path="/api/v2/composition-familiale",
            query=CompositionFamilialeV2,
            operation_id="api_particulier_v2_cnaf_quotient_familial",
            summary="[v2] Composition familiale par numéro d'allocataire",
            wire=Wire.V2,
            recipient_required=False,
        ),
    ),
    answer=QuotientFamilial,
    scopes={
        "cnaf_quotient_familial": frozenset({"quotient_familial"}),
        "cnaf_allocataires": frozenset({"allocataires"}),
        "cnaf_enfants": frozenset({"enfants"}),
        "cnaf_adresse": frozenset({"adresse"}),
    },
    legal_basis="CRPA, art. L. 114-8",
    finalites=frozenset({Finalite.SIMPLIFICATION, Finalite.NON_RECOURS}),
    default_finalite=Finalite.SIMPLIFICATION,
    population="Allocataires des CAF et de la MSA",
    acr_floor=Acr.EIDAS1,
    freshness=Freshness(past_month_seconds=24 * 3600),
    rate_group="json_resources_particulier",
    motifs={
        Motif.IDENTITE_INCONNUE: "35003",
        Motif.IDENTITE_AMBIGUE: "35563",
        Motif.IDENTITE_REFUSEE: "35561",
        Motif.DOSSIER_ABSENT_CNAF: "23003",
        Motif.DOSSIER_ABSENT_MSA: "10003",
        Motif.NON_REFERENCE: "40003",
        Motif.PERIODE_REFUSEE: "35565",
    },
    units=(
        *units_of_provider("35", "CNAF & MSA"),
        *DOSSIERS_ABSENTS,
    ),
)
