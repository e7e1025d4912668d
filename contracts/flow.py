"""What must be declared before anything is served: a data flow, its accesses, its fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from contracts.base import Contract, Query
from contracts.nomenclature.unit import Unit
from contracts.upstream import Motif


class Finalite(StrEnum):
    """Why the data are asked for; restoring rights and signalling fraud stay apart (002:1608)."""

    SIMPLIFICATION = "simplification"
    NON_RECOURS = "non_recours"
    FRAUDE = "fraude"


class Acr(StrEnum):
    """How sure FranceConnect is of the person (eIDAS levels)."""

    EIDAS1 = "eidas1"
    EIDAS2 = "eidas2"
    EIDAS3 = "eidas3"

    def reaches(self, floor: "Acr") -> bool:
        """Say whether this level is at or above `floor`."""
        return tuple(Acr).index(self) >= tuple(Acr).index(floor)


class Mode(StrEnum):
    """How the person is designated."""

    IDENTITE = "identite"
    """The caller names her; nobody vouches for the name."""
    FRANCE_CONNECT = "france_connect"
    """The Bearer is her FranceConnect token: it stands for caller and person."""
    NUMERO_ALLOCATAIRE = "numero_allocataire"
    """The caller gives the number of her file; a FranceConnect token may come beside."""


class Wire(StrEnum):
    """In which dialect the answer is written."""

    V3 = "v3"
    V2 = "v2"


@dataclass(frozen=True, kw_only=True)
class Access:
    """One way to ask for a flow: a path and its parameters."""

    mode: Mode
    path: str
    query: type[Query]
    operation_id: str
    summary: str
    wire: Wire = Wire.V3
    recipient_required: bool = True


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """May an answer be kept, and for how long."""

    past_month_seconds: int = 0
    """For a month that is over: its figures hardly move. 0: never kept."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Who answers: its key in our wiring, its public name, its prefix in the nomenclature."""

    key: str
    label: str
    prefix: str


@dataclass(frozen=True, kw_only=True)
class Flow:
    """One kind of answer, from one provider, under one legal basis."""

    name: str
    title: str
    provider: Provider
    upstream_path: str
    accesses: tuple[Access, ...]
    answer: type[Contract]
    scopes: Mapping[str, frozenset[str]]
    """For each scope, the fields of `answer` that it opens."""
    legal_basis: str
    finalites: frozenset[Finalite]
    default_finalite: Finalite
    """What a call means that does not say why (API Particulier has no such parameter)."""
    population: str
    acr_floor: Acr
    freshness: Freshness
    rate_group: str
    motifs: Mapping[Motif, str]
    """Reason of the provider → code of the nomenclature."""
    units: tuple[Unit, ...]
    """Units of the nomenclature that belong to this flow's provider."""

    def __post_init__(self) -> None:
        """Refuse a flow whose parts do not hold together, before anything is served."""
        opened = frozenset[str]().union(*self.scopes.values())
        if opened != self.answer.model_fields.keys():
            raise ValueError(f"{self.name}: scopes open {set(opened)}, not the answer's fields")
        if self.default_finalite not in self.finalites:
            raise ValueError(f"{self.name}: the default finalité is not one of its own")

    def fields_opened_by(self, scopes: frozenset[str]) -> frozenset[str]:
        """Return the fields of `answer` that `scopes` open together."""
        known = scopes & self.scopes.keys()
        return frozenset[str]().union(*(self.scopes[scope] for scope in known))

    def scope_of(self, field: str) -> str:
        """Return the scope that opens `field`."""
        return next(scope for scope, fields in sorted(self.scopes.items()) if field in fields)
