"""The published attacks again: our reading and joserfc's judge each of them alike."""

from collections.abc import Iterator
from typing import Any

import pytest
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from tests.broker.identity.test_jose_agrees import agree_on_sealed, agree_on_signed
from tests.broker.identity.wycheproof import (
    ENCRYPTIONS,
    SIGNATURES,
    skip_without_vectors,
    vectors,
)

skip_without_vectors()


def with_keys(names: tuple[str, ...], half: str, form: str) -> Iterator[Any]:
    """Each vector whose key can be read at all: key, token."""
    for vector in vectors(names, half, form):
        key, token, _ = vector.values
        try:
            yield pytest.param(ECKey.import_key(key), token.encode(), id=vector.id)
        except (JoseError, ValueError, TypeError, KeyError):
            continue


@pytest.mark.parametrize(("key", "token"), [*with_keys(SIGNATURES, "public", "jws")])
def test_we_agree_with_joserfc_on_a_signature(key: ECKey, token: bytes) -> None:
    agree_on_signed(token, key)


@pytest.mark.parametrize(("key", "token"), [*with_keys(ENCRYPTIONS, "private", "jwe")])
def test_we_agree_with_joserfc_on_a_sealed_answer(key: ECKey, token: bytes) -> None:
    agree_on_sealed(token, key)
