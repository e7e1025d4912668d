"""The v3 envelope: `{data, links, meta}` for an answer, `{errors}` for a refusal."""

from typing import Annotated, Literal

from pydantic import Field

from contracts.base import Contract


class Source(Contract):
    """Which parameter is to blame."""

    parameter: str


class ErreurMeta(Contract):
    """What a program needs to decide what to do next."""

    provider: str | None = None
    retry_in: int | None = None
    remede: str | None = None
    """What to do, in French. Ours."""


class Erreur(Contract):
    """One reason for the refusal."""

    code: str
    title: str
    detail: str
    source: Source | None = None
    meta: ErreurMeta = ErreurMeta()


class Erreurs(Contract):
    """A refusal."""

    errors: tuple[Erreur, ...]


class MetaIdentite(Contract):
    """What the broker checked about the person. API Particulier checks nothing here."""

    niveau: Literal["france_connect", "declaree", "aucun"]
    """Who vouches: FranceConnect; the caller's word; nobody (a file number only)."""
    verdict: Literal["match", "non_verifie"]
    """`non_verifie` only when nobody named the person."""
    motifs: dict[str, str]
    """Attribute → named reason, by the rule served at `/regles/identite`."""


class MetaOmis(Contract):
    """Why a field is not there, or is null."""

    motif: Literal["scope", "fournisseur"]
    detail: str


class MetaJournal(Contract):
    """Where this access stands in the journal."""

    entry_id: str
    leaf_hash: str
    """RFC 6962 leaf hash of the entry, lower-case hex."""
    tree_size: Annotated[int, Field(ge=0)]
    """Size of the last checkpoint known when answering; the entry comes after it."""


class Meta(Contract):
    """What the answer says of itself."""

    identite: MetaIdentite
    omitted: dict[str, MetaOmis]
    journal: MetaJournal
