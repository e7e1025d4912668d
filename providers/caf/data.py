"""`POST /v1/quotient_familial`: the question of the broker, the answer of a caisse."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from pydantic import TypeAdapter
from starlette.responses import JSONResponse, Response

from contracts.flows.quotient_familial import QuotientFamilial
from contracts.identite import Identite
from contracts.upstream import Demande, Motif, ParNumeroAllocataire, Periode, Refus, Reponse
from providers.caf.answers import FUNDS, RNCPS, answer
from providers.caf.bodies import BadBody, read
from providers.caf.failures import Failures
from providers.caf.identification import identify
from providers.caf.people import Role, allocataires
from providers.caf.register import File, Register
from providers.caf.tokens import Tokens

_DEMANDE = TypeAdapter(Demande)
_UNPROCESSABLE = frozenset({Motif.IDENTITE_AMBIGUE, Motif.IDENTITE_REFUSEE, Motif.PERIODE_REFUSEE})
_DETAILS = {
    Motif.IDENTITE_INCONNUE: "Personne n'est connu sous cette identité.",
    Motif.IDENTITE_AMBIGUE: "Plusieurs personnes répondent à cette identité.",
    Motif.IDENTITE_REFUSEE: "Le lieu de naissance n'est pas reconnu.",
    Motif.DOSSIER_ABSENT_CNAF: "La CAF ne tient pas de dossier ouvert pour cette personne.",
    Motif.DOSSIER_ABSENT_MSA: "La MSA ne tient pas de dossier ouvert pour cette personne.",
    Motif.NON_REFERENCE: "Aucune caisse ne suit cette personne.",
    Motif.PERIODE_REFUSEE: "La caisse ne connaît aucun quotient pour ce mois.",
}
_HEADER = {"in": "header", "schema": {"type": "string"}}
_OPENAPI: dict[str, Any] = {
    "parameters": [
        {"name": "X-Correlation-ID", "description": "Repris dans la réponse."} | _HEADER,
        {"name": "X-APIPART-FSFINAL", "description": "SIRET du destinataire final."} | _HEADER,
    ],
    "requestBody": {
        "required": True,
        "description": "contracts.upstream.Demande",
        "content": {"application/json": {"schema": {"type": "object"}}},
    },
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is answered, and which fund said so (None: the question reached none)."""

    body: Reponse[QuotientFamilial] | Motif
    fund: str | None


def data_routes(
    register: Register, tokens: Tokens, failures: Failures, clock: Callable[[], datetime]
) -> APIRouter:
    """Return the data endpoint."""
    router = APIRouter(tags=["Données"])

    @router.post(
        "/v1/quotient_familial",
        summary="Quotient familial et composition de la famille",
        response_model=Reponse[QuotientFamilial],
        responses={status: {"model": Refus} for status in (404, 422)},
        openapi_extra=_OPENAPI,
    )
    async def quotient_familial(request: Request) -> Response:
        """Answer a `Demande`; the caller is known by its bearer."""
        if not tokens.is_in_force(request.headers.get("authorization", "")):
            return _unauthorized()
        if (failure := await failures.before_answering()) is not None:
            return failure
        try:
            demande = read(_DEMANDE, await request.body())
        except BadBody as error:
            return error.as_response(400)
        response = failures.spoil(_response(outcome_of(demande, register, clock())))
        return _correlated(request, response)

    return router


def outcome_of(demande: Demande, register: Register, now: datetime) -> Outcome:
    """Find the person or the file, then its answer for the month asked for."""
    found = _find(demande, register)
    if isinstance(found, Outcome):
        return found
    file, titulaire = found
    month = demande.periode or Periode(annee=now.year, mois=now.month)
    return Outcome(answer(file, titulaire, month, now), FUNDS[file.fournisseur])


def _find(demande: Demande, register: Register) -> tuple[File, Identite] | Outcome:
    if isinstance(demande.sujet, ParNumeroAllocataire):
        return _by_number(demande.sujet, register)
    found = identify(demande.sujet.identite, register.people())
    if isinstance(found, Motif):
        return Outcome(found, None)
    if found.role is Role.SANS_DOSSIER:
        return Outcome(Motif.NON_REFERENCE, RNCPS)
    file = register.get(found.numero or "")
    # A conjoint is known, and cannot be asked about: the same answer as for nobody.
    if file is None or found.role is Role.CONJOINT:
        return Outcome(Motif.IDENTITE_INCONNUE, None)
    return file, found.identite


def _by_number(sujet: ParNumeroAllocataire, register: Register) -> tuple[File, Identite] | Outcome:
    """One refusal for an unknown number and for a wrong post code: numbers cannot be listed."""
    file = register.get(sujet.numero_allocataire)
    if file is None or file.code_postal != sujet.code_postal:
        return Outcome(Motif.IDENTITE_INCONNUE, None)
    return file, allocataires(file.people)[0].identite


def _response(outcome: Outcome) -> Response:
    headers = {"X-APISECU-FD": outcome.fund} if outcome.fund else {}
    if isinstance(outcome.body, Motif):
        refus = Refus(motif=outcome.body, detail=_DETAILS[outcome.body])
        status = 422 if outcome.body in _UNPROCESSABLE else 404
        return JSONResponse(refus.model_dump(mode="json"), status, headers=headers)
    body = outcome.body.model_dump_json()
    return Response(body, headers=headers, media_type="application/json")


def _correlated(request: Request, response: Response) -> Response:
    if correlation := request.headers.get("x-correlation-id"):
        response.headers["X-Correlation-ID"] = correlation
    return response


def _unauthorized() -> Response:
    return JSONResponse({"error": "invalid_token"}, 401, headers={"WWW-Authenticate": "Bearer"})
