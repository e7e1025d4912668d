"""When an answer is asked again, and when the kept one serves."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from psycopg_pool import AsyncConnectionPool

from broker.errors import PersonRefused, ProviderFailed
from broker.evidence import MatchedAnswer, ProviderAnswer, Question
from broker.upstream.fetch import Upstream
from broker.upstream.kept import KeptAnswers
from broker.upstream.transport import Http1Transport
from contracts.enveloppe import MetaIdentite
from tests.broker.upstream.caf import Caf, endpoint_of
from tests.broker.upstream.questions import NOT_KEPT, QUESTION
from tests.broker.upstream.scripted import answer, serving
from tests.postgres import TestDatabase


@pytest.fixture
async def kept(database: TestDatabase) -> AsyncIterator[KeptAnswers]:
    async with AsyncConnectionPool(
        database.app, open=False, min_size=1, max_size=2, timeout=2
    ) as pool:
        yield KeptAnswers(pool, bytes(32), lambda: datetime(2026, 4, 2, tzinfo=UTC))


SHE = MetaIdentite(niveau="declaree", verdict="match", motifs={})


async def asked(upstream: Upstream, question: Question, *, fresh: bool = False) -> ProviderAnswer:
    """Ask, and keep what may be kept once it is known to be about her."""
    given = await upstream.fetch(question, "r", bypass_cache=fresh)
    await upstream.keep(MatchedAnswer(given, SHE))
    return given


async def test_a_past_month_is_asked_once_a_day(kept: KeptAnswers) -> None:
    caf = Caf()
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server)}, transport, kept)
        first = await asked(upstream, QUESTION)
        second = await asked(upstream, QUESTION)

    assert (first.cached_for, second.cached_for) == (None, 24 * 3600)
    assert first.reponse == second.reponse
    assert len(caf.questions) == 1


async def test_the_current_month_is_asked_each_time(kept: KeptAnswers) -> None:
    caf = Caf()
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server)}, transport, kept)
        for _ in range(2):
            await asked(upstream, NOT_KEPT)

    assert len(caf.questions) == 2


async def test_no_cache_asks_again_and_keeps_what_it_gets(kept: KeptAnswers) -> None:
    caf = Caf()
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server)}, transport, kept)
        await asked(upstream, QUESTION)
        caf.data = caf.data.replace(b'"valeur":0', b'"valeur":7')
        fresh = await asked(upstream, QUESTION, fresh=True)
        again = await asked(upstream, QUESTION)

    assert fresh.cached_for is None
    assert again.reponse == fresh.reponse
    assert len(caf.questions) == 2


@pytest.mark.parametrize(
    "data",
    [answer(b'{"motif":"identite_inconnue"}', "404 Non"), answer(b"{}"), answer(b"", "500 Non")],
)
async def test_only_answers_are_kept(kept: KeptAnswers, data: bytes) -> None:
    caf = Caf(data=data)
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server)}, transport, kept)
        for _ in range(2):
            with pytest.raises((PersonRefused, ProviderFailed)):
                await asked(upstream, QUESTION)

    assert len(caf.questions) == 2


async def test_a_kept_answer_outside_today_s_contract_is_asked_again(kept: KeptAnswers) -> None:
    caf = Caf()
    await kept.keep(QUESTION, b'{"titulaire":{},"donnees":{"ancien_champ":1}}')
    async with serving(caf.play) as server, Http1Transport() as transport:
        given = await asked(Upstream({"caf": endpoint_of(server)}, transport, kept), QUESTION)

    assert given.cached_for is None
    assert len(caf.questions) == 1


async def test_the_question_in_the_answer_is_the_one_asked_now(kept: KeptAnswers) -> None:
    caf = Caf()
    narrower = replace(QUESTION, grant=replace(QUESTION.grant, fields=frozenset({"adresse"})))
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server)}, transport, kept)
        await asked(upstream, QUESTION)
        again = await asked(upstream, narrower)

    assert again.cached_for is not None
    assert again.question.grant.fields == {"adresse"}


async def test_an_answer_that_was_not_checked_is_not_kept(kept: KeptAnswers) -> None:
    caf = Caf()
    async with serving(caf.play) as server, Http1Transport() as transport:
        upstream = Upstream({"caf": endpoint_of(server)}, transport, kept)
        for _ in range(2):
            await upstream.fetch(QUESTION, "r")

    assert len(caf.questions) == 2
