"""What the broker serves is the catalogue, and a short public list that holds nothing personal."""

from openapi_spec_validator import validate

from contracts.catalogue import CATALOGUE, NOMENCLATURE
from tests.federation import Federation

PUBLIC = {
    "/.well-known/security.txt",
    "/__heartbeat__",
    "/__lbheartbeat__",
    "/__version__",
    "/api/errors",
    "/api/france_connect_jwks",
    "/api/introspect",
    "/api/ping",
    "/journal/checkpoint",
    "/journal/cle",
    "/journal/entries/{entry_id}/proof",
    "/sante",
    "/v3/introspect",
}
DOORS = {"/sandbox/habilitations"}
FLOWS = {access.path for flow in CATALOGUE for access in flow.accesses}


async def test_every_route_is_a_flow_public_or_a_sandbox_door(federation: Federation) -> None:
    assert federation.app.openapi()["paths"].keys() == FLOWS | PUBLIC | DOORS


async def test_the_document_is_valid_openapi(federation: Federation) -> None:
    validate((await federation.broker.get("/openapi.json")).json())


async def test_production_has_no_sandbox_door(federation: Federation) -> None:
    async with federation.another_broker(env="production") as production:
        response = await production.post("/sandbox/habilitations", json={"scopes": []})

    assert response.status_code == 404
    assert response.json()["errors"][0]["code"] == "00402"


async def test_the_document_names_every_code_of_every_status(federation: Federation) -> None:
    response = await federation.broker.get("/openapi.json")
    paths = response.json()["paths"]

    for flow in CATALOGUE:
        for access in flow.accesses:
            described = str(paths[access.path]["get"]["responses"])
            shown = await federation.broker.get(
                "/api/errors", params={"operation_id": access.operation_id}
            )
            codes = [unit["code"] for unit in shown.json()["data"]]
            assert codes
            assert [code for code in codes if code not in described] == []
            assert set(codes) <= NOMENCLATURE.keys()


async def test_an_unknown_operation_is_not_found(federation: Federation) -> None:
    response = await federation.broker.get("/api/errors", params={"operation_id": "inconnue"})

    assert response.status_code == 404
