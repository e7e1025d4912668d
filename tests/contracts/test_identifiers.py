import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from stdnum import luhn
from stdnum.fr import siret

from contracts.identifiers import (
    CodeCommune,
    CodeDepartement,
    CodePays,
    CodePostal,
    DatePartielle,
    Nom,
    NumeroAllocataire,
    RefusedAs,
    Siret,
)

SIRET, NOM = TypeAdapter[str](Siret), TypeAdapter[str](Nom)
ASCII_DIGITS = re.compile(r"[0-9]{14}")


def is_accepted(adapter: TypeAdapter[str], value: str) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


NAMES = {
    "a ligature": ("CŒUR", "CŒUR"),
    "a curly apostrophe": ("D’ARTAGNAN", "D'ARTAGNAN"),
    "the letter apostrophe of Unicode": ("Keʼala", "Ke'ala"),
    "a Breton apostrophe": ("GUILLERC'H", "GUILLERC'H"),
    "an apostrophe at the beginning": ("'t Hart", "'t Hart"),
    "an eszett": ("WEIß", "WEIß"),
    "a stroked l": ("Łukasz", "Łukasz"),
    "a caron": ("Šuković", "Šuković"),
    "a Turkish capital": ("İnönü", "İnönü"),
    "Vietnamese accents": ("Nguyễn", "Nguyễn"),
    "an accent apart from its letter": ("HE\u0301LE\u0300NE", "HÉLÈNE"),
    "an accent no single character has": ("Q\u0308UO", "Q\u0308UO"),
    "a hyphen": ("JEAN-PIERRE", "JEAN-PIERRE"),
    "a double hyphen of a double name": ("ROUX--VALMORIN", "ROUX--VALMORIN"),
    "spaces within": ("DE LA TOUR", "DE LA TOUR"),
    "spaces around": ("  ROUX ", "ROUX"),
    "one letter": ("Ô", "Ô"),
    "a hundred letters": ("A" * 100, "A" * 100),
}
NOT_NAMES = {
    "nothing": "",
    "a space": " ",
    "an apostrophe": "'",
    "a hyphen": "-",
    "an accent alone": "\u0301",
    "a digit": "ROUX2",
    "a comma": "ROUX, MARIE",
    "brackets": "ROUX (NEE)",
    "a full stop": "DR. ROUX",
    "a slash": "ROUX/MARIE",
    "markup": "<b>ROUX</b>",
    "an underscore": "ROUX_MARIE",
    "a line break": "ROUX\nMARIE",
    "Cyrillic": "Иванова",
    "one Cyrillic letter among Latin ones": "RОUX",
    "Greek": "ΠΑΠΑΣ",
    "Arabic": "محمد",
    "Han": "王",
    "a hundred and one letters": "A" * 101,
    "an emoji": "ROUX😀",
}


@pytest.mark.parametrize(("written", "read"), NAMES.values(), ids=NAMES)
def test_a_name_of_civil_status_is_accepted_however_it_is_typed(written: str, read: str) -> None:
    assert NOM.validate_python(written) == read


@pytest.mark.parametrize("written", NOT_NAMES.values(), ids=NOT_NAMES)
def test_what_is_no_name_in_latin_letters_is_refused(written: str) -> None:
    assert not is_accepted(NOM, written)


@given(st.text(max_size=30))
def test_an_accepted_name_is_accepted_again_unchanged(text: str) -> None:
    if is_accepted(NOM, text):
        once = NOM.validate_python(text)
        assert NOM.validate_python(once) == once


SIRETS = {
    "Ville de Paris": ("21750001600019", "21750001600019"),
    "with spaces": ("217 500 016 00019", "21750001600019"),
    "with full stops": ("217.500.016.00019", "21750001600019"),
    "a line break after it": ("21750001600019\n", "21750001600019"),
    "head office of La Poste, by Luhn": ("35600000000048", "35600000000048"),
    "a post office, whose digits add up to a multiple of five": (
        "35600000049837", "35600000049837"),
}  # fmt: skip
NOT_SIRETS = {
    "a wrong key": "21750001600018",
    "a SIREN": "217500016",
    "fifteen digits": "217500016000190",
    "letters": "2175000160001A",
    "Arabic digits": "٢١٧٥٠٠٠١٦٠٠٠١٩",
    "a post office whose digits do not add up": "35600000049838",
    "a Luhn key on a SIREN whose own is wrong": "21750001700017",
    "nothing": "",
}


