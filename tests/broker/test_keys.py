import base64
import secrets

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from broker.keys import Keys, decode_key, token_digest

MASTER = base64.urlsafe_b64encode(bytes(range(32))).decode()
SEED = base64.urlsafe_b64encode(bytes(range(32, 64))).decode()


def public(keys: Keys) -> bytes:
    return keys.journal.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def test_a_key_is_read_with_or_without_its_padding() -> None:
    assert decode_key(MASTER) == decode_key(MASTER.rstrip("=")) == bytes(range(32))


NOT_KEYS = {
    "nothing": "",
    "31 bytes": base64.urlsafe_b64encode(bytes(31)).decode(),
    "33 bytes": base64.urlsafe_b64encode(bytes(33)).decode(),
    "a password": "motdepasse",
    "hexadecimal": bytes(range(32)).hex(),
    "one letter too many": MASTER.rstrip("=") + "AA",
}


@pytest.mark.parametrize("text", NOT_KEYS.values(), ids=NOT_KEYS)
def test_what_is_not_32_bytes_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode_key(text)
    for pair in ((text, SEED), (MASTER, text)):
        with pytest.raises(ValueError, match=r"."):
            Keys.derive(*pair)


def test_every_use_has_its_own_key_and_the_same_one_each_time() -> None:
    keys, again = Keys.derive(MASTER, SEED), Keys.derive(MASTER, SEED)
    uses = [keys.tokens, keys.persons, keys.kept]

    assert uses == [again.tokens, again.persons, again.kept]
    assert len({*uses, decode_key(MASTER), decode_key(SEED)}) == 5
    assert {len(key) for key in uses} == {32}
    assert public(keys) == public(again)


def test_another_master_changes_every_use_and_leaves_the_signature() -> None:
    keys = Keys.derive(MASTER, SEED)
    other = Keys.derive(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(), SEED)

    assert not {keys.tokens, keys.persons, keys.kept} & {other.tokens, other.persons, other.kept}
    assert public(other) == public(keys)


def test_keys_do_not_show_themselves() -> None:
    keys = Keys.derive(MASTER, SEED)

    for secret in (keys.tokens, keys.persons, keys.kept):
        assert repr(secret) not in repr(keys)
        assert secret.hex() not in str(keys)


def test_a_digest_depends_on_the_token_and_on_the_key() -> None:
    digest = token_digest(bytes(32), "jeton")

    assert digest == token_digest(bytes(32), "jeton")
    assert (
        len({digest, token_digest(bytes(32), "jeton "), token_digest(bytes(31) + b"1", "jeton")})
        == 3
    )
    assert len(digest) == 32


def test_a_digest_is_the_hmac_that_rfc_4231_publishes() -> None:
    digest = token_digest(b"\x0b" * 20, "Hi There")

    assert digest.hex() == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
