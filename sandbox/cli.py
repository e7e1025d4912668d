"""`dlnuf`: the broker's commands and the sandbox's, assembled above everybody.

Without `DATABASE_URL`, and while a sandbox runs, the broker's commands act on that sandbox.
"""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console

from broker.cli import app
from broker.embedded import data_folder
from sandbox.children import DidNotStart
from sandbox.display import show_results, show_sandbox
from sandbox.enrol import leave_token, load_people, town_hall_token
from sandbox.federation import federation
from sandbox.journeys import Result, play
from sandbox.state import Etat, running_state

_WIDTH = 160
sandbox = typer.Typer(no_args_is_help=True, help="La fédération entière sur cette machine.")
app.add_typer(sandbox, name="sandbox")
__all__ = ["app", "main"]
_console = Console(width=None if sys.stdout.isatty() else _WIDTH)
_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@app.callback()
def on_the_running_sandbox() -> None:
    """Lend the running sandbox's settings to the broker's commands, if they have none."""
    if "DATABASE_URL" not in os.environ and (state := running_state()) is not None:
        for name, value in state.broker_env.items():
            os.environ.setdefault(name, value)


@sandbox.command("demo", help="Démarrer, jouer les parcours, rester à disposition.")
def demo(
    *, leave: Annotated[bool, typer.Option("--exit", help="S'arrêter après les parcours.")] = False
) -> None:
    """Leave with 1 when a journey failed or a program did not start."""
    if (state := running_state()) is not None:
        _console.print(f"Un bac à sable tourne déjà (processus {state.pid}) : parcours joués là.")
        raise typer.Exit(_verdict(asyncio.run(_played(state))))
    raise typer.Exit(asyncio.run(_run(journeys=True, leave=leave)))


@sandbox.command("start", help="Démarrer sans jouer les parcours, rester à disposition.")
def start() -> None:
    """Leave with 1 when a program did not start, or when a sandbox runs already."""
    if (state := running_state()) is not None:
        typer.secho(f"Un bac à sable tourne déjà (processus {state.pid}).", fg="red", err=True)
        raise typer.Exit(1)
    raise typer.Exit(asyncio.run(_run(journeys=False, leave=False)))


@sandbox.command("env", help="Imprimer en JSON les adresses, jetons et personnes.")
def env() -> None:
    """Print what programs need to try the running sandbox."""
    state = running_state()
    if state is None:
        typer.secho("Aucun bac à sable ne tourne : lancez « make demo ».", fg="red", err=True)
        raise typer.Exit(1)
    typer.echo(state.shown())


@sandbox.command("peupler", help="Peupler une fédération démarrée ailleurs (docker compose).")
def people(
    courtier: Annotated[str, typer.Option(help="Adresse du courtier.")],
    france_connect: Annotated[str, typer.Option(help="Adresse de FranceConnect simulé.")],
    caf: Annotated[str, typer.Option(help="Adresse de la CAF simulée.")],
    jeton_mairie: Annotated[Path, typer.Option(help="Où laisser le jeton de la mairie.")],
) -> None:
    """Load the people; make the town hall's habilitation unless its token is there already."""
    try:
        asyncio.run(load_people(france_connect, caf))
        if not jeton_mairie.exists():
            leave_token(asyncio.run(town_hall_token(courtier, france_connect)), jeton_mairie)
    except httpx.HTTPError as error:
        typer.secho(f"Une porte ne s'ouvre pas : {type(error).__name__}", fg="red", err=True)
        raise typer.Exit(1) from None


async def _run(*, journeys: bool, leave: bool) -> int:
    """Run until told to stop; 1 when something failed."""
    stopped = asyncio.Event()
    for number in _STOPS:
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    work = asyncio.ensure_future(_lived(journeys=journeys, leave=leave))
    told = asyncio.ensure_future(stopped.wait())
    await asyncio.wait({work, told}, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    work.cancel()  # no effect when it is done; else what has started is stopped on the way out
    with contextlib.suppress(asyncio.CancelledError):
        return await work
    return 0


async def _lived(*, journeys: bool, leave: bool) -> int:
    try:
        async with federation(data_folder(), _console.print) as state:
            results: Sequence[Result] = await _played(state) if journeys else ()
            show_sandbox(_console, state)
            if not leave:
                _console.print("Prêt. Ctrl-C arrête tout.", style="bold")
                await asyncio.get_running_loop().create_future()
    except DidNotStart as error:
        typer.secho(f"{error}\n{error.tail}", fg="red", err=True)
        return 1
    return _verdict(results)


async def _played(state: Etat) -> Sequence[Result]:
    results = await play(state)
    show_results(_console, results)
    return results


def _verdict(results: Sequence[Result]) -> int:
    return 0 if all(result.ok for result in results) else 1


def main() -> None:
    """Run the command line."""
    app()
