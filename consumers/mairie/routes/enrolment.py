"""Steps 3 and 4: who eats and when; the recapitulation; the receipt."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from consumers.mairie import family
from consumers.mairie.draft import MAX_TYPED_CHILDREN, TypedChild
from consumers.mairie.enrol import enrol, still_missing
from consumers.mairie.family_form import Errors, read_family
from consumers.mairie.form import Posted, Visitor
from consumers.mairie.routes.going import to
from consumers.mairie.town_hall import Here, TownHall
from consumers.mairie.visits import Visit

router = APIRouter()


@router.get("/enfants")
async def children(here: Here, visit: Visitor) -> Response:
    """Ask who eats at the canteen, where, on which days."""
    return _page(here, visit, {}, one_more=False)


@router.post("/enfants")
async def keep_children(here: Here, visit: Visitor, form: Posted) -> Response:
    """Keep what was typed; go on when nothing is missing."""
    read_family(form, visit.session.draft)
    if "ajouter" in form:
        return _page(here, visit, {}, one_more=True)
    if errors := still_missing(visit.session):
        return _page(here, visit, errors, one_more=False)
    return to("/recapitulatif")


def _page(here: TownHall, visit: Visit, errors: Errors, *, one_more: bool) -> Response:
    session = visit.session
    named = family.named_children(session)
    rows = list(session.draft.saisis)
    if one_more or not (rows or named):
        rows = [*rows, TypedChild()][:MAX_TYPED_CHILDREN]
    return here.pages.render(
        visit,
        "enfants.html",
        status=422 if errors else 200,
        erreurs=errors,
        responsable=family.responsable(session),
        adresse=family.adresse(session),
        connus=named,
        lignes=rows,
        ajoute=one_more,
    )


@router.get("/recapitulatif")
async def review(here: Here, visit: Visitor) -> Response:
    """Show everything once more before it is sent."""
    if still_missing(visit.session):
        return to("/enfants")
    preview = enrol(visit.session, here.now())
    return here.pages.render(visit, "recapitulatif.html", inscription=preview)


@router.post("/recapitulatif")
async def send(here: Here, visit: Visitor, _form: Posted) -> RedirectResponse:
    """Send, once: the draft is purged at the same instant, so a second click finds nothing."""
    session = visit.session
    if still_missing(session):
        return to("/confirmation" if session.registration else "/enfants")
    session.registration = enrol(session, here.now())
    here.registrations.add(session.registration)
    session.purge()
    return to("/confirmation")


@router.get("/confirmation")
async def receipt(here: Here, visit: Visitor) -> Response:
    """Give the receipt."""
    if visit.session.registration is None:
        return to("/")
    return here.pages.render(visit, "confirmation.html", inscription=visit.session.registration)
