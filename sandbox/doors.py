"""The doors that anybody may knock at: a habilitation, a FranceConnect token."""

from dataclasses import dataclass

import httpx

from contracts.habilitation import DemandeHabilitation, HabilitationCreee
from contracts.sandbox import DemandeJeton, JetonFranceConnect


@dataclass(frozen=True)
class Doors:
    """The sandbox doors of the broker and of FranceConnect."""

    client: httpx.AsyncClient
    courtier: str
    france_connect: str

    async def habilitation(self, demande: DemandeHabilitation) -> HabilitationCreee:
        """Make a habilitation and its token. Raises httpx.HTTPError."""
        url = f"{self.courtier}/sandbox/habilitations"
        return HabilitationCreee.model_validate_json(await self._post(url, demande))

    async def token(self, demande: DemandeJeton) -> JetonFranceConnect:
        """Mint a FranceConnect access token, without a browser. Raises httpx.HTTPError."""
        url = f"{self.france_connect}/sandbox/jetons"
        return JetonFranceConnect.model_validate_json(await self._post(url, demande))

    async def _post(self, url: str, demande: DemandeHabilitation | DemandeJeton) -> bytes:
        body = demande.model_dump_json(exclude_none=True)
        response = await self.client.post(
            url, content=body, headers={"content-type": "application/json"}
        )
        return response.raise_for_status().content
