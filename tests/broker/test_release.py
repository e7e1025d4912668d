import json

import pytest

from broker.errors import (
    BrokerUnavailable,
    CallerRefused,
    ParametersRefused,
    PersonRefused,
    ProviderFailed,
    Refusal,
)
from broker.release import release, release_refusal
from broker.trail import Quota, Trail
from tests.makers import (
    IDENTITE,
    NUMERO,
    V2,
    a_disclosure,
    a_grant,
    a_question,
    a_trail,
    an_answer,
    an_ask,
    recorded,
)

QUOTA = Quota(limit=20, remaining=19, reset=1_795_253_416)


def test_an_answer_leaves_with_its_receipt_and_what_is_left_of_the_second() -> None:
    disclosure = a_disclosure()

    released = release(b"{}", disclosure, recorded(), a_trail(disclosure, quota=QUOTA))

    assert (released.status, released.body) == (200, b"{}")
    assert dict(released.headers) == {
        "content-type": "application/json",
        "x-request-id": "7b0f",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-journal-entry": "00000000-0000-0000-0000-000000000003",
        "ratelimit-limit": "20",
        "ratelimit-remaining": "19",
        "ratelimit-reset": "1795253416",
        "x-identite-niveau": "declaree",
        "x-response-cached": "false",
    }


def test_a_kept_answer_says_so_and_until_when() -> None:
    disclosure = a_disclosure(an_answer(None, 3600))

    headers = dict(release(b"{}", disclosure, recorded(), a_trail(disclosure)).headers)

    assert headers["x-response-cached"] == "true"
    assert headers["x-cache-expires-in"] == "3600"


def test_a_file_number_alone_says_in_a_header_that_nobody_vouched() -> None:
    disclosure = a_disclosure(an_answer(a_question(a_grant(an_ask(NUMERO)))))

    headers = dict(release(b"{}", disclosure, recorded(), a_trail(disclosure)).headers)

    assert headers["x-identite-niveau"] == "aucun"


REFUSALS: dict[str, tuple[Refusal, int, dict[str, str]]] = {
    "who calls is not known": (
        CallerRefused("00101"), 401, {"www-authenticate": 'Bearer realm="dlnuf"'}),
    "a wrong parameter": (ParametersRefused("00363"), 422, {}),
    "an unknown person": (PersonRefused("35003", motif="identite_inconnue"), 404, {}),
    "too many calls": (CallerRefused("00429"), 429, {"retry-after": "1"}),
    "too many guesses": (CallerRefused("00429", retry_in=1800), 429, {"retry-after": "1800"}),
    "the journal is down": (BrokerUnavailable("00607"), 503, {"retry-after": "10"}),
    "the provider is in maintenance": (
        ProviderFailed("35020", retry_in=120), 503, {"retry-after": "120"}),
    "the provider is down": (ProviderFailed("35001"), 502, {}),
}  # fmt: skip


@pytest.mark.parametrize(("refusal", "status", "extra"), REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_leaves_with_its_status_and_its_line(
    refusal: Refusal, status: int, extra: dict[str, str]
) -> None:
    released = release_refusal(refusal, Trail(an_ask(IDENTITE)), recorded())
    headers = dict(released.headers)

    assert released.status == status
    assert json.loads(released.body)["errors"][0]["code"] == refusal.code
    assert headers["cache-control"] == "no-store"
    assert headers["x-journal-entry"] == "00000000-0000-0000-0000-000000000003"
    assert {name: headers[name] for name in extra} == extra
    assert ("retry-after" in headers) == ("retry-after" in extra)


def test_without_a_journal_line_no_header_claims_one() -> None:
    released = release_refusal(BrokerUnavailable("00607"), Trail(an_ask(), quota=QUOTA))

    assert "x-journal-entry" not in dict(released.headers)
    assert dict(released.headers)["ratelimit-remaining"] == "19"


def test_v2_serves_its_own_statuses_and_flat_bodies() -> None:
    trail = Trail(an_ask(V2))

    wrong = release_refusal(ParametersRefused("00381"), trail, recorded())
    down = release_refusal(ProviderFailed("35001"), trail, recorded())

    assert (wrong.status, down.status) == (400, 503)
    assert json.loads(wrong.body)["error"] == "bad_request"
