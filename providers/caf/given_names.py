"""How well the given names asked for fit those of the file. Pure."""

from enum import IntEnum

from rapidfuzz.distance import OSA

from providers.caf.names import GivenNames
from providers.caf.phonetics import sound

# A caller of API Particulier can send three given names and no more.
_MOST_SENT = 3
# Letters in a name → typing errors forgiven in it. LÉO is not LÉA mistyped.
_SHORT, _LONG = 4, 8


class Given(IntEnum):
    """From worst to best."""

    DIFFERENT = 0
    FORGIVEN = 1
    """Typing or phonetic errors, or no given name on either side: weak, needs a whole date."""
    FILE_HOLDS_FEWER = 2
    """All those of the file are asked for, and more."""
    EXACT = 3
    """All those asked for are the first of the file."""


def compare(asked: GivenNames, held: GivenNames) -> Given:
    """Return how `asked` fits `held`, the file's."""
    if not asked.letters or not held.letters:
        return Given.DIFFERENT if asked.letters or held.letters else Given.FORGIVEN
    if held.starts_with(asked):
        return Given.EXACT
    if asked.starts_with(held):
        return Given.FILE_HOLDS_FEWER
    return Given.FORGIVEN if _are_mistyped(asked, held) else Given.DIFFERENT


def are_all_given(asked: GivenNames, held: GivenNames) -> bool:
    """Say whether every given name of the file is asked for, exactly, and no other.

    Of more than three, the first three: the wire carries no more.
    """
    first = "".join(held.elements[:_MOST_SENT])
    return bool(held.letters) and asked.letters in {held.letters, first}


def are_compatible(one: GivenNames, other: GivenNames) -> bool:
    """Say whether one list is the beginning of the other."""
    if not one.letters or not other.letters:
        return one.letters == other.letters
    return one.starts_with(other) or other.starts_with(one)


def _are_mistyped(asked: GivenNames, held: GivenNames) -> bool:
    """Compare one by one, as written, else word by word: JEN PHILIPE for JEAN-PHILIPPE."""
    return _each_is_close(asked.elements, held.elements) or (
        _each_is_close(asked.words, held.words) and held.ends_a_name_at(len(asked.words))
    )


def _each_is_close(asked: tuple[str, ...], held: tuple[str, ...]) -> bool:
    if len(asked) > len(held):
        return False
    return all(_is_close(a, h) for a, h in zip(asked, held, strict=False))


def _is_close(asked: str, held: str) -> bool:
    allowed = _errors_forgiven(min(len(asked), len(held)))
    return OSA.distance(asked, held) <= allowed or sound(asked) == sound(held)


def _errors_forgiven(length: int) -> int:
    if length < _SHORT:
        return 0
    return 1 if length < _LONG else 2
