"""Who calls: an API token, or the FranceConnect token of the person in whose presence it asks."""

from dataclasses import dataclass
from datetime import datetime

from broker.authority import Authorities, Authority
from broker.errors import CallerRefused, RightRefused
from broker.evidence import Ask, VerifiedCaller, VerifiedPerson
from broker.identity.credentials import (
    api_token,
    france_connect_bearer,
    france_connect_beside,
)
from broker.identity.france_connect import FranceConnect
from broker.keys import token_digest
from contracts.flow import Mode


@dataclass(frozen=True, slots=True)
class Callers:
    """What is needed to know who calls."""

    authorities: Authorities
    france_connect: FranceConnect
    token_key: bytes

    async def verify_caller(self, ask: Ask) -> VerifiedCaller:
        """Return who asks, and in whose presence.

        Raises CallerRefused (00101, 00103, 00105, 00110, 515xx), RightRefused (00604,
        00605), PersonRefused (51564), ProviderFailed (510xx), BrokerUnavailable (00608).
        """
        if ask.access.mode is Mode.FRANCE_CONNECT:
            return await self._by_france_connect(ask)
        return await self._by_api_token(ask)

    async def _by_france_connect(self, ask: Ask) -> VerifiedCaller:
        """Open what both the token and its service's habilitation open."""
        person = await self._person(ask, france_connect_bearer(ask.headers))
        authority = await self.authorities.of_client(person.client_id)
        if authority is None:
            raise RightRefused("00604")
        return VerifiedCaller(
            habilitation=authority.habilitation,
            scopes=authority.habilitation.scopes & person.scopes,
            token_id=None,
            person=person,
            epoch=authority.epoch,
        )

    async def _by_api_token(self, ask: Ask) -> VerifiedCaller:
        authority = await self.authority_of(api_token(ask.headers), ask.at)
        person = await self._person_beside(ask, authority)
        return VerifiedCaller(
            habilitation=authority.habilitation,
            scopes=authority.habilitation.scopes,
            token_id=authority.token_id,
            person=person,
            epoch=authority.epoch,
        )

    async def authority_of(self, token: str, now: datetime) -> Authority:
        """Return the right that an API token leads to (00101, 00103, 00105, 00608)."""
        authority = await self.authorities.of_token(token_digest(self.token_key, token))
        if authority is None:
            raise CallerRefused("00101")
        if authority.revoked_at is not None:
            raise CallerRefused("00105")
        if authority.expires_at is not None and authority.expires_at <= now:
            raise CallerRefused("00103")
        return authority

    async def _person_beside(self, ask: Ask, authority: Authority) -> VerifiedPerson | None:
        """Let only the service that FranceConnect gave a person's token to use it."""
        token = france_connect_beside(ask.headers)
        if token is None or ask.access.mode is not Mode.NUMERO_ALLOCATAIRE:
            return None
        person = await self._person(ask, token)
        if person.client_id not in authority.habilitation.clients_france_connect:
            raise RightRefused("00604")
        return person

    async def _person(self, ask: Ask, token: str) -> VerifiedPerson:
        return await self.france_connect.verify_token(token, ask.flow.acr_floor, ask.at)
