"""Putting a token to FranceConnect: its checktoken and its keys, over HTTP.

Reference: `franceconnect.md` §1 and §2.
"""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

import httpx
import orjson

from broker.errors import ProviderFailed

T = TypeVar("T")

_OK = 200


class Reply(Protocol):
    """An HTTP answer."""

    @property
    def status(self) -> int:
        """Its status."""

    @property
    def body(self) -> bytes:
        """Its body."""


class PostForm(Protocol):
    """The transport's lean call, this being a hot path; it knows how long to wait."""

    def __call__(
        self, origin: str, path: str, headers: Mapping[str, str], form: Mapping[str, str]
    ) -> Awaitable[Reply]:
        """POST a form; raises httpx.TransportError."""


@dataclass(frozen=True, slots=True)
class FranceConnectEndpoints:
    """Where FranceConnect is, and who we are there (data provider, FD)."""

    post_form: PostForm
    client: httpx.AsyncClient
    """For what is rare: the key set."""
    base_url: str
    """The issuer as the broker reaches it: `…/api/v2`."""
    client_id: str
    client_secret: str

    async def check_token(self, token: str) -> tuple[int, bytes]:
        """Ask what the token is worth; raises ProviderFailed (51001, 51002)."""
        form = {
            "token": token,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
        }
        headers = {"accept": "application/token-introspection+jwt"}
        path = f"{self._path}/checktoken"
        reply = await _answered(self.post_form(self._origin, path, headers, form))
        return reply.status, reply.body

    async def key_set(self) -> dict[str, object]:
        """Fetch the public keys; raises ProviderFailed (51000, 51001, 51002)."""
        url = f"{self.base_url.rstrip('/')}/jwks"
        reply = await _answered(self.client.get(url))
        try:
            document = orjson.loads(reply.content) if reply.status_code == _OK else None
        except orjson.JSONDecodeError:
            document = None
        if not isinstance(document, dict):
            raise ProviderFailed("51000", motif="jwks")
        return document

    @property
    def _origin(self) -> str:
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def _path(self) -> str:
        return urlsplit(self.base_url).path.rstrip("/")


async def _answered(call: Awaitable[T]) -> T:
    try:
        return await call
    except httpx.TimeoutException as error:
        raise ProviderFailed("51002", motif="hors_delai") from error
    except httpx.TransportError as error:
        raise ProviderFailed("51001", motif=type(error).__name__) from error
