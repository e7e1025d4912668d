"""`/session/end`: the person leaves."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from providers.france_connect import errors
from providers.france_connect.errors import Refused
from providers.france_connect.logout import destination_of
from providers.france_connect.memory import memory_of
from providers.france_connect.pages import page
from providers.france_connect.routes.browser import browser_of, close_session, sent

router = APIRouter()


@router.api_route("/session/end", methods=["GET", "POST"])
async def end_session(request: Request) -> Response:
    """Close the browser's session, then send the person back where her service says."""
    memory = memory_of(request)
    pairs = await sent(request)
    parameters = dict(pairs)
    if len(parameters) != len(pairs):
        raise Refused(errors.LOGOUT.because("a parameter is repeated"))
    destination = destination_of(parameters, memory.services, memory.keys)
    close_session(memory, browser_of(request))
    return page("deconnexion") if destination is None else RedirectResponse(destination, 303)
