"""A line to one provider: the question goes out with the broker's token, within one deadline."""

import asyncio
from http import HTTPStatus

from broker.evidence import Question
from broker.upstream.endpoint import ProviderEndpoint
from broker.upstream.failures import HORS_DELAI, Failure
from broker.upstream.oauth import AccessTokens
from broker.upstream.transport import Http1Transport
from broker.upstream.wire import Answer, Patience


class Line:
    """How one provider is asked."""

    def __init__(self, endpoint: ProviderEndpoint, transport: Http1Transport) -> None:
        """Connect to nobody yet."""
        self._origin = endpoint.origin
        self._prefix = endpoint.path("")
        self._timeout = endpoint.timeout
        self._transport = transport
        self._tokens = AccessTokens(endpoint, transport)

    async def ask(self, question: Question, request_id: str) -> Answer:
        """Post the question; a token refused (401) is replaced once.

        Raises Failure and httpx.TransportError.
        """
        ends_at = asyncio.get_running_loop().time() + self._timeout
        token = self._tokens.ready() or await self._token_instead_of("", ends_at)
        answer = await self._post(question, request_id, token, ends_at)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            token = await self._token_instead_of(token, ends_at)
            answer = await self._post(question, request_id, token, ends_at)
        return answer

    async def _token_instead_of(self, refused: str, ends_at: float) -> str:
        try:
            async with asyncio.timeout_at(ends_at):
                return await self._tokens.replace(refused)
        except TimeoutError:
            raise Failure(HORS_DELAI, "jeton attendu trop longtemps") from None

    async def _post(
        self, question: Question, request_id: str, token: str, ends_at: float
    ) -> Answer:
        grant = question.grant
        return await self._transport.post_json(
            self._origin,
            self._prefix + grant.flow.upstream_path,
            {
                "authorization": f"Bearer {token}",
                "x-correlation-id": request_id,
                "x-apipart-fsfinal": grant.recipient,
                "accept": "application/json",
            },
            question.demande.model_dump_json().encode(),
            Patience.within(ends_at - asyncio.get_running_loop().time()),
        )
