"""What a running sandbox leaves for other terminals: addresses, tokens, people."""

import contextlib
import os
from pathlib import Path

from pydantic import Field

from broker.embedded import data_folder
from contracts.base import Contract


class PersonaVue(Contract):
    """A test person, with what is needed to ask about her."""

    cle: str
    nom: str
    raison: str
    """Why she exists, in French."""
    identite: dict[str, object] | None
    """Parameters of the access by identity; None when the CAF knows nobody of that name."""
    numero_allocataire: str | None
    code_postal: str | None
    identifiant_france_connect: str | None
    quotient: int | None
    """What the CAF says for the current month; None when it says nothing."""

    @property
    def dossier(self) -> dict[str, str]:
        """Parameters of the access by numéro d'allocataire; empty when she has no file."""
        if self.numero_allocataire is None or self.code_postal is None:
            return {}
        return {"numeroAllocataire": self.numero_allocataire, "codePostal": self.code_postal}

    @property
    def is_complete(self) -> bool:
        """Say whether she can be asked about in every way, with a figure for an answer."""
        known = self.identite and self.dossier and self.identifiant_france_connect
        return bool(known) and self.quotient is not None


class Etat(Contract):
    """A running sandbox."""

    pid: int
    """The process that started everything and stops everything."""
    urls: dict[str, str]
    tokens: dict[str, str]
    personas: tuple[PersonaVue, ...]
    broker_env: dict[str, str] = Field(repr=False)
    """The broker's environment: the broker's own commands act on the sandbox with it."""

    def shown(self) -> str:
        """Return `{urls, tokens, personas}` as JSON."""
        return self.model_dump_json(include={"urls", "tokens", "personas"}, indent=2)


def state_file(folder: Path | None = None) -> Path:
    """Return where the state is kept."""
    return (folder or data_folder()) / "bac-a-sable.json"


def save(state: Etat, file: Path) -> None:
    """Write the state for this user alone: it holds every secret of the sandbox."""
    new = file.with_suffix(".nouveau")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as output:
        output.write(state.model_dump_json(indent=2))
    new.replace(file)


def running_state(folder: Path | None = None) -> Etat | None:
    """Return the state of the sandbox that runs on `folder`; None when none does."""
    try:
        state = Etat.model_validate_json(state_file(folder).read_bytes())
    except (FileNotFoundError, PermissionError, ValueError):
        return None
    return state if _is_alive(state.pid) else None


def forget(file: Path) -> None:
    """Remove the state: the sandbox has stopped."""
    with contextlib.suppress(FileNotFoundError):
        file.unlink()


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
