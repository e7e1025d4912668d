"""Each failure, as the broker meets it."""

import json
import time

import httpx
import pytest

from tests.providers.caf.simulated import Caf, a_dossier


async def fail(caf: Caf, panne: str, **more: object) -> None:
    response = await caf.client.post("/sandbox/pannes", json={"panne": panne} | more)
    assert response.status_code == 201, response.text


@pytest.fixture
async def loaded(caf: Caf) -> Caf:
    await caf.load(a_dossier())
    return caf


STATUSES = {
    "error_500": 500,
    "error_503": 503,
    "rate_limited": 429,
    "unauthorized": 401,
    "truncated_json": 200,
    "not_json": 200,
    "wrong_person": 200,
    "too_big": 200,
    "slow": 200,
    "oauth_down": 200,
}


@pytest.mark.parametrize(("panne", "status"), STATUSES.items())
async def test_a_failure_strikes_as_often_as_it_was_told(
    loaded: Caf, panne: str, status: int
) -> None:
    right = (await loaded.ask()).content
    await fail(loaded, panne, fois=2, delai=0.0)

    answers = [await loaded.ask() for _ in range(3)]

    assert [answer.status_code for answer in answers[:2]] == [status] * 2
    assert answers[2].content == right


async def test_a_failure_lasts_until_it_is_switched_off(loaded: Caf) -> None:
    await fail(loaded, "error_503")
    during = [(await loaded.ask()).status_code for _ in range(3)]

    await loaded.client.delete("/sandbox/pannes")

    assert during == [503] * 3
    assert (await loaded.ask()).status_code == 200


async def test_a_new_failure_replaces_the_other(loaded: Caf) -> None:
    await fail(loaded, "error_503")
    await fail(loaded, "error_500")

    assert (await loaded.ask()).status_code == 500


async def answer_under(loaded: Caf, panne: str) -> httpx.Response:
    await fail(loaded, panne)
    return await loaded.ask()


async def test_wrong_person_answers_about_somebody_else(loaded: Caf) -> None:
    stranger = (await answer_under(loaded, "wrong_person")).json()

    assert stranger["titulaire"]["nom_naissance"] != "ESSAI"
    assert (
        stranger["titulaire"]["nom_naissance"]
        == (stranger["donnees"]["allocataires"][0]["nom_naissance"])
    )


async def test_truncated_json_is_the_beginning_of_the_answer(loaded: Caf) -> None:
    right = (await loaded.ask()).content
    cut = await answer_under(loaded, "truncated_json")

    assert right.startswith(cut.content)
    with pytest.raises(json.JSONDecodeError):
        cut.json()


async def test_not_json_is_a_page(loaded: Caf) -> None:
    page = await answer_under(loaded, "not_json")

    assert page.headers["content-type"].startswith("text/html")


async def test_too_big_is_correct_and_endless(loaded: Caf) -> None:
    right = (await loaded.ask()).json()
    big = await answer_under(loaded, "too_big")

    assert big.json() == right
    assert len(big.content) > 10_000_000


async def test_unauthorized_and_busy_say_what_to_do(loaded: Caf) -> None:
    assert "Bearer" in (await answer_under(loaded, "unauthorized")).headers["WWW-Authenticate"]
    assert (await answer_under(loaded, "rate_limited")).headers["Retry-After"] == "1"


async def test_slow_is_slow_and_right(loaded: Caf) -> None:
    await fail(loaded, "slow", delai=0.03)
    start = time.monotonic()

    assert (await loaded.ask()).status_code == 200
    assert time.monotonic() - start >= 0.03


async def test_oauth_down_gives_no_token_and_leaves_data_alone(loaded: Caf) -> None:
    await fail(loaded, "oauth_down", fois=1)

    assert (await loaded.ask()).status_code == 200
    assert (await loaded.client.post("/oauth/token")).status_code == 503
    assert await loaded.token()
