"""The broker's own commands. `sandbox.cli` adds the sandbox to them and is what `dlnuf` runs."""

from typing import Annotated

import typer

from broker.commands import documents, habilitations, journal, keys, migrate, tokens
from broker.commands.diagnosis import doctor

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Courtier de données « Dites-le-nous une fois ».",
    pretty_exceptions_show_locals=False,  # they would print secrets
)
app.add_typer(habilitations.app, name="habilitation")
app.add_typer(tokens.app, name="jeton")
app.add_typer(journal.app, name="journal")
app.command("migrate", help="Mettre le schéma à jour, en propriétaire.")(migrate.run)
app.command("doctor", help="Dire ce qui ne va pas autour du courtier, et que faire.")(doctor.run)
app.command("docs", help="Refaire les pages de docs/ que le catalogue dicte.")(documents.run)


@app.command("cles", help="Imprimer des secrets neufs, en lignes d'environnement.")
def fresh_keys(
    *,
    compose: Annotated[
        bool, typer.Option("--compose", help="Ceux de docker-compose.yml, pour un fichier .env.")
    ] = False,
) -> None:
    """Print them once; nothing keeps them."""
    typer.echo(keys.as_lines(keys.federation_secrets() if compose else keys.broker_secrets()))
