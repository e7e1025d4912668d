"""FranceConnect and the data provider: reached from here, and on the same time as we are."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from broker.commands.diagnosis.finding import Finding
from broker.settings import Settings

PATIENCE_SECONDS = 5.0
DRIFT_SECONDS = 30.0
_DISCOVERY = "/.well-known/openid-configuration"


async def look_at_partners(known: Settings) -> list[Finding]:
    """Return what was found at the two addresses that the settings name."""
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
        return [*await _france_connect(client, known), await _caf(client, known)]


async def _france_connect(client: httpx.AsyncClient, known: Settings) -> list[Finding]:
    remedy = "Vérifiez DLNUF_FC_URL et DLNUF_FC_ISSUER."
    base = known.fc_url or known.fc_issuer
    try:
        response = (await client.get(f"{base.rstrip('/')}{_DISCOVERY}")).raise_for_status()
        issuer = response.json().get("issuer")
    except (httpx.HTTPError, ValueError, AttributeError) as error:
        return [Finding("FranceConnect", ok=False, seen=type(error).__name__, remedy=remedy)]
    same = Finding("FranceConnect", ok=issuer == known.fc_issuer, seen=str(issuer), remedy=remedy)
    return [same, *_drift(response)]


def _drift(response: httpx.Response) -> list[Finding]:
    """Compare clocks: a token lives sixty seconds."""
    said = response.headers.get("date")
    if said is None:
        return []
    drift = abs((datetime.now(UTC) - parsedate_to_datetime(said)).total_seconds())
    seen = f"{drift:.0f} s d'écart avec FranceConnect"
    remedy = "Réglez l'horloge (NTP) : un jeton FranceConnect vit 60 secondes."
    return [Finding("horloge", ok=drift < DRIFT_SECONDS, seen=seen, remedy=remedy)]


async def _caf(client: httpx.AsyncClient, known: Settings) -> Finding:
    remedy = "Vérifiez DLNUF_CAF_URL, et que le service répond."
    try:
        # Any answer will do: without a token, a refusal is the right one.
        response = await client.get(known.caf_url)
    except httpx.HTTPError as error:
        return Finding("CAF & MSA", ok=False, seen=type(error).__name__, remedy=remedy)
    return Finding("CAF & MSA", ok=True, seen=f"répond ({response.status_code})")
