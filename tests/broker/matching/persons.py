"""Somebody, complete by default; a test changes what it is about."""

from contracts.identite import Identite, LieuNaissance

ALEXIS = Identite(
    nom_naissance="LEFEBVRE",
    prenoms=("ALEXIS", "GÉRÔME", "JEAN-PHILIPPE"),
    date_naissance="1982-12-27",
    sexe="F",
    lieu_naissance=LieuNaissance(code_pays="99100", code_commune="08480"),
)
"""The person of the published verdicts (reference data of the public sandbox)."""

JEANNE = Identite(
    nom_naissance="ROUX",
    nom_usage="MARTIN",
    prenoms=("Jeanne", "Stéphanie", "Marie"),
    date_naissance="1987-06-27",
    sexe="F",
    lieu_naissance=LieuNaissance(code_pays="99100", code_commune="13208"),
)


def but(one: Identite, **changes: object) -> Identite:
    """Return the same person, but for what is changed; validated like any other."""
    return Identite.model_validate({**one.model_dump(), **changes})


def named(nom: str | None, usage: str | None = None) -> Identite:
    return but(JEANNE, nom_naissance=nom, nom_usage=usage)


def born_in(
    commune: str | None = None, pays: str | None = "99100", departement: str | None = None
) -> LieuNaissance:
    return LieuNaissance(code_pays=pays, code_commune=commune, code_departement=departement)
