"""What the journal keeps of a call: as much as was proved, and no personal data."""

import hashlib
import secrets
from datetime import datetime, timedelta

from broker.errors import Refusal
from broker.evidence import Disclosure, Question, VerifiedCaller
from broker.journal import pseudonym
from broker.journal.entry import CallerRecord, Entry, PersonCheck, empreinte, new_id
from broker.trail import Trail
from broker.wires.wire import wire_of
from contracts.catalogue import NOMENCLATURE
from contracts.upstream import ParNumeroAllocataire

_OK = 200


def entry_of_disclosure(
    disclosure: Disclosure, payload: bytes, trail: Trail, at: datetime, persons_key: bytes
) -> Entry:
    """Return the line of an answer; `payload` is the bytes of the personal data that leave."""
    answer, check = disclosure.matched.answer, disclosure.matched.identite
    # The provider's spelling: the same person has one mark, however she was asked about.
    person = pseudonym.of_identite(persons_key, answer.reponse.titulaire)
    return _entry(
        trail,
        at,
        person=person,
        outcome=str(_OK),
        status=_OK,
        released=disclosure.released,
        answer_digest=hashlib.sha256(payload).hexdigest(),
        identite=PersonCheck(niveau=check.niveau, verdict=check.verdict, motifs=check.motifs),
        cached=answer.cached_for is not None,
    )


def entry_of_refusal(refusal: Refusal, trail: Trail, at: datetime, persons_key: bytes) -> Entry:
    """Return the line of a refusal, with its true reason."""
    unit = NOMENCLATURE[refusal.code]
    return _entry(
        trail,
        at,
        person=_mark(trail.question, persons_key),
        outcome=refusal.code,
        status=wire_of(trail.ask.access.wire).status_of(unit.status),
        motif=refusal.motif,
        cached=trail.answer is not None and trail.answer.cached_for is not None,
    )


def _entry(trail: Trail, at: datetime, **outcome: object) -> Entry:
    ask, grant = trail.ask, trail.grant
    return Entry(
        entry_id=new_id(at, secrets.token_bytes(8)),
        at=ask.at,
        request_id=ask.request_id,
        caller=_caller(trail.caller),
        flow=ask.flow.name,
        access=ask.access.mode.value,
        path=ask.access.path,
        finalite=grant.finalite.value if grant else None,
        legal_basis=ask.flow.legal_basis,
        recipient=grant.recipient if grant else None,
        latency_us=max(0, (at - ask.at) // timedelta(microseconds=1)),
        **({"released": (), "answer_digest": None, "identite": None} | outcome),  # type: ignore[arg-type]  # named by the two callers above
    )


def _caller(caller: VerifiedCaller | None) -> CallerRecord | None:
    if caller is None:
        return None
    return CallerRecord(
        siret=caller.habilitation.siret,
        habilitation=caller.habilitation.id,
        empreinte=empreinte(caller.habilitation),
        token_id=caller.token_id,
    )


def _mark(question: Question | None, key: bytes) -> str | None:
    """Mark the person asked about, as far as she was designated."""
    if question is None:
        return None
    if question.expected is not None:
        return pseudonym.of_identite(key, question.expected)
    sujet = question.demande.sujet
    if isinstance(sujet, ParNumeroAllocataire):
        return pseudonym.of_dossier(key, sujet.numero_allocataire, sujet.code_postal)
    return None
