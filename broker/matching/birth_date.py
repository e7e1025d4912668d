"""The same day of birth, as far as both sides know it.

A part that nobody knows is written `00`. The civil register, asked through
FranceConnect, fills unknown parts with 01: a 1 January may be presumed.
"""

from broker.matching.reasons import Reason

_UNKNOWN = ("0000", "00", "00")


def compare_birth_dates(expected: str, actual: str) -> Reason:
    """Compare two `AAAA-MM-JJ`, where `00` (or an empty date) is unknown.

    Two known parts that differ are two dates, whatever the rest says. Symmetric.
    """
    left, right = _parts(expected), _parts(actual)
    if "0000" in (left[0], right[0]):
        return Reason.ABSENT
    if any(
        a not in (b, unknown) and b != unknown
        for a, b, unknown in zip(left, right, _UNKNOWN, strict=True)
    ):
        return Reason.DIFFERENT
    return _as_far_as_known(left, right)


def _parts(date: str) -> tuple[str, ...]:
    """Return year, month and day."""
    parts = tuple(date.split("-"))
    return parts if len(parts) == len(_UNKNOWN) else _UNKNOWN


def _as_far_as_known(left: tuple[str, ...], right: tuple[str, ...]) -> Reason:
    """Name how much of two compatible dates both sides know."""
    presumed = ("01", "01")
    if "00" not in (*left, *right):
        return Reason.PREMIER_JANVIER_IDENTIQUE if left[1:] == presumed else Reason.IDENTIQUE
    if "00" not in (left[1], right[1]):
        return Reason.DATE_PARTIELLE_COMPATIBLE
    if presumed in (left[1:], right[1:]):
        return Reason.PREMIER_JANVIER_PRESUME
    return Reason.ANNEE_SEULE_COMPATIBLE
