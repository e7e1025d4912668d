"""One invented person: her FranceConnect account, her file at the caisse, why she exists."""

from dataclasses import dataclass

from contracts.identite import Identite, LieuNaissance, Sexe
from contracts.sandbox import Dossier, Membre, Usager

FRANCE = "99100"


@dataclass(frozen=True, kw_only=True)
class Persona:
    """Somebody of the sandbox."""

    cle: str
    """Short name, and `identifiant` of the FranceConnect account."""
    nom_affiche: str
    raison: str
    """Why she exists, in French; tests hold that the caisse answers what it says."""
    usager: Usager | None
    """None: no FranceConnect account."""
    dossier: Dossier | None
    """None: no file, or it stands at another persona of the household."""
    sans_dossier: Identite | None = None
    """In the national register, followed by no caisse."""


@dataclass(frozen=True)
class Civil:
    """A civil status, written once and told to FranceConnect and to the caisse."""

    nom: str
    prenoms: str
    """Separated by spaces; a composed name has a hyphen."""
    naissance: str
    sexe: Sexe
    commune: str | None = None
    pays: str = FRANCE
    usage: str | None = None

    def but(self, **changes: str) -> "Civil":
        """Return the same person as somebody else has written her down."""
        return Civil(**(vars(self) | changes))

    def usager(self, cle: str, raison: str) -> Usager:
        """Return her FranceConnect account."""
        return Usager(
            identifiant=cle,
            given_name=self.prenoms or None,
            given_name_array=tuple(self.prenoms.split()),
            family_name=self.nom,
            birthdate=self.naissance,
            gender="female" if self.sexe == "F" else "male",
            birthplace=self.commune or "",
            birthcountry=self.pays,
            preferred_username=self.usage,
            email=f"{cle.replace('_', '.')}@exemple.invalid",
            raison=raison,
        )

    def membre(self, *, conjoint: bool = False) -> Membre:
        """Return her as the caisse has her in a file."""
        return Membre(
            nom_naissance=self.nom,
            nom_usage=self.usage,
            prenoms=self.prenoms,
            date_naissance=self.naissance,
            sexe=self.sexe,
            code_commune_naissance=self.commune,
            code_pays_naissance=self.pays,
            conjoint=conjoint,
        )

    def identite(self) -> Identite:
        """Return her as the national register has her."""
        return Identite(
            nom_naissance=self.nom,
            nom_usage=self.usage,
            prenoms=tuple(self.prenoms.split()),
            date_naissance=self.naissance,
            sexe=self.sexe,
            lieu_naissance=LieuNaissance(code_pays=self.pays, code_commune=self.commune),
        )


def persona(cle: str, civil: Civil, raison: str, dossier: Dossier | None = None) -> Persona:
    """Return a persona whom FranceConnect knows as `civil`; `raison` is also the file's."""
    return Persona(
        cle=cle,
        nom_affiche=f"{civil.prenoms} {civil.usage or civil.nom}".strip(),
        raison=raison,
        usager=civil.usager(cle, raison),
        dossier=dossier.model_copy(update={"raison": raison}) if dossier else None,
    )
