"""What one process remembers: accounts, logins under way, codes, tokens. Nothing outlives it."""

import hmac
import secrets
from dataclasses import dataclass

from starlette.requests import Request

from contracts.flow import Acr
from providers.france_connect.accounts import Account, Accounts
from providers.france_connect.authorization import Authorization
from providers.france_connect.clock import Clock
from providers.france_connect.expiring import Expiring
from providers.france_connect.keys import SigningKeys
from providers.france_connect.pannes import Pannes
from providers.france_connect.recipients import Recipients
from providers.france_connect.settings import DataProvider, Service, Settings

CODE_LIFETIME = 30
TOKEN_LIFETIME = 60
SESSION_LIFETIME = 30 * 60
"""Seconds: a login under way, and the session that spares a second one."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Who let whom read what."""

    account: Account
    client_id: str
    scopes: tuple[str, ...]
    acr: Acr


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token in circulation; instants in seconds since the epoch."""

    grant: Grant
    iat: int
    exp: int
    jti: str


@dataclass(slots=True)
class Code:
    """An authorization code. Spent once; kept until it dies to notice a second use."""

    grant: Grant
    authorization: Authorization
    spent_for: str | None = None
    """The access token it was spent for."""


@dataclass(slots=True)
class Interaction:
    """A login under way in one browser."""

    authorization: Authorization
    browser: str
    csrf: str
    account: Account | None = None
    outcome: str | None = None
    """Where the browser was sent back to: a second click gets the same address."""


@dataclass(frozen=True, slots=True)
class Session:
    """A browser whose user need not choose again."""

    identifiant: str
    acr: Acr


class Memory:
    """The state of the provider, in one process."""

    def __init__(self, settings: Settings, clock: Clock, recipients: Recipients) -> None:
        self.settings = settings
        self.clock = clock
        self.recipients = recipients
        self.services: dict[str, Service] = {s.client_id: s for s in settings.clients}
        self.data_providers: dict[str, DataProvider] = {
            p.client_id: p for p in settings.data_providers
        }
        self.data_provider_secrets: dict[str, bytes] = {
            p.client_id: p.client_secret.get_secret_value().encode()
            for p in settings.data_providers
        }
        algorithms = {service.signing_algorithm for service in settings.clients}
        self.keys = SigningKeys(with_rsa="RS256" in algorithms)
        self.pannes = Pannes()
        self.accounts = Accounts()
        self.interactions = Expiring[Interaction](10_000)
        self.sessions = Expiring[Session](10_000)
        self.codes = Expiring[Code](10_000)
        self.tokens = Expiring[AccessToken](200_000)
        self.assertions = Expiring[bool](10_000)
        self._salt = secrets.token_bytes(32)

    @property
    def now(self) -> float:
        """Seconds since the epoch."""
        return self.clock().timestamp()

    def mint(self, grant: Grant, lifetime: int = TOKEN_LIFETIME) -> str:
        """Return a new access token; one whose life is over already is known to nobody."""
        now = self.now
        value = secrets.token_urlsafe(32)
        token = AccessToken(grant, int(now), int(now) + lifetime, secrets.token_urlsafe(32))
        self.tokens.put(value, token, until=now + lifetime, now=now)
        return value

    def sub(self, account: Account, audience: str) -> str:
        """Return the pairwise identifier: nobody can match it with another service's.

        OpenID Connect Core §8.1; the salt dies with the process, as the accounts do.
        """
        message = f"{audience}\n{account.identifiant}".encode()
        return hmac.digest(self._salt, message, "sha256").hex() + "v1"


def memory_of(request: Request) -> Memory:
    """Return the memory of the application that serves `request`."""
    memory = request.app.state.memory
    assert isinstance(memory, Memory)
    return memory
