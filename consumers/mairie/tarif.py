"""The price of a meal, by the family's quotient. Fixed by the town (Code de l'éducation, R531-52).

Fictitious figures. A quotient that nobody knows is not a quotient of zero: the first pays
the highest price until it is known, the second pays the lowest.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tranche:
    """One line of the tariff; both ends included, in whole euros of quotient."""

    nom: str
    de: int
    a: int | None
    """None: no upper end."""
    centimes: int
    """Price of one meal."""


TRANCHES = (
    Tranche("A", 0, 400, 80),
    Tranche("B", 401, 700, 160),
    Tranche("C", 701, 1000, 280),
    Tranche("D", 1001, 1300, 390),
    Tranche("E", 1301, 1700, 480),
    Tranche("F", 1701, None, 560),
)


def tranche_of(quotient: int | None) -> Tranche:
    """Return the line for that quotient; the last one when it is unknown."""
    if quotient is None:
        return TRANCHES[-1]
    if quotient < 0:
        raise ValueError("a quotient is never negative")
    return next(t for t in TRANCHES if t.a is None or quotient <= t.a)


def centimes_par_semaine(tranche: Tranche, enfants: int, jours: int) -> int:
    """Return what a family pays for a week of school."""
    return tranche.centimes * enfants * jours
