"""People of whom civil status does not know everything: the day, the month, the sex."""

from dataclasses import replace
from datetime import date

from sandbox.personas.household import Household, every_month
from sandbox.personas.persona import Civil, Persona, persona

_PRESUMED = Civil("CALENDRIER", "AMADOU BAKARY", "1973-01-01", "M", None, "99335")
_UNKNOWN = Civil("ÉPHÉMÉRIDE", "HABIBA", "1968-00-00", "F", None, "99212")
_NO_DAY = Civil("BISSEXTE", "SOUMAYA", "1990-06-01", "F", None, "99350")
_UNSPECIFIED = Civil("NEUTRE-MODÈLE", "CAMILLE", "1999-09-19", "F", "67482")


def _at(numero: str, civil: Civil) -> Household:
    return Household(numero, (civil,), "38000 GRENOBLE", "3 ALLÉE DES JOURS INCONNUS")


def personas(today: date) -> tuple[Persona, ...]:
    """Return them, dated from `today`."""
    return (
        persona(
            "date_presumee",
            _PRESUMED,
            "Né en 1973, sans plus : FranceConnect présume le 1er janvier, la caisse écrit "
            "1973-00-00. Retrouvé parce que tous ses prénoms sont donnés. Quotient 385.",
            _at("1000051", _PRESUMED.but(naissance="1973-00-00")).with_figures(
                every_month(today, 385)
            ),
        ),
        persona(
            "date_inconnue",
            _UNKNOWN,
            "Jour et mois de naissance inconnus partout, écrits 00. Quotient 365.",
            _at("1000052", _UNKNOWN).with_figures(every_month(today, 365)),
        ),
        persona(
            "jour_inconnu",
            _NO_DAY,
            "Seul le jour est inconnu : le 1er pour FranceConnect, 00 à la caisse. Quotient 495.",
            _at("1000053", _NO_DAY.but(naissance="1990-06-00")).with_figures(
                every_month(today, 495)
            ),
        ),
        _without_sex(
            persona(
                "sexe_non_precise",
                _UNSPECIFIED,
                "FranceConnect ne précise pas son sexe : on ne le devine pas. Quotient 845.",
                _at("1000054", _UNSPECIFIED).with_figures(every_month(today, 845)),
            )
        ),
    )


def _without_sex(known: Persona) -> Persona:
    assert known.usager is not None
    return replace(known, usager=known.usager.model_copy(update={"gender": "unspecified"}))
