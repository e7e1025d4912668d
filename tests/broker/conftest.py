from collections.abc import AsyncIterator

import pytest

from tests.broker.habilitations.granted import Administration, an_administration
from tests.postgres import TestDatabase


@pytest.fixture
async def administration(database: TestDatabase) -> AsyncIterator[Administration]:
    """Under the role the broker runs as."""
    async with an_administration(database.app) as opened:
        yield opened
