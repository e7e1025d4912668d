"""Somebody the caisses know of, and as what. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from contracts.identite import Identite, LieuNaissance
from contracts.sandbox import Dossier, Membre
from providers.caf.birthplaces import FRANCE, Birthplace
from providers.caf.names import GivenNames, compact


class Role(Enum):
    """As what a person is known."""

    ALLOCATAIRE = "allocataire"
    CONJOINT = "conjoint"
    """Entitled person of somebody else's file: cannot be asked about."""
    SANS_DOSSIER = "sans_dossier"
    """In the national register, followed by no caisse."""


@dataclass(frozen=True, slots=True)
class Person:
    """A civil identity as loaded, with what it is compared by."""

    identite: Identite
    role: Role
    numero: str | None
    """Number of the file."""
    nom: str
    nom_usage: str
    given: GivenNames
    birthplace: Birthplace

    @classmethod
    def of(cls, identite: Identite, role: Role, numero: str | None = None) -> "Person":
        """Read an identity. Raises UnknownCommune when its birthplace cannot be placed."""
        return cls(
            identite=identite,
            role=role,
            numero=numero,
            nom=compact(identite.nom_naissance),
            nom_usage=compact(identite.nom_usage),
            given=GivenNames.of(identite.prenoms),
            birthplace=Birthplace.of(identite.lieu_naissance),
        )


def entitled_persons(dossier: Dossier, numero: str) -> tuple[Person, ...]:
    """Return the allocataires of a file and, as such, their conjoint."""
    return tuple(
        Person.of(identite_of(m), Role.CONJOINT if m.conjoint else Role.ALLOCATAIRE, numero)
        for m in dossier.allocataires
    )


def allocataires(people: Iterable[Person]) -> tuple[Person, ...]:
    """Return those who can be asked about, in the order of the file."""
    return tuple(person for person in people if person.role is Role.ALLOCATAIRE)


def identite_of(membre: Membre) -> Identite:
    """Return the civil identity of somebody in a file, spelled as loaded."""
    commune = membre.code_commune_naissance or None
    return Identite(
        nom_naissance=membre.nom_naissance,
        nom_usage=membre.nom_usage,
        prenoms=tuple(membre.prenoms.split()),
        date_naissance=membre.date_naissance or "0000-00-00",
        sexe=membre.sexe,
        lieu_naissance=LieuNaissance(
            code_pays=membre.code_pays_naissance or (FRANCE if commune else None),
            code_commune=commune,
        ),
    )
