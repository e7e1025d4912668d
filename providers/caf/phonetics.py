"""How a French given name sounds, roughly: enough to forgive a clerk who wrote what she heard.

Pure, and ours: a dozen rules in order, not a linguist's work. Two names that share a
key are only forgiven for one another where everything else is certain.
"""

import re
from functools import lru_cache

_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"PH", "F"),
        (r"SCH|CH|SH", "c"),  # one sound, one sign: names are in capitals here
        (r"H", ""),
        (r"GN", "n"),
        (r"AUL(?=[DTX]$)", "AU"),
        (r"E?AU", "O"),
        (r"G(?=[EIY])", "J"),
        (r"C(?=[EIY])", "S"),
        (r"QU|CK|[CQ]", "K"),
        (r"KS", "X"),
        (r"Z", "S"),
        (r"W", "V"),
        (r"Y", "I"),
        (r"(.)\1+", r"\1"),
        # A silent end; but the E of JEANNE is what tells her from JEAN.
        (r"(?<=..)(?:[STXD]|(?<!N)E)$", ""),
    )
)


@lru_cache(maxsize=4096)
def sound(name: str) -> str:
    """Return the key of a folded name (capital letters, no space)."""
    for pattern, replacement in _RULES:
        name = pattern.sub(replacement, name)
    return name
