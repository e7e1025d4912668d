"""Renders the pages. A name that a template does not know stops it; all values are escaped."""

from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from consumers.mairie import words
from consumers.mairie.draft import CLASSES, ECOLES, JOURS, JUSTIFICATIFS
from consumers.mairie.settings import Settings
from consumers.mairie.tarif import TRANCHES
from consumers.mairie.visits import Visit

FOLDER = Path(__file__).parent

_TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {
    "adresse": words.adresse,
    "entiers": words.entiers,
    "euros": words.euros,
    "instant": words.instant,
    "intervalle": words.intervalle,
    "naissance": words.naissance,
    "nom": words.nom,
}
_TEMPLATES.globals |= {
    "CLASSES": CLASSES,
    "ECOLES": ECOLES,
    "JOURS": JOURS,
    "JUSTIFICATIFS": JUSTIFICATIFS,
    "TRANCHES": TRANCHES,
    "mois": words.mois,
}


class Pages:
    """The templates, and what every page of this town hall shows."""

    def __init__(self, settings: Settings) -> None:
        """Take the town's name."""
        self._everywhere = {"ville": settings.nom, "bac_a_sable": settings.sandbox}

    def render(
        self, visit: Visit, template: str, *, status: int = 200, **context: object
    ) -> HTMLResponse:
        """Return the page, for that visit."""
        html = _TEMPLATES.get_template(template).render(
            self._everywhere,
            session=visit.session,
            jeton_formulaire=visit.form_token,
            **context,
        )
        return HTMLResponse(html, status_code=status)