@pytest.mark.parametrize(("written", "read"), SIRETS.values(), ids=SIRETS)
def test_a_siret_is_read_as_fourteen_digits(written: str, read: str) -> None:
    assert SIRET.validate_python(written) == read


@pytest.mark.parametrize("written", NOT_SIRETS.values(), ids=NOT_SIRETS)
def test_what_is_no_siret_is_refused(written: str) -> None:
    assert not is_accepted(SIRET, written)


@given(st.integers(0, 10**8 - 1), st.integers(0, 9999), st.integers(0, 9))
def test_one_key_in_ten_makes_a_siret(siren: int, establishment: int, wrong: int) -> None:
    nine = f"{siren:08d}" + luhn.calc_check_digit(f"{siren:08d}")
    thirteen = f"{nine}{establishment:04d}"
    key = luhn.calc_check_digit(thirteen)

    if not thirteen.startswith("356000000"):
        assert SIRET.validate_python(thirteen + key) == thirteen + key
        assert is_accepted(SIRET, f"{thirteen}{wrong}") == (str(wrong) == key)


@given(st.one_of(st.text(max_size=20), st.from_regex(r"[0-9０-９ .]{14,17}", fullmatch=True)))
def test_an_accepted_siret_is_fourteen_ascii_digits_and_valid(text: str) -> None:
    if is_accepted(SIRET, text):
        read = SIRET.validate_python(text)
        assert ASCII_DIGITS.fullmatch(read)
        assert siret.is_valid(read)


CODES: dict[str, tuple[TypeAdapter[str], tuple[str, ...], tuple[str, ...]]] = {
    "country": (
        TypeAdapter(CodePays),
        ("99100", "99351", "92352"),
        ("92353", "FR", "9910", "99１００", ""),
    ),
    "commune": (
        TypeAdapter(CodeCommune),
        ("13055", "75056", "97411", "2A004", "2b033", " 2A004 "),
        ("20004", "2C004", "1305", "130555", "١3055", ""),
    ),
    "département": (
        TypeAdapter(CodeDepartement),
        ("01", "20", "95", "2A", "2b", "971", "972", "973", "974", "976"),
        ("00", "1", "96", "2C", "975", "977", "987", "0１", ""),
    ),
    "file number": (
        TypeAdapter(NumeroAllocataire),
        ("0000001", "1234567"),
        ("123456", "1234567C", "１２３４５６７"),
    ),
    "post code": (
        TypeAdapter(CodePostal),
        ("01000", "97400", "75001"),
        ("1000", "75001 ", "٧٥٠٠١"),
    ),
    "partial date": (
        TypeAdapter(DatePartielle),
        ("1987-06-27", "1987-06-00", "1987-00-00", "0000-00-00"),
        ("1987-6-27", "1987-13-01", "1987-06-32", "27/06/1987", "１987-06-27"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("adapter", "right", "wrong"), CODES.values(), ids=CODES)
def test_a_code_has_its_shape_in_ascii(
    adapter: TypeAdapter[str], right: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    assert [value for value in right if not is_accepted(adapter, value)] == []
    assert [value for value in wrong if is_accepted(adapter, value)] == []


def test_corsica_is_written_in_capitals() -> None:
    assert TypeAdapter[str](CodeCommune).validate_python("2a004") == "2A004"
    assert TypeAdapter[str](CodeDepartement).validate_python("2b") == "2B"


def test_a_missing_value_has_the_code_of_a_wrong_one_unless_said_otherwise() -> None:
    assert RefusedAs("00420").when_missing == "00420"
    assert RefusedAs("00210", missing="00203").when_missing == "00203"
