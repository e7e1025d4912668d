"""What the journal signs: C2SP tlog-checkpoint in a C2SP signed note, with Ed25519.

https://c2sp.org/tlog-checkpoint and https://c2sp.org/signed-note
"""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ED25519 = b"\x01"
"""Signature type of the signed-note specification."""


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """The journal's name, first line of what it signs, and its key."""

    origin: str
    """Like a URL without its scheme: `example.fr/journal`."""
    key: Ed25519PrivateKey

    def __post_init__(self) -> None:
        """Refuse a name that a signed note cannot carry."""
        if not self.origin or any(c.isspace() or c == "+" for c in self.origin):
            raise ValueError("the journal's name has no space and no plus sign")

    @property
    def verifier_key(self) -> str:
        """The public key as auditors take it."""
        return verifier_key(self.origin, self.key.public_key())

    def checkpoint(self, size: int, root: bytes) -> str:
        """Return the signed note that commits to the first `size` entries."""
        return sign(text(self.origin, size, root), self)


def text(origin: str, size: int, root: bytes) -> str:
    """Return the three lines that are signed."""
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"


def sign(body: str, signer: Signer) -> str:
    """Return `body` with its signature line; the signature covers `body` to its last newline."""
    signature = key_id(signer.origin, signer.key.public_key()) + signer.key.sign(body.encode())
    return f"{body}\n— {signer.origin} {base64.b64encode(signature).decode()}\n"


def verifier_key(name: str, key: Ed25519PublicKey) -> str:
    """Return `name+keyid+base64(type || public key)`."""
    encoded = base64.b64encode(ED25519 + _raw(key)).decode()
    return f"{name}+{key_id(name, key).hex()}+{encoded}"


def key_id(name: str, key: Ed25519PublicKey) -> bytes:
    """Return the 4 bytes that tell which key signed."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + _raw(key)).digest()[:4]


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
