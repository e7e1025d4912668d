import hashlib
import string
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.errors import (
    BrokerUnavailable,
    CallerRefused,
    ParametersRefused,
    PersonRefused,
    Reason,
    Refusal,
)
from broker.evidence import Question
from broker.journal.entry import Entry, empreinte, encode
from broker.record import entry_of_disclosure, entry_of_refusal
from broker.trail import Trail
from contracts.flows.quotient_familial import Adresse
from contracts.identite import LieuNaissance
from tests.makers import (
    AT,
    IDENTITE,
    MAIRIE,
    NUMERO,
    PERSONS_KEY,
    V2,
    a_caller,
    a_disclosure,
    a_grant,
    a_household,
    a_person,
    a_personne,
    a_question,
    a_trail,
    an_answer,
    an_ask,
    an_identite,
    parameters,
)

LATER = AT + timedelta(milliseconds=42)
PAYLOAD = b'{"adresse":null}'


def line(answer_changes: dict[str, object] | None = None, cached_for: int | None = None) -> Entry:
    disclosure = a_disclosure(an_answer(None, cached_for, **(answer_changes or {})))
    return entry_of_disclosure(disclosure, PAYLOAD, a_trail(disclosure), LATER, PERSONS_KEY)


def refused(refusal: Refusal, trail: Trail) -> Entry:
    return entry_of_refusal(refusal, trail, LATER, PERSONS_KEY)


def test_the_line_of_an_answer_says_who_asked_what_why_and_what_left() -> None:
    disclosure = a_disclosure()

    entry = line()

    assert entry.caller is not None
    assert entry.caller.siret == MAIRIE
    assert entry.caller.empreinte == empreinte(disclosure.grant.caller.habilitation)
    assert (entry.flow, entry.access) == ("quotient_familial", "identite")
    assert entry.path == IDENTITE.path
    assert (entry.finalite, entry.recipient) == ("simplification", MAIRIE)
    assert entry.legal_basis == "CRPA, art. L. 114-8"
    assert entry.released == ("adresse", "allocataires", "enfants", "quotient_familial")
    assert entry.answer_digest == hashlib.sha256(PAYLOAD).hexdigest()
    assert entry.identite is not None
    assert (entry.identite.niveau, entry.identite.verdict) == ("declaree", "match")
    assert (entry.outcome, entry.status, entry.motif) == ("200", 200, "")
    assert (entry.at, entry.latency_us) == (AT, 42_000)
    assert entry.request_id == "7b0f"


@pytest.mark.parametrize(("cached_for", "cached"), [(None, False), (3600, True)])
def test_the_line_says_whether_the_answer_was_kept(cached_for: int | None, *, cached: bool) -> None:
    assert line(cached_for=cached_for).cached is cached


def test_the_same_person_has_one_mark_however_she_was_asked_about() -> None:
    by_number = a_disclosure(an_answer(a_question(a_grant(an_ask(NUMERO)))))

    marks = {
        line().person,
        line({"titulaire": an_identite(prenoms=("JEANNE STÉPHANIE",))}).person,
        entry_of_disclosure(by_number, PAYLOAD, a_trail(by_number), LATER, PERSONS_KEY).person,
    }

    assert len(marks) == 1
    assert marks != {None}


def test_another_key_gives_another_mark() -> None:
    disclosure = a_disclosure()
    other = entry_of_disclosure(disclosure, PAYLOAD, a_trail(disclosure), LATER, bytes(32))

    assert other.person != line().person


def test_a_clock_that_goes_back_gives_no_negative_latency() -> None:
    earlier = AT - timedelta(seconds=1)

    entry = entry_of_refusal(Refusal("00500"), Trail(an_ask()), earlier, PERSONS_KEY)

    assert entry.latency_us == 0


def test_the_line_of_a_refusal_keeps_the_true_reason_that_the_code_hides() -> None:
    motif = "identite_differente:nom=different"

    entry = refused(PersonRefused("35003", motif=motif), a_trail())

    assert (entry.outcome, entry.status, entry.motif) == ("35003", 404, motif)
    assert (entry.released, entry.answer_digest, entry.identite) == ((), None, None)
    assert entry.person is not None


def test_a_v2_refusal_is_recorded_with_the_status_that_v2_serves() -> None:
    assert refused(ParametersRefused("00381"), Trail(an_ask(V2))).status == 400


def test_several_wrong_parameters_are_recorded_under_the_first() -> None:
    refusal = ParametersRefused(Reason("00363", "mois"), Reason("00421", "prenoms[]"))

    assert refused(refusal, Trail(an_ask())).outcome == "00363"


