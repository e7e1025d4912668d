"""One running sandbox for the tests of this folder that need it whole."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from sandbox.federation import federation
from sandbox.state import Etat


@pytest.fixture(scope="session")
def sandbox_folder() -> Iterator[Path]:
    # Not under pytest's folder: another run closes that one to PostgreSQL's own user again.
    with tempfile.TemporaryDirectory(prefix="dlnuf-essai-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def said() -> list[str]:
    """What the sandbox printed while it started."""
    return []


@pytest_asyncio.fixture(scope="session")
async def running_sandbox(sandbox_folder: Path, said: list[str]) -> AsyncIterator[Etat]:
    """The whole federation, on ports of its own."""
    kept = dict(os.environ)
    os.environ["DLNUF_PORT_BASE"] = "18100"
    try:
        async with federation(sandbox_folder, said.append) as state:
            yield state
    finally:
        os.environ.clear()
        os.environ.update(kept)


@pytest.fixture
def on_the_sandbox(
    running_sandbox: Etat, sandbox_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Etat]:
    """A terminal beside the running sandbox; what commands put in its environment is removed."""
    kept = dict(os.environ)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DLNUF_DATA", str(sandbox_folder))
    yield running_sandbox
    for name in os.environ.keys() - kept.keys():
        del os.environ[name]
