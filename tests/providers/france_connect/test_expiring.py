from providers.france_connect.expiring import Expiring


def test_a_value_is_there_until_its_instant() -> None:
    kept = Expiring[str](10)
    kept.put("a", "x", until=5, now=0)

    assert kept.get("a", 4.9) == "x"
    assert kept.get("a", 5) is None


def test_a_value_is_taken_once() -> None:
    kept = Expiring[str](10)
    kept.put("a", "x", until=5, now=0)

    assert (kept.take("a", 1), kept.take("a", 1)) == ("x", None)


def test_the_dead_are_not_kept() -> None:
    kept = Expiring[int](10)
    kept.put("long", 0, until=100, now=0)
    for i in range(5):
        kept.put(str(i), i, until=1, now=0)
    kept.put("stillborn", 1, until=2, now=3)

    assert len(kept) == 1


def test_those_that_would_die_first_make_room() -> None:
    kept = Expiring[int](3)
    for i, until in enumerate((30, 10, 20, 40)):
        kept.put(str(i), i, until=until, now=0)

    assert [kept.get(str(i), 1) for i in range(4)] == [0, None, 2, 3]


def test_a_value_put_again_lives_its_second_life() -> None:
    kept = Expiring[int](10)
    kept.put("a", 1, until=5, now=0)
    kept.put("a", 2, until=50, now=0)
    kept.put("b", 3, until=50, now=10)

    assert kept.get("a", 10) == 2


def test_a_million_of_them_never_outgrow_the_bound() -> None:
    kept = Expiring[int](100)
    for i in range(5_000):
        kept.put(str(i % 7), i, until=i + 1_000, now=i)

    assert len(kept) <= 7
    assert kept.get(str(4_999 % 7), 5_000) == 4_999
