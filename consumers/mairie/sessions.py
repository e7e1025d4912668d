"""What the town hall remembers of a visit, in this process, for an hour.

A browser holds a random number, signed; everything else stays here. The memory is bounded:
when it is full, the visit idle for longest is forgotten.
"""

import hashlib
import hmac
import secrets
from asyncio import Lock
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from consumers.mairie.draft import Draft
from consumers.mairie.france_connect.relying_party import Connection
from consumers.mairie.obstacles import Obstacle
from consumers.mairie.received import Received
from consumers.mairie.registration import Registration

LIFETIME = timedelta(hours=1)
MAX_SESSIONS = 10_000
MAX_SIGN_INS = 5
"""Sign-ins begun at the same time (several tabs)."""


@dataclass(slots=True)
class Session:
    """One visit. Empty until something is posted."""

    draft: Draft = field(default_factory=Draft)
    sign_ins: dict[str, str] = field(default_factory=dict)
    """state → nonce of the sign-ins begun; each serves once."""
    sign_outs: set[str] = field(default_factory=set)
    """states of the sign-outs begun."""
    connection: Connection | None = None
    received: Received | None = None
    obstacle: Obstacle | None = None
    registration: Registration | None = None
    """The one just sent: what is left of a visit once its draft is purged."""
    lock: Lock = field(default_factory=Lock)
    """One question to the caisse at a time: a double click asks once."""

    def begin_sign_in(self) -> tuple[str, str]:
        """Return a fresh state and nonce; the oldest of too many is forgotten."""
        while len(self.sign_ins) >= MAX_SIGN_INS:
            del self.sign_ins[next(iter(self.sign_ins))]
        state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.sign_ins[state] = nonce
        return state, nonce

    def end_sign_in(self, state: str) -> str | None:
        """Return the nonce of that sign-in, once."""
        return self.sign_ins.pop(state, None)

    def live_token(self, now: datetime) -> str | None:
        """Return the FranceConnect access token while it is worth sending."""
        connection = self.connection
        return connection.access_token if connection and now < connection.expires_at else None

    def purge(self) -> None:
        """Forget what was typed and what was received."""
        self.draft, self.received, self.obstacle = Draft(), None, None


class Sessions:
    """Every visit of this process, by its number."""

    def __init__(self, now: Callable[[], datetime], capacity: int = MAX_SESSIONS) -> None:
        """Start empty."""
        self._now = now
        self._capacity = capacity
        self._kept: OrderedDict[str, tuple[datetime, Session]] = OrderedDict()

    def find(self, number: str) -> Session | None:
        """Return that visit if it is not over, and let it live an hour more."""
        self.sweep()
        if number not in self._kept:
            return None
        _, session = self._kept[number]
        self.keep(number, session)
        return session

    def keep(self, number: str, session: Session) -> None:
        """Remember that visit."""
        self._kept[number] = (self._now() + LIFETIME, session)
        self._kept.move_to_end(number)
        while len(self._kept) > self._capacity:
            self._kept.popitem(last=False)

    def sweep(self) -> None:
        """Forget the visits that are over: they are kept in the order of their last use."""
        now = self._now()
        while self._kept and next(iter(self._kept.values()))[0] <= now:
            self._kept.popitem(last=False)

    def __len__(self) -> int:
        """Return how many visits are remembered."""
        return len(self._kept)

    def forget(self, number: str) -> None:
        """Forget that visit, if it is known."""
        self._kept.pop(number, None)


def new_number() -> str:
    """Return a number that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def sign(key: str, purpose: str, number: str) -> str:
    """Return the proof that this town hall gave `number` for that purpose."""
    return hmac.new(key.encode(), f"{purpose}:{number}".encode(), hashlib.sha256).hexdigest()


def is_signed(key: str, purpose: str, number: str, proof: str) -> bool:
    """Say whether the proof is ours, in constant time."""
    return hmac.compare_digest(sign(key, purpose, number).encode(), proof.encode())
