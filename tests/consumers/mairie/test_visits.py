"""Cookies, forms and headers: what keeps one visit from another, and from other sites."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from consumers.mairie.app import Outside, create_app, create_app_from_environment
from consumers.mairie.sessions import LIFETIME, MAX_SIGN_INS, Session, Sessions
from tests.consumers.client.scripted_broker import ScriptedBroker
from tests.consumers.mairie.visitor import (
    BASE_URL,
    Town,
    Visitor,
    form_token,
    settings_of,
    text_of,
    title_of,
)
from tests.in_process import client_of

FORM = {"Origin": BASE_URL, "Content-Type": "application/x-www-form-urlencoded"}
STALE = "Cette page n’est plus à jour"
PAGES = ["/", "/plan-du-site", "/nulle-part", "/sante", "/static/theme.css"]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self' http://fc.test; "
    "frame-ancestors 'none'; base-uri 'none'"
)


@pytest.mark.parametrize("path", PAGES)
async def test_every_answer_carries_the_policy(visitor: Visitor, path: str) -> None:
    answer = await visitor.get(path)

    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    kept = "public, max-age=3600" if path.startswith("/static") else "no-store"
    assert answer.headers["cache-control"] == kept


async def test_a_crash_is_a_page_with_the_policy(town: Town, visitor: Visitor) -> None:
    await visitor.sign_in()
    town.broker.fault = ZeroDivisionError("no")

    page = await visitor.post("/recuperation")

    assert page.status_code == 500
    assert "votre saisie est gardée" in text_of(page)
    assert page.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("origin", ["http://evil.test", "null", "http://mairie.test:81"])
async def test_a_form_sent_from_another_site_is_refused(visitor: Visitor, origin: str) -> None:
    token = form_token(await visitor.get("/"))

    await assert_refused(visitor, token, FORM | {"Origin": origin})


async def test_a_form_without_its_token_is_refused(visitor: Visitor) -> None:
    await assert_refused(visitor, "0" * 64, FORM)


async def assert_refused(visitor: Visitor, token: str, headers: dict[str, str]) -> None:
    page = await visitor.http.post(
        "/quotient",
        content=f"jeton_formulaire={token}&quotient=1&justificatif=guichet",
        headers=headers,
    )

    assert page.status_code == 403
    assert title_of(page) == STALE
    assert 'value="1"' not in (await visitor.get("/quotient")).text


async def test_a_form_of_another_visit_is_refused(town: Town, visitor: Visitor) -> None:
    async with town.visitor() as attacker:
        theirs = form_token(await attacker.get("/"))

    page = await visitor.http.post("/quotient", content=f"jeton_formulaire={theirs}", headers=FORM)

    assert page.status_code == 403


UNREADABLE = {
    "too long": (b"x=" + b"a" * 70_000, 413),
    "with too many fields": (b"&".join(b"x=1" for _ in range(300)), 400),
    "in another encoding": (b"x=\xff\xfe", 400),
    "with escapes of another encoding": (b"x=%ff%fe", 400),
}


@pytest.mark.parametrize(("body", "status"), UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_a_form_that_cannot_be_read_is_refused(
    visitor: Visitor, body: bytes, status: int
) -> None:
    page = await visitor.http.post("/quotient", content=body, headers=FORM)

    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")


async def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(
    visitor: Visitor,
) -> None:
    cookie = (await visitor.get("/")).headers["set-cookie"]

    assert cookie.startswith("visite=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax")


async def test_on_https_the_cookie_is_bound_to_the_host() -> None:
    outside = Outside(ScriptedBroker().client(), ScriptedBroker().client())
    app = create_app(settings_of("https://mairie.test", env="production"), outside)
    async with client_of(app, "https://mairie.test") as http:
        page = await http.get("/")

    assert page.headers["set-cookie"].startswith("__Host-visite=")
    assert page.headers["set-cookie"].endswith("; Secure")
    assert "bac à sable" not in page.text.lower()


FORGED = [
    "",
    "visite=x",
    "visite=x.y",
    "visite=é",
    "visite=;;",
    "a=b; visite=" + "A" * 43 + "." + "0" * 64,
]


@pytest.mark.parametrize("cookie", FORGED)
async def test_a_forged_cookie_begins_a_new_visit(town: Town, cookie: str) -> None:
    async with client_of(town.app, BASE_URL) as http:
        page = await http.get("/", headers={b"Cookie": cookie.encode("latin-1")})

    assert page.status_code == 200
    assert "set-cookie" in page.headers


async def test_signing_in_changes_the_number_of_the_visit(visitor: Visitor) -> None:
    await visitor.get("/")
    before = visitor.http.cookies["visite"]
    await visitor.sign_in()
    after = visitor.http.cookies["visite"]

    assert after != before
    visitor.http.cookies.clear()
    planted = await visitor.http.get("/recuperation", headers={"Cookie": f"visite={before}"})
    assert planted.status_code == 303


async def test_two_visits_see_nothing_of_each_other(town: Town, visitor: Visitor) -> None:
    await visitor.sign_in()
    await visitor.post("/recuperation")

    async with town.visitor() as other:
        page = await other.get("/mes-informations")

    assert "TERRIEUR" not in page.text


def test_a_visit_is_forgotten_after_an_hour_of_silence() -> None:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    clock = [at]
    sessions = Sessions(lambda: clock[0])
    sessions.keep("x", Session())

    clock[0] = at + LIFETIME - timedelta(seconds=1)
    assert sessions.find("x") is not None
    clock[0] += LIFETIME
    assert sessions.find("x") is None


def test_nothing_is_remembered_an_hour_after_the_last_click() -> None:
    clock = [datetime(2026, 11, 21, tzinfo=UTC)]
    sessions = Sessions(lambda: clock[0])
    sessions.keep("old", Session())
    clock[0] += LIFETIME / 2
    sessions.keep("young", Session())

    clock[0] += LIFETIME / 2
    sessions.sweep()

    assert len(sessions) == 1
    assert sessions.find("young") is not None


async def test_what_was_typed_can_be_erased_at_once(visitor: Visitor) -> None:
    await visitor.post("/quotient", quotient="850", justificatif="guichet")
    assert 'value="850"' in (await visitor.get("/quotient")).text

    page = await visitor.post("/deconnexion")

    assert title_of(page) == "Inscrire mon enfant à la cantine"
    assert 'value="850"' not in (await visitor.get("/quotient")).text


def test_a_full_memory_forgets_the_visit_idle_for_longest() -> None:
    sessions = Sessions(lambda: datetime(2026, 11, 21, tzinfo=UTC), capacity=2)
    for number in "ab":
        sessions.keep(number, Session())
    sessions.find("a")

    sessions.keep("c", Session())

    assert sessions.find("a") is not None
    assert sessions.find("b") is None


def test_sign_ins_begun_and_never_finished_do_not_pile_up() -> None:
    session = Session()
    states = [session.begin_sign_in()[0] for _ in range(MAX_SIGN_INS + 3)]

    assert list(session.sign_ins) == states[3:]


UNSAFE = {
    "a short session key": {"session_key": "court"},
    "http in production": {"env": "production"},
    "an address that is none": {"courtier_url": "courtier"},
    "a SIRET with a wrong key": {"siret": "21750001600018"},
}


@pytest.mark.parametrize("changes", UNSAFE.values(), ids=UNSAFE.keys())
def test_a_town_hall_that_is_told_wrong_does_not_start(changes: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        settings_of(**changes)


def test_no_secret_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("MAIRIE_"):
            monkeypatch.delenv(name)

    with pytest.raises(ValidationError) as raised:
        create_app_from_environment()

    missing = {str(error["loc"][0]) for error in raised.value.errors()}
    assert {"courtier_jeton", "fc_client_secret", "session_key"} <= missing


async def test_the_environment_makes_a_town_hall(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        "DLNUF_ENV": "bac_a_sable",
        "MAIRIE_BASE_URL": BASE_URL,
        "MAIRIE_SIRET": "21750001600019",
        "MAIRIE_COURTIER_URL": "http://127.0.0.1:8000",
        "MAIRIE_COURTIER_JETON": "jeton",
        "MAIRIE_FC_ISSUER": "http://127.0.0.1:8001/api/v2",
        "MAIRIE_FC_CLIENT_ID": "mairie",
        "MAIRIE_FC_CLIENT_SECRET": "secret",
        "MAIRIE_SESSION_KEY": "k" * 32,
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    app = create_app_from_environment()

    async with app.router.lifespan_context(app), client_of(app, BASE_URL) as http:
        health = await http.get("/sante")

    assert health.json() == {"statut": "ok"}
