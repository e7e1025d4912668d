"""Whatever fails, the page says what, nothing typed is lost, and there is a way on."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from starlette.responses import HTMLResponse, Response

from consumers.mairie.obstacles import EVERY
from consumers.mairie.pages import FOLDER
from contracts.catalogue import NOMENCLATURE
from tests.consumers.client.scripted_broker import REQUEST_ID, ScriptedBroker, refusal
from tests.consumers.mairie.visitor import Town, Visitor, text_of, title_of

EXPIRED = "Votre connexion FranceConnect a expiré"
CAISSE_DOWN = "La CAF ou la MSA ne répond pas pour le moment"
EXCHANGE_DOWN = "L’échange d’informations est indisponible pour le moment"
UNKNOWN = "Nous n’avons pas trouvé votre dossier"
TOWN_HALL = "La mairie ne peut pas demander vos informations pour le moment"


def says(code: str) -> Callable[[ScriptedBroker], None]:
    def script(broker: ScriptedBroker) -> None:
        broker.reply = refusal(code)

    return script


def breaks(fault: Exception) -> Callable[[ScriptedBroker], None]:
    def script(broker: ScriptedBroker) -> None:
        broker.fault = fault

    return script


def replies(response: Response) -> Callable[[ScriptedBroker], None]:
    def script(broker: ScriptedBroker) -> None:
        broker.reply = response

    return script


REFUSALS: dict[str, tuple[Callable[[ScriptedBroker], None], str]] = {
    "the file is somebody else's": (
        says("35564"),
        "Nous n’avons pas pu vérifier que ce dossier est le vôtre",
    ),
    "several persons bear the identity": (
        says("35563"),
        "Plusieurs personnes portent votre identité",
    ),
    "nobody of that identity": (says("35003"), UNKNOWN),
    "the CAF holds no file": (says("23003"), UNKNOWN),
    "the MSA holds no file": (says("10003"), UNKNOWN),
    "no caisse follows the family": (says("40003"), "Aucune caisse ne suit votre famille"),
    "the caisse refuses the identity": (says("35561"), "Votre état civil n’a pas pu être utilisé"),
    "FranceConnect gives no identity": (says("51503"), "Votre état civil n’a pas pu être utilisé"),
    "no figure for this month yet": (
        says("35565"),
        "Votre quotient de ce mois n’est pas encore disponible",
    ),
    "the caisse is down": (says("35001"), CAISSE_DOWN),
    "the caisse is late": (says("35002"), CAISSE_DOWN),
    "the caisse is under maintenance": (says("35020"), CAISSE_DOWN),
    "the caisse answers garbage": (says("35999"), CAISSE_DOWN),
    "FranceConnect is down for the broker": (
        says("51001"),
        "FranceConnect ne répond pas pour le moment",
    ),
    "the token expired on its way": (says("51502"), EXPIRED),
    "too many calls": (says("00429"), "Trop de demandes en même temps"),
    "the journal cannot be written": (says("00607"), EXCHANGE_DOWN),
    "the broker fails": (says("00500"), EXCHANGE_DOWN),
    "our token was revoked": (says("00105"), TOWN_HALL),
    "our habilitation is over": (says("00601"), TOWN_HALL),
    "the recipient is not ours": (says("00602"), TOWN_HALL),
    "the sign-in is too weak": (says("00605"), TOWN_HALL),
    "the broker is unreachable": (breaks(httpx.ConnectError("no")), EXCHANGE_DOWN),
    "the broker is late": (breaks(httpx.ReadTimeout("no")), EXCHANGE_DOWN),
    "a proxy answers instead": (replies(HTMLResponse("<h1>502", 502)), EXCHANGE_DOWN),
}
FAMILY = {
    "nom-0": "Zoé Terrieur",
    "classe-saisie-0": "CE1",
    "ecole": "École Jean-Zay",
    "jours": ["lundi", "jeudi"],
}


async def type_something(visitor: Visitor) -> None:
    await visitor.post("/enfants", **FAMILY)


async def assert_nothing_is_lost(visitor: Visitor) -> None:
    form = await visitor.get("/enfants")
    assert 'value="Zoé Terrieur"' in form.text
    assert "<option selected>CE1</option>" in form.text
    assert 'value="jeudi" checked' in form.text


def assert_there_is_a_way_on(page: httpx.Response) -> None:
    assert page.status_code == 200
    assert "Continuer autrement" in text_of(page)
    assert 'href="/quotient"' in page.text
    assert "Tout ce que vous avez écrit est gardé." in text_of(page)


@pytest.mark.parametrize(("script", "title"), REFUSALS.values(), ids=REFUSALS.keys())
async def test_a_refusal_is_a_clear_page(
    town: Town, visitor: Visitor, script: Callable[[ScriptedBroker], None], title: str
) -> None:
    await type_something(visitor)
    await visitor.sign_in()
    script(town.broker)

    page = await visitor.post("/recuperation")

    assert title_of(page) == title
    assert_there_is_a_way_on(page)
    await assert_nothing_is_lost(visitor)


@pytest.mark.parametrize("code", ["35003", "35001", "00429", "00105"])
async def test_a_refused_file_number_is_kept_to_be_corrected(
    town: Town, visitor: Visitor, code: str
) -> None:
    await type_something(visitor)
    town.broker.reply = refusal(code)

    page = await visitor.post("/numero-allocataire", numero="1234567", code_postal="99000")

    assert_there_is_a_way_on(page)
    await assert_nothing_is_lost(visitor)
    form = await visitor.get("/numero-allocataire")
    assert 'value="1234567"' in form.text
    assert 'value="99000"' in form.text


async def test_an_unknown_file_number_can_be_corrected(town: Town, visitor: Visitor) -> None:
    town.broker.reply = refusal("35003")

    page = await visitor.post("/numero-allocataire", numero="1234567", code_postal="99000")

    assert "Corriger mon numéro d’allocataire" in text_of(page)


async def test_the_request_can_be_quoted_to_the_town_hall(town: Town, visitor: Visitor) -> None:
    town.broker.reply = refusal("35001")
    await visitor.sign_in()

    page = text_of(await visitor.post("/recuperation"))

    assert REQUEST_ID in page
    assert "Réessayer dans 10 secondes" in page


async def test_after_an_outage_the_same_button_works(town: Town, visitor: Visitor) -> None:
    good = town.broker.reply
    town.broker.reply = refusal("35001")
    await visitor.sign_in()
    await visitor.post("/recuperation")
    town.broker.reply = good

    page = await visitor.post("/recuperation")

    assert title_of(page) == "Nous avons reçu vos informations"


async def test_a_token_older_than_a_minute_is_not_even_sent(town: Town, visitor: Visitor) -> None:
    await type_something(visitor)
    await visitor.sign_in()
    town.late = timedelta(seconds=61)

    notice = await visitor.get("/recuperation")
    page = await visitor.post("/recuperation")

    assert "date de plus d’une minute" in text_of(notice)
    assert title_of(page) == EXPIRED
    assert "S’identifier avec" in text_of(page)
    assert not town.broker.calls
    assert_there_is_a_way_on(page)
    await assert_nothing_is_lost(visitor)


async def test_after_signing_in_again_the_retrieval_works(town: Town, visitor: Visitor) -> None:
    await type_something(visitor)
    await visitor.sign_in()
    town.late = timedelta(seconds=61)
    await visitor.post("/recuperation")
    town.late = timedelta()
    await visitor.sign_in()

    page = await visitor.post("/recuperation")

    assert title_of(page) == "Nous avons reçu vos informations"
    await assert_nothing_is_lost(visitor)


@pytest.mark.parametrize("code", sorted(NOMENCLATURE))
async def test_no_code_of_the_nomenclature_breaks_the_page(
    town: Town, visitor: Visitor, code: str
) -> None:
    await visitor.sign_in()
    town.broker.reply = refusal(code)

    assert_there_is_a_way_on(await visitor.post("/recuperation"))


def test_every_obstacle_has_its_words() -> None:
    written = {path.stem for path in (FOLDER / "templates" / "obstacles").iterdir()}

    assert written == {obstacle.cle for obstacle in EVERY}
