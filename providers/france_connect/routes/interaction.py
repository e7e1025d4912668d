"""The pages of a login: choose who you are, read what will be sent, accept or refuse."""

import hmac
import secrets

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from providers.france_connect import errors
from providers.france_connect.accounts import Account
from providers.france_connect.data_labels import accesses, identity
from providers.france_connect.errors import Fault, Refused
from providers.france_connect.memory import (
    CODE_LIFETIME,
    Code,
    Grant,
    Interaction,
    Memory,
    memory_of,
)
from providers.france_connect.pages import page
from providers.france_connect.redirects import answered, refused
from providers.france_connect.routes.browser import browser_of, close_session, open_session, sent

router = APIRouter(prefix="/interaction/{name}")

MOST_LISTED = 200
"""Accounts shown on the page; the others are reached by their `identifiant`."""


def _interaction(request: Request, name: str) -> Interaction:
    """Return the login under way in this very browser. Raises `Refused`."""
    memory = memory_of(request)
    interaction = memory.interactions.get(name, memory.now)
    browser = browser_of(request) or ""
    if interaction is None or not hmac.compare_digest(
        interaction.browser.encode(), browser.encode()
    ):
        raise Refused(errors.SESSION)
    return interaction


async def _posted(request: Request, name: str) -> tuple[Interaction, dict[str, str]]:
    """Return the login and the form, which must come from our own page. Raises `Refused`."""
    interaction = _interaction(request, name)
    form = dict(await sent(request))
    if not hmac.compare_digest(interaction.csrf.encode(), form.get("csrf", "").encode()):
        raise Refused(errors.SESSION)
    return interaction, form


@router.get("")
async def show(request: Request, name: str) -> Response:
    """Show the step that the login has reached."""
    interaction = _interaction(request, name)
    if interaction.outcome is not None:
        raise Refused(errors.SESSION)
    memory = memory_of(request)
    if interaction.account is None:
        return _login_page(memory, interaction, request.url.path)
    return _information_page(interaction, interaction.account, request.url.path)


def _login_page(
    memory: Memory, interaction: Interaction, path: str, unknown: str | None = None
) -> Response:
    listed = [account for account, _ in zip(memory.accounts, range(MOST_LISTED), strict=False)]
    return page(
        "connexion",
        status=200 if unknown is None else 422,
        path=path,
        csrf=interaction.csrf,
        authorization=interaction.authorization,
        accounts=listed,
        hidden=len(memory.accounts) - len(listed),
        unknown=unknown,
    )


def _information_page(interaction: Interaction, account: Account, path: str) -> Response:
    authorization = interaction.authorization
    return page(
        "information",
        path=path,
        csrf=interaction.csrf,
        authorization=authorization,
        account=account,
        identity=identity(account, authorization.scopes),
        accesses=accesses(authorization.scopes),
    )


@router.post("/identite")
async def choose(request: Request, name: str) -> Response:
    """Log in as the chosen person."""
    interaction, form = await _posted(request, name)
    memory = memory_of(request)
    path = f"{memory.settings.base_path}/interaction/{name}"
    chosen = form.get("usager", "").strip()
    account = memory.accounts.get(chosen)
    if account is None:
        return _login_page(memory, interaction, path, unknown=chosen)
    acr = interaction.authorization.acr
    if not account.acr_max.reaches(acr):
        return _leave(memory, interaction, errors.ACR_TOO_LOW)
    interaction.account = account
    open_session(memory, interaction.browser, account, acr)
    return RedirectResponse(path, 303)


@router.post("/autre")
async def choose_again(request: Request, name: str) -> Response:
    """Forget who is logged in, and ask again."""
    interaction, _ = await _posted(request, name)
    memory = memory_of(request)
    close_session(memory, interaction.browser)
    interaction.account = None
    return RedirectResponse(f"{memory.settings.base_path}/interaction/{name}", 303)


@router.post("/continuer")
async def accept(request: Request, name: str) -> Response:
    """Send the person back with a code."""
    interaction, _ = await _posted(request, name)
    if interaction.outcome is None and interaction.account is None:
        raise Refused(errors.SESSION)
    return _leave(memory_of(request), interaction)


@router.post("/refuser")
async def refuse(request: Request, name: str) -> Response:
    """Send the person back without."""
    interaction, _ = await _posted(request, name)
    return _leave(memory_of(request), interaction, errors.ABORTED)


def _leave(memory: Memory, interaction: Interaction, fault: Fault | None = None) -> Response:
    """Send the person back, once: a second click gets the same address, so the same code."""
    if interaction.outcome is None:
        back, issuer = interaction.authorization.back, memory.settings.issuer
        interaction.outcome = (
            answered(back, {"code": _code(memory, interaction)}, issuer)
            if fault is None
            else refused(back, fault, issuer)
        )
    return RedirectResponse(interaction.outcome, 303)


def _code(memory: Memory, interaction: Interaction) -> str:
    assert interaction.account is not None
    asked = interaction.authorization
    grant = Grant(interaction.account, asked.service.client_id, asked.scopes, asked.acr)
    value, now = secrets.token_urlsafe(32), memory.now
    memory.codes.put(value, Code(grant, asked), until=now + CODE_LIFETIME, now=now)
    return value
