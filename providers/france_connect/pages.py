"""Render the pages people see, under one strict Content-Security-Policy."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from providers.france_connect.settings import Settings

_HERE = Path(__file__).parent
STATIC = _HERE / "static"

_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(name: str, status: int = 200, **context: object) -> HTMLResponse:
    """Return the page `name` filled with `context`; a missing value is an error."""
    return HTMLResponse(_TEMPLATES.get_template(f"{name}.html").render(context), status)


def security_policy(settings: Settings) -> str:
    """Return the policy: a browser follows our forms back to the services' addresses only."""
    addresses = (uri for service in settings.clients for uri in service.redirect_uris)
    targets = " ".join(["'self'", *_origins(addresses)])
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; "
        f"form-action {targets}; "
        "frame-ancestors 'none'; base-uri 'none'"
    )


def _origins(addresses: Iterable[str]) -> list[str]:
    parts = map(urlsplit, addresses)
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})
