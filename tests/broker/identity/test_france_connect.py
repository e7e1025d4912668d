import base64
import hashlib
import hmac
import json

import pytest
from joserfc import jwe
from joserfc.jwk import ECKey, RSAKey

from broker.errors import CallerRefused, ProviderFailed
from contracts.flow import Acr
from tests.broker.identity.jose import (
    OURS,
    SEALED,
    SIGNED,
    SIGNING,
    FakeFranceConnect,
    claims,
    introspection,
    key_set,
    sealed,
    signed,
)
from tests.makers import AT

TOKEN = "jeton-opaque-de-france-connect"  # a name, not a secret
RSA = RSAKey.generate_key(2048, {"kid": "fd-1"})
STRANGER = ECKey.generate_key("P-256", {"use": "sig", "kid": "fc-1"})
P384 = ECKey.generate_key("P-384", {"use": "sig", "kid": "fc-1"})


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def part(value: object) -> str:
    return b64(json.dumps(value).encode())


def by_hand(header: object, payload: object = None, signature: bytes = b"") -> str:
    return ".".join((part(header), part(claims() if payload is None else payload), b64(signature)))


def hmac_with_the_public_key() -> str:
    """The old trick: HS256, keyed with what everybody can read (RFC 8725 §2.1)."""
    signing_input = by_hand(SIGNED | {"alg": "HS256"}).rpartition(".")[0]
    digest = hmac.digest(SIGNING.as_pem(private=False), signing_input.encode(), hashlib.sha256)
    return f"{signing_input}.{b64(digest)}"


def with_part(token: str, position: int, text: str) -> str:
    parts = token.split(".")
    return ".".join([*parts[:position], text, *parts[position + 1 :]])


async def test_an_answer_sealed_to_us_and_signed_by_france_connect_is_believed() -> None:
    france_connect = FakeFranceConnect(sealed(signed()))

    person = await france_connect.as_seen_by_us().verify_token(TOKEN, Acr.EIDAS1, AT)

    assert person.identite.nom_naissance == "VALMORIN"
    assert france_connect.asked == [TOKEN]


async def test_a_rotated_signing_key_is_fetched_and_believed() -> None:
    france_connect = FakeFranceConnect(sealed(signed()))
    seen = france_connect.as_seen_by_us()
    await seen.verify_token(TOKEN, Acr.EIDAS1, AT)
    rotated = ECKey.generate_key("P-256", {"use": "sig", "kid": "fc-2"})
    france_connect.document = key_set(rotated)
    france_connect.body = sealed(signed(key=rotated, kid="fc-2"))

    person = await seen.verify_token(TOKEN, Acr.EIDAS1, AT)

    assert person.client_id == "mairie-cantine"


SIGNED_BY_HAND: dict[str, tuple[str | bytes, str]] = {
    "signed by another key of the same kid": (signed(key=STRANGER), "signature"),
    "signed by a kid that FranceConnect does not publish": (signed(kid="fc-9"), "kid_inconnu"),
    "signed without a kid": (by_hand({"alg": "ES256"}), "kid_inconnu"),
    "signed with alg none": (by_hand({"alg": "none", "kid": "fc-1"}), "alg"),
    "signed with alg None": (by_hand({"alg": "nOnE", "kid": "fc-1"}), "alg"),
    "HS256 with the public key as its secret": (hmac_with_the_public_key(), "alg"),
    "an algorithm that was not declared": (by_hand(SIGNED | {"alg": "RS256"}), "alg"),
    "an algorithm that is a list": (by_hand(SIGNED | {"alg": ["ES256"]}), "alg"),
    "no algorithm": (by_hand({"kid": "fc-1"}), "jws"),
    "a header that is a word": (by_hand("alg"), "jws"),
    "a header that is a list": (by_hand(["alg"]), "jws"),
    "a header that is a number": (by_hand(1), "jws"),
    "a critical extension nobody knows": (
        by_hand(SIGNED | {"crit": ["exp"], "exp": 1}), "signature"),
    "an unencoded payload, RFC 7797": (
        by_hand(SIGNED | {"crit": ["b64"], "b64": False}), "signature"),
    "its own key in the header": (
        signed(key=STRANGER, jwk=STRANGER.as_dict(private=False)), "signature"),
    "a payload changed after the signature": (
        with_part(signed(), 1, part(claims(introspection(family_name="ROUX")))), "signature"),
    "no signature": (with_part(signed(), 2, ""), "signature"),
    "half a signature": (signed()[:-43], "signature"),
    "a signature of zeros, CVE-2022-21449": (with_part(signed(), 2, b64(bytes(64))), "signature"),
    "a signature in DER": (with_part(signed(), 2, b64(b"\x30\x06\x02\x01\x01\x02\x01\x01")),
                           "signature"),
    "a payload that is no JSON": (with_part(signed(), 1, b64(b"{")), "signature"),
    "claims that are a list": (signed([claims()]), "claims"),
    "claims that are a word": (signed("claims"), "claims"),
    "two parts": ("a.b", "jws"),
    "nothing": ("", "jws"),
    "bytes": (b"\xff.\xff.\xff", "jws"),
    "another JWE": (sealed(signed()), "jws"),
    "a mountain of brackets": (f"{b64(b'[' * 5000)}.e30.AA", "jws"),
}  # fmt: skip


