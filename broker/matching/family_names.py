"""The same family name: birth name first; the name in use may explain a difference."""

from typing import NamedTuple

from broker.matching.normalise import compact, tokens
from broker.matching.reasons import Reason
from contracts.identite import Identite

_OMITTED_PARTICLES = frozenset({"DE", "D"})
"""Those that French usage drops when it cites a name; `Du`, `La`, `Le` belong to the name."""


class _Names(NamedTuple):
    birth: str
    usage: str
    """Empty when unknown, or when it only repeats the birth name."""
    words: tuple[str, ...]
    """Of the birth name."""


def compare_family_names(expected: Identite, actual: Identite) -> Reason:
    """Compare birth names, then each with the other side's name in use.

    Two names in use that agree prove nothing: sisters-in-law share one. Symmetric.
    """
    left, right = _names(expected), _names(actual)
    if left.birth and left.birth == right.birth:
        same = expected.nom_naissance == actual.nom_naissance
        return Reason.IDENTIQUE if same else Reason.IDENTIQUE_APRES_NORMALISATION
    if _crossed(left, right) or _crossed(right, left):
        return Reason.NOM_USAGE_CROISE
    if left.birth and right.birth:
        return _explained(left, right)
    return Reason.ABSENT


def _names(identite: Identite) -> _Names:
    birth = identite.nom_naissance or ""
    usage = compact(identite.nom_usage or "")
    written = compact(birth)
    return _Names(written, "" if usage == written else usage, tokens(birth))


def _crossed(one: _Names, other: _Names) -> bool:
    """Tell whether the birth name of `one` is the name in use of `other`, uncontradicted."""
    if not one.birth or one.birth != other.usage:
        return False
    return not one.usage or not other.birth or one.usage == other.birth


def _explained(left: _Names, right: _Names) -> Reason:
    """Explain two birth names that differ, or call them different."""
    if right.birth in _with_usage(left) or left.birth in _with_usage(right):
        return Reason.NOM_CONTIENT_USAGE
    if _without_particle(left) == _without_particle(right):
        return Reason.PARTICULE_OMISE
    return Reason.DIFFERENT


def _with_usage(names: _Names) -> frozenset[str]:
    """Return the names that a register may hold which joins, or parts, both names."""
    if not names.usage:
        return frozenset()
    joined = {names.birth + names.usage, names.usage + names.birth}
    parted = {names.birth.removesuffix(names.usage), names.birth.removeprefix(names.usage)}
    return frozenset(joined | (parted - {names.birth}))


def _without_particle(names: _Names) -> str:
    first, *others = names.words
    return "".join(others) if others and first in _OMITTED_PARTICLES else names.birth
