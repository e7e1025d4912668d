"""`dlnuf habilitation`: granting, suspending, revoking."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from broker.commands.environment import engine
from broker.habilitations.store import add_habilitation, list_habilitations, set_state
from broker.routes.sandbox import habilitation_of
from contracts.habilitation import DemandeHabilitation, Environnement, Etat, Habilitation

app = typer.Typer(no_args_is_help=True, help="Accorder, suspendre, révoquer une habilitation.")
Numero = Annotated[UUID, typer.Argument(help="Identifiant de l'habilitation.")]


@app.command("creer", help="Créer une habilitation décrite en JSON (« - » : entrée standard).")
def create(
    fichier: Annotated[Path, typer.Argument(help="Le fichier JSON ; voir « modele ».")],
    environnement: Environnement = Environnement.PRODUCTION,
) -> None:
    """Store it and print its id: tokens come with `dlnuf jeton creer`."""
    text = sys.stdin.read() if str(fichier) == "-" else fichier.read_text()
    try:
        asked = DemandeHabilitation.model_validate_json(text)
    except ValidationError as error:
        places = ", ".join(".".join(map(str, e["loc"])) or "le fichier" for e in error.errors())
        typer.secho(f"À corriger : {places}", fg="red", err=True)
        raise typer.Exit(2) from None
    habilitation = habilitation_of(asked, datetime.now(UTC))
    habilitation = habilitation.model_copy(update={"environnement": environnement})
    asyncio.run(_add(habilitation))
    typer.echo(habilitation.id)


@app.command("modele", help="Imprimer une demande à compléter.")
def template() -> None:
    """Print an example that `creer` takes."""
    example = DemandeHabilitation(scopes=frozenset({"cnaf_quotient_familial"}))
    typer.echo(example.model_dump_json(indent=2, exclude_none=True))


@app.command("lister", help="Lister les habilitations, quel que soit leur état.")
def list_all() -> None:
    """Print one line for each."""
    table = Table("id", "SIRET", "démarche", "état", "fin", "environnement", "périmètres")
    for one in asyncio.run(_all()):
        scopes = ", ".join(sorted(one.scopes))
        row = (one.siret, one.demarche, one.etat, one.fin.isoformat(), one.environnement, scopes)
        table.add_row(str(one.id), *row)
    Console().print(table)


@app.command("suspendre", help="Suspendre : plus aucune réponse, jusqu'à réactivation.")
def suspend(numero: Numero) -> None:
    """Suspend; it acts on the next answer of every process."""
    _move(numero, Etat.SUSPENDUE)


@app.command("reactiver", help="Réactiver une habilitation suspendue.")
def resume(numero: Numero) -> None:
    """Put it back in force."""
    _move(numero, Etat.ACTIVE)


@app.command("revoquer", help="Révoquer : plus aucune réponse.")
def revoke(numero: Numero) -> None:
    """Revoke; it acts on the next answer of every process."""
    _move(numero, Etat.REVOQUEE)


def _move(numero: UUID, etat: Etat) -> None:
    if not asyncio.run(_set(numero, etat)):
        typer.secho(f"Aucune habilitation {numero}.", fg="red", err=True)
        raise typer.Exit(1)
    typer.echo(f"{numero} : {etat}")


async def _add(habilitation: Habilitation) -> None:
    async with engine() as database:
        await add_habilitation(database, habilitation)


async def _all() -> list[Habilitation]:
    async with engine() as database:
        return list(await list_habilitations(database))


async def _set(numero: UUID, etat: Etat) -> bool:
    async with engine() as database:
        return await set_state(database, numero, etat)
