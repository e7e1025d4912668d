"""`dlnuf journal`: handing the journal to an auditor, and calling her verifier."""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated, NoReturn

import psycopg
import typer

from broker.commands.environment import database_dsn, settings
from broker.journal.checkpoint import Signer
from broker.journal.export import export
from broker.keys import Keys

app = typer.Typer(no_args_is_help=True, help="Exporter et vérifier le journal des accès.")


@app.command("export", help="Écrire dans un dossier ce qu'il faut à un auditeur, hors ligne.")
def export_to(dossier: Annotated[Path, typer.Argument(help="Le dossier, créé au besoin.")]) -> None:
    """Write rows, signed checkpoints and the public key."""
    typer.echo(f"{write_export(dossier)} lignes dans {dossier}")


@app.command("verify", help="Tout recalculer ; sans dossier, depuis un export de cet instant.")
def verify(
    dossier: Annotated[Path | None, typer.Argument(help="Un export ; voir « export ».")] = None,
) -> None:
    """Relay the line and the exit code of the auditor's verifier, which shares no code with us."""
    if dossier is not None:
        raise typer.Exit(_verified(dossier))
    with tempfile.TemporaryDirectory(prefix="dlnuf-journal-") as folder:
        write_export(Path(folder))
        code = _verified(Path(folder))
    raise typer.Exit(code)


def write_export(folder: Path) -> int:
    """Export the journal of the environment's database; return how many entries it holds."""
    known = settings()
    keys = Keys.derive(known.master_key.get_secret_value(), known.journal_key.get_secret_value())
    verifier_key = Signer(known.journal_origin, keys.journal).verifier_key
    try:
        return asyncio.run(export(database_dsn(), folder, verifier_key))
    except LookupError:
        _leave("Le journal est vide : aucun point de contrôle n'a encore été signé.")
    except psycopg.Error as error:
        _leave(
            f"La base de données ne répond pas ({type(error).__name__}) ; voir « dlnuf doctor »."
        )


def _verified(folder: Path) -> int:
    # A process of its own: it must work on a machine that never saw the broker.
    command = [sys.executable, "-m", "consumers.auditor", "verify", str(folder)]
    return subprocess.run(command, check=False).returncode  # noqa: S603  # our own module


def _leave(sentence: str) -> NoReturn:
    typer.secho(sentence, fg="red", err=True)
    raise typer.Exit(1)
