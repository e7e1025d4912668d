"""PostgreSQL: the only database, and the one driver (psycopg 3).

Whoever controls the database can stop the broker and read sealed answers' sizes;
it cannot read a person's data (sealed) nor rewrite the journal unnoticed (signed).
"""

from importlib.resources import files
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

APP_ROLE = "dlnuf_app"
"""The role that the broker runs as: it can add to the journal, and change nothing there."""


def sqlalchemy_url(dsn: str) -> str:
    """Name the driver in a libpq URI."""
    return dsn.replace("postgresql://", "postgresql+psycopg://", 1)


def as_role(dsn: str, role: str) -> str:
    """Return `dsn` with another user and no password (peer or trust authentication)."""
    parts = urlsplit(dsn)
    host = parts.netloc.rpartition("@")[2]
    query = {k: v[0] for k, v in parse_qs(parts.query).items()}
    return urlunsplit((parts.scheme, f"{role}@{host}", parts.path, urlencode(query), ""))


def migrate(owner_dsn: str) -> None:
    """Bring the schema to the latest version, as its owner."""
    # A process that serves never migrates: it need not hold alembic in memory.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(files("broker") / "migrations"))
    config.attributes["url"] = sqlalchemy_url(owner_dsn)
    command.upgrade(config, "head")
