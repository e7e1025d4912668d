"""What a command is told by its environment, and how it says in French that it was not."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import typer
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncEngine

from broker.embedded import app_dsn, data_folder, start
from broker.habilitations.engine import engine_of
from broker.keys import Keys
from broker.settings import Settings


def settings() -> Settings:
    """Read the broker's settings; leave with a French sentence when some are missing."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(sorted(missing_names(error)))
        typer.secho(
            f"Réglages absents ou incorrects : {names}. « dlnuf cles » donne des secrets neufs ; "
            "« dlnuf sandbox demo » démarre un bac à sable complet.",
            fg="red",
            err=True,
        )
        raise typer.Exit(2) from None


def missing_names(error: ValidationError) -> set[str]:
    """Return the environment variables that the settings complain about."""
    prefix = Settings.model_config.get("env_prefix", "")
    fields = {str(problem["loc"][0]) for problem in error.errors()}
    return {field if field.isupper() else f"{prefix}{field}".upper() for field in fields}


def database_dsn() -> str:
    """Return `DATABASE_URL`; without it, the embedded server's, as the broker does."""
    given = os.environ.get("DATABASE_URL")
    return given or app_dsn(start(data_folder()))


@asynccontextmanager
async def engine() -> AsyncIterator[AsyncEngine]:
    """Connect to the database of the environment, and disconnect after the block."""
    opened = engine_of(database_dsn())
    try:
        yield opened
    finally:
        await opened.dispose()


def token_key() -> bytes:
    """Return the key under which tokens are hashed."""
    known = settings()
    return Keys.derive(
        known.master_key.get_secret_value(), known.journal_key.get_secret_value()
    ).tokens
