"""People born, or living, where codes are not what one expects."""

from datetime import date

from sandbox.personas.household import Household, every_month
from sandbox.personas.persona import Civil, Persona, persona

_REUNION = Civil("LAVANILLE", "ROSE-MAY", "1990-08-14", "F", "97411")
_MAYOTTE = Civil("YLANG-MODÈLE", "FAÏZA", "1994-05-02", "F", "97611")
_GUADELOUPE = Civil("MADRAS-MODÈLE", "GLADYS LÉONE", "1983-12-01", "F", "97120")
_POLYNESIE = Civil("TIARÉ-MODÈLE", "MOANA", "1988-02-19", "M", "98735")
_PORTUGAL = Civil("DA CONCEIÇÃO-MODÈLE", "JOÃO MIGUEL", "1982-10-10", "M", None, "99139")
_ALGERIE = Civil("MIRAGE", "YVONNE HUGUETTE", "1958-03-27", "F", None, "99352")
_CORSE = Civil("CASTAGNOLU", "ANGE-TOUSSAINT", "1971-11-01", "M", "2A004")
_GENNEVILLIERS = Civil("BANLIEUE", "MONIQUE", "1965-06-06", "F", "92036")
_PARIS = Civil("PÉRIPHÉRIQUE", "AUGUSTIN", "1977-07-14", "M", "75107")
_MARSEILLE = Civil("CABANON", "MAGALI", "1986-04-04", "F", "13208")


def _at(numero: str, civil: Civil, ville: str) -> Household:
    return Household(numero, (civil,), ville)


def personas(today: date) -> tuple[Persona, ...]:
    """Return them, dated from `today`."""
    return (*_overseas(today), *_abroad(today), *_moved_codes(today))


def _overseas(today: date) -> tuple[Persona, ...]:
    return (
        persona(
            "reunion",
            _REUNION,
            "Née et vivant à La Réunion : département à trois chiffres. Quotient 590.",
            _at("1000011", _REUNION, "97400 SAINT-DENIS").with_figures(every_month(today, 590)),
        ),
        persona(
            "mayotte",
            _MAYOTTE,
            "Née à Mamoudzou, que la caisse connaît encore sous son ancien code 98511 : c'est le "
            "même lieu. Quotient 310.",
            _at("1000012", _MAYOTTE.but(commune="98511"), "97600 MAMOUDZOU").with_figures(
                every_month(today, 310)
            ),
        ),
        persona(
            "guadeloupe",
            _GUADELOUPE,
            "Née à Pointe-à-Pitre, deux prénoms. Quotient 705.",
            _at("1000013", _GUADELOUPE, "97110 POINTE-A-PITRE").with_figures(
                every_month(today, 705)
            ),
        ),
        persona(
            "polynesie",
            _POLYNESIE,
            "Né à Papeete, collectivité d'outre-mer : commune 98735, pays France. Quotient 880.",
            _at("1000014", _POLYNESIE, "35200 RENNES").with_figures(every_month(today, 880)),
        ),
    )


def _abroad(today: date) -> tuple[Persona, ...]:
    return (
        persona(
            "etranger",
            _PORTUGAL,
            "Né au Portugal : pas de commune de naissance, et des lettres à tilde et cédille. "
            "Quotient 640.",
            _at("1000015", _PORTUGAL, "94500 CHAMPIGNY-SUR-MARNE").with_figures(
                every_month(today, 640)
            ),
        ),
        persona(
            "algerie_francaise",
            _ALGERIE,
            "Née en Algérie avant 1962 : FranceConnect dit 99352, la caisse 92352, c'est le même "
            "lieu. Quotient 1210.",
            _at("1000016", _ALGERIE.but(pays="92352"), "06000 NICE").with_figures(
                every_month(today, 1210)
            ),
        ),
    )


def _moved_codes(today: date) -> tuple[Persona, ...]:
    return (
        persona(
            "corse",
            _CORSE,
            "Né à Ajaccio avant 1976 : 2A004 pour FranceConnect, 20004 à la caisse. Quotient 760.",
            _at("1000017", _CORSE.but(commune="20004"), "20000 AJACCIO").with_figures(
                every_month(today, 760)
            ),
        ),
        persona(
            "gennevilliers",
            _GENNEVILLIERS,
            "Née à Gennevilliers quand la commune était dans la Seine : 92036 ici, 75036 à la "
            "caisse. Quotient 930.",
            _at("1000018", _GENNEVILLIERS.but(commune="75036"), "92230 GENNEVILLIERS").with_figures(
                every_month(today, 930)
            ),
        ),
        persona(
            "paris",
            _PARIS,
            "Né dans le 7e arrondissement : la caisse n'a retenu que Paris (75056). Quotient 2050.",
            _at("1000019", _PARIS.but(commune="75056"), "75018 PARIS").with_figures(
                every_month(today, 2050)
            ),
        ),
        persona(
            "marseille",
            _MARSEILLE,
            "Née dans le 8e arrondissement de Marseille : la caisse n'a retenu que 13055. "
            "Quotient 470.",
            _at("1000020", _MARSEILLE.but(commune="13055"), "13008 MARSEILLE").with_figures(
                every_month(today, 470)
            ),
        ),
    )
