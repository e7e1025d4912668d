"""The people of our source documents: a private person, a regular builder, one without SIRET."""

from datetime import date

from sandbox.personas.household import Household, every_month
from sandbox.personas.persona import Civil, Persona, persona

_TERRIEUR = Civil("TERRIEUR", "ALEX MARIE", "1985-04-12", "F", "35238")
_BRANCHE = Civil("BRANCHE", "AMBROISE JEAN", "1979-09-23", "M", "69123")
_SANSIRET = Civil("SANSIRET", "EMMA", "1991-01-30", "F", "13055")
_GOUTTE = Civil("GOUTTE", "JUSTINE", "1987-11-05", "F", "44109")

_AT_TERRIEUR = Household(
    "1000001",
    (_TERRIEUR,),
    "35000 RENNES",
    "12 RUE DU TABLEAU ÉLECTRIQUE",
    enfants=(
        Civil("TERRIEUR", "LINA", "2016-03-08", "F", "35238"),
        Civil("TERRIEUR", "SACHA", "2019-10-21", "M", "35238"),
    ),
)
_AT_BRANCHE = Household(
    "1000002",
    (_BRANCHE,),
    "69003 LYON",
    "3 PLACE DU DISJONCTEUR",
    enfants=(Civil("BRANCHE", "OLIVE", "2014-06-17", "F", "69383"),),
)
_AT_SANSIRET = Household(
    "1000003",
    (_SANSIRET,),
    "13002 MARSEILLE",
    "8 QUAI DU BON DROIT",
    enfants=(
        Civil("SANSIRET", "NOÉ", "2015-02-11", "M", "13202"),
        Civil("SANSIRET", "MILA", "2017-07-03", "F", "13202"),
        Civil("SANSIRET", "ÉLIE", "2021-12-29", "M", "13202"),
    ),
)
_AT_GOUTTE = Household("1000004", (_GOUTTE,), "44000 NANTES", "5 IMPASSE DU SIPHON")


def personas(today: date) -> tuple[Persona, ...]:
    """Return them, dated from `today`."""
    return (
        persona(
            "terrieur",
            _TERRIEUR,
            "La particulière du scénario : elle inscrit ses deux enfants à la cantine et fait "
            "refaire son électricité. CAF, quotient 820.",
            _AT_TERRIEUR.with_figures(every_month(today, 820)),
        ),
        persona(
            "branche",
            _BRANCHE,
            "L'entrepreneur en règle du scénario : un enfant, quotient 1180 à la CAF.",
            _AT_BRANCHE.with_figures(every_month(today, 1180)),
        ),
        persona(
            "sansiret",
            _SANSIRET,
            "L'entrepreneure qui doit régulariser sa situation : cela ne change rien à ses droits "
            "d'allocataire. Trois enfants, quotient 410.",
            _AT_SANSIRET.with_figures(every_month(today, 410)),
        ),
        persona(
            "goutte",
            _GOUTTE,
            "Le cas le plus simple : une personne seule, un seul prénom, quotient 1530.",
            _AT_GOUTTE.with_figures(every_month(today, 1530)),
        ),
    )
