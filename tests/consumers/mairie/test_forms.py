"""What is typed: kept as it is, corrected where it is wrong, never believed to be markup."""

from collections.abc import Sequence

import pytest

from contracts.flows.quotient_familial import Adresse, Personne, QuotientFamilial
from tests.consumers.client.scripted_broker import FOYER, answer
from tests.consumers.mairie.visitor import Town, Visitor, text_of, title_of

HOSTILE = "<script>alert(1)</script>\" onfocus='x' {{7*7}}"
FAMILY: dict[str, Sequence[str]] = {
    "responsable": "Alix Terrieur",
    "adresse": "3 rue des Ormes",
    "nom-0": "Zoé Terrieur",
    "classe-saisie-0": "CE1",
    "ecole": "École Jean-Zay",
    "jours": ["lundi"],
}


def a_hostile_household() -> QuotientFamilial:
    person = Personne(nom_naissance=HOSTILE, prenoms=HOSTILE, date_naissance="2017-01-01", sexe="F")
    lines = dict.fromkeys(Adresse.model_fields, HOSTILE)
    return FOYER.model_copy(
        update={
            "allocataires": (person,),
            "enfants": (person,),
            "adresse": Adresse.model_validate(lines),
        }
    )


async def test_nothing_the_caisse_says_is_markup(town: Town, visitor: Visitor) -> None:
    town.broker.reply = answer(a_hostile_household(), omitted={"quotient_familial": HOSTILE})
    town.france_connect.person |= {"given_name": HOSTILE, "family_name": HOSTILE}
    await visitor.sign_in()

    pages = [await visitor.post("/recuperation"), await visitor.get("/enfants")]

    for page in pages:
        assert "&lt;script&gt;alert(1)" in page.text
        assert "<script" not in page.text
        assert "onfocus='x'" not in page.text
        assert "{{7*7}}" in page.text


async def test_nothing_typed_is_markup(visitor: Visitor) -> None:
    await visitor.post("/numero-allocataire", numero=HOSTILE, code_postal=HOSTILE)
    await visitor.post("/quotient", quotient=HOSTILE, justificatif=HOSTILE)
    await visitor.post("/enfants", **(FAMILY | {"nom-0": HOSTILE, "ecole": HOSTILE}))

    for path in ("/numero-allocataire", "/quotient", "/enfants", f"/{HOSTILE}"):
        page = await visitor.get(path)
        assert "<script" not in page.text
        assert "onfocus='x'" not in page.text


WRONG: dict[str, tuple[str, dict[str, Sequence[str]], str]] = {
    "a file number with a letter": (
        "/numero-allocataire",
        {"numero": "1234567A", "code_postal": "99000"},
        "numero",
    ),
    "a post code that is too short": (
        "/numero-allocataire",
        {"numero": "1234567", "code_postal": "9900"},
        "code_postal",
    ),
    "digits that are not ours": (
        "/numero-allocataire",
        {"numero": "١٢٣٤٥٦٧", "code_postal": "99000"},
        "numero",
    ),
    "a quotient in words": ("/quotient", {"quotient": "x", "justificatif": "guichet"}, "quotient"),
    "a negative quotient": ("/quotient", {"quotient": "-1", "justificatif": "guichet"}, "quotient"),
    "a quotient with cents": (
        "/quotient",
        {"quotient": "850,20", "justificatif": "guichet"},
        "quotient",
    ),
    "a quotient without a justificatif": ("/quotient", {"quotient": "850"}, "justificatif"),
    "no child": ("/enfants", FAMILY | {"nom-0": "", "classe-saisie-0": ""}, "enfants"),
    "a child without a class": ("/enfants", FAMILY | {"classe-saisie-0": ""}, "classe-saisie-0"),
    "a class without a child": ("/enfants", FAMILY | {"nom-0": " "}, "nom-0"),
    "a class that does not exist": (
        "/enfants",
        FAMILY | {"classe-saisie-0": "Terminale"},
        "classe-saisie-0",
    ),
    "no day": ("/enfants", FAMILY | {"jours": []}, "jours"),
    "a day that does not exist": ("/enfants", FAMILY | {"jours": ["dimanche"]}, "jours"),
    "no school": ("/enfants", FAMILY | {"ecole": ""}, "ecole"),
    "no parent": ("/enfants", FAMILY | {"responsable": ""}, "responsable"),
    "no address": ("/enfants", FAMILY | {"adresse": ""}, "adresse"),
}


