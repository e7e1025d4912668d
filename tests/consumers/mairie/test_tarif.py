"""The tariff: one price for each quotient, never more for the poorer."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.mairie.tarif import TRANCHES, centimes_par_semaine, tranche_of

quotients = st.integers(min_value=0, max_value=99_999)


@given(quotients)
def test_each_quotient_is_in_exactly_one_tranche(quotient: int) -> None:
    held = [t for t in TRANCHES if t.de <= quotient and (t.a is None or quotient <= t.a)]

    assert held == [tranche_of(quotient)]


@given(quotients, quotients)
def test_a_smaller_quotient_never_pays_more(one: int, other: int) -> None:
    low, high = sorted((one, other))

    assert tranche_of(low).centimes <= tranche_of(high).centimes


def test_unknown_pays_the_most_and_zero_the_least() -> None:
    prices = [t.centimes for t in TRANCHES]

    assert tranche_of(None).centimes == max(prices)
    assert tranche_of(0).centimes == min(prices)


def test_tranches_follow_one_another_without_a_hole() -> None:
    assert TRANCHES[0].de == 0
    assert TRANCHES[-1].a is None
    for before, after in pairwise(TRANCHES):
        assert before.a is not None
        assert after.de == before.a + 1


def test_a_negative_quotient_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="negative"):
        tranche_of(-1)


@given(st.integers(1, 6), st.integers(1, 5), quotients)
def test_a_week_is_meals_times_children_times_days(children: int, days: int, q: int) -> None:
    tranche = tranche_of(q)

    assert centimes_par_semaine(tranche, children, days) == sum(
        tranche.centimes for _ in range(children) for _ in range(days)
    )
