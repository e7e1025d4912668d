import asyncio
from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from broker.errors import ProviderFailed
from broker.identity.jwks import RemoteKeys
from tests.broker.identity.jose import SIGNING, FakeFranceConnect, key_set

LONG = 3600.0
ROTATED = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256", "kid": "fc-2"})


async def test_a_key_is_fetched_once_and_kept() -> None:
    france_connect = FakeFranceConnect()
    keys = RemoteKeys(france_connect.key_set, rest=0)

    found = [await keys.find("fc-1") for _ in range(3)]

    assert {key.as_dict(private=False)["x"] for key in found} == {SIGNING.as_dict()["x"]}
    assert france_connect.fetches == 1


async def test_an_unknown_kid_after_the_rest_brings_the_rotated_key() -> None:
    france_connect = FakeFranceConnect()
    keys = RemoteKeys(france_connect.key_set, rest=0)
    await keys.find("fc-1")
    france_connect.document = key_set(ROTATED)

    assert (await keys.find("fc-2")).kid == "fc-2"
    assert france_connect.fetches == 2
    with pytest.raises(ProviderFailed):
        await keys.find("fc-1")


async def test_forged_kids_cannot_make_us_hammer_france_connect() -> None:
    france_connect = FakeFranceConnect()
    keys = RemoteKeys(france_connect.key_set, rest=LONG)
    await keys.find("fc-1")

    for number in range(20):
        with pytest.raises(ProviderFailed) as refused:
            await keys.find(f"forged-{number}")
        assert (refused.value.code, refused.value.motif) == ("51000", "kid_inconnu")

    assert france_connect.fetches == 1


async def test_calls_that_wait_for_the_same_keys_fetch_them_once() -> None:
    france_connect = FakeFranceConnect()
    keys = RemoteKeys(france_connect.key_set, rest=LONG)

    await asyncio.gather(*(keys.find("fc-1") for _ in range(20)))

    assert france_connect.fetches == 1


async def test_a_key_set_that_cannot_be_fetched_is_asked_for_again() -> None:
    outages = [ProviderFailed("51001"), None]

    async def fetch() -> dict[str, object]:
        if outage := outages.pop(0):
            raise outage
        return key_set()

    keys = RemoteKeys(fetch, rest=LONG)
    with pytest.raises(ProviderFailed) as refused:
        await keys.find("fc-1")

    assert refused.value.code == "51001"
    assert (await keys.find("fc-1")).kid == "fc-1"


UNREADABLE: dict[str, dict[str, object]] = {
    "no keys": {},
    "keys that are a number": {"keys": 1},
    "keys that are null": {"keys": None},
    "a key that is a string": {"keys": ["fc-1"]},
    "a key without its curve": {"keys": [{"kty": "EC", "kid": "fc-1"}]},
    "a point that is not on its curve": {
        "keys": [SIGNING.as_dict(private=False) | {"y": "AAAA"}]
    },
}  # fmt: skip


@pytest.mark.parametrize("document", UNREADABLE.values(), ids=UNREADABLE)
async def test_a_key_set_that_cannot_be_read_proves_nothing(document: dict[str, object]) -> None:
    france_connect = FakeFranceConnect()
    france_connect.document = document

    with pytest.raises(ProviderFailed) as refused:
        await RemoteKeys(france_connect.key_set).find("fc-1")

    assert (refused.value.code, refused.value.motif) == ("51000", "jwks_illisible")


def named(key: Any) -> dict[str, object]:  # joserfc's keys share no public base
    return {**key.as_dict(), "kid": "fc-1"}


NOT_FOR_SIGNATURES: dict[str, dict[str, object]] = {
    "a secret": named(OctKey.generate_key(256)),
    "an Edwards curve": named(OKPKey.generate_key("Ed25519")),
    "a key for encryption": named(ECKey.generate_key("P-256", {"use": "enc"})),
}


@pytest.mark.parametrize("key", NOT_FOR_SIGNATURES.values(), ids=NOT_FOR_SIGNATURES)
async def test_a_key_of_another_kind_or_use_signs_nothing(key: dict[str, object]) -> None:
    france_connect = FakeFranceConnect()
    france_connect.document = {"keys": [key]}

    with pytest.raises(ProviderFailed) as refused:
        await RemoteKeys(france_connect.key_set).find("fc-1")

    assert refused.value.motif == "kid_inconnu"


async def test_keys_of_kinds_to_come_do_not_hide_the_others() -> None:
    france_connect = FakeFranceConnect()
    to_come = {"kty": "AKP", "alg": "ML-DSA-44", "kid": "pq", "pub": "AA"}
    france_connect.document = {"keys": [to_come, SIGNING.as_dict(private=False)]}
    rsa = named(RSAKey.generate_key(2048)) | {"kid": "fc-rsa"}

    assert (await RemoteKeys(france_connect.key_set).find("fc-1")).kid == "fc-1"
    france_connect.document = {"keys": [rsa]}
    assert (await RemoteKeys(france_connect.key_set).find("fc-rsa")).kid == "fc-rsa"
