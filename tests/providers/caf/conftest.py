"""One CAF a test, with nobody in it."""

from collections.abc import AsyncIterator

import pytest

from tests.providers.caf.simulated import Caf, caf_in_process


@pytest.fixture
async def caf() -> AsyncIterator[Caf]:
    caf = caf_in_process()
    async with caf.client:
        await caf.connect()
        yield caf
