"""To another page, after something was posted: reloading it posts nothing twice."""

from fastapi.responses import RedirectResponse


def to(url: str) -> RedirectResponse:
    """Return a redirection that is followed by GET (RFC 9110 §15.4.4)."""
    return RedirectResponse(url, status_code=303)
