"""The same given names: registers keep one or all, in any order, cut or joined."""

from collections import Counter

from broker.matching.normalise import given_names
from broker.matching.reasons import Reason
from broker.matching.typing_errors import is_mistyped

_LONGEST_FIELD = 13
"""Some registers cut given names at 13 characters (France Travail's, for one)."""

_LONGEST_COMPOSED = 3
"""Words in a composed given name."""


def compare_given_names(expected: tuple[str, ...], actual: tuple[str, ...]) -> Reason:
    """Say how the given names of two sides relate. Symmetric.

    A composed name is whole: `JEAN` is not `JEAN-PAUL`. A name that is on neither
    list of the other makes two persons, unless a cut or a typing error explains it.
    """
    left, right = given_names(expected), given_names(actual)
    if not left or not right:
        return Reason.ABSENT if left or right else Reason.SANS_PRENOM
    if "".join(left) == "".join(right):
        same = expected == actual
        return Reason.IDENTIQUE if same else Reason.IDENTIQUE_APRES_NORMALISATION
    joined = _joined_as(right, left), _joined_as(left, right)
    if inclusion := _included(*joined):
        return inclusion
    if _is_cut(expected, left, right) or _is_cut(actual, right, left):
        return Reason.PRENOM_TRONQUE
    return Reason.FAUTE_DE_FRAPPE if _are_mistyped(*joined) else Reason.DIFFERENT


def _joined_as(model: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Join neighbours that `model` writes as one name (`JEAN PAUL` for `JEAN-PAUL`)."""
    joined: list[str] = []
    rest = names
    while rest:
        sizes = range(min(_LONGEST_COMPOSED, len(rest)), 1, -1)
        size = next((n for n in sizes if "".join(rest[:n]) in model), 1)
        joined.append("".join(rest[:size]))
        rest = rest[size:]
    return tuple(joined)


def _included(left: tuple[str, ...], right: tuple[str, ...]) -> Reason | None:
    """Name how one list holds the other, None when it does not."""
    fewer, more = sorted((left, right), key=len)
    if Counter(fewer) - Counter(more):
        return None
    if len(fewer) == len(more):
        return Reason.ORDRE_DIFFERENT
    if fewer[0] == more[0]:
        return Reason.PREMIER_PRENOM_COMMUN
    return Reason.PRENOM_SECOND_USUEL if fewer[0] == more[1] else Reason.SOUS_ENSEMBLE


def _is_cut(raw: tuple[str, ...], names: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether `raw` fills the field exactly, and stops where `others` go on."""
    written = " ".join(raw).strip()
    return len(written) == _LONGEST_FIELD and "".join(others).startswith("".join(names))


def _are_mistyped(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether each name is, in its place, the other side's but for a typing error."""
    pairs = zip(left, right, strict=False)  # one side may know more names
    return all(one == other or is_mistyped(one, other) for one, other in pairs)
