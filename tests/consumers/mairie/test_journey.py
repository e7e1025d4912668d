"""The canteen, from the first page to the receipt."""

import re

import pytest

from tests.consumers.client.scripted_broker import (
    ENTRY_ID,
    LEAF_HASH,
    answer,
    with_quotient,
)
from tests.consumers.mairie.visitor import SIRET, Town, Visitor, source_of, text_of, title_of

TYPED = {
    "responsable": "Alix Terrieur",
    "adresse": "3 rue des Ormes, 99000 Sainte-Ormelle",
    "nom-0": "Zoé Terrieur",
    "classe-saisie-0": "CE1",
    "ecole": "École Jean-Zay",
}
DAYS = ["lundi", "jeudi"]


def keys_of_children(html: str) -> list[str]:
    return re.findall(r'name="enfants" value="([0-9a-f]{12})"', html)


async def test_a_person_who_signs_in_types_almost_nothing(town: Town, visitor: Visitor) -> None:
    notice = await visitor.sign_in()
    assert title_of(notice) == "Récupérer mes informations"
    assert "Bonjour Alix TERRIEUR" in text_of(notice)
    assert not town.broker.calls

    received = await visitor.post("/recuperation")
    assert title_of(received) == "Nous avons reçu vos informations"
    for told in ("650 €", "novembre 2026", "28 BOULEVARD MICHELET", "THOMAS", "1,60 €", "la CAF"):
        assert told in text_of(received)

    thomas, _lou = keys_of_children((await visitor.get("/enfants")).text)
    review = await visitor.post(
        "/enfants",
        **{"enfants": thomas, f"classe-{thomas}": "CE2", "ecole": "École Jean-Zay", "jours": DAYS},
    )
    assert title_of(review) == "Vérifier et envoyer"
    assert "THOMAS TERRIEUR, CE2" in text_of(review)
    assert "3,20 €" in text_of(review)

    sent = await visitor.post("/recapitulatif")
    assert title_of(sent) == "Votre inscription est envoyée"
    assert ENTRY_ID in sent.text
    assert LEAF_HASH in sent.text

    (call,) = town.broker.calls
    assert call.query_params["recipient"] == SIRET
    assert call.headers["authorization"].startswith("Bearer jeton-")
    assert "LOU" not in sent.text


async def test_nothing_is_asked_of_the_caisse_before_the_notice_is_accepted(
    town: Town, visitor: Visitor
) -> None:
    page = await visitor.sign_in()

    assert not town.broker.calls
    for said in ("L. 114-8", "R. 531-52", "CAF ou la MSA", "Combien de temps", "Pourquoi"):
        assert said in text_of(page)


async def test_a_file_number_alone_shows_the_figure_and_nobody(
    town: Town, visitor: Visitor
) -> None:
    town.broker.reply = answer(niveau="aucun")

    page = await visitor.post("/numero-allocataire", numero="1234567", code_postal="99000")

    assert "650 €" in text_of(page)
    assert "personne ne garantit que le dossier est le vôtre" in text_of(page)
    children = await visitor.get("/enfants")
    for hidden in ("TERRIEUR", "THOMAS", "MICHELET"):
        assert hidden not in page.text + children.text


async def test_a_file_number_of_a_person_who_is_signed_in_is_vouched_for(
    town: Town, visitor: Visitor
) -> None:
    await visitor.sign_in()

    page = await visitor.post("/numero-allocataire", numero="1234567", code_postal="99000")

    (call,) = town.broker.calls
    assert call.headers["x-franceconnect-token"].startswith("jeton-")
    assert "THOMAS" in page.text


async def test_everything_can_be_filled_by_hand(town: Town, visitor: Visitor) -> None:
    await visitor.post("/quotient", quotient="850", justificatif="guichet")
    review = await visitor.post("/enfants", **TYPED, jours=DAYS)
    sent = await visitor.post("/recapitulatif")

    assert "850 € (déclaré par vous, à justifier)" in text_of(review)
    assert "2,80 €" in text_of(review)
    assert "Je l’apporterai à l’accueil de la mairie" in text_of(sent)
    assert "il n’y a pas de numéro de reçu" in text_of(sent)
    assert not town.broker.calls


ZERO_AND_UNKNOWN = {
    "a quotient of zero pays the lowest price": (0, "0,80 €", "est de zéro"),
    "an unknown quotient pays the highest price": (None, "5,60 €", "n’est pas connu"),
}


