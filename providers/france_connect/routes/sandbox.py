"""The sandbox doors: load people, mint tokens, break things. Not there in production."""

from fastapi import APIRouter, Request
from pydantic import TypeAdapter
from starlette.responses import JSONResponse, Response

from contracts.sandbox import DemandeJeton, JetonFranceConnect
from providers.france_connect.accounts import AT_MOST, Account, Compte, TooManyAccounts, account_of
from providers.france_connect.bodies import TooLong, body_of
from providers.france_connect.doors import LONGEST_BODY, demanded_grant, read
from providers.france_connect.errors import DoorRefused
from providers.france_connect.memory import Memory, memory_of
from providers.france_connect.pannes import DemandePanne

router = APIRouter(prefix="/sandbox")

_COMPTE: TypeAdapter[Compte] = TypeAdapter(Compte)
_COMPTES: TypeAdapter[list[Compte]] = TypeAdapter(list[Compte])
_JETON: TypeAdapter[DemandeJeton] = TypeAdapter(DemandeJeton)
_PANNE: TypeAdapter[DemandePanne] = TypeAdapter(DemandePanne)


async def _body(request: Request) -> bytes:
    try:
        return await body_of(request, LONGEST_BODY)
    except TooLong as cause:
        limit = LONGEST_BODY // (1024 * 1024)
        raise DoorRefused((None, f"Le corps dépasse {limit} Mio."), status=413) from cause


@router.post("/usagers")
async def load_usagers(request: Request) -> Response:
    """Load one account or a list of them; return their identifiants in the same order."""
    body = await _body(request)
    many = body.lstrip().startswith(b"[")
    comptes = read(_COMPTES, body) if many else [read(_COMPTE, body)]
    accounts = [account_of(compte) for compte in comptes]
    _load(memory_of(request), accounts)
    return JSONResponse({"identifiants": [account.identifiant for account in accounts]}, 201)


def _load(memory: Memory, accounts: list[Account]) -> None:
    try:
        for account in accounts:
            memory.accounts.put(account)
    except TooManyAccounts as cause:
        raise DoorRefused((None, f"Le bac à sable contient déjà {AT_MOST} comptes.")) from cause


@router.get("/usagers")
async def list_usagers(request: Request) -> Response:
    """List the accounts, in the form they can be loaded again."""
    return JSONResponse([account.loaded for account in memory_of(request).accounts])


@router.get("/usagers/schema")
async def usagers_schema() -> Response:
    """Publish the JSON schema of an account."""
    return JSONResponse(Compte.model_json_schema())


@router.post("/jetons")
async def mint(request: Request) -> Response:
    """Mint an access token for a person, without a browser."""
    memory = memory_of(request)
    demande = read(_JETON, await _body(request))
    grant = demanded_grant(memory, demande)
    jeton = JetonFranceConnect(
        access_token=memory.mint(grant, demande.expire_dans),
        expires_in=demande.expire_dans,
        scope=" ".join(grant.scopes),
        acr=grant.acr,
    )
    return Response(jeton.model_dump_json(), 201, media_type="application/json")


@router.post("/pannes")
async def switch_on(request: Request) -> Response:
    """Put one failure in force."""
    demande = read(_PANNE, await _body(request))
    memory_of(request).pannes.switch(demande)
    return JSONResponse(demande.model_dump(), 201)


@router.get("/pannes")
async def in_force(request: Request) -> Response:
    """Return the failure in force, null when there is none."""
    current = memory_of(request).pannes.current
    return JSONResponse(current.model_dump() if current else None)


@router.delete("/pannes")
async def switch_off(request: Request) -> Response:
    """Put everything in order again."""
    memory_of(request).pannes.switch(None)
    return Response(status_code=204)


@router.post("/rotation")
async def rotate(request: Request) -> Response:
    """Sign with new keys from now on; the old ones stay published for a while."""
    return JSONResponse({"kid": memory_of(request).keys.rotate()}, 201)
