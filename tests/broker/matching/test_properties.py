import string
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from broker.matching.normalise import compact
from broker.matching.policies import DECLAREE, FRANCE_CONNECT, NUMERO, POLICIES, Policy
from broker.matching.reasons import Attribut, Reason
from broker.matching.rule import compare
from contracts.identite import Identite, LieuNaissance
from tests.broker.matching.persons import but

POLICY = st.sampled_from(POLICIES)
ANY_TEXT = st.text(max_size=30)
NAME = st.text(st.sampled_from(string.ascii_letters + "éèëçœæßłđøñüï"), min_size=2, max_size=14)
PARTIAL_DATE = st.builds(
    "{:04d}-{:02d}-{:02d}".format,
    st.sampled_from((0, 1960, 1982, 1983)),
    st.sampled_from((0, 1, 6, 12)),
    st.sampled_from((0, 1, 27)),
)
KNOWN_DAY = st.dates(date(1900, 1, 1), date(2020, 12, 31)).map(date.isoformat)
SEX = st.sampled_from(("M", "F", None))
PLACE = st.builds(
    LieuNaissance,
    code_pays=st.sampled_from((None, "", "99100", "99352", "92352", "99127")),
    code_commune=st.sampled_from((None, "", "75107", "75056", "75012", "92012", "20004", "2A004"))
    | ANY_TEXT,
    code_departement=st.sampled_from((None, "75", "92", "2A", "20")),
)


def identities(
    names: st.SearchStrategy[str], dates: st.SearchStrategy[str]
) -> st.SearchStrategy[Identite]:
    return st.builds(
        Identite,
        nom_naissance=names,
        nom_usage=st.none() | names,
        prenoms=st.lists(names, min_size=1, max_size=4).map(tuple),
        date_naissance=dates,
        sexe=SEX,
        lieu_naissance=PLACE,
    )


FAMILIAR = st.sampled_from(
    ("Jean", "Paul", "Jean-Paul", "JEAN PAUL", "Jeanne", "Jeannne", "de Sousa", "Sousa", "X", "-")
)
ANYBODY = identities(ANY_TEXT, PARTIAL_DATE) | identities(FAMILIAR, PARTIAL_DATE)
RELATIVES = identities(FAMILIAR, st.sampled_from(("1982-12-27", "1982-12-00", "1982-00-00")))
SOMEBODY = identities(NAME, KNOWN_DAY)


@given(ANYBODY, ANYBODY | RELATIVES, POLICY)
def test_any_text_gets_the_same_verdict_in_both_directions(
    one: Identite, other: Identite, policy: Policy
) -> None:
    assert compare(one, other, policy) == compare(other, one, policy)


@given(SOMEBODY, POLICY)
def test_everybody_is_herself(one: Identite, policy: Policy) -> None:
    assume(any(compact(p) not in {"X", "SP", "SANSPRENOM", ""} for p in one.prenoms))

    assert compare(one, but(one), policy).verdict == "match"


def written_otherwise(text: str) -> str:
    return f" {text.swapcase()}\u00a0".replace("œ", "OE").replace("é", "e\u0301")


@given(SOMEBODY, POLICY)
def test_accents_case_and_spaces_never_matter(one: Identite, policy: Policy) -> None:
    other = but(
        one,
        nom_naissance=written_otherwise(one.nom_naissance or ""),
        prenoms=tuple(map(written_otherwise, one.prenoms)),
    )

    assert compare(one, other, policy).verdict == compare(one, one, policy).verdict


@given(NAME, NAME, st.sampled_from("'’ʼ‘′`´"), st.sampled_from("-‐‑–—−"), POLICY)
def test_the_make_of_an_apostrophe_or_a_hyphen_never_matters(
    first: str, second: str, apostrophe: str, hyphen: str, policy: Policy
) -> None:
    one = Identite(
        nom_naissance=f"D'{first}-{second}",
        prenoms=(f"{first}-{second}", f"M'{second}"),
        date_naissance="1982-12-27",
    )
    other = but(
        one,
        nom_naissance=f"D{apostrophe}{first}{hyphen}{second}",
        prenoms=(f"{first}{hyphen}{second}", f"M{apostrophe}{second}"),
    )

    assert compare(one, other, policy).verdict == "match"


@given(SOMEBODY, KNOWN_DAY, POLICY)
def test_another_known_day_of_birth_never_matches(one: Identite, day: str, policy: Policy) -> None:
    assume(day != one.date_naissance)

    assert compare(one, but(one, date_naissance=day), policy).verdict == "mismatch"


@given(SOMEBODY, SOMEBODY, POLICY)
def test_somebody_else_never_matches(one: Identite, other: Identite, policy: Policy) -> None:
    names = {compact(name or "") for name in (one.nom_naissance, one.nom_usage)}
    assume(
        names.isdisjoint({compact(n or "") for n in (other.nom_naissance, other.nom_usage)} - {""})
    )
    namesake = but(other, prenoms=one.prenoms, date_naissance=one.date_naissance, nom_usage=None)
    alone = but(one, nom_usage=None)

    assert compare(alone, namesake, policy).verdict != "match"


@given(RELATIVES, RELATIVES, st.sets(st.sampled_from(sorted(Identite.model_fields))), POLICY)
def test_a_match_rests_on_a_name_and_a_given_name_and_never_on_a_difference(
    one: Identite, somebody: Identite, changed: set[str], policy: Policy
) -> None:
    other = but(one, **{field: getattr(somebody, field) for field in changed})
    verdict = compare(one, other, policy)
    if verdict.verdict == "match":
        assert Reason.DIFFERENT not in verdict.reasons.values()
        assert verdict.reasons[Attribut.NOM] is not Reason.ABSENT
        assert verdict.reasons[Attribut.PRENOMS] is not Reason.ABSENT
    else:
        assert verdict.refused_by


@given(SOMEBODY, SOMEBODY)
def test_what_is_refused_to_a_declared_identity_is_refused_to_a_certified_one_too(
    one: Identite, other: Identite
) -> None:
    namesake = but(other, nom_naissance=one.nom_naissance, date_naissance=one.date_naissance)

    if compare(one, namesake, FRANCE_CONNECT).verdict == "match":
        assert compare(one, namesake, DECLAREE).verdict == "match"


@given(NAME, NAME)
def test_by_number_no_other_name_passes(name: str, other: str) -> None:
    assume(compact(name) != compact(other))
    one = Identite(nom_naissance=name, prenoms=("Jeanne",))

    assert compare(one, but(one, nom_naissance=other), NUMERO).verdict == "mismatch"
