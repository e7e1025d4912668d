"""Keys: one master secret, a sub-key for each use, so that none serves twice (HKDF, RFC 5869)."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


def decode_key(text: str) -> bytes:
    """Return the 32 bytes of a base64url key; ValueError otherwise."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(raw) != KEY_BYTES:
        raise ValueError(f"a key is {KEY_BYTES} bytes in base64url, not {len(raw)}")
    return raw


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What the broker derives from its master secret, and its signing key."""

    tokens: bytes
    """Keyed hash of API tokens."""
    persons: bytes
    """Pseudonyms of persons in the journal."""
    kept: bytes
    """Sealing of kept answers."""
    journal: Ed25519PrivateKey
    """Signature of checkpoints."""

    @classmethod
    def derive(cls, master: str, journal_seed: str) -> "Keys":
        """Derive the sub-keys; ValueError when a secret has not the right length."""
        secret = decode_key(master)
        return cls(
            tokens=_subkey(secret, b"jetons"),
            persons=_subkey(secret, b"personnes"),
            kept=_subkey(secret, b"reponses gardees"),
            journal=Ed25519PrivateKey.from_private_bytes(decode_key(journal_seed)),
        )


def _subkey(secret: bytes, use: bytes) -> bytes:
    info = b"dlnuf/v1/" + use
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def token_digest(key: bytes, token: str) -> bytes:
    """Return the keyed hash under which an API token is stored (HMAC-SHA256)."""
    return hmac.digest(key, token.encode(), hashlib.sha256)
