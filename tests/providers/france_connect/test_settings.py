import json
from typing import Any

import pytest
from pydantic import ValidationError

from providers.france_connect.app import create_app_from_environment
from providers.france_connect.settings import Settings
from tests.in_process import client_of
from tests.providers.france_connect.simulated import (
    FC_EC,
    ISSUER,
    a_data_provider,
    a_service,
    jwks,
)

CLIENT = {
    "client_id": "mairie",
    "client_secret": "s" * 40,
    "name": "Mairie",
    "redirect_uris": ["http://127.0.0.1:8002/retour"],
    "scopes": ["identite_pivot"],
}
PROVIDER = {"client_id": "fd", "client_secret": "t", "slugs": ["cnaf"], "jwks": jwks(FC_EC)}


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DLNUF_ENV", raising=False)
    monkeypatch.setenv("FC_ISSUER", ISSUER)
    monkeypatch.setenv("FC_CLIENTS", json.dumps([CLIENT]))
    monkeypatch.setenv("FC_DATA_PROVIDERS", json.dumps([PROVIDER]))


async def test_the_environment_makes_an_application(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DLNUF_ENV", "bac_a_sable")

    async with client_of(create_app_from_environment()) as client:
        assert (await client.get("/sandbox/usagers")).json() == []
        document = (await client.get("/api/v2/.well-known/openid-configuration")).json()
    assert document["issuer"] == ISSUER


def test_the_doors_are_closed_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FC_ENVIRONMENT", "bac_a_sable")
    monkeypatch.setenv("ENVIRONMENT", "bac_a_sable")

    assert Settings().sandbox is False


def test_no_secret_is_printed() -> None:
    assert "ssss" not in repr(Settings())


WRONG_SERVICES: dict[str, dict[str, Any]] = {
    "nothing to prove itself with": {"client_secret": None},
    "a short secret for HS256": {
        "client_secret": "court",
        "id_token_signed_response_alg": "HS256",
    },
    "no address": {"redirect_uris": ()},
    "a relative address": {"redirect_uris": ("/retour",)},
    "an address with a fragment": {"redirect_uris": ("http://a.test/#b",)},
    "keys that are no key set": {"jwks": {"keys": [{"kty": "EC"}]}},
    "an unsigned token": {"id_token_signed_response_alg": "none"},
}


@pytest.mark.parametrize("changes", WRONG_SERVICES.values(), ids=WRONG_SERVICES)
def test_a_service_is_refused_with(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        a_service(**changes)


WRONG_PROVIDERS: dict[str, dict[str, Any]] = {
    "no key": {"jwks": None},
    "keys in two places": {"jwks_uri": "http://a.test/jwks"},
    "an empty secret": {"client_secret": ""},
    "another encryption": {"checktoken_encrypted_response_alg": "RSA1_5"},
}


@pytest.mark.parametrize("changes", WRONG_PROVIDERS.values(), ids=WRONG_PROVIDERS)
def test_a_data_provider_is_refused_with(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        a_data_provider(**changes)
