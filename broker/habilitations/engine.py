"""The database for whoever administers habilitations: a few acts a day, through SQLModel.

A process that only serves calls does not import it: an ORM is 20 MB of memory.
"""

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from broker.database import sqlalchemy_url


def engine_of(dsn: str) -> AsyncEngine:
    """Return an engine on `dsn` (a libpq URI), which connects for each act and keeps nothing."""
    return create_async_engine(sqlalchemy_url(dsn), poolclass=NullPool)