PARTS = {
    "nobody known": ({}, (None, None, None)),
    "a caller known": ({"caller": a_caller()}, (MAIRIE, None, None)),
    "a right granted": (
        {"caller": a_caller(), "grant": a_grant()}, (MAIRIE, "simplification", None)),
}  # fmt: skip


@pytest.mark.parametrize(("proved", "expected"), PARTS.values(), ids=PARTS)
def test_the_line_of_a_refusal_says_as_much_as_was_proved(
    proved: dict[str, object], expected: tuple[str | None, str | None, str | None]
) -> None:
    entry = refused(CallerRefused("00101"), Trail(an_ask(), **proved))  # type: ignore[arg-type]  # named above

    siret = entry.caller.siret if entry.caller else None
    assert (siret, entry.finalite, entry.person) == expected


def test_a_file_number_that_nobody_answers_to_has_a_mark_of_its_own() -> None:
    def mark(**changes: str) -> str | None:
        ask = an_ask(NUMERO, parameters=parameters(NUMERO, **changes))
        question = a_question(a_grant(ask))
        trail = Trail(ask, caller=a_caller(), grant=question.grant, question=question)
        return refused(PersonRefused("35003"), trail).person

    marks = {mark(), mark(codePostal="13009"), mark(numeroAllocataire="7654321")}

    assert len(marks) == 3
    assert mark() in marks
    assert not any("1234567" in str(one) for one in marks)


# No word of the journal is spelled with these: nothing below can collide with a code,
# a date, a digest or a name of ours.
RARE = st.text(alphabet="ŒŁŠŻÑÝœłšżñý", min_size=3, max_size=12)
SECRET_DATES = st.dates().map(lambda day: f"{day.year:04d}-{day:%m-%d}")


@st.composite
def questions(draw: st.DrawFn) -> tuple[Question, list[str]]:
    """A person that every part of a call names, and the words that tell who she is."""
    nom, usage, prenom, second, commune = (draw(RARE) for _ in range(5))
    date = draw(SECRET_DATES)
    identite = an_identite(
        nom_naissance=nom,
        nom_usage=usage,
        prenoms=(prenom, second),
        date_naissance=date,
        lieu_naissance=LieuNaissance(code_pays="99100", nom_commune=commune),
    )
    asked = parameters(IDENTITE, nomNaissance=nom, nomUsage=usage, prenoms=[prenom, second])
    caller = a_caller(person=a_person(identite=identite))
    question = a_question(a_grant(an_ask(parameters=asked), caller))
    return question, [nom, usage, prenom, second, commune, date]


@given(questions(), RARE)
def test_nothing_that_tells_who_she_is_stands_in_the_line_of_an_answer(
    asked: tuple[Question, list[str]], street: str
) -> None:
    question, secrets = asked
    assert question.expected is not None
    titulaire = question.expected
    household = a_household(
        allocataires=(
            a_personne(
                nom_naissance=titulaire.nom_naissance,
                nom_usage=titulaire.nom_usage,
                prenoms=" ".join(titulaire.prenoms),
                date_naissance=titulaire.date_naissance,
            ),
        ),
        adresse=Adresse(**dict.fromkeys(Adresse.model_fields, street)),
    )
    disclosure = a_disclosure(an_answer(question, titulaire=titulaire, donnees=household))
    payload = disclosure.data.model_dump_json().encode()

    entry = entry_of_disclosure(disclosure, payload, a_trail(disclosure), LATER, PERSONS_KEY)

    assert_silent(encode(entry), [*secrets, street])


@given(questions())
def test_nothing_that_tells_who_she_is_stands_in_the_line_of_a_refusal(
    asked: tuple[Question, list[str]],
) -> None:
    question, secrets = asked
    ask = an_ask(parameters=parameters(IDENTITE, nomNaissance=secrets[0], prenoms=secrets[2]))
    trail = Trail(ask, caller=question.grant.caller, grant=question.grant, question=question)

    for refusal in (PersonRefused("35564", motif="nom=different"), BrokerUnavailable("00608")):
        assert_silent(encode(entry_of_refusal(refusal, trail, LATER, PERSONS_KEY)), secrets)


def assert_silent(body: bytes, secrets: list[str]) -> None:
    text = body.decode()

    assert [secret for secret in secrets if secret.casefold() in text.casefold()] == []
    assert set(text) <= set(string.printable) | set("é")
