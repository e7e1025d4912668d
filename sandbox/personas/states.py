"""Files that are closed, suspended, not open yet, elsewhere, or without a figure."""

from dataclasses import replace
from datetime import date
from typing import Literal

from contracts.sandbox import QuotientDuMois
from sandbox.personas.household import Household, every_month, recomputed, unknown
from sandbox.personas.persona import Civil, Persona, persona

_Etat = Literal["actif", "radie", "suspendu", "en_cours_affiliation"]


def personas(today: date) -> tuple[Persona, ...]:
    """Return them, dated from `today`."""
    return (*_without_file(), *_not_active(today), *_figures(today), *_msa(today))


def _person(nom: str, prenoms: str, naissance: str) -> Civil:
    return Civil(nom, prenoms, naissance, "F", "37261")


def _file(numero: str, civil: Civil, etat: _Etat = "actif") -> Household:
    return Household(numero, (civil,), "37000 TOURS", "9 MAIL DES CAS PARTICULIERS", etat=etat)


def _without_file() -> tuple[Persona, ...]:
    followed_by_nobody = _person("NULLEPART", "SOLANGE", "1995-05-05")
    known = persona(
        "sans_dossier",
        followed_by_nobody,
        "Connue du registre national, suivie par aucune caisse : non référencée.",
    )
    return (
        persona(
            "inconnue_caf",
            _person("INCONNUE-PARTOUT", "BLANCHE", "1997-07-17"),
            "A un compte FranceConnect, mais ni la caisse ni le registre ne la connaissent. "
            "Inconnue.",
        ),
        replace(known, sans_dossier=followed_by_nobody.identite()),
    )


def _not_active(today: date) -> tuple[Persona, ...]:
    closed, suspended, opening = (
        _person("RADIÉE", "MARTHE", "1970-10-01"),
        _person("SUSPENDUE", "COLETTE", "1981-02-18"),
        _person("BIENTÔT", "AURORE", "2001-01-19"),
    )
    return (
        persona(
            "radiee",
            closed,
            "Dossier fermé à la CAF, qui répond comme si elle n'en avait pas : dossier absent.",
            _file("1000072", closed, "radie").with_figures(every_month(today, 600, until=3)),
        ),
        persona(
            "suspendue",
            suspended,
            "Droits suspendus : le ménage est connu, le quotient ne l'est plus.",
            _file("1000073", suspended, "suspendu").with_figures(
                unknown(today, "dossier_suspendu")
            ),
        ),
        persona(
            "affiliation_en_cours",
            opening,
            "Affiliation en cours : pas encore de dossier à la CAF, dossier absent.",
            _file("1000074", opening, "en_cours_affiliation").with_figures(()),
        ),
    )


def _figures(today: date) -> tuple[Persona, ...]:
    cases: tuple[tuple[str, str, Civil, str, tuple[QuotientDuMois, ...]], ...] = (
        (
            "quotient_zero",
            "1000075",
            _person("ZÉRO", "ESTELLE", "1993-12-03"),
            "Un quotient de zéro, qui est un montant : aucune ressource.",
            every_month(today, 0),
        ),
        (
            "quotient_inconnu",
            "1000076",
            _person("MYSTÈRE", "AGATHE", "1979-06-26"),
            (
                "Un quotient que la caisse ne connaît pas, faute de ressources déclarées : ce "
                "n'est pas zéro."
            ),
            unknown(today, "ressources_absentes"),
        ),
        (
            "historique",
            "1000077",
            _person("VICISSITUDE", "FORTUNÉE", "1974-08-31"),
            "Vingt-quatre mois d'historique : 1300 jusqu'à il y a six mois, 640 depuis.",
            every_month(today, 1300, until=6) + every_month(today, 640, since=5),
        ),
        (
            "dossier_recent",
            "1000078",
            _person("NOUVELLE", "ÈVE", "2000-02-29"),
            (
                "Dossier ouvert le mois dernier : rien pour les mois d'avant, période refusée. "
                "Quotient 505."
            ),
            every_month(today, 505, since=1),
        ),
    )
    only_by_number = _person("DÉCONNECTÉE", "GERMAINE", "1941-11-11")
    unconnected = persona(
        "sans_france_connect",
        only_by_number,
        "N'a pas de compte FranceConnect : numéro d'allocataire et code postal, ou identité "
        "saisie. Quotient 1155.",
        _file("1000079", only_by_number).with_figures(every_month(today, 1155)),
    )
    return (
        *(
            persona(cle, civil, raison, _file(numero, civil).with_figures(figures))
            for cle, numero, civil, raison, figures in cases
        ),
        replace(unconnected, usager=None),
    )


def _msa(today: date) -> tuple[Persona, ...]:
    farmer = Civil("LABOUR", "FIRMIN", "1980-03-21", "M", "87085")
    retired = Civil("JACHÈRE", "LÉOPOLDINE", "1962-09-29", "F", "87085")
    farm = Household(
        "1000080",
        (farmer,),
        "87120 EYMOUTIERS",
        enfants=(Civil("LABOUR", "BASILE", "2012-04-01", "M", "87085"),),
        regime="MSA",
        lignes={"lieu_dit": "LE GRAND SILLON"},
    )
    closed = Household("1000081", (retired,), "87120 EYMOUTIERS", regime="MSA", etat="radie")
    return (
        persona(
            "msa",
            farmer,
            "Agriculteur suivi par la MSA, qui n'a pas d'historique et recalcule à chaque appel, "
            "quel que soit le mois demandé. Quotient 690.",
            farm.with_figures(recomputed(today, 690)),
        ),
        persona(
            "msa_radiee",
            retired,
            "Dossier fermé à la MSA : dossier absent, chez elle et non à la CAF.",
            closed.with_figures(()),
        ),
    )
