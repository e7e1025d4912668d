"""The person in the journal: the same person gets the same mark, and only the key leads back.

A bare hash of a name and a birth date is found by trying them all; so the mark is keyed
(HMAC-SHA256). Destroying the key leaves every line provable and no line nominative.
"""

import hashlib
import hmac
import unicodedata

from anyascii import anyascii

from contracts.identite import Identite

SHORTEST_KEY = 32
"""Bytes: as long as the hash, RFC 2104 §3."""


def of_identite(key: bytes, identite: Identite) -> str | None:
    """Return the mark (hex) of a person: birth name, given names, birth date.

    Spelling does not count (accents, ligatures, case, hyphens, how given names are cut).
    None when her birth name is unknown: strangers must not share a mark.
    """
    if not identite.nom_naissance:
        return None
    given = "".join(identite.prenoms)
    return _mark(
        key, "identite", _plain(identite.nom_naissance), _plain(given), identite.date_naissance
    )


def of_dossier(key: bytes, numero: str, code_postal: str) -> str:
    """Return the mark (hex) of a household's file: its number counts within a post code."""
    return _mark(key, "dossier", numero, code_postal)


def _mark(key: bytes, *parts: str) -> str:
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"the key of pseudonyms has at least {SHORTEST_KEY} bytes")
    message = "\x1f".join(("dlnuf/v1", *parts))
    return hmac.digest(key, message.encode(), hashlib.sha256).hex()


def _plain(name: str) -> str:
    latin: str = anyascii(unicodedata.normalize("NFKC", name))
    return "".join(filter(str.isalnum, latin)).upper()
