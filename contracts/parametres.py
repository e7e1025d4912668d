"""Parameters that several flows share: recipient, period, identité pivot.

Spelled as API Particulier v3 spells them (its OpenAPI document of 31/03/2026).
"""

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.base import Query
from contracts.identifiers import (
    CodeCommune,
    CodeDepartement,
    CodePays,
    Nom,
    RefusedAs,
    Siret,
)
from contracts.identite import Identite, LieuNaissance, Sexe
from contracts.upstream import Periode

FRANCE = "99100"


def _empty_is_absent(value: object) -> object:
    """`?nomUsage=` says nothing, like no parameter at all."""
    return None if value == "" else value


OptionalText = BeforeValidator(_empty_is_absent)
"""The bounds of an optional value stand inside, on the value: they cannot judge its absence."""

Annee = Annotated[int, Field(ge=1, le=9999)]
Mois = Annotated[int, Field(ge=1, le=12)]
AnneeNaissance = Annotated[int, Field(ge=1900, le=9999)]
MoisInconnu = Annotated[int, Field(ge=0, le=12)]
JourInconnu = Annotated[int, Field(ge=0, le=31)]
NomCommune = Annotated[str, Field(max_length=100)]


def refused(code: str, parameter: str) -> PydanticCustomError:
    """Build the error of a rule that looks at several parameters; `parameter` is blamed."""
    return PydanticCustomError(
        "nomenclature", "{code} {parameter}", {"code": code, "parameter": parameter}
    )


class DestineeA(Query):
    """The public body that the data are for."""

    recipient: Annotated[Siret, RefusedAs("00210", missing="00203")]
    """SIRET of the administration that receives the data."""
    finalite: Annotated[str | None, OptionalText, RefusedAs("00603")] = None
    """Why: `simplification`, `non_recours` or `fraude`. Ours; optional here."""


class SurUnePeriode(Query):
    """One month; the current one by default."""

    annee: Annotated[Annee | None, OptionalText, RefusedAs("00356")] = None
    """Year of the quotient; default: the current year."""
    mois: Annotated[Mois | None, OptionalText, RefusedAs("00363")] = None
    """Month of the quotient; default: the current month."""

    def periode(self, today: date) -> Periode:
        """Return the month asked for, completed by that of `today`."""
        return Periode(annee=self.annee or today.year, mois=self.mois or today.month)


def _some_names(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        raise refused("00367", "prenoms[]")
    return names


def _without_empty(value: object) -> object:
    if isinstance(value, str):
        value = [value]
    return tuple(v for v in value if v != "") if isinstance(value, list | tuple) else value


class ParIdentitePivot(Query):
    """The person, named by the caller."""

    nom_naissance: Annotated[Nom, Field(alias="nomNaissance"), RefusedAs("00420")]
    """Birth name."""
    nom_usage: Annotated[Nom | None, OptionalText, Field(alias="nomUsage"), RefusedAs("00420")] = (
        None
    )
    """Name in use, when it differs."""
    prenoms: Annotated[
        tuple[Nom, ...],
        BeforeValidator(_without_empty),
        AfterValidator(_some_names),
        Field(alias="prenoms[]", max_length=3),
        RefusedAs("00421", missing="00367"),
    ]
    """One to three given names, in the order of civil status."""
    annee_naissance: Annotated[
        AnneeNaissance | None,
        OptionalText,
        Field(alias="anneeDateNaissance"),
        RefusedAs("00422"),
    ] = None
    """Year of birth."""
    mois_naissance: Annotated[
        MoisInconnu | None, OptionalText, Field(alias="moisDateNaissance"), RefusedAs("00423")
    ] = None
    """Month of birth; 0 or absent when unknown."""
    jour_naissance: Annotated[
        JourInconnu | None, OptionalText, Field(alias="jourDateNaissance"), RefusedAs("00424")
    ] = None
    """Day of birth; 0 or absent when unknown."""
    sexe: Annotated[Sexe, Field(alias="sexeEtatCivil"), RefusedAs("00427")]
    """M or F."""
    code_pays: Annotated[CodePays, Field(alias="codeCogInseePaysNaissance"), RefusedAs("00400")]
    """COG of the country of birth; 99100 is France."""
    code_commune: Annotated[
        CodeCommune | None,
        OptionalText,
        Field(alias="codeCogInseeCommuneNaissance"),
        RefusedAs("00365"),
    ] = None
    """COG of the commune of birth, for a birth in France."""
    nom_commune: Annotated[
        NomCommune | None,
        OptionalText,
        Field(alias="nomCommuneNaissance"),
        RefusedAs("00428"),
    ] = None
    """Name of the commune of birth, when its COG is not known."""
    code_departement: Annotated[
        CodeDepartement | None,
        OptionalText,
        Field(alias="codeCogInseeDepartementNaissance"),
        RefusedAs("00428"),
    ] = None
    """Département of birth, with the name of the commune."""

    @model_validator(mode="after")
    def _birth_place_is_given(self) -> Self:
        if self.code_pays != FRANCE or self.code_commune:
            return self
        triplet = (self.nom_commune, self.code_departement, self.annee_naissance)
        if any(triplet[:2]) and not all(triplet):
            raise refused("00428", "nomCommuneNaissance")
        if not any(triplet[:2]):
            raise refused("00365", "codeCogInseeCommuneNaissance")
        return self

    @model_validator(mode="after")
    def _birth_date_exists(self) -> Self:
        year, month, day = self.annee_naissance, self.mois_naissance, self.jour_naissance
        if year and month and day:
            try:
                date(year, month, day)
            except ValueError:
                raise refused("00425", "jourDateNaissance") from None
        return self

    def identite(self) -> Identite:
        """Return the person as the broker and the providers write her."""
        return Identite(
            nom_naissance=self.nom_naissance,
            nom_usage=self.nom_usage,
            prenoms=self.prenoms,
            date_naissance=self._date_naissance(),
            sexe=self.sexe,
            lieu_naissance=LieuNaissance(
                code_pays=self.code_pays,
                code_commune=self.code_commune,
                nom_commune=self.nom_commune,
                code_departement=self.code_departement,
            ),
        )

    def _date_naissance(self) -> str:
        """Ignore a month without its year and a day without its month (OpenAPI text)."""
        year = self.annee_naissance or 0
        month = self.mois_naissance or 0 if year else 0
        day = self.jour_naissance or 0 if month else 0
        return f"{year:04d}-{month:02d}-{day:02d}"
