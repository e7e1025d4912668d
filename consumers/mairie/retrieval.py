"""Asks the broker, once, and keeps in the session what may be kept."""

from collections.abc import Awaitable
from datetime import datetime

from consumers.client.answer import Answer
from consumers.client.courtier import Courtier
from consumers.client.refusals import AppelSansReponse
from consumers.mairie.obstacles import FC_EXPIRED, obstacle_of
from consumers.mairie.received import received_from
from consumers.mairie.sessions import Session
from contracts.flows.quotient_familial import QuotientFamilial

ANSWERED = "/mes-informations"
OBSTACLE = "/obstacle"


async def ask_with_france_connect(
    session: Session, courtier: Courtier, siret: str, now: datetime
) -> str:
    """Ask about the person who signed in; return the page to show next."""
    person = session.connection.person.sub if session.connection else ""
    question = f"france_connect {person}"
    async with session.lock:
        if _answered_already(session, question):
            return ANSWERED
        token = session.live_token(now)
        if token is None:
            session.obstacle = FC_EXPIRED
            return OBSTACLE
        call = courtier.quotient_familial_france_connect(token, siret)
        return await _keep(session, question, call, now)


async def ask_with_numero(session: Session, courtier: Courtier, siret: str, now: datetime) -> str:
    """Ask about the file whose number was typed; return the page to show next.

    A person who is signed in is vouched for: the broker then checks that the file is hers.
    """
    numero, code_postal = session.draft.numero, session.draft.code_postal
    question = f"numero {numero} {code_postal}"
    async with session.lock:
        if _answered_already(session, question):
            return ANSWERED
        token = session.live_token(now)
        call = courtier.quotient_familial_numero(numero, code_postal, siret, token)
        return await _keep(session, question, call, now)


def _answered_already(session: Session, question: str) -> bool:
    """Say whether the same question was just answered: it was a second click."""
    received = session.received
    return received is not None and received.question == question and not received.ecartes


async def _keep(
    session: Session, question: str, call: Awaitable[Answer[QuotientFamilial]], now: datetime
) -> str:
    try:
        answer = await call
    except AppelSansReponse as failure:
        back = "/recuperation" if question.startswith("france_connect") else "/numero-allocataire"
        session.obstacle = obstacle_of(failure, back=back)
        return OBSTACLE
    session.received, session.obstacle = received_from(answer, question, now), None
    return ANSWERED
