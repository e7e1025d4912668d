"""The published attacks again: our reading and joserfc's judge each of them alike."""

from typing import Any

import pytest
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from tests.broker.identity.test_jose_agrees import agree_on_sealed, agree_on_signed
from tests.broker.identity.test_wycheproof import ENCRYPTIONS, SIGNATURES, vectors


def imported(key: dict[str, Any]) -> ECKey:
    try:
        return ECKey.import_key(key)
    except (JoseError, ValueError, TypeError, KeyError):
        pytest.xfail("joserfc refuses the key itself, before any token")


@pytest.mark.parametrize(("key", "token", "is_right"), [*vectors(SIGNATURES, "public", "jws")])
def test_we_agree_with_joserfc_on_a_signature(
    key: dict[str, Any], token: str, *, is_right: bool
) -> None:
    verdict, _ = agree_on_signed(token.encode(), imported(key))
    assert is_right or verdict == "no"


@pytest.mark.parametrize(("key", "token", "is_right"), [*vectors(ENCRYPTIONS, "private", "jwe")])
def test_we_agree_with_joserfc_on_a_sealed_answer(
    key: dict[str, Any], token: str, *, is_right: bool
) -> None:
    verdict, _ = agree_on_sealed(token.encode(), imported(key))
    assert is_right or verdict == "no"
