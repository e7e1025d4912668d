"""The same given name, mistyped or spelt as it sounds."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(spelling), sound)
    for spelling, sound in (
        ("PH", "F"),
        ("S?CH(?=[LR])|QU|CK", "K"),
        ("S?CH", "$"),  # one sound, out of reach of the rules for C and H below
        ("G(?=[EIY])", "J"),
        ("GU(?=[EI])", "G"),
        ("C(?=[EIY])", "S"),
        ("C", "K"),
        ("H", ""),
        ("EAU|AU", "O"),
        ("AI|EI", "E"),
        ("Y", "I"),
        ("Z", "S"),
        ("W", "V"),
        (r"(.)\1+", r"\1"),
        ("(?<=.)E$", ""),
    )
)
"""French spellings of one sound, applied in this order to upper-case ASCII."""


def is_mistyped(one: str, other: str) -> bool:
    """Tell whether two given names differ by typing only. Symmetric.

    They sound alike, or are as few keystrokes apart as their length allows: four
    letters, two neighbours swapped; five to seven, one error; eight and more, two.
    The first letter is seldom mistyped and often makes another name (MARINE, KARINE).
    """
    if _sound(one) == _sound(other):
        return True
    length = min(len(one), len(other))
    allowed = _allowed(length)
    if not _begin_alike(one, other) or OSA.distance(one, other, score_cutoff=allowed) > allowed:
        return False
    return length > _SHORT or sorted(one) == sorted(other)


_SHORT = 4
_LONG = 8


def _allowed(length: int) -> int:
    """Return how many keystrokes may be wrong in a name of that length."""
    if length < _SHORT:
        return 0
    return 2 if length >= _LONG else 1


def _begin_alike(one: str, other: str) -> bool:
    """Tell whether the first letter of either is among the first two of the other."""
    return one[0] in other[:2] or other[0] in one[:2]


@lru_cache(maxsize=512)
def _sound(name: str) -> str:
    """Return how a name sounds in French, roughly."""
    for spelling, sound in _SOUNDS:
        name = spelling.sub(sound, name)
    return name
