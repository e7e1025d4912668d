"""Wraps every answer: headers that browsers obey, and a page instead of a crash."""

import logging
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)


def headers_for(identity_provider: str) -> dict[str, str]:
    """Return the headers of every page; forms may also lead to that origin (sign-in, sign-out)."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; "
        f"form-action 'self' {identity_provider}; frame-ancestors 'none'; base-uri 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        # Not `no-referrer`: browsers would then post our own forms with `Origin: null`.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


class Headers:
    """ASGI: adds the headers, and keeps pages out of every cache."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        """Wrap `app`."""
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        static = scope["path"].startswith("/static/")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers["Cache-Control"] = "public, max-age=3600" if static else "no-store"
            await send(message)

        await self._app(scope, receive, send_with_headers)


class PageInsteadOfCrash:
    """ASGI: an exception becomes a page, with our headers: the framework's own would have none."""

    def __init__(self, app: ASGIApp, page: Callable[[Request], Response]) -> None:
        """Wrap `app`."""
        self._app = app
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            # The type alone: a message may quote what was typed.
            log.error("unexpected %s on %s", type(error).__name__, scope["path"])  # noqa: TRY400
            await self._page(Request(scope))(scope, receive, send)
