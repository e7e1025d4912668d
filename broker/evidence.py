"""What has been proved so far, in the order `disclosure` proves it.

Each class is minted by exactly one function, named in its docstring: holding the
object is the proof that the function succeeded. `tests/architecture` fails if any
other module constructs one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from contracts.base import Contract, Query
from contracts.enveloppe import MetaIdentite, MetaOmis
from contracts.flow import Access, Acr, Finalite, Flow
from contracts.habilitation import Habilitation
from contracts.identite import Identite
from contracts.upstream import Demande, Reponse


@dataclass(frozen=True, slots=True)
class Ask:
    """A call as it came in: nothing in it is proved. Built by `routes.data`."""

    flow: Flow
    access: Access
    parameters: tuple[tuple[str, str], ...] | None
    """The query string, decoded, in order; None when it cannot be read as one."""
    headers: Mapping[str, str]
    """Names in lower case."""
    request_id: str
    at: datetime
    """When the call arrived, UTC."""

    @property
    def wants_fresh(self) -> bool:
        """Whether the caller refuses a kept answer (RFC 9111 §5.2.1.4)."""
        return "no-cache" in self.headers.get("cache-control", "").lower()


@dataclass(frozen=True, slots=True)
class VerifiedPerson:
    """A person FranceConnect vouches for. Minted by `identity.introspection.verify_claims`."""

    client_id: str
    """The service (FS) that FranceConnect gave the token to."""
    scopes: frozenset[str]
    acr: Acr
    identite: Identite


@dataclass(frozen=True, slots=True)
class VerifiedCaller:
    """Who asks, and in whose presence. Minted by `identity.callers.verify_caller`."""

    habilitation: Habilitation
    scopes: frozenset[str]
    """Habilitation's, cut by the FranceConnect token's when it is what opens the call."""
    token_id: UUID | None
    """The API token used, None when the caller is known by FranceConnect alone."""
    person: VerifiedPerson | None
    epoch: int
    """State of tokens and habilitations that this was read under; see `journal.writer`."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A right to one answer. Minted by `habilitations.decision.authorise`."""

    caller: VerifiedCaller
    flow: Flow
    access: Access
    query: Query
    recipient: str
    finalite: Finalite
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """What the provider is asked, under a grant. Minted by `identity.subject.question_of`."""

    grant: Grant
    demande: Demande
    expected: Identite | None
    """Whom the answer must be about; None when nobody named or vouched for her."""
    niveau: Literal["france_connect", "declaree", "aucun"]
    cacheable: bool


@dataclass(frozen=True, slots=True)
class ProviderAnswer:
    """An answer within its contract, not yet known to be about the right person.

    Minted by `upstream.fetch.fetch`.
    """

    question: Question
    reponse: Reponse[Contract]
    cached_for: int | None
    """Seconds before a kept answer expires; None when it was just fetched."""
    body: bytes = b""
    """The provider's own bytes, where they may be kept; empty otherwise."""


@dataclass(frozen=True, slots=True)
class MatchedAnswer:
    """An answer about the right person. Minted by `matching.check.check_person`."""

    answer: ProviderAnswer
    identite: MetaIdentite


@dataclass(frozen=True, slots=True)
class Disclosure:
    """An answer cut down to its grant. Minted by `minimisation.minimise`."""

    matched: MatchedAnswer
    data: Contract
    released: tuple[str, ...]
    """Names of the fields released, sorted."""
    omitted: Mapping[str, MetaOmis]

    @property
    def grant(self) -> Grant:
        """The right under which it is made."""
        return self.matched.answer.question.grant


@dataclass(frozen=True, slots=True)
class Recorded:
    """A committed journal entry. Minted by `journal.writer.Writer.append`."""

    entry_id: UUID
    leaf_hash: bytes
    tree_size: int
    """Size of the last checkpoint this process knows of."""
