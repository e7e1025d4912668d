"""Read what callers send: at most so many bytes, each parameter once, never a surprise."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from providers.france_connect.errors import CallRefused

MOST_FIELDS = 100
LONGEST_FORM = 64 * 1024
"""Bytes."""
_FORM = "application/x-www-form-urlencoded"


class TooLong(Exception):
    """The body is longer than anything this endpoint takes."""


async def body_of(request: Request, at_most: int) -> bytes:
    """Return the body. Raises `TooLong` before it is read to its end."""
    parts: list[bytes] = []
    length = 0
    async for part in request.stream():
        length += len(part)
        if length > at_most:
            raise TooLong
        parts.append(part)
    return b"".join(parts)


def pairs_of(encoded: bytes) -> list[tuple[str, str]]:
    """Return the parameters of a query or a form, in order.

    Raises `CallRefused` when they cannot be read.
    """
    try:
        return parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as cause:
        raise unreadable() from cause


async def form_pairs(request: Request) -> list[tuple[str, str]]:
    """Return the fields of a form, in order. Raises `CallRefused`."""
    if not request.headers.get("content-type", "").lower().startswith(_FORM):
        raise unreadable()
    try:
        return pairs_of(await body_of(request, LONGEST_FORM))
    except TooLong as cause:
        raise unreadable() from cause


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a form, each once (RFC 6749 §3.2). Raises `CallRefused`."""
    pairs = await form_pairs(request)
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise unreadable()
    return fields


def unreadable() -> CallRefused:
    """Return the refusal of what lacks a parameter or cannot be read (FranceConnect's words)."""
    return CallRefused(400, "invalid_request", "Required parameter missing or invalid.")
