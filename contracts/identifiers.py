"""Identifiers with their check digits, and the names of people and places.

Each annotated type carries, in a `RefusedAs`, the code of the nomenclature that
a wrong value is refused with: the code belongs to the parameter, not to the route.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from stdnum.fr import siret as siret_number


@dataclass(frozen=True)
class RefusedAs:
    """The code of the nomenclature for a wrong value, and for a missing one."""

    invalid: str
    missing: str | None = None

    @property
    def when_missing(self) -> str:
        """The code for an absent value: that of a wrong one unless said otherwise."""
        return self.missing or self.invalid


@lru_cache(maxsize=4096)
def _siret(value: str) -> str:
    """Check the 14 digits and their Luhn key (with La Poste's own rule).

    The few that are asked for come again and again: the right ones are remembered.
    """
    if not siret_number.is_valid(value):
        raise ValueError("not a SIRET")
    compact: str = siret_number.compact(value)
    return compact


Siret = Annotated[str, AfterValidator(_siret), Field(json_schema_extra={"pattern": r"^\d{14}$"})]
"""An establishment, 14 digits, the last one a Luhn key."""

_APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u02bc\u2032\u2018`\u00b4"), "'")
_NAME = re.compile(r"^'?[^\W\d_](?:[^\W\d_]|[ '\-\u0300-\u036f])*$")
"""Begins with a letter, or with the apostrophe of `'t Hart`; an accent that Unicode cannot
write in one character with its letter (`Q̈`) stays after it."""


def _name(value: str) -> str:
    """Accept any Latin letter, apostrophes of every make, spaces and hyphens.

    Wider than API Particulier, which refuses Œ, Š and the curly apostrophe that
    word processors type: a person must not be refused for the spelling of her name.
    """
    folded = unicodedata.normalize("NFC", value.translate(_APOSTROPHES)).strip()
    if not _NAME.match(folded) or not _is_latin(folded):
        raise ValueError("letters, apostrophe, space and hyphen only")
    return folded


def _is_latin(text: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in text if c.isalpha())


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


Nom = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_name)]
"""A family name or a given name as civil status writes it."""

CodePays = Annotated[str, Field(pattern=r"^(99[0-9]{3}|92352)$")]
"""COG of a country: 99100 is France, 99xxx another, 92352 French Algeria."""

CodeCommune = Annotated[
    str, BeforeValidator(_upper), Field(pattern=r"^([013-9][0-9]|2[AB1-9])[0-9]{3}$")
]
"""COG of a commune at the time of the birth (2A and 2B for Corsica)."""

CodeDepartement = Annotated[
    str, BeforeValidator(_upper), Field(pattern=r"^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-46])$")
]
"""A département: 01 to 95, 2A, 2B, 971 to 974 and 976."""

NumeroAllocataire = Annotated[str, Field(pattern=r"^[0-9]{7}$")]
"""The 7 digits that a caisse gives to a household's file."""

CodePostal = Annotated[str, Field(pattern=r"^[0-9]{5}$")]
"""Five digits of La Poste."""

DatePartielle = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[0-9]|1[0-2])-([0-2][0-9]|3[01])$")]
"""AAAA-MM-JJ where a part nobody knows is written `00` (year: `0000`)."""
