"""The people who can log in here. None at start: they are loaded through the sandbox doors."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from contracts.flow import Acr
from contracts.sandbox import Usager
from providers.france_connect.claims import Claims

AT_MOST = 20_000
IDENTITY_PROVIDER = "bac-a-sable"
_NOT_CLAIMS = frozenset({"identifiant", "raison", "acr_max"})


class Compte(Usager):
    """What `POST /sandbox/usagers` takes: a person, and how sure one can be of her."""

    acr_max: Acr = Acr.EIDAS3
    """The highest level this account reaches."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person who can log in."""

    identifiant: str
    claims: Claims
    """Every claim FranceConnect knows of her, by name."""
    acr_max: Acr
    raison: str

    @property
    def loaded(self) -> dict[str, object]:
        """The account in the form it can be loaded again."""
        given = {name: self.claims[name] for name in Usager.model_fields if name in self.claims}
        return {
            "identifiant": self.identifiant,
            **given,
            "acr_max": self.acr_max,
            "raison": self.raison,
        }

    @property
    def label(self) -> str:
        """How the pages call her; her `identifiant` when she has no name."""
        names = (self.claims.get("given_name"), self.claims.get("family_name"))
        return " ".join(str(name) for name in names if name) or self.identifiant


class TooManyAccounts(Exception):
    """The sandbox is full."""


def account_of(usager: Usager) -> Account:
    """Make the account of `usager`; the same person without an `identifiant` gets the same one."""
    claims = usager.model_dump(exclude_none=True, exclude=set(_NOT_CLAIMS))
    if "given_name" in claims:
        claims.setdefault("given_name_array", claims["given_name"].split())
    if "birthdate" in claims:
        claims["idp_birthdate"] = claims["birthdate"]
    digest = sha256(json.dumps(claims, sort_keys=True).encode()).hexdigest()
    return Account(
        identifiant=(usager.identifiant or "").strip() or f"usager-{digest[:16]}",
        claims={**claims, "idp_id": IDENTITY_PROVIDER},
        acr_max=usager.acr_max if isinstance(usager, Compte) else Acr.EIDAS3,
        raison=usager.raison,
    )


class Accounts:
    """Accounts by `identifiant`, in the order they were loaded."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}

    def __iter__(self) -> Iterator[Account]:
        """Walk the accounts in the order they were first loaded."""
        return iter(self._accounts.values())

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._accounts)

    def put(self, account: Account) -> None:
        """Add the account, or replace the one of the same `identifiant`.

        Raises `TooManyAccounts`.
        """
        if account.identifiant not in self._accounts and len(self) >= AT_MOST:
            raise TooManyAccounts
        self._accounts[account.identifiant] = account

    def get(self, identifiant: str) -> Account | None:
        """Return the account, or None."""
        return self._accounts.get(identifiant)
