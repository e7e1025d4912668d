"""Birth dates of which a part may be unknown, written 00. Pure."""

from enum import IntEnum


class Agreement(IntEnum):
    """What two dates have in common; from worst to best."""

    CONTRADICTION = -1
    """A part that both know differs."""
    NOTHING = 0
    YEAR = 1
    MONTH = 2
    WHOLE = 3


def compare(one: str, other: str) -> Agreement:
    """Compare two dates AAAA-MM-JJ part by part.

    01-01, which FranceConnect presumes for a day nobody knows, agrees with 00-00 by the
    year alone; against another known day it is a contradiction, like any other day.
    """
    pairs = list(zip(_parts(one), _parts(other), strict=True))
    if any(a and b and a != b for a, b in pairs):
        return Agreement.CONTRADICTION
    known = [bool(a and b) for a, b in pairs]
    return Agreement(known.index(False) if False in known else len(known))


def _parts(date: str) -> tuple[int, int, int]:
    year, month, day = (date or "0000-00-00").split("-")
    return int(year), int(month), int(day)
