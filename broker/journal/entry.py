"""One line of the journal: what it holds, and its canonical bytes (RFC 8785).

No personal data: the person stands as a keyed pseudonym, the answer as a digest, the
fields as names. Whoever fills an entry keeps it so, in `motif` and `request_id` too.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

import orjson

from contracts.habilitation import Habilitation

VERSION = 1
"""`v` of the entries written here. A reader refuses one that it does not know."""

LARGEST_INTEGER = 2**53 - 1
"""Beyond it RFC 8785 (I-JSON) does not promise the same digits everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerRecord:
    """Who asked, and the very text of the habilitation that stood when she asked."""

    siret: str
    habilitation: UUID
    empreinte: str
    """`empreinte()` of the habilitation."""
    token_id: UUID | None = None
    """The API token used; None when FranceConnect alone tells who calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCheck:
    """What the identity check concluded, with a named reason for each attribute."""

    niveau: str
    verdict: str
    motifs: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An access or a refusal. None: not known, or not reached, when the call ended."""

    entry_id: UUID
    at: datetime
    """When the call came in (aware)."""
    request_id: str
    caller: CallerRecord | None
    flow: str
    access: str
    """`Mode` of the access."""
    path: str
    """Path declared by the flow, without any parameter."""
    finalite: str | None
    legal_basis: str
    recipient: str | None
    """SIRET."""
    person: str | None
    """Keyed pseudonym, lower-case hex: see `journal.pseudonym`."""
    released: tuple[str, ...]
    """Names of the fields that left."""
    answer_digest: str | None
    """SHA-256 of the bytes of `data`, lower-case hex; None when nothing leaves."""
    identite: PersonCheck | None
    outcome: str
    """`200`, or the code of the nomenclature."""
    status: int
    """HTTP status served."""
    motif: str = ""
    """The true reason, where the code must not tell it."""
    latency_us: int = 0
    """From the call's arrival to this line, in microseconds."""
    cached: bool = False
    """The answer was kept from an earlier call."""


def new_id(at: datetime, random: bytes) -> UUID:
    """Return a UUID of version 7 that sorts by time to the microsecond (RFC 9562 §5.7, §6.2).

    `random` is 8 bytes that nobody can guess.
    """
    since_epoch = at - datetime(1970, 1, 1, tzinfo=UTC)
    milliseconds, rest = divmod(since_epoch, timedelta(milliseconds=1))
    fraction = rest.microseconds * 4096 // 1000
    noise = int.from_bytes(random[:8]) >> 2
    return UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | noise)


def encode(entry: Entry) -> bytes:
    """Return the canonical bytes: what is hashed, stored, exported.

    orjson sorts keys by their UTF-8 bytes and RFC 8785 by their UTF-16 units: the same
    for ASCII. Raises ValueError on another key or an integer too large, and
    orjson.JSONEncodeError on a lone surrogate.
    """
    _refuse_what_has_two_spellings(entry)
    return orjson.dumps(_fields(entry), option=orjson.OPT_SORT_KEYS)


def leaf_hash(body: bytes) -> bytes:
    """Return the entry's leaf in the tree: SHA-256(0x00 || body), RFC 6962 §2.1."""
    return hashlib.sha256(b"\0" + body).digest()


@lru_cache(maxsize=1024)
def empreinte(habilitation: Habilitation) -> str:
    """Return the SHA-256 (hex) of the habilitation's canonical JSON, its lists sorted."""
    plain = habilitation.model_dump(mode="json")
    ordered = {k: sorted(v) if isinstance(v, list) else v for k, v in plain.items()}
    return hashlib.sha256(orjson.dumps(ordered, option=orjson.OPT_SORT_KEYS)).hexdigest()


def rfc3339(at: datetime) -> str:
    """Write an instant in UTC, to the microsecond, with `Z`."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _refuse_what_has_two_spellings(entry: Entry) -> None:
    if entry.identite is not None and not all(map(str.isascii, entry.identite.motifs)):
        raise ValueError("the names of attributes are ASCII")
    if not 0 <= entry.latency_us <= LARGEST_INTEGER:
        raise ValueError("a latency is a count of microseconds")


def _fields(entry: Entry) -> dict[str, object]:
    """Name what stands in the line; orjson writes a UUID as its usual 36 characters."""
    return {
        "v": VERSION,
        "id": entry.entry_id,
        "at": rfc3339(entry.at),
        "request_id": entry.request_id,
        "caller": None if entry.caller is None else _caller(entry.caller),
        "flow": entry.flow,
        "access": entry.access,
        "path": entry.path,
        "finalite": entry.finalite,
        "legal_basis": entry.legal_basis,
        "recipient": entry.recipient,
        "person": entry.person,
        "released": sorted(entry.released),
        "answer_sha256": entry.answer_digest,
        "identite": None if entry.identite is None else _check(entry.identite),
        "outcome": entry.outcome,
        "status": entry.status,
        "motif": entry.motif,
        "latency_us": entry.latency_us,
        "cached": entry.cached,
    }


def _caller(caller: CallerRecord) -> dict[str, object]:
    return {
        "siret": caller.siret,
        "habilitation": caller.habilitation,
        "habilitation_sha256": caller.empreinte,
        "token_id": caller.token_id,
    }


def _check(check: PersonCheck) -> dict[str, object]:
    return {"niveau": check.niveau, "verdict": check.verdict, "motifs": dict(check.motifs)}