@pytest.mark.parametrize(
    ("valeur", "price", "words"), ZERO_AND_UNKNOWN.values(), ids=ZERO_AND_UNKNOWN.keys()
)
async def test_zero_and_unknown_are_two_prices(
    town: Town, visitor: Visitor, valeur: int | None, price: str, words: str
) -> None:
    town.broker.reply = answer(
        with_quotient(valeur), omitted={"quotient_familial.valeur": "ressources_absentes"}
    )
    await visitor.sign_in()

    page = text_of(await visitor.post("/recuperation"))

    assert f"{price} par repas" in page
    assert words in page
    assert ("la caisse n’a pas reçu vos ressources" in page) == (valeur is None)


REASONS = {
    "qf_indisponible": "le quotient n’est pas calculé pour ce mois",
    "autre_motif": "autre motif",
    "": "non précisée",
}


@pytest.mark.parametrize(("said", "read"), REASONS.items())
async def test_the_reason_of_an_unknown_quotient_is_in_words(
    town: Town, visitor: Visitor, said: str, read: str
) -> None:
    omitted = {"quotient_familial.valeur": said} if said else {}
    town.broker.reply = answer(with_quotient(None), omitted=omitted)
    await visitor.sign_in()

    assert f"Raison : {read}." in text_of(await visitor.post("/recuperation"))


async def test_an_unknown_quotient_may_be_declared(town: Town, visitor: Visitor) -> None:
    town.broker.reply = answer(with_quotient(None))
    await visitor.sign_in()
    await visitor.post("/recuperation")

    await visitor.post("/quotient", quotient="300", justificatif="courrier")

    page = text_of(await visitor.get("/mes-informations"))
    assert "0,80 € par repas" in page


async def test_a_declared_quotient_does_not_replace_the_one_of_the_caisse(
    visitor: Visitor,
) -> None:
    await visitor.post("/quotient", quotient="10", justificatif="guichet")
    await visitor.sign_in()

    assert "1,60 € par repas" in text_of(await visitor.post("/recuperation"))


CONTESTED = {
    "the quotient": ("quotient_familial", "Donner mon quotient moi-même", "650"),
    "the address": ("adresse", "Les enfants et les repas", "MICHELET"),
    "the children": ("enfants", "Les enfants et les repas", "THOMAS"),
    "the parents": ("allocataires", "Les enfants et les repas", "ALIX MARIE"),
}


@pytest.mark.parametrize(
    ("champ", "next_title", "forgotten"), CONTESTED.values(), ids=CONTESTED.keys()
)
async def test_what_is_false_is_forgotten_and_given_another_way(
    visitor: Visitor, champ: str, next_title: str, forgotten: str
) -> None:
    await visitor.sign_in()
    received = await visitor.post("/recuperation")
    assert f'href="/information-fausse/{champ}"' in received.text

    explained = await visitor.get(f"/information-fausse/{champ}")
    assert "Continuer sans cette information" in text_of(explained)
    following = await visitor.post(f"/information-fausse/{champ}")

    assert title_of(following) == next_title
    pages = source_of(following) + source_of(await visitor.get("/mes-informations"))
    assert forgotten not in pages


async def test_a_second_click_on_send_registers_once(town: Town, visitor: Visitor) -> None:
    await visitor.post("/enfants", **TYPED, jours=DAYS)
    first = await visitor.post("/recapitulatif")

    second = await visitor.post("/recapitulatif")

    assert text_of(second) == text_of(first)
    assert len(town.app.state.mairie.registrations) == 1


async def test_a_second_click_on_retrieve_asks_once(town: Town, visitor: Visitor) -> None:
    await visitor.sign_in()
    await visitor.post("/recuperation")

    again = await visitor.post("/recuperation")

    assert title_of(again) == "Nous avons reçu vos informations"
    assert len(town.broker.calls) == 1


async def test_what_was_typed_is_gone_once_sent(visitor: Visitor) -> None:
    await visitor.sign_in()
    await visitor.post("/recuperation")
    await visitor.post("/enfants", **TYPED, jours=DAYS)
    await visitor.post("/recapitulatif")

    form = await visitor.get("/enfants")

    assert "Zoé" not in form.text
    assert "THOMAS" not in form.text


async def test_nothing_is_sent_while_something_is_missing(town: Town, visitor: Visitor) -> None:
    page = await visitor.post("/recapitulatif")

    assert title_of(page) == "Les enfants et les repas"
    assert len(town.app.state.mairie.registrations) == 0
