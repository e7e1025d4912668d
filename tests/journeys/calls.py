"""The calls that journeys make, and what the journal holds of them."""

from typing import Any

import httpx
import orjson
import psycopg

from tests.federation import MAIRIE, Federation
from tests.people import IDENTITE

FC = "/v3/dss/quotient_familial/france_connect"
ID = "/v3/dss/quotient_familial/identite"
NUMERO = "/v3/dss/quotient_familial/numero_allocataire"
V2 = "/api/v2/composition-familiale"

Params = list[tuple[str, str | int | float | bool | None]]
"""httpx's own type of a query that repeats names."""
DOSSIER: Params = [("numeroAllocataire", "1234567"), ("codePostal", "13008")]


def with_(params: Params, **changes: str | None) -> Params:
    """Replace parameters by name; None takes one away. `[]` is written `__`."""
    names = {name.replace("__", "[]"): value for name, value in changes.items()}
    kept = [(k, v) for k, v in params if k not in names]
    return [*kept, *((k, v) for k, v in names.items() if v is not None)]


def by_identity(**changes: str | None) -> Params:
    return with_([("recipient", MAIRIE), *IDENTITE], **changes)


def by_number(**changes: str | None) -> Params:
    return with_([("recipient", MAIRIE), *DOSSIER], **changes)


async def ask_identity(
    federation: Federation, jeton: str, *headers: tuple[str, str], **changes: str | None
) -> httpx.Response:
    return await federation.broker.get(
        ID,
        params=by_identity(**changes),
        headers={"Authorization": f"Bearer {jeton}", **dict(headers)},
    )


async def ask_number(
    federation: Federation, jeton: str, fc: str | None = None, **changes: str | None
) -> httpx.Response:
    headers = {"X-Api-Key": jeton} | ({"X-FranceConnect-Token": fc} if fc else {})
    return await federation.broker.get(NUMERO, params=by_number(**changes), headers=headers)


async def ask_france_connect(
    federation: Federation, token: str, recipient: str = MAIRIE, **params: str
) -> httpx.Response:
    return await federation.broker.get(
        FC,
        params={"recipient": recipient} | params,
        headers={"Authorization": f"Bearer {token}"},
    )


def entries(federation: Federation) -> list[dict[str, Any]]:
    """The journal, in the order it was written."""
    with psycopg.connect(federation.database.owner) as connection:
        rows = connection.execute("SELECT body FROM journal_entry ORDER BY seq").fetchall()
    return [orjson.loads(body) for (body,) in rows]


def codes(response: httpx.Response) -> list[str]:
    return [error["code"] for error in response.json()["errors"]]
