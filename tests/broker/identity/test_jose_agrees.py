"""What is read by hand is what joserfc reads; whatever else is refused is refused by joserfc."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwe, jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from broker.identity import jose
from tests.broker.identity.jose import OURS, SEALED, SIGNED, SIGNING, sealed, signed

P384 = ECKey.generate_key("P-384")
STRANGER = ECKey.generate_key("P-256")
TOKEN = signed({"sub": "c0ffee"})
ANSWER = sealed(TOKEN).decode()
EPK: dict[str, Any] = json.loads(base64.urlsafe_b64decode(ANSWER.partition(".")[0] + "=="))["epk"]
OTHER_POINT = {**STRANGER.as_dict(private=False)}

Judgement = tuple[str, bytes]


def outcome(read: Callable[[], bytes | None]) -> Judgement:
    try:
        return "yes", read() or b""
    except (JoseError, ValueError, TypeError, KeyError):
        return "no", b""


def opened_by_joserfc(compact: bytes, key: ECKey) -> bytes | None:
    return jwe.decrypt_compact(compact, key, list(jose.ENCRYPTION)).plaintext


def verified_by_joserfc(compact: bytes, key: ECKey) -> bytes:
    return jws.deserialize_compact(compact, key, [jose.SIGNATURE]).payload


def verified(compact: bytes, key: ECKey) -> bytes:
    message = jose.read_signed(compact)
    if message.alg != jose.SIGNATURE:
        raise ValueError(message.alg)
    return jose.verified_payload(message, key)


def agree_on_sealed(compact: bytes, key: ECKey = OURS) -> Judgement:
    ours = outcome(lambda: jose.opened(compact, key))
    assert ours == outcome(lambda: opened_by_joserfc(compact, key))
    return ours


def agree_on_signed(compact: bytes, key: ECKey = SIGNING) -> Judgement:
    ours = outcome(lambda: verified(compact, key))
    assert ours == outcome(lambda: verified_by_joserfc(compact, key))
    return ours


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def with_part(token: str, position: int, part: str) -> bytes:
    parts = token.split(".")
    return ".".join([*parts[:position], part, *parts[position + 1 :]]).encode()


def resigned(header: object) -> bytes:
    """A signature that is right, over a header that joserfc would not have written."""
    signing_input = f"{b64(json.dumps(header).encode())}.{TOKEN.split('.')[1]}".encode()
    key = jws.JWSRegistry.algorithms[jose.SIGNATURE]
    return signing_input + b"." + b64(key.sign(signing_input, SIGNING)).encode()


def test_the_usual_answer_is_read_without_joserfc() -> None:
    for compact in (sealed(TOKEN), sealed(TOKEN, cty="JWT"), sealed(TOKEN, cty="JWT", typ="JWE")):
        assert jose.open_usual(compact, OURS) == TOKEN.encode()
    message = jose.read_signed(TOKEN.encode())
    assert jose.verify_usual(message, SIGNING) == b'{"sub": "c0ffee"}'


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-1, 2), st.text(max_size=4), st.lists(st.text(max_size=2))
)
SAID = st.dictionaries(
    st.sampled_from(["alg", "enc", "kid", "cty", "typ", "zip", "crit", "b64", "jku", "iss", "apu"]),
    st.one_of(VALUES, st.sampled_from(["ECDH-ES", "ES256", "A256GCM", "DEF", ["exp"], ["b64"]])),
    max_size=2,
)
POINTS = st.dictionaries(
    st.sampled_from(["kty", "crv", "x", "y", "d", "use", "key_ops", "alg", "kid"]),
    st.one_of(VALUES, st.sampled_from([*OTHER_POINT.values(), "P-384", "enc", EPK["y"]])),
    max_size=2,
)


@given(said=SAID, point=POINTS)
def test_they_agree_on_any_header_of_a_sealed_answer(
    said: dict[str, object], point: dict[str, object]
) -> None:
    header = SEALED | {"epk": EPK | point} | said
    agree_on_sealed(with_part(ANSWER, 0, b64(json.dumps(header).encode())))


@given(said=SAID)
def test_they_agree_on_any_header_rightly_signed(said: dict[str, object]) -> None:
    agree_on_signed(resigned(SIGNED | said))


@given(position=st.integers(0, 4), text=st.text("Aw_-+/=.4 \n\u00e9", max_size=45))
def test_they_agree_on_any_part_put_in_the_place_of_another(position: int, text: str) -> None:
    agree_on_sealed(with_part(ANSWER, position, text))
    agree_on_signed(with_part(TOKEN, position % 3, text))


@given(at=st.integers(0, len(ANSWER) - 1), byte=st.sampled_from(list(b"AQgw4-_+/=. \n\x00\xff")))
def test_they_agree_when_one_byte_changes(at: int, byte: int) -> None:
    for whole, agree in ((ANSWER.encode(), agree_on_sealed), (TOKEN.encode(), agree_on_signed)):
        place = at % len(whole)
        agree(whole[:place] + bytes([byte]) + whole[place + 1 :])


@given(cut=st.integers(0, len(ANSWER)), more=st.binary(max_size=3))
def test_they_agree_when_the_end_is_cut_or_prolonged(cut: int, more: bytes) -> None:
    agree_on_sealed(ANSWER[:cut].encode() + more)
    agree_on_signed(TOKEN[: cut % (len(TOKEN) + 1)].encode() + more)


RIGHT_FORMS = {
    "parties named, RFC 7518 §4.6.1": {"apu": "QWxpY2U", "apv": "Qm9i"},
    "parties named by nothing": {"apu": "", "apv": ""},
    "a critical extension that is known": {"crit": ["cty"], "cty": "JWT"},
    "compressed": {"zip": "DEF"},
    "a long header": {"kid": "k" * 600},
}


@pytest.mark.parametrize("header", RIGHT_FORMS.values(), ids=RIGHT_FORMS)
def test_a_right_form_that_is_unusual_is_joserfc_s_to_judge(header: dict[str, Any]) -> None:
    compact = sealed(TOKEN, **header)

    with pytest.raises(jose.UNUSUAL):
        jose.open_usual(compact, OURS)
    agree_on_sealed(compact)


KEYS = {
    "another key": STRANGER,
    "another curve": P384,
    "only its public half": ECKey.import_key(OURS.as_dict(private=False)),
    "for signatures": ECKey.import_key({**OURS.as_dict(private=True), "use": "sig"}),
    "for encryption": ECKey.import_key({**SIGNING.as_dict(private=False), "use": "enc"}),
    "for another algorithm": ECKey.import_key({**SIGNING.as_dict(private=False), "alg": "ES384"}),
    "for no verification": ECKey.import_key(
        {"key_ops": ["sign"], **{k: v for k, v in SIGNING.as_dict().items() if k != "use"}}
    ),
}


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_they_agree_that_a_key_for_something_else_proves_nothing(key: ECKey) -> None:
    assert agree_on_sealed(ANSWER.encode(), key) == ("no", b"")
    assert agree_on_signed(TOKEN.encode(), key) == ("no", b"")


def test_they_agree_on_a_name_written_twice() -> None:
    head = json.dumps(SEALED | {"epk": EPK})[:-1]
    for twice in (', "alg": "none"}', ', "alg": "ECDH-ES"}', ', "enc": "A128GCM"}'):
        agree_on_sealed(with_part(ANSWER, 0, b64((head + twice).encode())))
