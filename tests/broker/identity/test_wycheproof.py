"""Published attacks on JOSE, put to the very code that reads FranceConnect's answers."""

from dataclasses import replace
from typing import Any

import pytest
from joserfc import jwe, jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from broker.errors import ProviderFailed
from broker.identity.france_connect import ENCRYPTION, SIGNATURE
from broker.identity.jwks import RemoteKeys
from contracts.flow import Acr
from tests.broker.identity.jose import OURS, FakeFranceConnect, sealed
from tests.broker.identity.wycheproof import (
    ENCRYPTIONS,
    SIGNATURES,
    header_of,
    skip_without_vectors,
    vectors,
)
from tests.makers import AT

skip_without_vectors()


async def is_believed(key: dict[str, Any], token: str) -> bool:
    """Verify as `FranceConnect` does, without reading claims: these payloads hold none."""
    france_connect = FakeFranceConnect()
    france_connect.document = {"keys": [key]}
    try:
        found = await RemoteKeys(france_connect.key_set).find(header_of(token).get("kid", ""))
        jws.deserialize_compact(token.encode(), found, [SIGNATURE])
    except (ProviderFailed, JoseError, ValueError, TypeError):
        return False
    return True


def is_opened(key: dict[str, Any], token: str) -> bool:
    """Decrypt as `FranceConnect` does."""
    try:
        jwe.decrypt_compact(token.encode(), ECKey.import_key(key), list(ENCRYPTION))
    except (JoseError, ValueError, TypeError, KeyError):
        return False
    return True


async def answer_read(body: bytes, key: dict[str, Any], decryption_key: ECKey) -> None:
    france_connect = FakeFranceConnect(body)
    france_connect.document = {"keys": [key]}
    seen = replace(france_connect.as_seen_by_us(), decryption_key=decryption_key)
    await seen.verify_token("jeton", Acr.EIDAS1, AT)


@pytest.mark.parametrize(("key", "token", "is_right"), [*vectors(SIGNATURES, "public", "jws")])
async def test_a_signature_is_believed_when_it_is_right_and_made_as_we_declared(
    key: dict[str, Any], token: str, *, is_right: bool
) -> None:
    is_declared = header_of(token).get("alg") == SIGNATURE

    assert await is_believed(key, token) is (is_right and is_declared)
    with pytest.raises(ProviderFailed):  # right or wrong, none of them holds claims
        await answer_read(sealed(token), key, OURS)


@pytest.mark.parametrize(("key", "token", "is_right"), [*vectors(ENCRYPTIONS, "private", "jwe")])
async def test_an_answer_is_opened_when_it_is_right_and_sealed_as_we_declared(
    key: dict[str, Any], token: str, *, is_right: bool
) -> None:
    header = header_of(token)
    is_declared = (header.get("alg"), header.get("enc")) == ENCRYPTION

    assert is_opened(key, token) is (is_right and is_declared)
    with pytest.raises(ProviderFailed):
        await answer_read(token.encode(), key, ECKey.import_key(key))


def test_the_vectors_hold_right_and_wrong_ones_made_as_we_declared() -> None:
    signatures = [v.values for v in vectors(SIGNATURES, "public", "jws")]
    encryptions = [v.values for v in vectors(ENCRYPTIONS, "private", "jwe")]

    ours = [right for _, token, right in signatures if header_of(token).get("alg") == SIGNATURE]
    assert set(ours) == {True, False}
    assert len(ours) >= 50
    assert any(right for _, token, right in encryptions if header_of(token).get("enc") == "A256GCM")
    assert len(encryptions) > 50
