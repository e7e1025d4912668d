"""What the sandbox prints: the journeys' results, then everything one needs to try it."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sandbox.commands import examples
from sandbox.journeys import Result
from sandbox.state import Etat

_URLS = ("courtier", "mairie", "france_connect", "caf")


def show_results(console: Console, results: Sequence[Result]) -> None:
    """Print one line for each journey."""
    table = Table("", "parcours", "attendu", "obtenu", "ms", title="Parcours joués", expand=True)
    for result in results:
        mark = "[green]✔[/]" if result.ok else "[bold red]✘[/]"
        expected, got = escape(result.expected), escape(result.got)
        table.add_row(mark, escape(result.title), expected, got, f"{result.milliseconds:.0f}")
    console.print(table)


def show_sandbox(console: Console, state: Etat) -> None:
    """Print addresses, people, tokens and calls to copy."""
    _show_people(console, state)
    addresses = Table("programme", "adresse", title="Adresses et jetons")
    for name in _URLS:
        addresses.add_row(name, state.urls[name])
    for name, token in state.tokens.items():
        addresses.add_row(f"jeton {name}", token)
    console.print(addresses)
    console.rule("À copier dans un autre terminal")
    for title, command in examples(state):
        # Lines to copy: neither wrapped nor coloured.
        console.print(f"# {title}", style="dim", markup=False)
        console.print(command, soft_wrap=True, markup=False, highlight=False)


def _show_people(console: Console, state: Etat) -> None:
    table = Table("FranceConnect", "nom", "dossier", "raison d'être", title="Personnes", box=None)
    for persona in state.personas:
        table.add_row(
            persona.identifiant_france_connect or "–",
            escape(persona.nom),
            " ".join(persona.dossier.values()) or "–",
            escape(persona.raison),
        )
    console.print(table)
