import pytest

from broker.matching.normalise import compact, given_names, tokens

SAME_NAME = {
    "accents": ("GÉRÔME", "gerome"),
    "accents typed apart from their letter": ("Ge\u0301ro\u0302me", "GÉRÔME"),
    "cedilla and diaeresis": ("Françoise Maëlys", "FRANCOISE MAELYS"),
    "the ligature Œ": ("Cœur", "COEUR"),
    "the ligature Æ": ("Lætitia", "LAETITIA"),
    "an accented ligature": ("Ǽlia", "AELIA"),
    "a typographic ligature": ("Griﬃn", "GRIFFIN"),
    "the German sharp s, small and capital": ("Weiß", "WEISS"),
    "the capital sharp s": ("WEIẞ", "weiss"),
    "the Polish barred l": ("Łukasz", "LUKASZ"),
    "the Vietnamese and Croatian barred d": ("Đorđe", "DORDE"),
    "the Icelandic eth": ("Ðað", "DAD"),
    "the Icelandic thorn": ("Þóra", "THORA"),
    "the Nordic barred o": ("Søren", "SOREN"),
    "the Turkish dotless i": ("Işık", "ISIK"),
    "the Turkish dotted capital": ("İpek", "IPEK"),
    "full-width letters": ("ＤＵＰＯＮＴ", "DUPONT"),
    "the curly apostrophe": ("D’Artagnan", "D'ARTAGNAN"),
    "the modifier apostrophe": ("Dʼartagnan", "D'ARTAGNAN"),
    "the opening quote": ("N‘Diaye", "N'DIAYE"),
    "the prime": ("D′Artagnan", "D'ARTAGNAN"),
    "the grave accent for an apostrophe": ("D`Artagnan", "D'ARTAGNAN"),
    "the acute accent for an apostrophe": ("D´Artagnan", "D'ARTAGNAN"),
    "the Polynesian okina": ("Hinaʻatea", "HINA'ATEA"),
    "the saltillo": ("Dꞌartagnan", "D'ARTAGNAN"),
    "the non-breaking hyphen": ("Jean‑Paul", "JEAN-PAUL"),
    "the typographic hyphen": ("Jean‐Paul", "JEAN-PAUL"),
    "the en dash": ("Jean–Paul", "JEAN-PAUL"),
    "the em dash": ("Jean—Paul", "JEAN-PAUL"),
    "the minus sign": ("Jean−Paul", "JEAN-PAUL"),
    "a hyphen between spaces": ("Jean - Paul", "JEAN-PAUL"),
    "a soft hyphen, invisible": ("Du\u00adpont", "DUPONT"),
    "a zero-width space, invisible": ("Du\u200bpont", "DUPONT"),
    "a non-breaking space": ("Le\u00a0Goff", "LE GOFF"),
    "a narrow non-breaking space": ("Le\u202fGoff", "LE GOFF"),
    "spaces around and inside": ("  Le   Goff ", "LE GOFF"),
    "another alphabet, as transliterated": ("Иван", "IVAN"),
}


@pytest.mark.parametrize(("one", "other"), SAME_NAME.values(), ids=SAME_NAME.keys())
def test_two_spellings_are_one_name(one: str, other: str) -> None:
    assert compact(one) == compact(other) != ""
    assert given_names((one,)) == given_names((other,))


def test_a_name_keeps_its_words() -> None:
    assert tokens("D’Artagnan-Œuf") == ("D", "ARTAGNAN", "OEUF")


GIVEN_NAMES = {
    "a hyphen holds a name together": (("Jean-Paul", "Marie"), ("JEANPAUL", "MARIE")),
    "an apostrophe too": (("M'Hamed",), ("MHAMED",)),
    "a space parts two names": (("Jean Paul",), ("JEAN", "PAUL")),
    "a comma inside one element": (("LILY-ROSE, CLARA",), ("LILYROSE", "CLARA")),
    "nothing between two commas": ((" , ,",), ()),
    "no name": ((), ()),
    "X is nobody's name": (("X",), ()),
    "nor is SP": (("SP",), ()),
    "nor the words for it": (("sans-prénom",), ()),
    "X beside a name is left out": (("X", "Anna"), ("ANNA",)),
}


@pytest.mark.parametrize(("raw", "names"), GIVEN_NAMES.values(), ids=GIVEN_NAMES.keys())
def test_given_names_are_told_apart(raw: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert given_names(raw) == names
