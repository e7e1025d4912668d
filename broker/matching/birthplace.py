"""The same place of birth, though codes change with history.

Codes are those of INSEE's COG on the day of birth, or of any later day. Sources: COG
(communes, countries), Act of 10 July 1964 (Seine and Seine-et-Oise, in force 1968).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from broker.matching.reasons import Reason
from contracts.identite import LieuNaissance

_FRANCE = "99100"
_ALGERIA = "99352"
_FRENCH_ALGERIA = frozenset({"90900", "92352"})
"""Written, as a commune or as a country, for births in Algeria before July 1962."""

_COMMUNE = re.compile(r"(?!00|99)(\d{2}|2[AB])\d{3}")
_FOREIGN = re.compile(r"99\d{3}")

_NEW_CODES = {"75036": "92036", "97123": "97701", "97127": "97801"}
"""Gennevilliers left the Seine; Saint-Barthélemy and Saint-Martin left the Guadeloupe."""

_CITIES = (
    ("75056", range(75101, 75121)),
    ("69123", range(69381, 69390)),
    ("13055", range(13201, 13217)),
)
"""Paris, Lyon, Marseille, and the codes of their arrondissements."""

_CITY_OF = {str(code): city for city, codes in _CITIES for code in codes}

_NEW_DEPARTEMENTS = "1968"

_HEIRS = {
    "75": frozenset({"92", "93", "94"}),
    "78": frozenset({"91", "92", "93", "94", "95"}),
}
"""Départements cut out of the Seine and of the Seine-et-Oise on 1 January 1968."""


class Place(NamedTuple):
    """A place of birth as far as it is known; empty strings where it is not."""

    country: str
    commune: str
    departement: str


def compare_birthplaces(expected: LieuNaissance, actual: LieuNaissance, year: str) -> Reason:
    """Compare country, then commune, then département, as far as both sides know. Symmetric.

    The name of a commune is not compared: with its département, only that is. `year`
    of birth (`0000`: unknown) says whether a code can be older than the départements.
    """
    left, right = _read(expected), _read(actual)
    if not left.country or not right.country:
        return Reason.ABSENT
    if left.country != right.country:
        return Reason.DIFFERENT
    if not left.departement or not right.departement:
        return Reason.PAYS_IDENTIQUE
    reason = _same_place_in_france(left, right)
    renumbered = _has_been_cut_out(left, right) or _has_been_cut_out(right, left)
    if reason is Reason.DIFFERENT and year < _NEW_DEPARTEMENTS and renumbered:
        return Reason.INDETERMINABLE
    return reason


def _read(lieu: LieuNaissance) -> Place:
    return _place(lieu.code_pays or "", lieu.code_commune or "", lieu.code_departement or "")


@lru_cache(maxsize=512)
def _place(pays: str, commune: str, departement: str) -> Place:
    """Read three codes. A commune abroad is no commune of ours: its country alone counts."""
    commune, departement = commune.strip().upper(), departement.strip().upper()
    country = _country(pays.strip(), commune, departement)
    if country != _FRANCE:
        return Place(country, "", "")
    if not _COMMUNE.fullmatch(commune):
        commune = ""
    return Place(country, commune, _departement(commune) if commune else departement)


def _country(pays: str, commune: str, departement: str) -> str:
    """Return the country of birth, France when only a commune or a département says it."""
    if {pays, commune} & _FRENCH_ALGERIA:
        return _ALGERIA
    if _FOREIGN.fullmatch(commune):
        return commune
    in_france = bool(departement) or _COMMUNE.fullmatch(commune) is not None
    return pays or (_FRANCE if in_france else "")


def _departement(commune: str) -> str:
    """Return the two first characters of a commune's code; three overseas."""
    return commune[:3] if commune.startswith(("97", "98")) else commune[:2]


def _same_place_in_france(left: Place, right: Place) -> Reason:
    if not left.commune or not right.commune:
        return _same_departement(left.departement, right.departement)
    if left.commune == right.commune:
        return Reason.IDENTIQUE
    if right.commune in _later_codes(left.commune) or left.commune in _later_codes(right.commune):
        return Reason.EQUIVALENCE_HISTORIQUE
    return Reason.DIFFERENT


def _later_codes(commune: str) -> frozenset[str]:
    """Return the other codes that the same place has had since, or as a whole city."""
    later = {_NEW_CODES.get(commune, ""), _CITY_OF.get(commune, "")}
    if commune.startswith("20"):  # Corsica was one département until 1976
        later |= {"2A" + commune[2:], "2B" + commune[2:]}
    if commune.startswith("985"):  # Mayotte became a département in 2011
        later.add("976" + commune[3:])
    return frozenset(later)


def _has_been_cut_out(old: Place, new: Place) -> bool:
    """May `new` have borne `old`'s code before 1968? Then the codes cannot tell.

    Paris itself, whole or by arrondissement, was never renumbered.
    """
    is_paris = old.commune == "75056" or old.commune in _CITY_OF
    return not is_paris and new.departement in _HEIRS.get(old.departement, frozenset())


def _same_departement(one: str, other: str) -> Reason:
    if one == other:
        return Reason.DEPARTEMENT_IDENTIQUE
    if {one, other} in ({"20", "2A"}, {"20", "2B"}, {"985", "976"}):
        return Reason.EQUIVALENCE_HISTORIQUE
    return Reason.DIFFERENT
