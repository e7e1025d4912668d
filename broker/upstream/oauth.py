"""The broker's access token at a provider (OAuth 2 client credentials, RFC 6749 §4.4)."""

import asyncio
from http import HTTPStatus
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from broker.upstream.endpoint import ProviderEndpoint
from broker.upstream.failures import ACCES_REFUSE, INATTENDU, Failure, failure_of_answer
from broker.upstream.transport import Http1Transport
from broker.upstream.wire import Answer, Patience

_MARGIN_SECONDS = 10.0
"""A token is renewed that long before its end, or at half its life when it is short."""
_REFUSED = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


class _TokenAnswer(BaseModel):
    """What we need of RFC 6749 §5.1; providers add fields of their own."""

    access_token: Annotated[str, Field(pattern=r"^[!-~]+$", max_length=8192)]
    token_type: Annotated[str, Field(pattern=r"^(?i:bearer)$")]
    expires_in: Annotated[int, Field(ge=0)] = 60


class AccessTokens:
    """One provider's token: kept until shortly before its end, renewed by one call at a time."""

    def __init__(self, endpoint: ProviderEndpoint, transport: Http1Transport) -> None:
        """Ask for nothing yet."""
        self._endpoint = endpoint
        self._transport = transport
        self._token = ""
        self._good_until = 0.0
        self._renewal: asyncio.Task[str] | None = None

    def ready(self) -> str | None:
        """Return the token held, unless its end is near."""
        return self._token if asyncio.get_running_loop().time() < self._good_until else None

    async def replace(self, refused: str) -> str:
        """Return another token than `refused`, which the provider has just refused with a 401.

        Raises Failure, or the transport's httpx.TransportError, when there is none.
        """
        if refused == self._token:
            self._good_until = 0.0
        return self.ready() or await self._renewed()

    async def _renewed(self) -> str:
        """Share one renewal among all that wait for it: its failure is theirs too."""
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._renew())
            self._renewal.add_done_callback(self._renewal_ended)
        return await asyncio.shield(self._renewal)

    def _renewal_ended(self, task: asyncio.Task[str]) -> None:
        self._renewal = None
        if not task.cancelled():
            task.exception()  # seen: those who waited may all have been cancelled

    async def _renew(self) -> str:
        endpoint = self._endpoint
        asked_at = asyncio.get_running_loop().time()
        answer = await self._transport.post_form(
            endpoint.origin,
            endpoint.path(endpoint.token_path),
            {"accept": "application/json"},
            {
                "grant_type": "client_credentials",
                "client_id": endpoint.client_id,
                "client_secret": endpoint.client_secret,
            },
            Patience.within(endpoint.timeout),
        )
        token = _token_of(answer)
        self._token = token.access_token
        life = float(token.expires_in)
        self._good_until = asked_at + life - min(_MARGIN_SECONDS, life / 2)
        return self._token


def _token_of(answer: Answer) -> _TokenAnswer:
    if answer.status in _REFUSED:
        raise Failure(ACCES_REFUSE, f"jeton refusé, statut {answer.status}")
    if answer.status != HTTPStatus.OK:
        raise failure_of_answer(answer)
    token = _read(answer.body)
    if token is None:  # raised here, so that what was received stands in no traceback
        raise Failure(INATTENDU, "réponse du serveur de jetons illisible")
    return token


def _read(body: bytes) -> _TokenAnswer | None:
    try:
        return _TokenAnswer.model_validate_json(body)
    except ValidationError:
        return None