@pytest.mark.parametrize(("path", "fields", "champ"), WRONG.values(), ids=WRONG.keys())
async def test_what_is_wrong_is_named_and_shown_again(
    town: Town, visitor: Visitor, path: str, fields: dict[str, Sequence[str]], champ: str
) -> None:
    page = await visitor.post(path, **fields)

    assert page.status_code == 422
    assert "<title>Erreur – Étape" in page.text
    assert f'<a href="#{champ}">' in page.text
    assert f'id="{champ}"' in page.text
    assert not town.broker.calls
    for name, value in fields.items():
        if isinstance(value, str) and value.strip() and name in {"numero", "quotient", "nom-0"}:
            assert f'value="{value}"' in page.text


async def test_a_child_can_be_added_without_losing_the_others(visitor: Visitor) -> None:
    page = await visitor.post("/enfants", **FAMILY, ajouter="1")

    assert page.status_code == 200
    assert 'value="Zoé Terrieur"' in page.text
    assert 'id="nom-1"' in page.text
    review = await visitor.post(
        "/enfants", **FAMILY, **{"nom-1": "Max Terrieur", "classe-saisie-1": "CP"}
    )
    assert "Max Terrieur, CP" in text_of(review)


async def test_a_child_that_is_not_on_the_list_can_be_added_to_it(visitor: Visitor) -> None:
    await visitor.sign_in()
    await visitor.post("/recuperation")

    review = await visitor.post("/enfants", **FAMILY)

    assert title_of(review) == "Vérifier et envoyer"
    assert "Zoé Terrieur, CE1" in text_of(review)
    assert "28 BOULEVARD MICHELET" in text_of(review)


async def test_a_key_that_the_caisse_never_gave_is_not_a_child(visitor: Visitor) -> None:
    fields = FAMILY | {"nom-0": "", "classe-saisie-0": "", "enfants": ["abcdefabcdef"]}

    page = await visitor.post("/enfants", **fields, **{"classe-abcdefabcdef": "CP"})

    assert page.status_code == 422


async def test_control_characters_do_not_survive(visitor: Visitor) -> None:
    review = await visitor.post("/enfants", **(FAMILY | {"nom-0": "Zoé\x00\u202e\r\nTerrieur"}))

    assert "Zoé Terrieur, CE1" in text_of(review)


async def test_the_highest_price_needs_no_figure(visitor: Visitor) -> None:
    page = await visitor.post("/quotient", quotient="", justificatif="aucun")

    assert title_of(page) == "Les enfants et les repas"


@pytest.mark.parametrize("path", ["/information-fausse/nir", "/nulle-part", "/Accueil"])
async def test_an_unknown_page_leads_back(visitor: Visitor, path: str) -> None:
    page = await visitor.get(path)

    assert page.status_code == 404
    assert title_of(page) == "Cette page n’existe pas"
    assert 'href="/"' in page.text


async def test_a_field_that_cannot_be_contested_is_refused(visitor: Visitor) -> None:
    page = await visitor.post("/information-fausse/nir")

    assert page.status_code == 400


async def test_pages_of_a_visit_that_has_nothing_lead_to_the_first_page(visitor: Visitor) -> None:
    for path in (
        "/recuperation",
        "/mes-informations",
        "/obstacle",
        "/confirmation",
        "/information-fausse/adresse",
    ):
        assert title_of(await visitor.get(path)) == "Inscrire mon enfant à la cantine"
    assert title_of(await visitor.get("/recapitulatif")) == "Les enfants et les repas"
