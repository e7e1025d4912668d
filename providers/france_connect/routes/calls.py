"""What services' and data providers' programs call: token, userinfo, checktoken.

Plain Starlette endpoints: token checks are many, and FastAPI's machinery costs more than
the signature.
"""

from fastapi import Request
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response

from providers.france_connect import introspection
from providers.france_connect.bodies import form_of, unreadable
from providers.france_connect.client_authentication import data_provider_of, service_of
from providers.france_connect.code_exchange import tokens_for
from providers.france_connect.errors import CallRefused
from providers.france_connect.memory import AccessToken, Memory, memory_of
from providers.france_connect.pannes import Endpoint, Nom, outage
from providers.france_connect.tokens import userinfo


async def _struck(memory: Memory, endpoint: Endpoint) -> tuple[Nom | None, Response | None]:
    """Return the failure that befalls this call, and what it answers instead, if anything."""
    delay = memory.pannes.current.delai if memory.pannes.current else 0.0
    panne = memory.pannes.strike(endpoint)
    return panne, await outage(panne, delay) if panne else None


async def token(request: Request) -> Response:
    """`POST /token`: a code against an access token and an ID token."""
    memory = memory_of(request)
    panne, instead = await _struck(memory, "token")
    if instead is not None:
        return instead
    form = await form_of(request)
    service = service_of(memory, form)
    return JSONResponse(tokens_for(memory, service, form, panne))


async def read_userinfo(request: Request) -> Response:
    """`GET /userinfo`: who the person is, signed."""
    memory = memory_of(request)
    panne, instead = await _struck(memory, "userinfo")
    if instead is not None:
        return instead
    found = memory.tokens.get(_bearer(request.headers), memory.now)
    if found is None:
        raise CallRefused(401, "invalid_token", "the access token is unknown or expired")
    return Response(userinfo(memory, found.grant, panne), media_type="application/jwt")


async def checktoken(request: Request) -> Response:
    """`POST /checktoken`: a data provider asks what a token is worth."""
    memory = memory_of(request)
    panne, instead = await _struck(memory, "checktoken")
    if instead is not None:
        return instead
    return await _checked(memory, await form_of(request), panne)


async def _checked(memory: Memory, form: dict[str, str], panne: Nom | None) -> Response:
    if not form.get("token"):
        raise unreadable()
    provider = data_provider_of(memory, form)
    answer = await introspection.answer(memory, provider, form["token"], panne)
    return Response(answer, media_type=introspection.MEDIA_TYPE)


async def introspect(request: Request) -> Response:
    """`POST /token/introspection`: as checktoken; a service learns only of its own tokens."""
    memory = memory_of(request)
    form = await form_of(request)
    if form.get("client_id") in memory.data_providers:
        return await _checked(memory, form, None)
    return JSONResponse(_own(memory, _token_of(memory, form), service_of(memory, form).client_id))


async def revoke(request: Request) -> Response:
    """`POST /token/revocation` (RFC 7009): a service gives its token up."""
    memory = memory_of(request)
    form = await form_of(request)
    found, client_id = _token_of(memory, form), service_of(memory, form).client_id
    if found is not None and found.grant.client_id == client_id:
        memory.tokens.take(form["token"], memory.now)
    return Response()


def _bearer(headers: Headers) -> str:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def _token_of(memory: Memory, form: dict[str, str]) -> AccessToken | None:
    if not form.get("token"):
        raise unreadable()
    return memory.tokens.get(form["token"], memory.now)


def _own(memory: Memory, token: AccessToken | None, client_id: str) -> dict[str, object]:
    """Return the claims of RFC 7662 §2.2 about a service's own token."""
    if token is None or token.grant.client_id != client_id:
        return {"active": False}
    return {
        "active": True,
        "iss": memory.settings.issuer,
        "aud": client_id,
        "client_id": client_id,
        "sub": memory.sub(token.grant.account, client_id),
        "iat": token.iat,
        "exp": token.exp,
        "jti": token.jti,
        "acr": token.grant.acr,
        "scope": " ".join(token.grant.scopes),
    }
