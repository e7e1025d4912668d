"""What holds for any name: spelling changes nothing, another name never matches, nobody guesses."""

import unicodedata
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.identite import Identite, LieuNaissance
from contracts.upstream import Motif
from providers.caf.identification import identify
from providers.caf.names import compact
from providers.caf.people import Person, Role

LETTERS = "abcdefghijklmnopqrstuvwxyzéèêëàâîïôöùûüÿçñãõœæßłđøš"
NAMES = st.text(alphabet=LETTERS + " -'’", min_size=1, max_size=20).filter(
    lambda text: any(c.isalpha() for c in text)
)
DATES = st.builds("{:04d}-{:02d}-{:02d}".format, *(st.integers(0, n) for n in (3, 2, 3)))
PLACES = st.builds(LieuNaissance, code_pays=st.sampled_from([None, "99100", "99139"]))
IDENTITIES = st.builds(
    Identite,
    nom_naissance=st.sampled_from(["BIS", "TER"]),
    nom_usage=st.sampled_from([None, "BIS", "TER"]),
    prenoms=st.lists(st.sampled_from(["LOU", "MICHEL", "MICHAEL"]), max_size=3).map(tuple),
    date_naissance=DATES,
    sexe=st.sampled_from([None, "M", "F"]),
    lieu_naissance=PLACES,
)
SPELLINGS: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "curly apostrophes": lambda text: text.replace("'", "’"),
    "spaces": lambda text: f"  {text.replace('-', ' ')} ",
    "accents": lambda text: "".join(f"{c}\u0301" if c.isalpha() else c for c in text),
}


def someone(nom: str, prenom: str) -> Identite:
    return Identite(
        nom_naissance=nom,
        prenoms=(prenom,),
        date_naissance="1980-02-03",
        lieu_naissance=LieuNaissance(),
    )


def held(identite: Identite, numero: str = "1") -> Person:
    return Person.of(identite, Role.ALLOCATAIRE, numero)


@settings(deadline=None)  # the machine may be shared
@given(nom=NAMES, prenom=NAMES, spell=st.sampled_from(list(SPELLINGS.values())))
def test_spelling_changes_nothing(nom: str, prenom: str, spell: Callable[[str], str]) -> None:
    person = held(someone(nom, prenom))

    assert identify(someone(spell(nom), spell(prenom)), [person]) is person


@settings(deadline=None)  # the machine may be shared
@given(nom=NAMES, other=NAMES, asked=IDENTITIES, there=IDENTITIES)
def test_a_different_family_name_never_matches(
    nom: str, other: str, asked: Identite, there: Identite
) -> None:
    if compact(nom) == compact(other):
        return
    question = asked.model_copy(update={"nom_naissance": nom, "nom_usage": None})
    person = held(there.model_copy(update={"nom_naissance": other, "nom_usage": None}))

    assert identify(question, [person]) is Motif.IDENTITE_INCONNUE


@settings(deadline=None)  # the machine may be shared
@given(asked=IDENTITIES, people=st.lists(IDENTITIES, max_size=4))
def test_two_who_are_the_same_are_never_chosen_between(
    asked: Identite, people: list[Identite]
) -> None:
    doubled = [held(identite, numero) for identite in people for numero in ("1", "2")]

    assert not isinstance(identify(asked, doubled), Person)


@settings(deadline=None)  # the machine may be shared
@given(asked=IDENTITIES, people=st.permutations(range(4)), known=st.lists(IDENTITIES, min_size=4))
def test_the_order_of_the_files_decides_nothing(
    asked: Identite, people: list[int], known: list[Identite]
) -> None:
    files = [held(identite, str(index)) for index, identite in enumerate(known[:4])]

    assert identify(asked, files) == identify(asked, [files[index] for index in people])


@settings(deadline=None)  # the machine may be shared
@given(asked=IDENTITIES, there=IDENTITIES)
def test_nobody_is_found_whose_known_birth_date_differs(asked: Identite, there: Identite) -> None:
    found = identify(asked, [held(there)])

    if isinstance(found, Person):
        parts = zip(asked.date_naissance.split("-"), there.date_naissance.split("-"), strict=True)
        assert all(0 in (int(a), int(b)) or a == b for a, b in parts)
        assert not asked.date_naissance.startswith("0000")
