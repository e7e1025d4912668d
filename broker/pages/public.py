"""The broker's public pages: what it carries, its errors, its identity rule."""

from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from broker.matching.published import RULE
from contracts.catalogue import CATALOGUE, NOMENCLATURE

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
_HEADERS = {
    "content-security-policy": _CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
_TEMPLATES = Environment(
    loader=PackageLoader("broker.pages"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def pages_router() -> APIRouter:
    """Return the pages; they are the same for everybody and hold nothing personal."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def accueil() -> Response:
        return _page("accueil.html", flows=CATALOGUE)

    @router.get("/erreurs")
    async def erreurs() -> Response:
        return _page("erreurs.html", units=tuple(NOMENCLATURE.values()))

    @router.get("/regles/identite")
    async def regle() -> Response:
        return _page("regle.html", rule=RULE)

    @router.get("/regles/identite.json")
    async def regle_json() -> Response:
        return JSONResponse({"data": RULE.model_dump(mode="json"), "links": {}, "meta": {}})

    @router.get("/pages/style.css")
    async def style() -> Response:
        return Response(_style(), media_type="text/css", headers={"cache-control": "max-age=3600"})

    return router


def _page(template: str, **values: object) -> HTMLResponse:
    return HTMLResponse(_TEMPLATES.get_template(template).render(values), headers=_HEADERS)


@cache
def _style() -> bytes:
    return (files("broker.pages") / "static" / "style.css").read_bytes()
