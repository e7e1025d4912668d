import pytest

from broker.errors import CallerRefused
from broker.identity.credentials import api_token, france_connect_bearer, france_connect_beside

TOKENS: dict[str, tuple[dict[str, str], str]] = {
    "a Bearer": ({"authorization": "Bearer abc"}, "abc"),
    "a Bearer in lower case, RFC 9110 §11.1": ({"authorization": "bearer abc"}, "abc"),
    "a Bearer with spaces": ({"authorization": "  Bearer   abc "}, "abc"),
    "an X-Api-Key": ({"x-api-key": "abc"}, "abc"),
    "an X-Api-Key with spaces": ({"x-api-key": " abc "}, "abc"),
    "the same token twice": ({"authorization": "Bearer abc", "x-api-key": "abc"}, "abc"),
    "an X-Api-Key beside another scheme": (
        {"authorization": "Basic dTpw", "x-api-key": "abc"}, "abc"),
}  # fmt: skip
REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "nothing": ({}, "00101"),
    "an empty Authorization": ({"authorization": ""}, "00101"),
    "a scheme and no token": ({"authorization": "Bearer "}, "00101"),
    "a token and no scheme": ({"authorization": "abc"}, "00101"),
    "another scheme": ({"authorization": "Basic dTpw"}, "00101"),
    "a scheme that only begins like Bearer": ({"authorization": "Bearers abc"}, "00101"),
    "an empty X-Api-Key": ({"x-api-key": " "}, "00101"),
    "a FranceConnect token alone": ({"x-franceconnect-token": "abc"}, "00101"),
    "two different tokens": ({"authorization": "Bearer abc", "x-api-key": "abd"}, "00110"),
}


@pytest.mark.parametrize(("headers", "token"), TOKENS.values(), ids=TOKENS)
def test_an_api_token_is_read_from_either_header(headers: dict[str, str], token: str) -> None:
    assert api_token(headers) == token


@pytest.mark.parametrize(("headers", "code"), REFUSED.values(), ids=REFUSED)
def test_a_call_without_one_api_token_is_refused(headers: dict[str, str], code: str) -> None:
    with pytest.raises(CallerRefused) as refused:
        api_token(headers)
    assert refused.value.code == code


def test_a_france_connect_bearer_stands_for_caller_and_person() -> None:
    assert france_connect_bearer({"authorization": "Bearer abc", "x-api-key": "other"}) == "abc"


@pytest.mark.parametrize("headers", [{}, {"x-api-key": "abc"}, {"authorization": "Basic abc"}])
def test_an_access_by_france_connect_needs_its_token(headers: dict[str, str]) -> None:
    with pytest.raises(CallerRefused) as refused:
        france_connect_bearer(headers)
    assert refused.value.code == "51504"


@pytest.mark.parametrize(("given", "read"), [("abc", "abc"), (" abc ", "abc"), (" ", None)])
def test_a_france_connect_token_may_come_beside(given: str, read: str | None) -> None:
    assert france_connect_beside({"x-franceconnect-token": given}) == read
    assert france_connect_beside({}) is None
