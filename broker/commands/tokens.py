"""`dlnuf jeton`: issuing and revoking API tokens."""

import asyncio
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import IntegrityError

from broker.commands.environment import engine, token_key
from broker.habilitations.store import issue_token, list_tokens, revoke_token, token_id_of
from broker.habilitations.tables import JetonRow

app = typer.Typer(no_args_is_help=True, help="Émettre et révoquer des jetons d'API.")
Habilitation = Annotated[UUID, typer.Argument(help="Identifiant de l'habilitation.")]


@app.command("creer", help="Émettre un jeton pour une habilitation. Il n'est montré qu'une fois.")
def create(habilitation: Habilitation) -> None:
    """Print the token: the database keeps its keyed hash alone."""
    try:
        token = asyncio.run(_issue(habilitation))
    except IntegrityError:
        typer.secho(f"Aucune habilitation {habilitation}.", fg="red", err=True)
        raise typer.Exit(1) from None
    typer.echo(token)


@app.command("lister", help="Lister les jetons d'une habilitation.")
def list_all(habilitation: Habilitation) -> None:
    """Print one line for each, newest first."""
    table = Table("id", "créé", "expire", "révoqué")
    for row in asyncio.run(_all(habilitation)):
        revoked = row.revoque_le.isoformat() if row.revoque_le else ""
        table.add_row(str(row.id), row.cree_le.isoformat(), row.expire_le.isoformat(), revoked)
    Console().print(table)


@app.command("revoquer", help="Révoquer un jeton, par son identifiant ou par le jeton lui-même.")
def revoke(jeton: Annotated[str, typer.Argument(help="L'identifiant ou le jeton.")]) -> None:
    """Revoke; it acts on the next answer of every process."""
    if not asyncio.run(_revoke(jeton)):
        typer.secho("Aucun jeton de ce nom.", fg="red", err=True)
        raise typer.Exit(1)
    typer.echo("Révoqué : il n'ouvre plus rien.")


async def _issue(habilitation: UUID) -> str:
    key = token_key()
    async with engine() as database:
        _, token = await issue_token(database, key, habilitation)
        return token


async def _all(habilitation: UUID) -> Sequence[JetonRow]:
    async with engine() as database:
        return await list_tokens(database, habilitation)


async def _revoke(shown: str) -> bool:
    """Revoke the token of that id, or that token itself; False when there is none."""
    key = token_key()
    async with engine() as database:
        try:
            token_id: UUID | None = UUID(shown)
        except ValueError:
            token_id = await token_id_of(database, key, shown)
        return token_id is not None and await revoke_token(database, token_id)
