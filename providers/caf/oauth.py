"""`POST /oauth/token`: client credentials against an opaque bearer (RFC 6749 §4.4)."""

from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from providers.caf.failures import Failures, Panne
from providers.caf.tokens import SECONDS, Tokens, basic_credentials

_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def oauth_routes(tokens: Tokens, failures: Failures) -> APIRouter:
    """Return the token endpoint."""
    router = APIRouter(tags=["OAuth"])

    @router.post("/oauth/token", summary="Obtenir un jeton d'accès")
    async def issue_token(request: Request) -> Response:
        """Answer a token of 300 seconds; credentials by HTTP Basic or in the form."""
        if failures.strike(Panne.OAUTH_DOWN):
            return JSONResponse({"error": "temporarily_unavailable"}, 503)
        form = parse_qs((await request.body()).decode(errors="replace"))
        return _token_for(tokens, form, request.headers.get("authorization", ""))

    return router


def _token_for(tokens: Tokens, form: dict[str, list[str]], authorization: str) -> Response:
    if any(len(values) > 1 for values in form.values()):
        return _refusal("invalid_request", 400)  # §3.2: parameters must not be repeated
    posted = (form.get("client_id", [""])[0], form.get("client_secret", [""])[0])
    client_id, secret = basic_credentials(authorization) or posted
    if not tokens.is_client(client_id, secret):
        return _refusal("invalid_client", 401)
    if form.get("grant_type") != ["client_credentials"]:
        return _refusal(
            "unsupported_grant_type" if "grant_type" in form else "invalid_request", 400
        )
    answer = {"access_token": tokens.issue(), "token_type": "Bearer", "expires_in": SECONDS}
    return JSONResponse(answer, headers=_NO_STORE)


def _refusal(error: str, status: int) -> Response:
    challenge = {"WWW-Authenticate": 'Basic realm="caf"'} if status == 401 else {}  # noqa: PLR2004
    return JSONResponse({"error": error}, status, headers=_NO_STORE | challenge)
