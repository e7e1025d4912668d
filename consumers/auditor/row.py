"""One exported row, and everything that can be checked of it alone."""

import json
from dataclasses import dataclass

from consumers.auditor.merkle import hash_leaf

VERSION = 1
"""The version of entries that this verifier knows."""


class Falsified(Exception):
    """A row that contradicts itself. The text, in French, says how."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as exported: nothing in it is believed yet."""

    index: int
    entry_id: str
    leaf_hash: str
    body: bytes


def read_row(line: str) -> Row:
    """Read a line of the export; Falsified when it is not a row."""
    try:
        match json.loads(line):
            case {"index": int(index), "entry_id": str(i), "leaf_hash": str(h), "body": str(body)}:
                return Row(index, i, h, body.encode())
    except (ValueError, RecursionError):
        pass
    raise Falsified("la ligne n'est pas une écriture lisible")


def check_row(row: Row) -> bytes:
    """Return the leaf hash, recomputed from the bytes; Falsified when the row says otherwise.

    The bytes must be canonical (RFC 8785): one reading, the same for everybody.
    """
    leaf = hash_leaf(row.body)
    if leaf.hex() != row.leaf_hash:
        raise Falsified("son empreinte n'est pas celle de son contenu")
    said = _read_canonical(row.body)
    if said.get("v") != VERSION:
        raise Falsified("sa version n'est pas connue de ce vérificateur")
    if said.get("id") != row.entry_id:
        raise Falsified("son contenu porte un autre identifiant")
    return leaf


def _read_canonical(body: bytes) -> dict[str, object]:
    try:
        said = json.loads(body, parse_float=_refuse, parse_constant=_refuse)
        again = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        if isinstance(said, dict) and again.encode() == body:
            return said
    except (ValueError, RecursionError):
        pass
    raise Falsified("son contenu n'est pas sous forme canonique")


def _refuse(text: str) -> object:
    raise ValueError(text)
