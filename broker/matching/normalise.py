"""Names written by different hands, brought to one spelling.

Two spellings are the same name when they differ only by accents, case, ligatures,
the make of an apostrophe or of a hyphen, or the spaces around them.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_KEPT = 512
"""Names remembered per process. A bound: names are personal data, and memory is finite."""

_SPACING_ACCENTS = dict.fromkeys(map(ord, "\u00b4\u1fbd\u1fbf\u2018\u201b"), "'")
"""Apostrophes that NFKD would break into a space and an accent, or anyascii into a quote."""

_NO_GIVEN_NAME = frozenset({"X", "SP", "SANSPRENOM"})
"""What registers write for somebody who has no given name: it names nobody."""

_WORD = re.compile(r"[A-Z0-9]+")
_SPACED_HYPHEN = re.compile(r"\s*-\s*")
_GIVEN_NAME = re.compile(r"[A-Z0-9'-]+")


def _fold(text: str) -> str:
    """Return `text` in upper-case ASCII, with one apostrophe and one hyphen.

    NFKD opens ligatures (ﬁ) and parts letters from their accents; anyascii writes the
    letters that have no decomposition (Œ → OE, ß → SS, Ł → L, Đ → D, Þ → TH, ı → I).
    """
    parted = unicodedata.normalize("NFKD", text.translate(_SPACING_ACCENTS))
    letters = "".join(c for c in parted if not unicodedata.combining(c))
    return anyascii(letters).upper().replace("`", "'")


@lru_cache(maxsize=_KEPT)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a name: `D’Artagnan-Œuf` → `("D", "ARTAGNAN", "OEUF")`."""
    return tuple(_WORD.findall(_fold(text)))


def compact(text: str) -> str:
    """Return a name without any of its cuts: `Le Goff` and `LEGOFF` are one name."""
    return "".join(tokens(text))


@lru_cache(maxsize=_KEPT)
def given_names(elements: tuple[str, ...]) -> tuple[str, ...]:
    """Return the given names one by one, each without its cuts, in their order.

    Spaces and commas part given names (`LILY-ROSE, CLARA` is two, wherever it stands);
    hyphens and apostrophes hold one together (`Jean‑Paul` → `JEANPAUL`).
    """
    return tuple(
        name
        for element in elements
        for piece in _GIVEN_NAME.findall(_SPACED_HYPHEN.sub("-", _fold(element)))
        if (name := "".join(_WORD.findall(piece))) and name not in _NO_GIVEN_NAME
    )
