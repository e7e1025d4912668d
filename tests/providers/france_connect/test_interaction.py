import html

import pytest

from tests.in_process import client_of
from tests.providers.france_connect.simulated import (
    BACK,
    JEANNE,
    Simulated,
    an_authorization,
    answer_in,
)


async def page_of(fc: Simulated, **changes: str | None) -> str:
    return str((await fc.ask(an_authorization(**changes))).headers["location"])


async def text_of(fc: Simulated, page: str) -> str:
    return html.unescape((await fc.browser.get(page)).text)


async def test_the_login_page_lists_the_people_and_why_they_exist(fc: Simulated) -> None:
    text = await text_of(fc, await page_of(fc))

    assert "<h1>FranceConnect simulé – bac à sable</h1>" in text
    assert "Jeanne Stéphanie ROUX" in text
    assert "Cas nominal." in text
    assert "Mairie d'Exemple" in text


async def test_the_information_page_says_what_the_service_will_receive(fc: Simulated) -> None:
    page = await fc.reach_information(
        an_authorization(scope="openid identite_pivot cnaf_quotient_familial cnaf_enfants")
    )

    text = await text_of(fc, page)

    for said in (
        "Jeanne Stéphanie ROUX",
        "Date de naissance",
        "1987-06-27",
        "féminin",
        "CNAF & MSA",
        "Quotient familial",
        "Enfants",
        "Continuer sur Mairie d'Exemple",
        "Refuser",
    ):
        assert said in text
    assert "Adresse électronique" not in text
    assert "Nom d'usage" not in text


async def test_what_people_are_called_cannot_write_the_page(fc: Simulated) -> None:
    name = '<script>alert("x")</script>'
    await fc.load(JEANNE | {"identifiant": '"><b>', "family_name": name, "raison": name})

    page = await page_of(fc)
    assert name not in (await fc.browser.get(page)).text
    await fc.post(page, "identite", usager='"><b>')
    assert name not in (await fc.browser.get(page)).text


async def test_a_refusal_is_told_to_the_service(fc: Simulated) -> None:
    page = await fc.reach_information(an_authorization())

    answer = answer_in(await fc.post(page, "refuser"))

    assert (answer["error"], answer["state"]) == ("access_denied", "un-etat")
    assert answer["error_description"].startswith("030030")


async def test_one_may_turn_back_before_saying_who_one_is(fc: Simulated) -> None:
    answer = answer_in(await fc.post(await page_of(fc), "refuser"))

    assert answer["error"] == "access_denied"


async def test_a_second_click_gets_the_same_code_and_a_refusal_after_it_changes_nothing(
    fc: Simulated,
) -> None:
    page = await fc.reach_information(an_authorization())
    text = (await fc.browser.get(page)).text
    csrf = text.split('name="csrf" value="')[1].split('"')[0]

    answers = [
        answer_in(await fc.browser.post(f"{page}/{action}", data={"csrf": csrf}))
        for action in ("continuer", "continuer", "refuser")
    ]

    assert answers[0]["code"]
    assert answers[0] == answers[1] == answers[2]
    assert (await fc.exchange(answers[0]["code"])).status_code == 200
    assert (await fc.browser.get(page)).status_code == 400, "the login is over"


FORGERIES = {
    "without its token": {},
    "with a wrong token": {"csrf": "faux"},
    "with a token that is not ASCII": {"csrf": "é"},
}


@pytest.mark.parametrize("form", FORGERIES.values(), ids=FORGERIES)
@pytest.mark.parametrize("action", ["identite", "autre", "continuer", "refuser"])
async def test_a_form_is_refused(fc: Simulated, form: dict[str, str], action: str) -> None:
    page = await fc.reach_information(an_authorization())

    response = await fc.browser.post(f"{page}/{action}", data=form | {"usager": "jeanne"})

    assert response.status_code == 400
    assert "190001" in response.text


async def test_a_login_belongs_to_one_browser(fc: Simulated) -> None:
    page = await fc.reach_information(an_authorization())

    async with client_of(fc.app) as stranger:
        assert (await stranger.get(page)).status_code == 400
        assert (await stranger.post(f"{page}/continuer", data={})).status_code == 400


async def test_accepting_before_choosing_is_refused(fc: Simulated) -> None:
    response = await fc.post(await page_of(fc), "continuer")

    assert response.status_code == 400


async def test_a_login_waits_half_an_hour(fc: Simulated) -> None:
    page = await page_of(fc)
    fc.clock.pass_(1799)
    assert (await fc.browser.get(page)).status_code == 200
    fc.clock.pass_(1)

    assert (await fc.browser.get(page)).status_code == 400


async def test_an_unknown_account_loses_nothing_typed(fc: Simulated) -> None:
    response = await fc.post(await page_of(fc), "identite", usager="personne")

    assert response.status_code == 422
    assert 'value="personne"' in response.text
    assert 'role="alert"' in response.text


async def test_an_account_below_the_level_asked_is_sent_back(fc: Simulated) -> None:
    await fc.load(JEANNE | {"identifiant": "faible", "acr_max": "eidas1"})
    page = await page_of(fc, acr_values="eidas2")
    assert "Ce compte n'atteint que le niveau eidas1" in await text_of(fc, page)

    answer = answer_in(await fc.post(page, "identite", usager="faible"))

    assert answer["error_description"].startswith("100001")


async def test_a_session_spares_a_second_choice(fc: Simulated) -> None:
    await fc.log_in(an_authorization())

    assert "Vous allez vous connecter" in await text_of(fc, await page_of(fc))


NOT_SPARED: dict[str, tuple[dict[str, str], int]] = {
    "the service wants a new login": ({"prompt": "login"}, 0),
    "the session is of a lower level": ({"acr_values": "eidas2"}, 0),
    "half an hour has passed": ({}, 1800),
}


@pytest.mark.parametrize(("changes", "seconds"), NOT_SPARED.values(), ids=NOT_SPARED)
async def test_one_chooses_again_when(fc: Simulated, changes: dict[str, str], seconds: int) -> None:
    await fc.log_in(an_authorization())
    fc.clock.pass_(seconds)

    assert "Qui êtes-vous" in await text_of(fc, await page_of(fc, **changes))


async def test_another_person_may_be_chosen(fc: Simulated) -> None:
    await fc.load(JEANNE | {"identifiant": "paul", "given_name": "Paul"})
    page = await fc.reach_information(an_authorization())
    await fc.post(page, "autre")
    assert "Qui êtes-vous" in await text_of(fc, page)
    await fc.post(page, "identite", usager="paul")

    response = await fc.post(page, "continuer")

    assert response.headers["location"].startswith(BACK)
    token = (await fc.exchange(answer_in(response)["code"])).json()["access_token"]
    assert (await fc.introspected(token))["given_name"] == "Paul"


async def test_with_too_many_people_the_others_are_reached_by_name(fc: Simulated) -> None:
    people: list[dict[str, object]] = [{"identifiant": f"p{i}"} for i in range(250)]
    await fc.load(*people)
    page = await page_of(fc)

    assert "51 autres comptes" in await text_of(fc, page)
    assert (await fc.post(page, "identite", usager=" p249 ")).status_code == 303


async def test_with_nobody_loaded_the_page_says_so() -> None:
    fc = Simulated()

    assert "Aucun compte n'est chargé" in await text_of(fc, await page_of(fc))
