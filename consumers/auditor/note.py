"""Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint), as a verifier reads them."""

import base64
import re
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519 = 1
_ID, _KEY, _SIGNATURE, _ROOT = 4, 32, 64, 32
"""Lengths in bytes."""
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
_SIGNATURE_LINE = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/]+={0,2})")


class Unreadable(Exception):
    """A key or a note that is not what the specification says. The text, in French, says why."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, under the name that its notes bear."""

    name: str
    key_id: bytes
    public: Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What was signed: the journal's name, its number of entries, their root."""

    origin: str
    size: int
    root: bytes


def read_key(text: str) -> Key:
    """Read `name+keyid+base64(type || key)`; Unreadable otherwise."""
    name, _, rest = text.strip().partition("+")
    given, _, encoded = rest.partition("+")
    raw = _decode(encoded, "la clé publique")
    if len(raw) != 1 + _KEY or raw[0] != ED25519:
        raise Unreadable("la clé publique n'est pas une clé Ed25519")
    expected = sha256(name.encode() + b"\n" + raw).digest()[:_ID]
    if not name or given != expected.hex():
        raise Unreadable("l'identifiant de la clé publique ne correspond pas à la clé")
    return Key(name, expected, Ed25519PublicKey.from_public_bytes(raw[1:]))


def is_signed(note: str, key: Key) -> bool:
    """Say whether `key` signed the note; signatures by unknown keys are passed over.

    Raises Unreadable on a note without its blank line.
    """
    text, signatures = _split(note)
    return any(_verifies(text, line, key) for line in signatures.splitlines())


def read_checkpoint(note: str) -> Checkpoint:
    """Read what a note says, signed or not; Unreadable when it is no checkpoint."""
    text, _ = _split(note)
    try:
        origin, size, encoded, *_ = text.split("\n")[:-1]
    except ValueError:
        raise Unreadable("le point de contrôle n'a pas ses trois lignes") from None
    if not _SIZE.fullmatch(size):
        raise Unreadable("la taille du point de contrôle n'est pas un nombre")
    root = _decode(encoded, "la racine du point de contrôle")
    if len(root) != _ROOT:
        raise Unreadable("la racine du point de contrôle n'a pas 32 octets")
    return Checkpoint(origin, int(size), root)


def _split(note: str) -> tuple[str, str]:
    text, blank, signatures = note.rpartition("\n\n")
    if not blank or not signatures.endswith("\n"):
        raise Unreadable("la note n'a pas de ligne de signature")
    return text + "\n", signatures


def _verifies(text: str, line: str, key: Key) -> bool:
    found = _SIGNATURE_LINE.fullmatch(line)
    if found is None or found["name"] != key.name:
        return False
    try:
        raw = base64.b64decode(found["signature"], validate=True)
        if len(raw) != _ID + _SIGNATURE or raw[:_ID] != key.key_id:
            return False
        key.public.verify(raw[_ID:], text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _decode(encoded: str, what: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise Unreadable(f"{what} n'est pas du base64") from error
