"""Refusals that are not about a data flow: unknown route, wrong method, wrong body."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from broker.errors import Refusal
from broker.logs import log_failure
from broker.wires import v3
from contracts.catalogue import NOMENCLATURE

_BY_STATUS = {404: "00402", 405: "00405"}


def refuse(code: str, headers: dict[str, str] | None = None) -> Response:
    """Return the refusal of that code, in the v3 envelope."""
    status = NOMENCLATURE[code].status
    body = v3.refused(Refusal(code))
    return Response(body, status, headers, media_type="application/json")


def handle_errors(app: FastAPI) -> None:
    """Make every refusal of `app` speak the v3 envelope."""

    async def of_http(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code = _BY_STATUS.get(error.status_code, "00401")
        return refuse(code, dict(error.headers or {}))

    async def of_body(_request: Request, error: Exception) -> Response:
        """Say where the body is wrong, without repeating what it held."""
        assert isinstance(error, RequestValidationError)
        unit = NOMENCLATURE["00401"]
        errors = [
            {
                "code": unit.code,
                "title": unit.title,
                "detail": f"{'.'.join(map(str, e['loc'][1:]))} : {e['msg']}",
                "source": {"parameter": str(e["loc"][-1])},
                "meta": {"remede": unit.remede},
            }
            for e in error.errors()
        ]
        return JSONResponse({"errors": errors}, status_code=422)

    async def of_refusal(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        wait = error.retry_in or NOMENCLATURE[error.code].retry_in
        return refuse(error.code, {"retry-after": str(wait)} if wait else None)

    async def of_anything(request: Request, error: Exception) -> Response:
        log_failure(error, request.headers.get("x-request-id", ""))
        return refuse("00500")

    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_body)
    app.add_exception_handler(Refusal, of_refusal)
    app.add_exception_handler(Exception, of_anything)
