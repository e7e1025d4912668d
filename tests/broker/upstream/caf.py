"""A provider with a token endpoint, whose answers are scripted."""

from dataclasses import dataclass, field
from typing import Any

import orjson

from broker.upstream.endpoint import ProviderEndpoint
from tests.broker.upstream.questions import REPONSE
from tests.broker.upstream.scripted import Peer, Server, answer

SECRET = "s3cret-du-courtier"


@dataclass
class Caf:
    """Gives tokens `jeton-1`, `jeton-2`… and then what its script says."""

    data: bytes = answer(REPONSE)
    tokens: bytes | None = None
    """Instead of a token."""
    expires_in: int = 300
    refused: set[str] = field(default_factory=set)
    """Tokens that are answered with a 401."""
    given: int = 0
    questions: list[bytes] = field(default_factory=list)

    async def play(self, peer: Peer) -> None:
        while True:
            request = await peer.request()
            if request.startswith(b"POST /oauth/token "):
                await peer.say(self.tokens or self.token())
            else:
                self.questions.append(request)
                await peer.say(self._reply(request))

    def token(self) -> bytes:
        self.given += 1
        given: dict[str, Any] = {
            "access_token": f"jeton-{self.given}",
            "token_type": "Bearer",
            "expires_in": self.expires_in,
            "scope": "quotient",
        }
        return answer(orjson.dumps(given))

    def _reply(self, request: bytes) -> bytes:
        refused = any(f"Bearer {token}\r\n".encode() in request for token in self.refused)
        return answer(b"{}", "401 Unauthorized") if refused else self.data


def endpoint_of(server: Server, timeout: float = 2.0) -> ProviderEndpoint:
    return ProviderEndpoint(server.url, "courtier", SECRET, timeout)
