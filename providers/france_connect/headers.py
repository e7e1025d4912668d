"""Headers that every answer carries."""

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Header = tuple[bytes, bytes]


class SameHeaders:
    """Add headers to each answer. Plain ASGI: it costs the token checks next to nothing."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self._app = app
        self._headers: tuple[Header, ...] = (
            (b"content-security-policy", policy.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, with the headers added on the way out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        kept = b"max-age=3600" if scope["path"].startswith("/static/") else b"no-store"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _added(
                    message["headers"], (*self._headers, (b"cache-control", kept))
                )
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _added(present: Iterable[Header], more: Iterable[Header]) -> list[Header]:
    return [*present, *more]
