"""One simulated FranceConnect a test, with one person."""

import pytest

from tests.providers.france_connect.simulated import JEANNE, Simulated


@pytest.fixture
async def fc() -> Simulated:
    simulated = Simulated()
    await simulated.load(JEANNE)
    return simulated
