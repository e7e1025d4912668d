"""Sandbox doors: load households and people, cause failures. Absent in production."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import TypeAdapter
from starlette.responses import JSONResponse, Response

from contracts.identite import Identite
from contracts.sandbox import Dossier, DossierEnregistre
from providers.caf.birthplaces import UnknownCommune
from providers.caf.bodies import BadBody, Unusable, is_list, read, read_one_or_many
from providers.caf.failures import DemandePanne, Failures
from providers.caf.people import Person, Role, allocataires, entitled_persons
from providers.caf.register import File, Register

_DOSSIERS = TypeAdapter(tuple[Dossier, ...])
_PERSONNES = TypeAdapter(tuple[Identite, ...])
_PANNE = TypeAdapter(DemandePanne)


def door_routes(register: Register, failures: Failures) -> APIRouter:
    """Return the doors."""
    router = APIRouter(prefix="/sandbox", tags=["Bac à sable"])
    _add_loading(router, register)
    _add_listing(router, register)
    _add_personnes(router, register)
    _add_pannes(router, failures)
    return router


def _add_loading(router: APIRouter, register: Register) -> None:
    @router.post(
        "/dossiers",
        status_code=201,
        openapi_extra=_body("Un dossier, ou une liste : voir /sandbox/dossiers/schema"),
    )
    async def load_dossiers(request: Request) -> Response:
        """Load a file or a list of them, all or none."""
        body = await request.body()
        try:
            dossiers = read_one_or_many(_DOSSIERS, body, _check_dossier)
        except BadBody as error:
            return error.as_response(422)
        loaded = [_enregistre(register.put(dossier)) for dossier in dossiers]
        return JSONResponse(loaded if is_list(body) else loaded[0], 201)


def _add_listing(router: APIRouter, register: Register) -> None:
    @router.get("/dossiers/schema")
    async def schema() -> dict[str, Any]:
        """Return the JSON schema of a file."""
        return Dossier.model_json_schema()

    @router.get("/dossiers")
    async def dossiers() -> list[dict[str, str | None]]:
        """Return each file's number, post code and reason to exist."""
        return [_enregistre(file) | {"raison": file.dossier.raison} for file in register]

    @router.delete("/dossiers/{numero}", status_code=204)
    async def delete_dossier(numero: str) -> Response:
        """Forget a file."""
        if register.remove(numero):
            return Response(status_code=204)
        return BadBody([("numero", "aucun dossier de ce numéro")]).as_response(404)


def _add_personnes(router: APIRouter, register: Register) -> None:
    @router.post(
        "/personnes",
        status_code=201,
        openapi_extra=_body("contracts.identite.Identite, ou une liste"),
    )
    async def load_personnes(request: Request) -> Response:
        """Load people of the national register whom no caisse follows, all or none."""
        try:
            people = read_one_or_many(_PERSONNES, await request.body(), _check_personne)
        except BadBody as error:
            return error.as_response(422)
        for identite in people:
            register.put_person(identite)
        return JSONResponse({"personnes": len(people)}, 201)


def _add_pannes(router: APIRouter, failures: Failures) -> None:
    @router.post(
        "/pannes", status_code=201, openapi_extra=_body("providers.caf.failures.DemandePanne")
    )
    async def start_panne(request: Request) -> Response:
        """Make calls go wrong, until it is switched off or has struck `fois` times."""
        try:
            demande = read(_PANNE, await request.body())
        except BadBody as error:
            return error.as_response(422)
        failures.switch(demande)
        return JSONResponse(demande.model_dump(mode="json"), 201)

    @router.delete("/pannes", status_code=204)
    async def stop_panne() -> Response:
        """Make everything work again."""
        failures.switch(None)
        return Response(status_code=204)


def _check_dossier(dossier: Dossier) -> None:
    if dossier.quotients and dossier.quotient_familial:
        champ = ("quotient_familial",)
        raise Unusable(champ, "donnez `quotients` ou `quotient_familial`, pas les deux")
    if not allocataires(entitled_persons(dossier, "")):
        raise Unusable(("allocataires",), "une personne au moins ne doit pas être `conjoint`")


def _check_personne(identite: Identite) -> None:
    try:
        Person.of(identite, Role.SANS_DOSSIER)
    except UnknownCommune:
        champ = ("lieu_naissance", "nom_commune")
        raise Unusable(champ, "commune inconnue : donnez son code COG") from None


def _enregistre(file: File) -> dict[str, str | None]:
    loaded = DossierEnregistre(numero_allocataire=file.numero, code_postal=file.code_postal)
    return loaded.model_dump()


def _body(contract: str) -> dict[str, Any]:
    """Name the contract of a body that is read by hand, to answer its errors in French."""
    content = {"application/json": {"schema": {"type": "object"}}}
    return {"requestBody": {"required": True, "description": contract, "content": content}}
