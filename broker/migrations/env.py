"""How alembic reaches the database: the URL comes from the caller, never from a file."""

from alembic import context
from sqlalchemy import create_engine, pool


def run() -> None:
    """Run the migrations in one transaction."""
    engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
