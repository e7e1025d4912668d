"""To FranceConnect and back, and out of it."""

import logging
import secrets
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from consumers.mairie.form import Posted, Visitor
from consumers.mairie.france_connect.failures import Cause, SignInFailed, cause_of
from consumers.mairie.obstacles import obstacle_of_sign_in
from consumers.mairie.routes.going import to
from consumers.mairie.town_hall import Here
from consumers.mairie.visits import Visit

router = APIRouter()
log = logging.getLogger(__name__)


class Authorisation(BaseModel):
    """What FranceConnect sends the browser back with (RFC 6749 §4.1.2, RFC 9207)."""

    state: str = ""
    code: str = ""
    error: str = ""
    iss: str = ""


@router.post("/france-connect/connexion")
async def begin(here: Here, visit: Visitor, _form: Posted) -> RedirectResponse:
    """Send the person to FranceConnect."""
    state, nonce = visit.session.begin_sign_in()
    try:
        return to(await here.france_connect.authorization_url(state, nonce))
    except SignInFailed as failure:
        return _explain(visit, failure)


@router.get("/france-connect/retour")
async def come_back(
    here: Here, visit: Visitor, back: Annotated[Authorisation, Query()]
) -> RedirectResponse:
    """Receive the person back from FranceConnect, signed in or not."""
    try:
        nonce = _nonce_of(visit, back, here.settings.fc_issuer)
        connection = await here.france_connect.connection(back.code, nonce)
    except SignInFailed as failure:
        return _explain(visit, failure)
    before = visit.session.connection
    if before is not None and before.person.sub != connection.person.sub:
        visit.session.purge()  # somebody else is at the keyboard
    visit.session.connection, visit.session.obstacle = connection, None
    visit.renumber()
    return to("/recuperation")


@router.post("/deconnexion")
async def leave(here: Here, visit: Visitor, _form: Posted) -> RedirectResponse:
    """Forget everything, then sign out of FranceConnect too."""
    connection = visit.session.connection
    visit.end()
    if connection is None:
        return to("/")
    state = secrets.token_urlsafe(32)
    visit.session.sign_outs.add(state)
    try:
        return to(await here.france_connect.logout_url(connection.id_token, state))
    except SignInFailed:
        return to("/")


@router.get("/deconnexion/retour")
async def left(here: Here, visit: Visitor, state: str = "") -> Response:
    """Receive the person back, signed out; a state that is not this visit's says nothing."""
    if state not in visit.session.sign_outs:
        return to("/")
    visit.session.sign_outs.discard(state)
    return here.pages.render(visit, "accueil.html", deconnecte=True)


def _nonce_of(visit: Visit, back: Authorisation, issuer: str) -> str:
    """Return the nonce of the sign-in that this answer ends. Raises `SignInFailed`."""
    nonce = visit.session.end_sign_in(back.state)
    if nonce is None:
        raise SignInFailed(Cause.SESSION, "state is unknown or has served")
    if back.iss not in ("", issuer):
        raise SignInFailed(Cause.NON_VERIFIEE, "another issuer answers (RFC 9207)")
    if back.error or not back.code:
        raise SignInFailed(cause_of(back.error), f"authorisation answered {back.error[:40]!r}")
    return nonce


def _explain(visit: Visit, failure: SignInFailed) -> RedirectResponse:
    log.info("sign-in failed: %s (%s)", failure.cause, failure)
    visit.session.obstacle = obstacle_of_sign_in(failure.cause)
    visit.keep()
    return to("/obstacle")