@pytest.mark.parametrize(("token", "motif"), SIGNED_BY_HAND.values(), ids=SIGNED_BY_HAND)
async def test_what_france_connect_did_not_sign_proves_nothing(
    token: str | bytes, motif: str
) -> None:
    france_connect = FakeFranceConnect(sealed(token))

    with pytest.raises(ProviderFailed) as refused:
        await france_connect.as_seen_by_us().verify_token(TOKEN, Acr.EIDAS1, AT)

    assert (refused.value.code, refused.value.motif) == ("51000", motif)


async def test_a_published_key_of_another_curve_does_not_verify() -> None:
    france_connect = FakeFranceConnect(sealed(signed()))
    france_connect.document = key_set(P384)

    with pytest.raises(ProviderFailed) as refused:
        await france_connect.as_seen_by_us().verify_token(TOKEN, Acr.EIDAS1, AT)

    assert refused.value.motif == "signature"


GOOD = sealed(signed()).decode()
EPK = json.loads(base64.urlsafe_b64decode(GOOD.split(".")[0] + "=="))["epk"]
OFF_CURVE = part(SEALED | {"epk": EPK | {"y": EPK["x"]}})


def rsa_oaep() -> bytes:
    header = SEALED | {"alg": "RSA-OAEP"}
    return jwe.encrypt_compact(header, signed(), RSA, ["RSA-OAEP", "A256GCM"]).encode()


def declared_otherwise(**header: str) -> bytes:
    names = [header.get("alg", "ECDH-ES"), header.get("enc", "A256GCM")]
    return jwe.encrypt_compact(SEALED | header, signed(), OURS, names).encode()


SEALED_OTHERWISE: dict[str, bytes] = {
    "sealed to another data provider": sealed(signed(), ECKey.generate_key("P-256")),
    "sealed with RSA-OAEP": rsa_oaep(),
    "sealed with ECDH-ES+A256KW": declared_otherwise(alg="ECDH-ES+A256KW"),
    "sealed with A128GCM": declared_otherwise(enc="A128GCM"),
    "sealed with A256CBC-HS512": declared_otherwise(enc="A256CBC-HS512"),
    "compressed, RFC 8725 §3.6": sealed(b"[" * 100_000, zip="DEF"),
    "signed and not sealed": signed().encode(),
    "an inactive token in plain JSON": b'{"active":true}',
    "an ephemeral point off the curve": with_part(GOOD, 0, OFF_CURVE).encode(),
    "no ephemeral key": with_part(GOOD, 0, part(SEALED)).encode(),
    "an ephemeral key that is a list": with_part(GOOD, 0, part(SEALED | {"epk": []})).encode(),
    "algorithms that are objects": with_part(GOOD, 0, part({"alg": {}, "enc": {}})).encode(),
    "a header that is a word": with_part(GOOD, 0, part("alg enc epk")).encode(),
    "a changed tag": with_part(GOOD, 4, b64(bytes(16))).encode(),
    "a short tag": with_part(GOOD, 4, b64(bytes(4))).encode(),
    "a changed text": with_part(GOOD, 3, b64(b"x" * 40)).encode(),
    "cut in its text": GOOD[:-60].encode(),
    "cut in its tag": GOOD[:-5].encode(),
    "six parts": f"{GOOD}.AA".encode(),
    "a web page": b"<html><body>502 Bad Gateway</body></html>",
    "nothing": b"",
    "dots": b"....",
    "bytes": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("body", SEALED_OTHERWISE.values(), ids=SEALED_OTHERWISE)
async def test_what_is_not_sealed_to_us_as_we_declared_is_not_opened(body: bytes) -> None:
    france_connect = FakeFranceConnect(body)

    with pytest.raises(ProviderFailed) as refused:
        await france_connect.as_seen_by_us().verify_token(TOKEN, Acr.EIDAS1, AT)

    assert (refused.value.code, refused.value.motif) == ("51000", "jwe")
    assert france_connect.fetches == 0


STATUSES = {
    400: (CallerRefused, "51501"),
    401: (ProviderFailed, "51000"),
    204: (ProviderFailed, "51000"),
    500: (ProviderFailed, "51000"),
}


@pytest.mark.parametrize(("status", "expected"), STATUSES.items(), ids=str)
async def test_another_status_than_200_proves_nothing(
    status: int, expected: tuple[type[Exception], str]
) -> None:
    france_connect = FakeFranceConnect(sealed(signed()), status)
    kind, code = expected

    with pytest.raises(kind, match=code):
        await france_connect.as_seen_by_us().verify_token(TOKEN, Acr.EIDAS1, AT)


IMPLAUSIBLE = {
    "nothing": "",
    "accents": "jéton",
    "a line break": "jeton\r\nX-Evil: 1",
    "a NUL": "jeton\0",
    "five thousand characters": "a" * 5000,
}


@pytest.mark.parametrize("token", IMPLAUSIBLE.values(), ids=IMPLAUSIBLE)
async def test_what_cannot_be_a_token_is_not_put_to_france_connect(token: str) -> None:
    france_connect = FakeFranceConnect(sealed(signed()))

    with pytest.raises(CallerRefused) as refused:
        await france_connect.as_seen_by_us().verify_token(token, Acr.EIDAS1, AT)

    assert refused.value.code == "51501"
    assert france_connect.asked == []
