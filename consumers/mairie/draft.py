"""What the person has typed, kept as she typed it, right or wrong, until she sends or leaves."""

from dataclasses import dataclass, field
from typing import Literal

ECOLES = ("École des Tilleuls", "École Jean-Zay", "École du Vieux-Moulin")
CLASSES = ("Petite section", "Moyenne section", "Grande section", "CP", "CE1", "CE2", "CM1", "CM2")
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
JUSTIFICATIFS = {
    "guichet": "Je l’apporterai à l’accueil de la mairie",
    "courrier": "Je l’enverrai par courrier",
    "aucun": "Je ne donne pas de justificatif : j’accepte le tarif le plus élevé",
}
MAX_TYPED_CHILDREN = 6

Champ = Literal["quotient_familial", "allocataires", "enfants", "adresse"]
CHAMPS: tuple[Champ, ...] = ("quotient_familial", "allocataires", "enfants", "adresse")
"""What the caisse may tell, and what a person may say is false."""


@dataclass(slots=True)
class TypedChild:
    """A child whose name was typed."""

    nom: str = ""
    classe: str = ""

    def __bool__(self) -> bool:
        """Tell a child from an empty line of the form."""
        return bool(self.nom or self.classe)


@dataclass(slots=True)
class Draft:
    """Every field as text: a wrong value is shown again beside what is wrong with it."""

    numero: str = ""
    code_postal: str = ""
    quotient: str = ""
    justificatif: str = ""
    responsable: str = ""
    adresse: str = ""
    ecole: str = ""
    jours: tuple[str, ...] = ()
    choisis: dict[str, str] = field(default_factory=dict)
    """Key of a child that the caisse named → class."""
    saisis: list[TypedChild] = field(default_factory=list)

    def declared_quotient(self) -> int | None:
        """Return the quotient she declares, when she will show a justificatif for it."""
        if self.justificatif in {"guichet", "courrier"} and is_a_quotient(self.quotient):
            return int(self.quotient)
        return None


def is_a_quotient(text: str) -> bool:
    """Say whether that is a plausible quotient: whole euros, at most 99 999."""
    return text.isascii() and text.isdecimal() and len(text) <= 5  # noqa: PLR2004  # said above
