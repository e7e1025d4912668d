import pytest

from broker.journal.pseudonym import of_dossier, of_identite
from contracts.identite import Identite

KEY = b"k" * 32


def a_person(nom: str | None, *prenoms: str, ne_le: str = "1990-02-28") -> Identite:
    return Identite(nom_naissance=nom, prenoms=prenoms, date_naissance=ne_le)


SAME = {
    "accents": a_person("LEFEVRE", "Aléna"),
    "case": a_person("lefèvre", "ALENA"),
    "a decomposed letter": a_person("Lefe\u0300vre", "Aléna"),
    "spaces around": a_person(" Lefèvre ", "Aléna "),
}
OTHER = {
    "another birth date": a_person("Lefèvre", "Aléna", ne_le="1990-02-27"),
    "another given name": a_person("Lefèvre", "Alice"),
    "a letter moved from one name to the other": a_person("Lefèvrea", "léna"),
}


@pytest.mark.parametrize("person", SAME.values(), ids=SAME.keys())
def test_spelling_does_not_change_the_mark(person: Identite) -> None:
    assert of_identite(KEY, person) == of_identite(KEY, a_person("Lefèvre", "Aléna"))


@pytest.mark.parametrize("person", OTHER.values(), ids=OTHER.keys())
def test_another_person_has_another_mark(person: Identite) -> None:
    assert of_identite(KEY, person) != of_identite(KEY, a_person("Lefèvre", "Aléna"))


def test_ligatures_hyphens_and_the_cut_of_given_names_do_not_change_the_mark() -> None:
    written = a_person("Cœur-d’Ange", "Jean-Pierre", "Zoé")

    assert of_identite(KEY, written) == of_identite(
        KEY, a_person("COEUR D'ANGE", "Jean", "Pierre Zoe")
    )


def test_without_the_key_nobody_can_make_the_mark() -> None:
    person = a_person("Lefèvre", "Aléna")

    assert of_identite(KEY, person) != of_identite(b"l" * 32, person)


def test_a_person_without_a_name_is_not_confused_with_others_like_her() -> None:
    assert of_identite(KEY, a_person(None, "Aléna")) is None


def test_a_file_number_counts_within_its_post_code() -> None:
    assert of_dossier(KEY, "1234567", "75001") == of_dossier(KEY, "1234567", "75001")
    assert of_dossier(KEY, "1234567", "75001") != of_dossier(KEY, "1234567", "69001")


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        of_dossier(b"court", "1234567", "75001")
