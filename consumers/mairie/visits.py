"""Between a request and its session: the cookie, the form's token, the number that changes."""

from http.cookies import CookieError, SimpleCookie
from typing import cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consumers.mairie.sessions import Session, Sessions, is_signed, new_number, sign


class Visit:
    """One request of one browser."""

    def __init__(self, sessions: Sessions, key: str, cookie: str) -> None:
        """Find the session that the cookie names; without one, prepare an empty one."""
        self._sessions = sessions
        self._key = key
        number, _, proof = cookie.partition(".")
        known = bool(number) and is_signed(key, "visit", number, proof)
        self._number = number if known else new_number()
        self.session = (sessions.find(number) if known else None) or Session()
        self.cookie_changed = not known

    @property
    def cookie(self) -> str:
        """What the browser must hold."""
        return f"{self._number}.{sign(self._key, 'visit', self._number)}"

    @property
    def form_token(self) -> str:
        """What every form of this visit carries (CSRF)."""
        return sign(self._key, "form", self._number)

    def owns(self, form_token: str) -> bool:
        """Say whether a form was given to this visit."""
        return is_signed(self._key, "form", self._number, form_token)

    def keep(self) -> None:
        """Remember the session: something was posted."""
        self._sessions.keep(self._number, self.session)

    def renumber(self) -> None:
        """Change the number when a person signs in: one planted before her gives nothing."""
        self._sessions.forget(self._number)
        self._number = new_number()
        self.cookie_changed = True
        self.keep()

    def end(self) -> None:
        """Forget everything, and begin another visit."""
        self.session = Session()
        self.renumber()


class Visits:
    """ASGI: each request carries its visit, each answer its cookie when it changed."""

    def __init__(self, app: ASGIApp, sessions: Sessions, key: str, *, secure: bool) -> None:
        """Wrap `app`. On https the cookie is bound to this host by its name (RFC 6265bis)."""
        self._app = app
        self._sessions = sessions
        self._key = key
        self._name = "__Host-visite" if secure else "visite"
        self._flags = "Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        visit = Visit(self._sessions, self._key, self._cookie_of(scope))
        scope.setdefault("state", {})["visit"] = visit

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and visit.cookie_changed:
                cookie = f"{self._name}={visit.cookie}; {self._flags}"
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_with_cookie)

    def _cookie_of(self, scope: Scope) -> str:
        try:
            cookies = SimpleCookie(Headers(scope=scope).get("cookie", ""))
        except CookieError:
            return ""
        return cookies[self._name].value if self._name in cookies else ""


def visit_of(request: Request) -> Visit:
    """Return the visit that this request is part of."""
    return cast("Visit", request.state.visit)
