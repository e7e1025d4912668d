"""The tables of habilitations and tokens, as migration 0001 creates them."""

from datetime import UTC, date, datetime
from typing import Self
from uuid import UUID

from sqlalchemy import ARRAY, Column, DateTime, LargeBinary, String
from sqlmodel import Field, SQLModel

from contracts.habilitation import Habilitation


def _texts() -> Column[list[str]]:
    return Column(ARRAY(String), nullable=False)


def _instant(*, nullable: bool = False) -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=nullable)


class HabilitationRow(SQLModel, table=True):
    """A habilitation at rest."""

    __tablename__ = "habilitation"

    id: UUID = Field(primary_key=True)
    siret: str
    demarche: str
    cadre_juridique: str
    scopes: list[str] = Field(sa_column=_texts())
    flux: list[str] = Field(sa_column=_texts())
    finalites: list[str] = Field(sa_column=_texts())
    destinataires: list[str] = Field(sa_column=_texts())
    clients_france_connect: list[str] = Field(sa_column=_texts())
    debut: date
    fin: date
    environnement: str
    etat: str
    limite_par_seconde: int

    @classmethod
    def of(cls, habilitation: Habilitation) -> Self:
        """Return the row of `habilitation`."""
        values = habilitation.model_dump(mode="json") | {
            "id": habilitation.id,
            "debut": habilitation.debut,
            "fin": habilitation.fin,
        }
        return cls(**values)

    def as_contract(self) -> Habilitation:
        """Return the habilitation it stores."""
        return Habilitation.model_validate(self.model_dump())


class JetonRow(SQLModel, table=True):
    """An API token at rest: its keyed hash, never the token."""

    __tablename__ = "jeton"

    id: UUID = Field(primary_key=True)
    empreinte: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    habilitation_id: UUID = Field(foreign_key="habilitation.id")
    cree_le: datetime = Field(default_factory=lambda: datetime.now(UTC), sa_column=_instant())
    expire_le: datetime = Field(sa_column=_instant())
    revoque_le: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
