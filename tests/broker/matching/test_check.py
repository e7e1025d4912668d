import pytest

from broker.errors import PersonRefused
from broker.evidence import ProviderAnswer
from broker.matching.check import check_person
from contracts.flow import Mode
from contracts.flows.quotient_familial import QuotientFamilial
from contracts.identite import Identite
from tests.broker.matching.answers import a_question, an_answer, as_allocataire
from tests.broker.matching.persons import ALEXIS, JEANNE, but

IN_FILE = but(JEANNE, prenoms=("JEANNE STEPHANIE MARIE",))
FIRST_ONLY = but(JEANNE, prenoms=("JEANNE",))
DAUGHTER = but(JEANNE, date_naissance="2012-06-27")


@pytest.mark.parametrize(
    ("mode", "niveau"),
    [
        (Mode.IDENTITE, "declaree"),
        (Mode.FRANCE_CONNECT, "france_connect"),
        (Mode.NUMERO_ALLOCATAIRE, "france_connect"),
    ],
)
def test_an_answer_about_the_person_passes_and_says_why(mode: Mode, niveau: str) -> None:
    answer = an_answer(a_question(mode, JEANNE), IN_FILE)

    matched = check_person(answer)

    assert matched.answer is answer
    assert matched.identite.verdict == "match"
    assert matched.identite.niveau == niveau
    assert matched.identite.motifs["prenoms"] == "identique_apres_normalisation"


def test_without_a_person_to_expect_nobody_vouches_for_the_answer() -> None:
    matched = check_person(an_answer(a_question(Mode.NUMERO_ALLOCATAIRE, None), JEANNE))

    assert matched.identite.niveau == "aucun"
    assert matched.identite.verdict == "non_verifie"
    assert matched.identite.motifs == {}


def refused(answer: ProviderAnswer) -> tuple[str, str]:
    with pytest.raises(PersonRefused) as refusal:
        check_person(answer)
    return refusal.value.code, refusal.value.motif


ALL_NAMES_DIFFER = "identite_differente:nom=different,prenoms=different,date_naissance=different"

REFUSALS: dict[str, tuple[Mode, Identite, Identite, str, str]] = {
    "somebody else, declared": (
        Mode.IDENTITE,
        JEANNE,
        ALEXIS,
        "35564",
        f"{ALL_NAMES_DIFFER},lieu_naissance=different",
    ),
    "her daughter of the same names, certified": (
        Mode.FRANCE_CONNECT,
        JEANNE,
        DAUGHTER,
        "35564",
        "identite_differente:date_naissance=different",
    ),
    "too little known, certified": (
        Mode.FRANCE_CONNECT,
        JEANNE,
        but(JEANNE, date_naissance="0000-00-00"),
        "35564",
        "identite_insuffisante:date_naissance=absent",
    ),
    "a typing error in a certified name": (
        Mode.FRANCE_CONNECT,
        JEANNE,
        but(JEANNE, prenoms=("JEANNNE",)),
        "35564",
        "identite_differente:prenoms=faute_de_frappe",
    ),
    "the number of somebody else's file": (
        Mode.NUMERO_ALLOCATAIRE,
        JEANNE,
        ALEXIS,
        "35003",
        ALL_NAMES_DIFFER,
    ),
    "the number of a file that knows one given name of three": (
        Mode.NUMERO_ALLOCATAIRE,
        JEANNE,
        FIRST_ONLY,
        "35003",
        "identite_differente:prenoms=premier_prenom_commun",
    ),
    "the number of her daughter's file": (
        Mode.NUMERO_ALLOCATAIRE,
        JEANNE,
        DAUGHTER,
        "35003",
        "identite_differente:date_naissance=different",
    ),
}


@pytest.mark.parametrize(
    ("mode", "expected", "titulaire", "code", "motif"), REFUSALS.values(), ids=REFUSALS.keys()
)
def test_an_answer_about_somebody_else_never_passes(
    mode: Mode, expected: Identite, titulaire: Identite, code: str, motif: str
) -> None:
    assert refused(an_answer(a_question(mode, expected), titulaire)) == (code, motif)


@pytest.mark.parametrize("mode", [Mode.IDENTITE, Mode.FRANCE_CONNECT])
def test_only_a_file_number_may_go_without_a_person(mode: Mode) -> None:
    assert refused(an_answer(a_question(mode, None), JEANNE)) == ("35564", "personne_non_designee")


INCOHERENT = {
    "another household": QuotientFamilial(allocataires=(as_allocataire(ALEXIS),)),
    "her daughter": QuotientFamilial(allocataires=(as_allocataire(DAUGHTER),)),
    "nobody": QuotientFamilial(allocataires=()),
}


@pytest.mark.parametrize("data", INCOHERENT.values(), ids=INCOHERENT.keys())
@pytest.mark.parametrize("expected", [JEANNE, None], ids=["vouched for", "named by nobody"])
def test_data_that_name_others_than_their_holder_are_unusable(
    data: QuotientFamilial, expected: Identite | None
) -> None:
    answer = an_answer(a_question(Mode.NUMERO_ALLOCATAIRE, expected), JEANNE, data)

    assert refused(answer) == ("35564", "titulaire_absent_des_donnees")


def test_trying_numbers_does_not_tell_an_incoherent_file_from_no_file() -> None:
    data = QuotientFamilial(allocataires=(as_allocataire(DAUGHTER),))

    code, _ = refused(an_answer(a_question(Mode.NUMERO_ALLOCATAIRE, ALEXIS), JEANNE, data))

    assert code == "35003"


NAMELESS = but(JEANNE, prenoms=(), date_naissance="1969-01-01")


def test_a_file_without_given_name_is_coherent_with_itself() -> None:
    answer = an_answer(a_question(Mode.NUMERO_ALLOCATAIRE, None), NAMELESS)

    assert check_person(answer).identite.niveau == "aucun"


COHERENT = {
    "she comes second": QuotientFamilial(
        allocataires=(as_allocataire(ALEXIS), as_allocataire(IN_FILE))
    ),
    "the data write no birth date": QuotientFamilial(
        allocataires=(as_allocataire(IN_FILE).model_copy(update={"date_naissance": ""}),)
    ),
    "the data name no allocataire": QuotientFamilial(),
}


@pytest.mark.parametrize("data", COHERENT.values(), ids=COHERENT.keys())
def test_data_about_their_holder_pass(data: QuotientFamilial) -> None:
    answer = an_answer(a_question(Mode.FRANCE_CONNECT, JEANNE), JEANNE, data)

    assert check_person(answer).identite.verdict == "match"


def test_a_refusal_holds_no_personal_data() -> None:
    _, motif = refused(an_answer(a_question(Mode.IDENTITE, JEANNE), ALEXIS))

    personal = (JEANNE, ALEXIS)
    words = {w for one in personal for w in (one.nom_naissance, *one.prenoms, one.date_naissance)}
    assert not [word for word in words if word and word.casefold() in motif.casefold()]
