"""A stand-in for FranceConnect: real keys, real signed tokens, and every way to lie."""

import html
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import ECKey, Key
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

Claims = dict[str, object]
CLIENT_ID = "mairie-de-test"
CLIENT_SECRET = "un secret de test"
ALIX: Claims = {
    "sub": "alix-v1",
    "given_name": "Alix Marie",
    "family_name": "TERRIEUR",
    "birthdate": "1987-06-27",
}


def new_key(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"})


@dataclass
class FranceConnectStandIn:
    """Honest until a test changes one thing."""

    issuer: str = "http://fc.test/api/v2"
    person: Claims = field(default_factory=lambda: dict(ALIX))
    key: Key = field(default_factory=lambda: new_key("cle-1"))
    published: list[Key] = field(default_factory=list)
    """Empty: the signing key."""
    id_token_changes: Claims = field(default_factory=dict)
    userinfo_changes: Claims = field(default_factory=dict)
    sign: Callable[[Claims, Claims], str] | None = None
    """Signs instead of us: header, claims → token."""
    expires_in: int = 60
    broken: dict[str, Response] = field(default_factory=dict)
    """Last part of a path → what it answers instead."""
    forms: list[dict[str, str]] = field(default_factory=list)
    """What the token endpoint was sent."""
    reads: list[str] = field(default_factory=list)
    """Paths asked for."""
    _nonces: dict[str, str] = field(default_factory=dict)

    def app(self) -> Starlette:
        paths = {
            "/.well-known/openid-configuration": self._discovery,
            "/authorize": self._authorize,
            "/token": self._token,
            "/userinfo": self._userinfo,
            "/jwks": self._jwks,
            "/session/end": self._session_end,
        }
        routes = [
            Route(f"/api/v2{path}", self._unless_broken(path, serve), methods=["GET", "POST"])
            for path, serve in paths.items()
        ]
        return Starlette(routes=routes)

    def _unless_broken(
        self, path: str, serve: Callable[[Request], Response]
    ) -> Callable[[Request], Response]:
        async def route(request: Request) -> Response:
            name = path.rsplit("/", 1)[-1]
            self.reads.append(name)
            if name == "token":
                form = await request.form()
                self.forms.append({key: str(value) for key, value in form.items()})
            return self.broken.get(name) or serve(request)

        return route  # type: ignore[return-value]  # Starlette takes both kinds of function

    def _discovery(self, _request: Request) -> Response:
        endpoints = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
            "jwks_uri": "jwks",
            "end_session_endpoint": "session/end",
        }
        urls = {name: f"{self.issuer}/{path}" for name, path in endpoints.items()}
        return JSONResponse({"issuer": self.issuer, **urls})

    def _authorize(self, request: Request) -> Response:
        """A page with two ways back, for a browser; a test without one reads `code_for`."""
        query = request.query_params
        code = self.code_for(query["nonce"])
        links = {
            "Continuer": {"code": code, "state": query["state"]},
            "Refuser": {"error": "access_denied", "state": query["state"]},
        }
        back = query["redirect_uri"]
        body = "".join(
            f'<p><a href="{html.escape(back)}?{html.escape(urlencode(to))}">{label}</a></p>'
            for label, to in links.items()
        )
        head = '<title>Essai</title><link rel="icon" href="data:,">'
        return HTMLResponse(f'<!doctype html><html lang="fr">{head}{body}</html>')

    def code_for(self, nonce: str) -> str:
        code = secrets.token_urlsafe(16)
        self._nonces[code] = nonce
        return code

    def _token(self, _request: Request) -> Response:
        nonce = self._nonces.pop(self.forms[-1].get("code", ""), None)
        if nonce is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        claims = self._claims() | {"nonce": nonce, "acr": "eidas1"} | self.id_token_changes
        tokens = {
            "access_token": f"jeton-{secrets.token_hex(8)}",
            "id_token": self._signed(claims),
            "token_type": "Bearer",
            "expires_in": self.expires_in,
        }
        return JSONResponse(tokens)

    def _userinfo(self, _request: Request) -> Response:
        claims = self._claims() | self.person | self.userinfo_changes
        return Response(self._signed(claims), media_type="application/jwt")

    def _claims(self) -> Claims:
        now = int(time.time())
        sub = self.person["sub"]
        return {"iss": self.issuer, "aud": CLIENT_ID, "sub": sub, "iat": now, "exp": now + 60}

    def _signed(self, claims: Claims) -> str:
        header: Claims = {"alg": "ES256", "kid": self.key.kid}
        if self.sign is not None:
            return self.sign(header, claims)
        return jwt.encode(header, claims, self.key)

    def _jwks(self, _request: Request) -> Response:
        keys = self.published or [self.key]
        return JSONResponse({"keys": [key.as_dict(private=False) for key in keys]})

    def _session_end(self, request: Request) -> Response:
        query = request.query_params
        return RedirectResponse(
            f"{query['post_logout_redirect_uri']}?{urlencode({'state': query['state']})}"
        )
