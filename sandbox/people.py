"""The sandbox's people, as a caller can ask about them."""

from collections.abc import Sequence
from datetime import date

from contracts.sandbox import Dossier, Membre, Usager
from sandbox.personas.catalogue import Persona, personas
from sandbox.state import PersonaVue

_PRENOMS_MAX = 3
_FRANCE = "99100"


def seen_from_outside(today: date) -> tuple[PersonaVue, ...]:
    """Return everybody, with the parameters of each access and this month's figure."""
    return tuple(_seen(persona, today) for persona in personas(today))


def _seen(persona: Persona, today: date) -> PersonaVue:
    dossier = persona.dossier
    return PersonaVue(
        cle=persona.cle,
        nom=persona.nom_affiche,
        raison=persona.raison,
        identite=_identite(persona),
        numero_allocataire=dossier.numero_allocataire if dossier else None,
        code_postal=_post_code(dossier) if dossier else None,
        identifiant_france_connect=persona.usager.identifiant if persona.usager else None,
        quotient=_figure(dossier, today) if dossier else None,
    )


def _identite(persona: Persona) -> dict[str, object] | None:
    """As civil status has her: FranceConnect's word first, the caisse's otherwise."""
    if persona.usager is not None:
        return _of_account(persona.usager)
    return _of_member(persona.dossier.allocataires[0]) if persona.dossier else None


def _of_account(usager: Usager) -> dict[str, object]:
    given = usager.given_name_array or tuple((usager.given_name or "").split())
    sexe = {"male": "M", "female": "F"}.get(usager.gender or "")
    return _parameters(
        {"nomNaissance": usager.family_name, "nomUsage": usager.preferred_username},
        given,
        usager.birthdate or "",
        {
            "sexeEtatCivil": sexe,
            "codeCogInseePaysNaissance": usager.birthcountry or _FRANCE,
            "codeCogInseeCommuneNaissance": usager.birthplace,
        },
    )


def _of_member(membre: Membre) -> dict[str, object]:
    return _parameters(
        {"nomNaissance": membre.nom_naissance, "nomUsage": membre.nom_usage},
        membre.prenoms.split(),
        membre.date_naissance,
        {
            "sexeEtatCivil": membre.sexe,
            "codeCogInseePaysNaissance": membre.code_pays_naissance or _FRANCE,
            "codeCogInseeCommuneNaissance": membre.code_commune_naissance,
        },
    )


def _parameters(
    names: dict[str, str | None], given: Sequence[str], birth: str, rest: dict[str, str | None]
) -> dict[str, object]:
    """Spell them as API Particulier does, without what nobody knows."""
    parts = zip(("annee", "mois", "jour"), birth.split("-"), strict=False)
    dates = {f"{part}DateNaissance": value.lstrip("0") for part, value in parts}
    known = {name: value for name, value in (names | dates | rest).items() if value}
    return known | {"prenoms[]": list(given[:_PRENOMS_MAX])}


def _post_code(dossier: Dossier) -> str | None:
    return dossier.code_postal or (dossier.adresse.code_postal_ville or "")[:5] or None


def _figure(dossier: Dossier, today: date) -> int | None:
    """Return the figure that applies to the month of `today`: the last one begun."""
    month = (today.year, today.month)
    begun = [q for q in dossier.quotients if (q.annee, q.mois) <= month]
    if dossier.etat != "actif" or not begun:
        return None
    return max(begun, key=lambda q: (q.annee, q.mois)).valeur
