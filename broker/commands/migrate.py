"""`dlnuf migrate`: the schema, as its owner."""

from typing import Annotated

import psycopg
import typer
from psycopg import sql

from broker.database import APP_ROLE, migrate

Owner = Annotated[
    str, typer.Option("--owner", envvar="DLNUF_OWNER_DATABASE_URL", help="DSN du propriétaire.")
]
Password = Annotated[
    str | None,
    typer.Option(
        "--app-password", envvar="DLNUF_APP_PASSWORD", help="Mot de passe du rôle du courtier."
    ),
]


def run(owner: Owner, app_password: Password = None) -> None:
    """Bring the schema to its latest version; give the broker's role its password, if told one."""
    migrate(owner)
    if app_password:
        with psycopg.connect(owner, autocommit=True) as connection:
            statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
            connection.execute(
                statement.format(sql.Identifier(APP_ROLE), sql.Literal(app_password))
            )
    typer.echo("Schéma à jour.")
