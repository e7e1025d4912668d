"""One browser, recognised by a cookie: whose login this is, and whose session."""

from typing import TypeVar

from fastapi import Request
from starlette.responses import Response

from contracts.flow import Acr
from providers.france_connect import errors
from providers.france_connect.accounts import Account
from providers.france_connect.bodies import form_pairs, pairs_of
from providers.france_connect.errors import CallRefused, Refused
from providers.france_connect.memory import SESSION_LIFETIME, Memory, Session
from providers.france_connect.settings import Settings

COOKIE = "fc_simule"

R = TypeVar("R", bound=Response)


async def sent(request: Request) -> list[tuple[str, str]]:
    """Return what the browser sent: the query of a GET, the form of a POST. Raises `Refused`."""
    try:
        if request.method == "POST":
            return await form_pairs(request)
        return pairs_of(request.scope["query_string"])
    except CallRefused as cause:
        raise Refused(errors.PARAMETERS) from cause


def browser_of(request: Request) -> str | None:
    """Return the name we gave this browser, if we did."""
    return request.cookies.get(COOKIE) or None


def remember(response: R, browser: str, settings: Settings) -> R:
    """Give the browser its name; Lax: services send people here from their own sites."""
    response.set_cookie(
        COOKIE,
        browser,
        max_age=SESSION_LIFETIME,
        path=settings.base_path or "/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )
    return response


def session_account(memory: Memory, browser: str, acr: Acr) -> Account | None:
    """Return who is logged in here, if her session is good for `acr`."""
    session = memory.sessions.get(browser, memory.now)
    if session is None or not session.acr.reaches(acr):
        return None
    return memory.accounts.get(session.identifiant)


def open_session(memory: Memory, browser: str, account: Account, acr: Acr) -> None:
    """Spare this browser a second login for half an hour."""
    now = memory.now
    session = Session(account.identifiant, acr)
    memory.sessions.put(browser, session, until=now + SESSION_LIFETIME, now=now)


def close_session(memory: Memory, browser: str | None) -> None:
    """Forget who is logged in here."""
    if browser is not None:
        memory.sessions.take(browser, memory.now)
