"""The v2 body of the historic path `/api/v2/composition-familiale` (retired there on 31/10/2025).

Recorded cases: api_particulier_v2_cnaf_quotient_familial. One string holds the family
name, then the given names; dates are JJMMAAAA.
"""

from typing import Literal, Self

from contracts.base import Contract
from contracts.flows.quotient_familial import Adresse, Personne, QuotientFamilial
from contracts.identite import Sexe


class PersonneV2(Contract):
    """An allocataire or a child."""

    nomPrenom: str  # noqa: N815  # v2's spelling
    """Name in use, else birth name, then the given names."""
    dateDeNaissance: str  # noqa: N815
    """JJMMAAAA, `00` for unknown parts."""
    sexe: Sexe

    @classmethod
    def of(cls, personne: Personne) -> Self:
        """Return the v2 form of a person."""
        annee, mois, jour = (personne.date_naissance or "0000-00-00").split("-")
        return cls(
            nomPrenom=f"{personne.nom_usage or personne.nom_naissance} {personne.prenoms}",
            dateDeNaissance=jour + mois + annee,
            sexe=personne.sexe,
        )


class AdresseV2(Contract):
    """The household's address."""

    identite: str | None
    complementIdentite: str | None  # noqa: N815
    complementIdentiteGeo: str | None  # noqa: N815
    numeroRue: str | None  # noqa: N815
    lieuDit: str | None  # noqa: N815
    codePostalVille: str | None  # noqa: N815
    pays: str | None

    @classmethod
    def of(cls, adresse: Adresse) -> Self:
        """Return the v2 form of an address."""
        return cls(
            identite=adresse.destinataire,
            complementIdentite=adresse.complement_information,
            complementIdentiteGeo=adresse.complement_information_geographique,
            numeroRue=adresse.numero_libelle_voie,
            lieuDit=adresse.lieu_dit,
            codePostalVille=adresse.code_postal_ville,
            pays=adresse.pays,
        )


class CompositionFamiliale(Contract):
    """The whole body; a field whose scope is not open is absent."""

    quotientFamilial: int | None = None  # noqa: N815
    mois: int | None = None
    annee: int | None = None
    allocataires: tuple[PersonneV2, ...] | None = None
    enfants: tuple[PersonneV2, ...] | None = None
    adresse: AdresseV2 | None = None

    @classmethod
    def of(cls, answer: QuotientFamilial) -> Self:
        """Return the v2 form of a minimised answer."""
        quotient, adresse = answer.quotient_familial, answer.adresse
        return cls(
            quotientFamilial=quotient.valeur if quotient else None,
            mois=quotient.mois if quotient else None,
            annee=quotient.annee if quotient else None,
            allocataires=_each(answer.allocataires),
            enfants=_each(answer.enfants),
            adresse=AdresseV2.of(adresse) if adresse else None,
        )


def _each(personnes: tuple[Personne, ...] | None) -> tuple[PersonneV2, ...] | None:
    return None if personnes is None else tuple(PersonneV2.of(p) for p in personnes)


FIELDS: dict[Literal["quotient_familial", "allocataires", "enfants", "adresse"], frozenset[str]] = {
    "quotient_familial": frozenset({"quotientFamilial", "mois", "annee"}),
    "allocataires": frozenset({"allocataires"}),
    "enfants": frozenset({"enfants"}),
    "adresse": frozenset({"adresse"}),
}
"""Field of the v3 answer → those of the v2 body that say the same."""
