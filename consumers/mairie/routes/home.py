"""The first page, and those of the footer."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse

from consumers.mairie.form import Visitor
from consumers.mairie.town_hall import Here

router = APIRouter()


@router.get("/")
async def home(here: Here, visit: Visitor) -> HTMLResponse:
    """Present the démarche, and the three ways to begin it."""
    return here.pages.render(visit, "accueil.html", deconnecte=False)


@router.get("/accessibilite")
async def accessibility(here: Here, visit: Visitor) -> HTMLResponse:
    """Say how far this site is accessible."""
    return here.pages.render(visit, "accessibilite.html")


@router.get("/mentions-legales")
async def legal_notice(here: Here, visit: Visitor) -> HTMLResponse:
    """Say who publishes this site."""
    return here.pages.render(visit, "mentions_legales.html")


@router.get("/donnees-personnelles")
async def personal_data(here: Here, visit: Visitor) -> HTMLResponse:
    """Say what is kept, why, how long."""
    return here.pages.render(visit, "donnees_personnelles.html")


@router.get("/plan-du-site")
async def site_map(here: Here, visit: Visitor) -> HTMLResponse:
    """List the pages."""
    return here.pages.render(visit, "plan_du_site.html")


@router.get("/sante")
async def health() -> JSONResponse:
    """Say that this process answers; it depends on nothing else."""
    return JSONResponse({"statut": "ok"})
