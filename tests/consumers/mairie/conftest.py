"""Fixtures of the town hall's tests."""

from collections.abc import AsyncIterator

import pytest

from tests.consumers.mairie.visitor import Town, Visitor


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
async def visitor(town: Town) -> AsyncIterator[Visitor]:
    async with town.visitor() as someone:
        yield someone
