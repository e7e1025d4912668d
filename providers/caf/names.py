"""Names as the national register compares them: spelling folded away, the words kept.

Pure. Two spellings of one civil status (accents, case, ligatures, apostrophes,
hyphens, spaces) are the same name; two names are never brought together here.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Letters that Unicode does not decompose, as passports write them (ICAO Doc 9303).
_LETTERS = str.maketrans(
    {"Œ": "OE", "Æ": "AE", "Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH", "Ħ": "H", "ẞ": "SS"}
)
_KEPT = frozenset({"Lu", "Lo", "Nd"})


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text`: upper case, no accent, cut at anything but a letter."""
    upper = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).upper())
    plain = (c for c in upper.translate(_LETTERS) if unicodedata.category(c) != "Mn")
    # U+02BC, an apostrophe to the eye, is a letter to `str.isalpha`: hence the categories.
    spaced = "".join(c if unicodedata.category(c) in _KEPT else " " for c in plain)
    return tuple(spaced.split())


def compact(text: str | None) -> str:
    """Return the folded letters alone: LE GALL, Le Gall and Le-Gall are LEGALL."""
    return "".join(words(text or ""))


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Given names in order, by the elements they were written in and by their words."""

    elements: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, prenoms: Iterable[str]) -> "GivenNames":
        """Read given names; a comma separates two of them even inside one element."""
        written = [part for prenom in prenoms for part in prenom.split(",")]
        elements = tuple(filter(None, map(compact, written)))
        return cls(elements, tuple(word for part in written for word in words(part)))

    @property
    def letters(self) -> str:
        """All of them, without a space."""
        return "".join(self.elements)

    def starts_with(self, other: "GivenNames") -> bool:
        """Say whether `other` is these given names, or the first of them, each one whole.

        JEAN-PAUL starts with JEAN PAUL, and not with JEAN: a composed name is one name.
        """
        return other.letters in self._beginnings()

    def ends_a_name_at(self, count: int) -> bool:
        """Say whether the first `count` words are whole given names."""
        return "".join(self.words[:count]) in self._beginnings()

    def _beginnings(self) -> frozenset[str]:
        ends = range(1, len(self.elements) + 1)
        return frozenset("".join(self.elements[:end]) for end in ends)
