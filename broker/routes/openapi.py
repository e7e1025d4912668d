"""The OpenAPI document of the data routes, generated from the catalogue."""

from collections import defaultdict
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from broker.wires.wire import wire_of
from contracts.base import Query
from contracts.catalogue import CATALOGUE
from contracts.enveloppe import Erreurs, Meta
from contracts.flow import Access, Flow, Mode, Wire
from contracts.flows.composition_familiale_v2 import CompositionFamiliale
from contracts.nomenclature.unit import Unit
from contracts.reach import units_of

_REF = "#/components/schemas/{model}"

_V2_ERROR = {
    "type": "object",
    "required": ["error", "reason", "message", "code"],
    "properties": {name: {"type": "string"} for name in ("error", "reason", "message", "code")},
}


def document(app: FastAPI) -> dict[str, Any]:
    """Return the document of `app`: FastAPI's own routes and those of the catalogue."""
    openapi = get_openapi(
        title="dlnuf, courtier « Dites-le-nous une fois »",
        version=app.version,
        description="Compatible avec API Particulier v3. Les codes d'erreur sont à `/api/errors`.",
        routes=app.routes,
    )
    components = openapi.setdefault("components", {})
    components.setdefault("schemas", {}).update(_schemas())
    components["securitySchemes"] = {
        "jeton": {"type": "http", "scheme": "bearer", "description": "Jeton d'API"},
        "cle": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
        "france_connect": {
            "type": "http",
            "scheme": "bearer",
            "description": "Jeton d'accès FranceConnect",
        },
    }
    for flow in CATALOGUE:
        for access in flow.accesses:
            openapi["paths"][access.path] = {"get": _operation(flow, access)}
    return openapi


def _schemas() -> dict[str, Any]:
    models: list[type[BaseModel]] = [Erreurs, Meta, CompositionFamiliale]
    models += [flow.answer for flow in CATALOGUE]
    _, top = models_json_schema([(m, "serialization") for m in models], ref_template=_REF)
    schemas: dict[str, Any] = top["$defs"]
    return schemas


def _operation(flow: Flow, access: Access) -> dict[str, Any]:
    return {
        "operationId": access.operation_id,
        "summary": access.summary,
        "description": f"{flow.title}. Population : {flow.population}. "
        f"Cadre juridique : {flow.legal_basis}.",
        "tags": [flow.title],
        "security": _security(access),
        "parameters": [*_parameters(access.query), *_headers(access)],
        "responses": {"200": _answer(flow, access), **_refusals(flow, access)},
    }


def _security(access: Access) -> list[dict[str, list[str]]]:
    if access.mode is Mode.FRANCE_CONNECT:
        return [{"france_connect": []}]
    return [{"jeton": []}, {"cle": []}]


def _parameters(query: type[Query]) -> list[dict[str, Any]]:
    schema = query.model_json_schema(by_alias=True)
    required = schema.get("required", ())
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "description": prop.pop("description", ""),
            "schema": prop,
            "explode": True,
        }
        for name, prop in schema["properties"].items()
    ]


def _headers(access: Access) -> list[dict[str, Any]]:
    headers = [("Cache-Control", "`no-cache` : aller chercher la donnée chez le fournisseur.")]
    if access.mode is Mode.NUMERO_ALLOCATAIRE:
        headers.append(("X-FranceConnect-Token", "Jeton d'accès FranceConnect de la personne."))
    return [
        {"name": name, "in": "header", "required": False, "description": text,
         "schema": {"type": "string"}}
        for name, text in headers
    ]  # fmt: skip


def _answer(flow: Flow, access: Access) -> dict[str, Any]:
    if access.wire is Wire.V2:
        schema: dict[str, Any] = {"$ref": _REF.format(model=CompositionFamiliale.__name__)}
    else:
        schema = {
            "type": "object",
            "required": ["data", "links", "meta"],
            "additionalProperties": False,
            "properties": {
                "data": {"$ref": _REF.format(model=flow.answer.__name__)},
                "links": {"type": "object"},
                "meta": {"$ref": _REF.format(model=Meta.__name__)},
            },
        }
    return {"description": flow.title, "content": {"application/json": {"schema": schema}}}


def _refusals(flow: Flow, access: Access) -> dict[str, Any]:
    by_status: dict[int, list[Unit]] = defaultdict(list)
    for unit in units_of(flow, access):
        by_status[wire_of(access.wire).status_of(unit.status)].append(unit)
    schema = _V2_ERROR if access.wire is Wire.V2 else {"$ref": _REF.format(model=Erreurs.__name__)}
    return {
        str(status): {
            "description": " ; ".join(f"{unit.code} {unit.title}" for unit in units),
            "content": {"application/json": {"schema": schema}},
        }
        for status, units in sorted(by_status.items())
    }
