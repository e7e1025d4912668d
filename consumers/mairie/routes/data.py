"""Step 2: the data of the caisse. Asked for after a notice, shown with their source, contested."""

import re

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse, Response

from consumers.mairie import family
from consumers.mairie.draft import CHAMPS, Champ, Draft
from consumers.mairie.form import Posted, Visitor
from consumers.mairie.retrieval import ask_with_france_connect, ask_with_numero
from consumers.mairie.routes.going import to
from consumers.mairie.town_hall import Here

router = APIRouter()


@router.get("/recuperation")
async def notice(here: Here, visit: Visitor) -> Response:
    """Say what will be asked, of whom, why, before anything is asked."""
    if visit.session.connection is None:
        return to("/")
    expired = visit.session.live_token(here.now()) is None
    return here.pages.render(visit, "recuperation.html", expire=expired)


@router.post("/recuperation")
async def retrieve(here: Here, visit: Visitor, _form: Posted) -> RedirectResponse:
    """Ask the caisse about the person who signed in."""
    siret = here.settings.siret
    return to(await ask_with_france_connect(visit.session, here.courtier, siret, here.now()))


@router.get("/numero-allocataire")
async def numero(here: Here, visit: Visitor) -> Response:
    """Offer the way without FranceConnect."""
    return here.pages.render(visit, "numero.html", erreurs={})


@router.post("/numero-allocataire")
async def retrieve_by_numero(here: Here, visit: Visitor, form: Posted) -> Response:
    """Ask the caisse about the file whose number was typed."""
    draft = visit.session.draft
    draft.numero, draft.code_postal = form.text("numero"), form.text("code_postal")
    if errors := _errors(draft):
        return here.pages.render(visit, "numero.html", status=422, erreurs=errors)
    return to(await ask_with_numero(visit.session, here.courtier, here.settings.siret, here.now()))


def _errors(draft: Draft) -> dict[str, str]:
    errors = {}
    if not re.fullmatch(r"[0-9]{7}", draft.numero):
        errors["numero"] = "Écrivez les 7 chiffres de votre numéro d’allocataire, sans la lettre."
    if not re.fullmatch(r"[0-9]{5}", draft.code_postal):
        errors["code_postal"] = "Écrivez les 5 chiffres de votre code postal."
    return errors


@router.get("/mes-informations")
async def show(here: Here, visit: Visitor) -> Response:
    """Show what the caisse answered, and the price that follows."""
    if visit.session.received is None:
        return to("/")
    return here.pages.render(visit, "mes_informations.html", base=family.basis(visit.session))


@router.get("/information-fausse/{champ}")
async def contest(here: Here, visit: Visitor, champ: str) -> Response:
    """Say who can correct it, and how to go on without it."""
    if champ not in CHAMPS:
        raise HTTPException(404)
    if visit.session.received is None:
        return to("/")
    return here.pages.render(visit, "information_fausse.html", champ=champ)


@router.post("/information-fausse/{champ}")
async def go_on_without(visit: Visitor, _form: Posted, champ: Champ) -> RedirectResponse:
    """Forget what she says is false; she gives it herself."""
    received = visit.session.received
    if received is None:
        return to("/")
    visit.session.received = received.without(champ)
    return to("/quotient" if champ == "quotient_familial" else "/enfants")


@router.get("/obstacle")
async def obstacle(here: Here, visit: Visitor) -> Response:
    """Say why the data did not come, and the ways that stay open."""
    found = visit.session.obstacle
    if found is None:
        return to("/")
    return here.pages.render(visit, f"obstacles/{found.cle}.html", obstacle=found)
