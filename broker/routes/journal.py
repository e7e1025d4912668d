"""The journal's public side: its last checkpoint, its key, the proof of one entry.

Nothing here is personal: hashes, sizes, signatures. A proof is asked for by the identifier
that came with the answer.
"""

from collections.abc import Awaitable
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from broker.errors import BrokerUnavailable
from broker.journal.store import Store
from broker.routes.errors import refuse
from contracts.enveloppe import Erreurs
from contracts.proof import InclusionProof

UNKNOWN = "00611"
"""No entry of the journal has that identifier."""

_TEXT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}}}}
}
_UNAVAILABLE: dict[int | str, dict[str, Any]] = {
    503: {"model": Erreurs, "description": "Pas encore disponible : réessayez."}
}
_UNKNOWN: dict[int | str, dict[str, Any]] = {
    404: {"model": Erreurs, "description": "Écriture inconnue."}
}


def journal_router(store: Store, verifier_key: str) -> APIRouter:
    """Return the routes under `/journal`."""
    router = APIRouter(prefix="/journal", tags=["Journal"])

    @router.get(
        "/checkpoint",
        operation_id="lire_point_de_controle",
        summary="Dernier point de contrôle signé du journal (C2SP tlog-checkpoint)",
        response_class=Response,
        responses=_TEXT | _UNAVAILABLE,
    )
    async def checkpoint() -> Response:
        return await _or_later(_note(store))

    @router.get(
        "/cle",
        operation_id="lire_cle_du_journal",
        summary="Clé publique du journal (C2SP signed note)",
        response_class=Response,
        responses=_TEXT,
    )
    async def cle() -> Response:
        return _text(verifier_key + "\n")

    @router.get(
        "/entries/{entry_id}/proof",
        operation_id="prouver_une_ecriture",
        summary="Preuve qu'une écriture est dans l'arbre du dernier point de contrôle (RFC 6962)",
        response_model=InclusionProof,
        responses=_UNKNOWN | _UNAVAILABLE,
    )
    async def proof(entry_id: str) -> Response:
        return await _or_later(_proof(store, entry_id))

    return router


async def _note(store: Store) -> Response:
    return _text((await store.latest()).note)


async def _proof(store: Store, entry_id: str) -> Response:
    identifier = _identifier(entry_id)
    found = None if identifier is None else await store.proof(identifier)
    if found is None:
        return refuse(UNKNOWN)
    return Response(found.model_dump_json(), media_type="application/json")


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


async def _or_later(answer: Awaitable[Response]) -> Response:
    try:
        return await answer
    except BrokerUnavailable as unavailable:
        return refuse(unavailable.code, {"Retry-After": str(unavailable.retry_in or 1)})


def _text(content: str) -> Response:
    headers = {"Cache-Control": "no-cache"}
    return Response(content, media_type="text/plain; charset=utf-8", headers=headers)
