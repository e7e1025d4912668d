"""Fixtures that every test may ask for."""

from collections.abc import AsyncIterator

import pytest

import tests.patience  # noqa: F401  # loads hypothesis's profile
from tests.federation import Federation
from tests.federation import federation as start_federation
from tests.postgres import TestDatabase, database, module_database, postgres_server

__all__ = ["database", "module_database", "postgres_server"]


@pytest.fixture
async def federation(database: TestDatabase) -> AsyncIterator[Federation]:
    """The whole federation, with nobody's data loaded."""
    async with start_federation(database) as started:
        yield started
