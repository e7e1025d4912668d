import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from time import time
from typing import TypeVar
from uuid import UUID

import pytest
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter

from broker.errors import CallerRefused, PersonRefused, ProviderFailed
from broker.evidence import Question, VerifiedCaller
from broker.throttle import GUESSES_PER_CALLER, GUESSES_PER_NUMBER, Throttle
from broker.trail import Quota
from tests.broker.redis_server import SERVER, a_redis_server
from tests.makers import (
    IDENTITE,
    NUMERO,
    V2,
    a_caller,
    a_grant,
    a_habilitation,
    a_person,
    a_question,
    an_ask,
    an_identite,
    parameters,
)

T = TypeVar("T")

GROUP = "json_resources_particulier"
LIMIT = 20


def in_memory() -> Throttle:
    return Throttle(FixedWindowRateLimiter(MemoryStorage()))


async def takes(throttle: Throttle, caller: VerifiedCaller, times: int) -> list[bool]:
    return [(await throttle.take(caller, GROUP))[1] for _ in range(times)]


async def in_one_second(throttle: Throttle, act: Callable[[], Awaitable[T]]) -> T:
    """Do it again, from nothing, when the second turned in its midst."""
    for _ in range(10):
        await throttle.limiter.storage.reset()
        second = int(time())
        done = await act()
        if int(time()) == second:
            return done
    raise TimeoutError("never done within one second")


async def passed(throttle: Throttle, caller: VerifiedCaller, times: int) -> int:
    allowed = await in_one_second(throttle, lambda: takes(throttle, caller, times))
    return allowed.count(True)


def asking_for(number: str = "1234567", habilitation: int = 1) -> Question:
    held = a_habilitation(id=UUID(int=habilitation))
    ask = an_ask(NUMERO, parameters=parameters(NUMERO, numeroAllocataire=number))
    return a_question(a_grant(ask, a_caller(held)))


async def guess(throttle: Throttle, question: Question, *, right: bool = False) -> None:
    async with throttle.counting_guesses(question):
        if not right:
            raise PersonRefused("35003", motif="identite_inconnue")


async def guesses_until_refused(throttle: Throttle, *questions: Question) -> int:
    """Guess wrongly, turn by turn, until the throttle refuses; return how many guesses passed."""
    for count in range(300):
        try:
            await guess(throttle, questions[count % len(questions)])
        except PersonRefused:
            continue
        except CallerRefused:
            return count
    return 300


async def test_a_token_asks_twenty_times_a_second_and_no_more() -> None:
    assert await passed(in_memory(), a_caller(), LIMIT + 5) == LIMIT


async def test_what_is_left_and_when_the_window_opens_is_told() -> None:
    throttle = in_memory()

    quota, allowed = await throttle.take(a_caller(), GROUP)

    assert allowed
    assert (quota.limit, quota.remaining) == (LIMIT, LIMIT - 1)
    assert time() - 1 <= quota.reset <= time() + 2


async def test_an_exhausted_token_is_told_that_nothing_is_left() -> None:
    throttle = in_memory()

    async def exhaust() -> tuple[Quota, bool]:
        await takes(throttle, a_caller(), LIMIT)
        return await throttle.take(a_caller(), GROUP)

    quota, allowed = await in_one_second(throttle, exhaust)

    assert (quota.limit, quota.remaining, allowed) == (LIMIT, 0, False)


APART: dict[str, tuple[VerifiedCaller, VerifiedCaller, bool]] = {
    "two tokens of one habilitation": (
        a_caller(), a_caller(token_id=UUID(int=9)), True),
    "two citizens of one service share the service's limit": (
        a_caller(token_id=None, person=a_person()),
        a_caller(token_id=None, person=a_person(identite=an_identite(nom_naissance="ROUX"))),
        False),
    "two services": (
        a_caller(token_id=None), a_caller(a_habilitation(id=UUID(int=9)), token_id=None), True),
    "one token twice": (a_caller(), a_caller(), False),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "are_apart"), APART.values(), ids=APART)
async def test_a_limit_is_a_tokens_or_for_france_connect_a_services(
    one: VerifiedCaller, other: VerifiedCaller, *, are_apart: bool
) -> None:
    throttle = in_memory()

    async def one_then_other() -> list[bool]:
        await takes(throttle, one, LIMIT)
        return await takes(throttle, other, 1)

    assert await in_one_second(throttle, one_then_other) == [are_apart]


async def test_the_limit_is_that_of_the_habilitation() -> None:
    assert await passed(in_memory(), a_caller(a_habilitation(limite_par_seconde=3)), 8) == 3


