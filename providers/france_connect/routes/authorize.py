"""`/authorize`: a service sends a person here."""

import secrets

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from providers.france_connect.authorization import authorization_of
from providers.france_connect.memory import SESSION_LIFETIME, Interaction, memory_of
from providers.france_connect.routes.browser import browser_of, remember, sent, session_account

router = APIRouter()


@router.api_route("/authorize", methods=["GET", "POST"])
async def authorize(request: Request) -> Response:
    """Judge the request, then show the person what is asked of her."""
    memory = memory_of(request)
    authorization = authorization_of(await sent(request), memory.services)
    browser = browser_of(request) or secrets.token_urlsafe(32)
    account = None
    if not authorization.login_again:
        account = session_account(memory, browser, authorization.acr)
    interaction = Interaction(authorization, browser, secrets.token_urlsafe(32), account)
    name, now = secrets.token_urlsafe(32), memory.now
    memory.interactions.put(name, interaction, until=now + SESSION_LIFETIME, now=now)
    path = f"{memory.settings.base_path}/interaction/{name}"
    return remember(RedirectResponse(path, 303), browser, memory.settings)
