"""Reads what a browser posts: bounded, cleaned, and from one of our own pages."""

import unicodedata
from typing import Annotated, cast
from urllib.parse import parse_qsl

from fastapi import Depends, HTTPException, Request

from consumers.mairie.settings import Settings
from consumers.mairie.visits import Visit, visit_of

MAX_BYTES = 64 * 1024
MAX_FIELDS = 200
MAX_LENGTH = 300


class Form:
    """The fields of a form, as text."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        """Keep every value of every field, in order."""
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(_clean(value))

    def text(self, name: str) -> str:
        """Return the first value of that field, or an empty text."""
        return self.texts(name)[0] if name in self._values else ""

    def __contains__(self, name: str) -> bool:
        """Say whether the form had that field, even empty."""
        return name in self._values

    def texts(self, name: str) -> tuple[str, ...]:
        """Return every value of that field."""
        return tuple(self._values.get(name, ()))


def _clean(value: str) -> str:
    """One spelling of accents, no control character, a bounded length."""
    visible = (" " if unicodedata.category(c) in {"Cc", "Cf"} else c for c in value)
    return unicodedata.normalize("NFC", "".join(visible)).strip()[:MAX_LENGTH]


async def own_form(request: Request) -> Form:
    """Return the form that was posted, if this visit was given it. 403, 413 or 400 otherwise.

    The visit is remembered from here on: whatever happens next, nothing typed is lost.
    """
    settings = cast("Settings", request.app.state.mairie.settings)
    visit = visit_of(request)
    origin = request.headers.get("origin")
    if origin is not None and origin != settings.origin:
        raise HTTPException(403)
    form = Form(await _pairs(request))
    if not visit.owns(form.text("jeton_formulaire")):
        raise HTTPException(403)
    visit.keep()
    return form


async def _pairs(request: Request) -> list[tuple[str, str]]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise HTTPException(413)
    try:
        text = body.decode()
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
    except ValueError:
        raise HTTPException(400) from None


Posted = Annotated[Form, Depends(own_form)]
Visitor = Annotated[Visit, Depends(visit_of)]