async def test_one_number_is_guessed_ten_times_an_hour_whoever_asks() -> None:
    throttle = in_memory()
    services = [asking_for(habilitation=number) for number in range(1, 5)]

    assert await guesses_until_refused(throttle, *services) == GUESSES_PER_NUMBER.amount
    with pytest.raises(PersonRefused):
        await guess(throttle, asking_for("7654321"))


async def test_one_caller_guesses_a_hundred_times_an_hour_whatever_the_numbers() -> None:
    throttle = in_memory()
    numbers = [asking_for(f"{number:07d}") for number in range(200)]

    assert await guesses_until_refused(throttle, *numbers) == GUESSES_PER_CALLER.amount
    with pytest.raises(PersonRefused):
        await guess(throttle, asking_for("7654321", habilitation=2))


async def test_whoever_guessed_too_often_is_told_how_long_to_wait_even_with_the_right_pair() -> (
    None
):
    throttle = in_memory()
    await guesses_until_refused(throttle, asking_for())

    with pytest.raises(CallerRefused) as refused:
        await guess(throttle, asking_for(), right=True)

    assert (refused.value.code, refused.value.motif) == ("00429", "devinettes_numero")
    assert refused.value.retry_in is not None
    assert 0 < refused.value.retry_in <= 3600


async def test_right_pairs_are_no_guesses() -> None:
    throttle = in_memory()

    for _ in range(30):
        await guess(throttle, asking_for(), right=True)

    assert await guesses_until_refused(throttle, asking_for()) == GUESSES_PER_NUMBER.amount


async def test_a_provider_that_is_down_answers_no_guess() -> None:
    throttle = in_memory()

    for _ in range(30):
        with pytest.raises(ProviderFailed):
            async with throttle.counting_guesses(asking_for()):
                raise ProviderFailed("35001")

    assert await guesses_until_refused(throttle, asking_for()) == GUESSES_PER_NUMBER.amount


VOUCHED = {
    "a named person": a_question(a_grant(an_ask(IDENTITE))),
    "a number beside a FranceConnect token": a_question(
        a_grant(an_ask(NUMERO), a_caller(person=a_person()))
    ),
    "v2 beside a FranceConnect token": a_question(a_grant(an_ask(V2), a_caller(person=a_person()))),
}


@pytest.mark.parametrize("question", VOUCHED.values(), ids=VOUCHED)
async def test_guesses_are_counted_only_where_nobody_is_named(question: Question) -> None:
    assert await guesses_until_refused(in_memory(), question) == 300


async def test_the_historic_path_and_the_new_one_count_the_same_guesses() -> None:
    throttle = in_memory()
    historic = a_question(a_grant(an_ask(V2)))

    assert await guesses_until_refused(throttle, historic, asking_for()) == 10


@pytest.fixture
async def redis() -> AsyncIterator[str]:
    if SERVER is None:
        pytest.skip("neither valkey-server nor redis-server is installed")
    async with a_redis_server() as uri:
        yield uri


def process_on(uri: str) -> tuple[Throttle, Storage]:
    storage = RedisStorage(f"async+{uri}")
    return Throttle(FixedWindowRateLimiter(storage)), storage


async def test_two_processes_that_share_a_redis_share_the_counts(redis: str) -> None:
    (one, storage), (other, _) = process_on(redis), process_on(redis)
    assert await storage.check()

    for question in [asking_for()] * 5:
        for throttle in (one, other):
            with pytest.raises(PersonRefused):
                await guess(throttle, question)

    for throttle in (one, other):
        with pytest.raises(CallerRefused, match="00429"):
            await guess(throttle, asking_for())


async def test_a_token_cannot_double_its_limit_by_asking_two_processes(redis: str) -> None:
    (one, _), (other, _) = process_on(redis), process_on(redis)

    async def turn_by_turn() -> list[bool]:
        return [(await t.take(a_caller(), GROUP))[1] for t in (one, other) * 15]

    assert (await in_one_second(one, turn_by_turn)).count(True) == LIMIT


async def test_guesses_made_at_the_same_moment_are_counted_too() -> None:
    throttle = Throttle(FixedWindowRateLimiter(MemoryStorage()))

    async def slow_guess() -> None:
        async with throttle.counting_guesses(asking_for()):
            await asyncio.sleep(0.01)
            raise PersonRefused("35003")

    ended = await asyncio.gather(*(slow_guess() for _ in range(60)), return_exceptions=True)

    passed = [error for error in ended if isinstance(error, PersonRefused)]
    assert len(passed) == GUESSES_PER_NUMBER.amount
