import pytest

from broker.matching.family_names import compare_family_names
from broker.matching.given_names import compare_given_names
from broker.matching.reasons import Reason
from tests.broker.matching.persons import named

Family = tuple[str | None, str | None]

FAMILY_NAMES: dict[str, tuple[Family, Family, Reason]] = {
    "the same": (("ROUX", None), ("ROUX", None), Reason.IDENTIQUE),
    "the same, the name in use unknown to one": (
        ("ROUX", "MARTIN"),
        ("ROUX", None),
        Reason.IDENTIQUE,
    ),
    "the same birth name, remarried since": (
        ("ROUX", "MARTIN"),
        ("ROUX", "PETIT"),
        Reason.IDENTIQUE,
    ),
    "written otherwise": (
        ("Lefèvre", None),
        ("LEFEVRE", None),
        Reason.IDENTIQUE_APRES_NORMALISATION,
    ),
    "an article joined": (
        ("LE GOFF", None),
        ("LEGOFF", None),
        Reason.IDENTIQUE_APRES_NORMALISATION,
    ),
    "a particle joined": (
        ("d’Almeida", None),
        ("DALMEIDA", None),
        Reason.IDENTIQUE_APRES_NORMALISATION,
    ),
    "a double name without its hyphen": (
        ("TROIS-DUPRE", None),
        ("TROIS DUPRE", None),
        Reason.IDENTIQUE_APRES_NORMALISATION,
    ),
    "the particle left out": (("de Sousa", None), ("SOUSA", None), Reason.PARTICULE_OMISE),
    "the particle before an article left out": (
        ("de La Fontaine", None),
        ("LAFONTAINE", None),
        Reason.PARTICULE_OMISE,
    ),
    "an article is part of the name": (("LE GOFF", None), ("GOFF", None), Reason.DIFFERENT),
    "so is « du »": (("DU PONT", None), ("PONT", None), Reason.DIFFERENT),
    "both names swapped": (("ROUX", "MARTIN"), ("MARTIN", "ROUX"), Reason.NOM_USAGE_CROISE),
    "the name in use given as birth name": (
        ("MARTIN", None),
        ("ROUX", "Martin"),
        Reason.NOM_USAGE_CROISE,
    ),
    "the name in use only": ((None, "MARTIN"), ("MARTIN", None), Reason.NOM_USAGE_CROISE),
    "crossed, but contradicted by the other name": (
        ("MARTIN", "PETIT"),
        ("BERNARD", "MARTIN"),
        Reason.DIFFERENT,
    ),
    "sisters-in-law share a name in use": (
        ("ROUX", "MARTIN"),
        ("PETIT", "MARTIN"),
        Reason.DIFFERENT,
    ),
    "a name in use that repeats the birth name": (
        ("MARTIN", "MARTIN"),
        ("ROUX", "MARTIN"),
        Reason.NOM_USAGE_CROISE,
    ),
    "birth name followed by name in use": (
        ("DUPONT", "DURAND"),
        ("DUPONT DURAND", None),
        Reason.NOM_CONTIENT_USAGE,
    ),
    "name in use followed by birth name": (
        ("DUPONT", "DURAND"),
        ("DURAND-DUPONT", None),
        Reason.NOM_CONTIENT_USAGE,
    ),
    "a joined name that also says the name in use": (
        ("DUPONT", None),
        ("DUPONT DURAND", "DURAND"),
        Reason.NOM_CONTIENT_USAGE,
    ),
    "a longer name that nothing explains": (
        ("DUPONT", None),
        ("DUPONT DURAND", None),
        Reason.DIFFERENT,
    ),
    "a typing error is another name": (("LEFEBVRE", None), ("LEFEVBRE", None), Reason.DIFFERENT),
    "another name": (("LEFEBVRE", None), ("DUPONT", None), Reason.DIFFERENT),
    "a missing family name": ((None, None), ("ROUX", None), Reason.ABSENT),
    "an empty family name": (("", None), ("", None), Reason.ABSENT),
    "a name of punctuation": (("' -", None), ("' -", None), Reason.ABSENT),
    "names in use only": ((None, "MARTIN"), (None, "MARTIN"), Reason.ABSENT),
}


@pytest.mark.parametrize(("one", "other", "reason"), FAMILY_NAMES.values(), ids=FAMILY_NAMES.keys())
def test_family_names(one: Family, other: Family, reason: Reason) -> None:
    assert compare_family_names(named(*one), named(*other)) is reason
    assert compare_family_names(named(*other), named(*one)) is reason


ALEXIS = ("ALEXIS", "GÉRÔME", "JEAN-PHILIPPE")

