"""FranceConnect's answers as it always writes them, opened with `cryptography` alone.

Measured: around the same arithmetic, joserfc works three times as long as the arithmetic
itself, on the hottest path there is. So the one form that FranceConnect uses is read here,
and whatever differs from it in anything goes to joserfc, which opens it or refuses it.
Nothing is refused here: this module can only agree with joserfc sooner, never say yes where
it would say no (`tests/broker/identity/test_jose_agrees.py`).

JWE, RFC 7516 §5.2: ECDH-ES on P-256 (RFC 7518 §4.6), A256GCM (§5.3).
JWS, RFC 7515 §5.2: ES256 (RFC 7518 §3.4). Compact form; base64url as RFC 7515 §2.
"""

from binascii import a2b_base64
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

import orjson
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jwe, jws
from joserfc.jwk import ECKey, RSAKey

ENCRYPTION = ("ECDH-ES", "A256GCM")
SIGNATURE = "ES256"

_ROUND = b"\0\0\0\1"
"""Of Concat KDF (NIST SP 800-56A §5.8.1): one is enough for 256 bits."""
_OTHER_INFO = b"\0\0\0\7A256GCM" + bytes(8) + b"\0\0\1\0"
"""AlgorithmID, no PartyUInfo, no PartyVInfo, 256 bits (RFC 7518 §4.6.2)."""
_IV, _TAG, _COORDINATE, _SIGNED = 12, 16, 32, 64
_LONGEST = 65_000
_LONGEST_HEADER = 512
_USUAL = frozenset({"alg", "enc", "epk", "kid", "cty", "typ"})
_USUAL_POINT = frozenset({"kty", "crv", "x", "y"})
_CURVE, _HASH, _ECDH, _ECDSA = SECP256R1(), SHA256(), ECDH(), ECDSA(SHA256())

_STANDARD = bytes.maketrans(b"-_+/=", b"+/!!!")
_LAST = {0: None, 2: frozenset(b"AQgw"), 3: frozenset(b"AEIMQUYcgkosw048")}
"""Of a last group of so many characters: those whose unused bits are zero."""

UNUSUAL = (ValueError, TypeError, KeyError, InvalidTag, InvalidSignature)
"""What an unusual form, or one that was tampered with, raises here."""


class Signed(NamedTuple):
    """A JWS that is not verified yet."""

    compact: bytes
    alg: object
    kid: str
    payload: bytes | None
    """None when its form is not the usual one."""


def opened(compact: bytes, key: ECKey) -> bytes:
    """Return what was sealed to `key`; raises as `joserfc.jwe.decrypt_compact`."""
    try:
        return open_usual(compact, key)
    except UNUSUAL:
        return jwe.decrypt_compact(compact, key, list(ENCRYPTION)).plaintext or b""


def read_signed(compact: bytes) -> Signed:
    """Say which key would verify a JWS; raises as `joserfc.jws.extract_compact`."""
    try:
        header, payload, _ = _parts(compact, 3)
        return Signed(compact, SIGNATURE, _kid(header), _decoded(payload))
    except UNUSUAL:
        headers = dict(jws.extract_compact(compact).headers())
        return Signed(compact, headers.get("alg"), str(headers.get("kid", "")), None)


def verified_payload(signed: Signed, key: ECKey | RSAKey) -> bytes:
    """Return the payload; raises as `joserfc.jws.deserialize_compact`."""
    try:
        return verify_usual(signed, key)
    except UNUSUAL:
        return jws.deserialize_compact(signed.compact, key, [SIGNATURE]).payload


def open_usual(compact: bytes, key: ECKey) -> bytes:
    """Open the usual form; raises one of `UNUSUAL` for any other."""
    header, wrapped_key, iv, text, tag = _parts(compact, 5)
    nonce, mac = _decoded(iv), _decoded(tag)
    mine = key.private_key
    if wrapped_key or len(nonce) != _IV or len(mac) != _TAG or mine is None:
        raise ValueError
    if not _is_for(key, "enc", None):
        raise ValueError
    secret = mine.exchange(_ECDH, _ephemeral(_read(header)))
    sealing = AESGCM(sha256(_ROUND + secret + _OTHER_INFO).digest())
    return sealing.decrypt(nonce, _decoded(text) + mac, header)


def _ephemeral(header: Mapping[str, object]) -> EllipticCurvePublicKey:
    """Return the sender's point; `from_encoded_point` refuses one off the curve."""
    point = header["epk"]
    if not header.keys() <= _USUAL or (header["alg"], header["enc"]) != ENCRYPTION:
        raise ValueError
    if not _are_texts(header, "kid", "cty", "typ") or not isinstance(point, dict):
        raise ValueError
    if point.keys() != _USUAL_POINT or (point["kty"], point["crv"]) != ("EC", "P-256"):
        raise ValueError
    x, y = _decoded(bytes(point["x"], "ascii")), _decoded(bytes(point["y"], "ascii"))
    if len(x) != _COORDINATE or len(y) != _COORDINATE:
        raise ValueError
    return EllipticCurvePublicKey.from_encoded_point(_CURVE, b"\4" + x + y)


@lru_cache(maxsize=16)
def _kid(header: bytes) -> str:
    """Read a header; FranceConnect writes the same one as long as it keeps its key."""
    values = _read(header)
    if not values.keys() <= {"alg", "kid", "typ", "cty"} or values["alg"] != SIGNATURE:
        raise ValueError
    if not _are_texts(values, "kid", "typ", "cty"):
        raise ValueError
    return str(values["kid"])


def verify_usual(signed: Signed, key: ECKey | RSAKey) -> bytes:
    """Verify the usual form; raises one of `UNUSUAL` for any other."""
    if signed.payload is None or not isinstance(key, ECKey) or not _is_for(key, "sig", SIGNATURE):
        raise ValueError
    signing_input, _, text = signed.compact.rpartition(b".")
    signature = _decoded(text)
    if len(signature) != _SIGNED:
        raise ValueError
    r, s = int.from_bytes(signature[:_COORDINATE]), int.from_bytes(signature[_COORDINATE:])
    key.public_key.verify(encode_dss_signature(r, s), signing_input, _ECDSA)
    return signed.payload


def _is_for(key: ECKey, use: str, alg: str | None) -> bool:
    """Say whether nothing that is written of the key is against its use here."""
    if key.curve_name != "P-256" or key.get("key_ops") is not None:
        return False
    return key.get("use", use) == use and (alg is None or key.get("alg", alg) == alg)


def _read(header: bytes) -> dict[str, object]:
    values = orjson.loads(_decoded(header)) if len(header) <= _LONGEST_HEADER else None
    if not isinstance(values, dict):
        raise TypeError
    return values


def _are_texts(values: Mapping[str, object], *names: str) -> bool:
    return all(isinstance(values.get(name, ""), str) for name in names)


def _parts(compact: bytes, count: int) -> list[bytes]:
    if len(compact) > _LONGEST or compact.count(b".") != count - 1:
        raise ValueError
    return compact.split(b".")


def _decoded(text: bytes) -> bytes:
    """Decode base64url, written in the one way it can be."""
    past = len(text) % 4
    if (last := _LAST[past]) is not None and text[-1] not in last:
        raise ValueError
    return a2b_base64(text.translate(_STANDARD) + b"==="[: -past % 4], strict_mode=True)
