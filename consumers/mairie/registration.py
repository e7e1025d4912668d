"""A registration that was sent: what the town hall keeps, and nothing else."""

import secrets
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from consumers.mairie.tarif import Tranche, centimes_par_semaine

CAPACITY = 1_000


@dataclass(frozen=True, slots=True)
class RegisteredChild:
    """A child who will eat at the canteen."""

    nom: str
    classe: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where the access to the family's data stands in the broker's journal."""

    entry_id: str
    leaf_hash: str
    source: str
    consulte_le: datetime


@dataclass(frozen=True, slots=True)
class Registration:
    """One family's registration."""

    numero: str
    envoye_le: datetime
    responsable: str
    adresse: str
    ecole: str
    enfants: tuple[RegisteredChild, ...]
    jours: tuple[str, ...]
    quotient: int | None
    origine: str
    """Where the quotient comes from, in words."""
    tranche: Tranche
    receipt: Receipt | None
    """None when nothing was asked of the caisse."""
    justificatif: str | None
    """How the person will show her quotient, in words, when she declared it."""

    @property
    def centimes_par_semaine(self) -> int:
        """Price of a week of school for the whole family."""
        return centimes_par_semaine(self.tranche, len(self.enfants), len(self.jours))


class Registrations:
    """Those of this process: a demonstration keeps them in memory, and says so."""

    def __init__(self) -> None:
        """Start empty; when full, the oldest gives way."""
        self._sent: deque[Registration] = deque(maxlen=CAPACITY)

    def add(self, registration: Registration) -> None:
        """Keep one."""
        self._sent.append(registration)

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._sent)


def new_number(now: datetime) -> str:
    """Return a file number that can be read over the telephone and not guessed."""
    alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
    return f"SO-{now:%Y}-" + "".join(secrets.choice(alphabet) for _ in range(8))
