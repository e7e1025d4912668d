"""Households: one parent, two, a child in two homes, a spouse who cannot be asked about."""

from datetime import date

from sandbox.personas.household import Household, every_month
from sandbox.personas.persona import Civil, Persona, persona

_SOLO = Civil("MONOPARENT", "CLÉMENCE", "1988-03-03", "F", "21231")
_SHE = Civil("DUO-MODÈLE", "NORA", "1986-02-02", "F", "54395", usage="TANDEM")
_HE = Civil("TANDEM", "VICTOR", "1984-10-30", "M", "57463")
_WIFE = Civil("TITULAIRE", "ODILE", "1990-05-20", "F", "51454")
_HUSBAND = Civil("MOITIÉ", "BASTIEN", "1989-01-11", "M", "51454")
_MOTHER = Civil("SEMAINE-PAIRE", "INÈS", "1985-09-01", "F", "33063")
_FATHER = Civil("SEMAINE-IMPAIRE", "HUGO", "1983-04-25", "M", "33063")
_SHARED = Civil("SEMAINE", "JADE", "2015-11-19", "F", "33063")
_FIVE = Civil("TRIBU", "AÏSSATOU", "1982-07-07", "F", "76351")
_LONG = Civil("ADRESSE-INTERMINABLE", "GWENAËLLE", "1976-12-12", "F", "56260")

_LIVING_FAR = {
    "destinataire": "Madame ADRESSE-INTERMINABLE GWENAËLLE CHEZ MONSIEUR ET MADAME DE LA "
    "RÉSIDENCE-SECONDAIRE-MODÈLE",
    "complement_information": "RÉSIDENCE DES TRÈS GRANDS CHÊNES, BÂTIMENT C BIS, ESCALIER 14, "
    "7E ÉTAGE, PORTE FACE À L'ASCENSEUR DE SERVICE",
    "complement_information_geographique": "ENTRÉE PAR L'ARRIÈRE DU CENTRE COMMERCIAL FICTIF",
    "lieu_dit": "KERVEUR-AR-GOZH-TI-BIHAN-TRAON",
}


def personas(today: date) -> tuple[Persona, ...]:
    """Return them, dated from `today`."""
    return (*_one_file(today), *_couples(today), *_two_homes(today))


def _one_file(today: date) -> tuple[Persona, ...]:
    one = Household(
        "1000061",
        (_SOLO,),
        "21000 DIJON",
        enfants=(Civil("MONOPARENT", "MALO", "2018-01-23", "M", "21231"),),
    )
    five = Household(
        "1000062",
        (_FIVE,),
        "76600 LE HAVRE",
        enfants=(
            Civil("TRIBU", "MARIAM", "2008-02-14", "F", "76351"),
            Civil("TRIBU", "IDRISS", "2010-05-30", "M", "76351"),
            Civil("TRIBU", "KADIATOU", "2013-09-17", "F", "76351"),
            Civil("TRIBU", "SEKOU", "2016-00-00", "M", "76351"),
            Civil("TRIBU", "FANTA", "2022-06-11", "F", "76351"),
        ),
    )
    far = Household(
        "1000063",
        (_LONG,),
        "56000 VANNES",
        "12345 TER AVENUE DU GÉNÉRAL-COMTE-DE-LA-TRÈS-LONGUE-DÉNOMINATION-DE-VOIE",
        lignes=_LIVING_FAR,
    )
    return (
        persona(
            "monoparentale",
            _SOLO,
            "Un parent seul avec un enfant. Quotient 455.",
            one.with_figures(every_month(today, 455)),
        ),
        persona(
            "cinq_enfants",
            _FIVE,
            "Cinq enfants, dont un de date de naissance incomplète. Quotient 295.",
            five.with_figures(every_month(today, 295)),
        ),
        persona(
            "longue_adresse",
            _LONG,
            "Toutes les lignes de l'adresse sont pleines. Quotient 1405.",
            far.with_figures(every_month(today, 1405)),
        ),
    )


def _couples(today: date) -> tuple[Persona, ...]:
    both = Household(
        "1000064",
        (_SHE, _HE),
        "54000 NANCY",
        enfants=(Civil("TANDEM", "ROMY", "2020-02-20", "F", "54395"),),
    )
    hers = Household("1000065", (_WIFE,), "51100 REIMS", conjoint=_HUSBAND)
    return (
        persona(
            "couple_elle",
            _SHE,
            "Couple dont chacun est allocataire du même dossier : on peut interroger sur elle. "
            "Nom d'usage de son conjoint. Quotient 980.",
            both.with_figures(every_month(today, 980)),
        ),
        persona(
            "couple_lui",
            _HE,
            "L'autre allocataire du même dossier : la réponse est celle du ménage. Quotient 980.",
        ),
        persona(
            "titulaire",
            _WIFE,
            "Seule allocataire de son dossier, où figure aussi son conjoint. Quotient 1060.",
            hers.with_figures(every_month(today, 1060)),
        ),
        persona(
            "conjoint",
            _HUSBAND,
            "Conjoint qui n'est pas allocataire : il est dans un dossier, et pourtant on ne peut "
            "pas interroger sur lui. Inconnu.",
        ),
    )


def _two_homes(today: date) -> tuple[Persona, ...]:
    mother = Household("1000066", (_MOTHER,), "33000 BORDEAUX", enfants=(_SHARED,))
    father = Household("1000067", (_FATHER,), "33800 BORDEAUX", enfants=(_SHARED,))
    return (
        persona(
            "garde_alternee_mere",
            _MOTHER,
            "Parents séparés : l'enfant est aussi dans le dossier de son père. Quotient 750.",
            mother.with_figures(every_month(today, 750)),
        ),
        persona(
            "garde_alternee_pere",
            _FATHER,
            "Parents séparés : le même enfant, un autre dossier, un autre quotient. Quotient 1090.",
            father.with_figures(every_month(today, 1090)),
        ),
    )