GIVEN_NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...], Reason]] = {
    "the same": (ALEXIS, ALEXIS, Reason.IDENTIQUE),
    "in one string": (
        ("Angela", "Claire"),
        ("ANGELA CLAIRE",),
        Reason.IDENTIQUE_APRES_NORMALISATION,
    ),
    "a composed name without its hyphen": (
        ("Jean-Paul", "Marie"),
        ("JEAN PAUL MARIE",),
        Reason.IDENTIQUE_APRES_NORMALISATION,
    ),
    "a composed name in one word": (
        ("Jean-Paul",),
        ("JEANPAUL",),
        Reason.IDENTIQUE_APRES_NORMALISATION,
    ),
    "a comma inside an element": (
        ("LILY-ROSE, CLARA",),
        ("Lily-Rose", "Clara"),
        Reason.IDENTIQUE_APRES_NORMALISATION,
    ),
    "another order": (("HANS", "ANDERS"), ("ANDERS", "HANS"), Reason.ORDRE_DIFFERENT),
    "another order, composed without hyphen": (
        ("Marie", "Jean-Paul"),
        ("JEAN PAUL MARIE",),
        Reason.ORDRE_DIFFERENT,
    ),
    "the order inside a composed name makes the name": (
        ("Anne-Marie",),
        ("Marie-Anne",),
        Reason.DIFFERENT,
    ),
    "the first one alone": (ALEXIS, ("ALEXIS",), Reason.PREMIER_PRENOM_COMMUN),
    "the first one alone, composed without hyphen": (
        ("JEAN", "PAUL"),
        ("Jean-Paul", "Marie"),
        Reason.PREMIER_PRENOM_COMMUN,
    ),
    "more than three": (
        ("A", "B", "C"),
        ("A", "B", "C", "D"),
        Reason.PREMIER_PRENOM_COMMUN,
    ),
    "the usual name in second place": (("HANS ANDERS",), ("ANDERS",), Reason.PRENOM_SECOND_USUEL),
    "the usual name in third place": (
        ("Jeanne", "Stéphanie", "Marie"),
        ("MARIE",),
        Reason.SOUS_ENSEMBLE,
    ),
    "JEAN is not JEAN-PAUL": (("JEAN",), ("JEAN-PAUL",), Reason.DIFFERENT),
    "PAUL is not JEAN-PAUL": (("PAUL",), ("JEAN-PAUL",), Reason.DIFFERENT),
    "one name in common is not enough": (
        ("Jeanne", "Stéphanie"),
        ("Jeanne", "Catherine"),
        Reason.DIFFERENT,
    ),
    "cut at 13 characters": (
        ("JEAN-CHRISTOPHE",),
        ("JEAN-CHRISTOP",),
        Reason.PRENOM_TRONQUE,
    ),
    "several names cut at 13 characters": (
        ("Anne", "Charlotte", "Marie"),
        ("ANNE CHARLOTT",),
        Reason.PRENOM_TRONQUE,
    ),
    "thirteen letters that are a whole name": (
        ("MARIE-THERESE", "ANNE"),
        ("MARIE-THERESE",),
        Reason.PREMIER_PRENOM_COMMUN,
    ),
    "a name cut elsewhere": (("CHRISTOPHE",), ("CHRIST",), Reason.DIFFERENT),
    "no given name on one side": ((), ("JEANNE",), Reason.ABSENT),
    "none on either side": ((), (), Reason.SANS_PRENOM),
    "none on either side, in the words of registers": (("X",), ("SP",), Reason.SANS_PRENOM),
}


@pytest.mark.parametrize(("one", "other", "reason"), GIVEN_NAMES.values(), ids=GIVEN_NAMES.keys())
def test_given_names(one: tuple[str, ...], other: tuple[str, ...], reason: Reason) -> None:
    assert compare_given_names(one, other) is reason
    assert compare_given_names(other, one) is reason


MISTYPED = {
    "a letter dropped": ("ALEXI", "ALEXIS"),
    "two letters swapped": ("ALEIXS", "ALEXIS"),
    "the first letters swapped": ("LAEXIS", "ALEXIS"),
    "accents on the wrong letters": ("GRÉÔME", "GÉRÔME"),
    "two letters dropped in a long name": ("JEN-PHILIPE", "JEAN-PHILIPPE"),
    "two letters swapped in a short name": ("PUAL", "PAUL"),
    "G for J": ("GEROME", "JÉRÔME"),
    "F for PH": ("FILIPPE", "PHILIPPE"),
    "K for CH": ("KRISTOF", "CHRISTOPHE"),
    "a short name as it sounds": ("MARK", "MARC"),
    "Z for S": ("ELIZABETH", "ÉLISABETH"),
}


@pytest.mark.parametrize(("typed", "true"), MISTYPED.values(), ids=MISTYPED.keys())
def test_a_typing_error_is_recognised(typed: str, true: str) -> None:
    assert compare_given_names((typed,), (true,)) is Reason.FAUTE_DE_FRAPPE
    assert compare_given_names((true,), (typed,)) is Reason.FAUTE_DE_FRAPPE


NOT_MISTYPED = {
    "another first letter makes another name": ("MARINE", "KARINE"),
    "three letters": ("LÉA", "LÉO"),
    "a letter more in a short name": ("LÉA", "LÉNA"),
    "a letter changed in a short name": ("LINA", "LUNA"),
    "two errors in a short name": ("LUCIEN", "JULIEN"),
    "a diminutive": ("PIERRETTE", "PIERRE"),
    "another name": ("NATHALIE", "NATHAN"),
}


@pytest.mark.parametrize(("one", "other"), NOT_MISTYPED.values(), ids=NOT_MISTYPED.keys())
def test_another_name_is_not_a_typing_error(one: str, other: str) -> None:
    assert compare_given_names((one,), (other,)) is Reason.DIFFERENT
