"""What each step of a disclosure takes and gives, valid by default, one change at a time.

Evidence is made by the functions that mint it, so that no test holds one the code would refuse.
"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from broker.clock import day_in_paris
from broker.evidence import (
    Ask,
    Disclosure,
    Grant,
    MatchedAnswer,
    ProviderAnswer,
    Question,
    Recorded,
    VerifiedCaller,
    VerifiedPerson,
)
from broker.habilitations.decision import authorise
from broker.identity.subject import question_of
from broker.matching.check import check_person
from broker.minimisation import minimise
from broker.parameters import read_parameters
from broker.trail import Trail
from contracts.base import Contract
from contracts.flow import Access, Acr, Finalite
from contracts.flows.quotient_familial import (
    QUOTIENT_FAMILIAL,
    Adresse,
    Personne,
    Quotient,
    QuotientFamilial,
)
from contracts.habilitation import Environnement, Etat, Habilitation
from contracts.identite import Identite, LieuNaissance
from contracts.upstream import Reponse

AT = datetime(2026, 11, 21, 9, 30, 15, 123456, tzinfo=UTC)
TODAY = day_in_paris(AT)
MAIRIE = "21750001600019"
SCOPES = frozenset(QUOTIENT_FAMILIAL.scopes)
PERSONS_KEY = bytes(range(32))

IDENTITE, FRANCE_CONNECT, NUMERO, V2 = QUOTIENT_FAMILIAL.accesses

_PERIOD = {"annee": "2026", "mois": "11"}
_PERSON = {
    "nomNaissance": "VALMORIN",
    "prenoms[]": "JEANNE",
    "anneeDateNaissance": "1987",
    "moisDateNaissance": "6",
    "jourDateNaissance": "27",
    "sexeEtatCivil": "F",
    "codeCogInseePaysNaissance": "99100",
    "codeCogInseeCommuneNaissance": "13055",
}
_FILE = {"numeroAllocataire": "1234567", "codePostal": "13008"}
_OWN: dict[str, dict[str, str]] = {
    IDENTITE.path: {"recipient": MAIRIE} | _PERSON,
    FRANCE_CONNECT.path: {"recipient": MAIRIE},
    NUMERO.path: {"recipient": MAIRIE} | _FILE,
    V2.path: _FILE,
}

Pairs = tuple[tuple[str, str], ...]


def parameters(access: Access = IDENTITE, /, **changes: str | list[str] | None) -> Pairs:
    """The parameters of a valid call: a list is repeated, None is left out.

    `prenoms=` stands for `prenoms[]`.
    """
    values: dict[str, str | list[str] | None] = {**_OWN[access.path], **_PERIOD}
    values |= {"prenoms[]" if name == "prenoms" else name: v for name, v in changes.items()}
    return tuple(
        (name, one)
        for name, value in values.items()
        if value is not None
        for one in ([value] if isinstance(value, str) else value)
    )


def an_ask(access: Access = IDENTITE, **changes: object) -> Ask:
    fields: dict[str, Any] = {
        "flow": QUOTIENT_FAMILIAL,
        "access": access,
        "parameters": parameters(access),
        "headers": {"authorization": "Bearer jeton"},
        "request_id": "7b0f",
        "at": AT,
    }
    fields |= changes
    return Ask(**fields)


def a_habilitation(**changes: object) -> Habilitation:
    fields = {
        "id": UUID(int=1),
        "siret": MAIRIE,
        "demarche": "Inscription à la cantine",
        "cadre_juridique": "CRPA, art. L. 114-8",
        "scopes": SCOPES,
        "flux": frozenset({QUOTIENT_FAMILIAL.name}),
        "finalites": frozenset({Finalite.SIMPLIFICATION}),
        "destinataires": frozenset({MAIRIE}),
        "clients_france_connect": frozenset({"mairie-cantine"}),
        "debut": date(2026, 1, 1),
        "fin": date(2026, 12, 31),
        "environnement": Environnement.BAC_A_SABLE,
        "etat": Etat.ACTIVE,
    }
    return Habilitation.model_validate(fields | changes)


def an_identite(**changes: object) -> Identite:
    fields = {
        "nom_naissance": "VALMORIN",
        "prenoms": ("JEANNE",),
        "date_naissance": "1987-06-27",
        "sexe": "F",
        "lieu_naissance": LieuNaissance(code_pays="99100", code_commune="13055"),
    }
    return Identite.model_validate(fields | changes)


def a_person(**changes: object) -> VerifiedPerson:
    fields: dict[str, Any] = {
        "client_id": "mairie-cantine",
        "scopes": SCOPES | {"openid", "identite_pivot"},
        "acr": Acr.EIDAS1,
        "identite": an_identite(),
    }
    fields |= changes
    return VerifiedPerson(**fields)


def a_caller(habilitation: Habilitation | None = None, **changes: object) -> VerifiedCaller:
    held = habilitation or a_habilitation()
    fields: dict[str, Any] = {
        "habilitation": held,
        "scopes": held.scopes,
        "token_id": UUID(int=2),
        "person": None,
        "epoch": 1,
    }
    fields |= changes
    return VerifiedCaller(**fields)


def a_grant(
    ask: Ask | None = None, caller: VerifiedCaller | None = None, today: date = TODAY
) -> Grant:
    asked = ask or an_ask()
    query = read_parameters(asked, today)
    return authorise(caller or a_caller(), asked, query, today, Environnement.BAC_A_SABLE)


def a_question(grant: Grant | None = None, today: date = TODAY) -> Question:
    return question_of(grant or a_grant(), today)


def a_personne(**changes: object) -> Personne:
    fields = {
        "nom_naissance": "VALMORIN",
        "prenoms": "JEANNE STEPHANIE",
        "date_naissance": "1987-06-27",
        "sexe": "F",
    }
    return Personne.model_validate(fields | changes)


def a_quotient(**changes: object) -> Quotient:
    fields = {
        "fournisseur": "CNAF",
        "valeur": 1050,
        "annee": 2026,
        "mois": 11,
        "annee_calcul": 2026,
        "mois_calcul": 3,
    }
    return Quotient.model_validate(fields | changes)


def a_household(**changes: object) -> QuotientFamilial:
    fields: dict[str, Any] = {
        "allocataires": (a_personne(),),
        "enfants": (a_personne(prenoms="THOMAS", date_naissance="2015-09-01", sexe="M"),),
        "adresse": Adresse(
            destinataire="Madame VALMORIN JEANNE",
            complement_information=None,
            complement_information_geographique=None,
            numero_libelle_voie="28 BOULEVARD DES TILLEULS",
            lieu_dit=None,
            code_postal_ville="13008 MARSEILLE",
            pays="FRANCE",
        ),
        "quotient_familial": a_quotient(),
    }
    fields |= changes
    return QuotientFamilial(**fields)


def an_answer(
    question: Question | None = None, cached_for: int | None = None, /, **changes: object
) -> ProviderAnswer:
    fields: dict[str, Any] = {
        "titulaire": an_identite(prenoms=("JEANNE", "STEPHANIE")),
        "donnees": a_household(),
    }
    fields |= changes
    reponse: Reponse[Contract] = Reponse(**fields)
    return ProviderAnswer(question or a_question(), reponse, cached_for)


def a_match(answer: ProviderAnswer | None = None) -> MatchedAnswer:
    return check_person(answer or an_answer())


def a_disclosure(answer: ProviderAnswer | None = None) -> Disclosure:
    return minimise(a_match(answer))


def a_trail(disclosure: Disclosure | None = None, **changes: object) -> Trail:
    """How far a whole answer went."""
    answer = (disclosure or a_disclosure()).matched.answer
    grant = answer.question.grant
    fields: dict[str, Any] = {
        "ask": an_ask(grant.access),
        "caller": grant.caller,
        "grant": grant,
        "question": answer.question,
        "answer": answer,
    }
    fields |= changes
    return Trail(**fields)


def recorded(**changes: object) -> Recorded:
    fields: dict[str, Any] = {
        "entry_id": UUID(int=3),
        "leaf_hash": bytes.fromhex("ab" * 32),
        "tree_size": 41,
    }
    fields |= changes
    return Recorded(**fields)
