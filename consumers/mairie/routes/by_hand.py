"""Step 2, the other way: the person says her quotient herself, or keeps it."""

from fastapi import APIRouter
from fastapi.responses import Response

from consumers.mairie.draft import JUSTIFICATIFS, Draft, is_a_quotient
from consumers.mairie.form import Posted, Visitor
from consumers.mairie.routes.going import to
from consumers.mairie.town_hall import Here

router = APIRouter()


@router.get("/quotient")
async def ask(here: Here, visit: Visitor) -> Response:
    """Ask for the quotient and how she will show it."""
    return here.pages.render(visit, "quotient.html", erreurs={})


@router.post("/quotient")
async def keep(here: Here, visit: Visitor, form: Posted) -> Response:
    """Keep what she declares."""
    draft = visit.session.draft
    draft.quotient = form.text("quotient").replace(" ", "").replace("\u00a0", "")
    draft.justificatif = form.text("justificatif")
    if errors := _errors(draft):
        return here.pages.render(visit, "quotient.html", status=422, erreurs=errors)
    return to("/enfants")


def _errors(draft: Draft) -> dict[str, str]:
    if draft.justificatif == "aucun":
        return {}
    errors = {}
    if not is_a_quotient(draft.quotient):
        errors["quotient"] = (
            "Écrivez votre quotient familial en euros, sans centimes. Par exemple\u00a0: 850. "
            "Si vous ne le connaissez pas, choisissez le tarif le plus élevé ci-dessous."
        )
    if draft.justificatif not in JUSTIFICATIFS:
        errors["justificatif"] = "Choisissez comment vous donnerez le justificatif."
    return errors
