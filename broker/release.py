"""An answer or a refusal on its way out: status, body, headers."""

from collections.abc import Iterator
from dataclasses import dataclass

from broker.errors import Refusal
from broker.evidence import Ask, Disclosure, Recorded
from broker.trail import Trail
from broker.wires.wire import wire_of
from contracts.catalogue import NOMENCLATURE

Headers = tuple[tuple[str, str], ...]

_ALWAYS: Headers = (
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
)


@dataclass(frozen=True, slots=True)
class Released:
    """What the caller gets."""

    status: int
    body: bytes
    headers: Headers


def release(body: bytes, disclosure: Disclosure, recorded: Recorded, trail: Trail) -> Released:
    """Return the answer: its journal line is committed, `recorded` proves it."""
    identite = disclosure.matched.identite
    extra = (
        ("x-identite-niveau", identite.niveau),
        *_freshness(disclosure.matched.answer.cached_for),
    )
    return Released(200, body, (*_headers(trail, recorded), *extra))


def release_refusal(refusal: Refusal, trail: Trail, recorded: Recorded | None = None) -> Released:
    """Return a refusal; `recorded` is None only when the journal itself is down."""
    wire = wire_of(trail.ask.access.wire)
    unit = NOMENCLATURE[refusal.code]
    status = wire.status_of(unit.status)
    extra: list[tuple[str, str]] = []
    if (wait := refusal.retry_in or unit.retry_in) and unit.status in (429, 503):
        extra.append(("retry-after", str(wait)))
    if unit.status == 401:  # noqa: PLR2004  # RFC 9110 §11.6.1
        extra.append(("www-authenticate", 'Bearer realm="dlnuf"'))
    return Released(status, wire.refused(refusal), (*_headers(trail, recorded), *extra))


def _headers(trail: Trail, recorded: Recorded | None) -> Iterator[tuple[str, str]]:
    yield ("content-type", _content_type(trail.ask))
    yield ("x-request-id", trail.ask.request_id)
    yield from _ALWAYS
    if recorded is not None:
        yield ("x-journal-entry", str(recorded.entry_id))
    if trail.quota is not None:
        yield ("ratelimit-limit", str(trail.quota.limit))
        yield ("ratelimit-remaining", str(trail.quota.remaining))
        yield ("ratelimit-reset", str(trail.quota.reset))


def _content_type(ask: Ask) -> str:
    return wire_of(ask.access.wire).content_type


def _freshness(cached_for: int | None) -> Headers:
    if cached_for is None:
        return (("x-response-cached", "false"),)
    return (("x-response-cached", "true"), ("x-cache-expires-in", str(cached_for)))
