import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from broker.journal.entry import Entry, PersonCheck, empreinte, encode, leaf_hash, new_id
from consumers.auditor.merkle import hash_leaf
from contracts.habilitation import Etat
from tests.broker.journal.makers import AT, a_habilitation, an_entry, an_id
from tests.broker.journal.reference_vectors import VECTORS, need_vectors

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


CHECKS = st.builds(
    PersonCheck,
    niveau=TEXTS,
    verdict=TEXTS,
    motifs=st.dictionaries(st.text(st.characters(codec="ascii"), max_size=4), TEXTS),
)
ENTRIES = st.builds(
    an_entry,
    request_id=TEXTS,
    motif=TEXTS,
    released=st.lists(TEXTS).map(tuple),
    identite=st.none() | CHECKS,
    latency_us=st.integers(0, 2**53 - 1),
    cached=st.booleans(),
)


@given(ENTRIES)
def test_an_entry_is_written_in_the_only_way_rfc_8785_allows(entry: Entry) -> None:
    body = encode(entry)

    assert body == rfc8785.dumps(json.loads(body))


def test_an_entry_says_what_happened_and_when() -> None:
    said = json.loads(encode(an_entry(released=("b", "a"), caller=None, person=None)))

    assert said["at"] == "2026-11-21T09:30:15.123456Z"
    assert said["released"] == ["a", "b"]
    assert (said["caller"], said["person"], said["v"]) == (None, None, 1)


def test_the_instant_is_written_in_utc_with_all_its_digits() -> None:
    in_paris = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))

    assert json.loads(encode(an_entry(at=in_paris)))["at"] == "2026-07-01T10:00:00.000000Z"


UNWRITABLE = {
    "an attribute whose place among the keys depends on the encoding": {
        "identite": PersonCheck(niveau="", verdict="", motifs={"prénom": ""})
    },
    "an integer that I-JSON does not carry": {"latency_us": 2**53},
    "a time that goes backwards": {"latency_us": -1},
    "half a character": {"motif": "\ud800"},
}


@pytest.mark.parametrize("changes", UNWRITABLE.values(), ids=UNWRITABLE.keys())
def test_what_has_two_spellings_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises((ValueError, orjson.JSONEncodeError)):
        encode(an_entry(**changes))


@need_vectors
@pytest.mark.parametrize("name", ["french", "structures", "weird", "unicode"])
def test_the_yardstick_agrees_with_the_published_vectors(name: str) -> None:
    given = json.loads((VECTORS / "jcs" / "input" / f"{name}.json").read_text())

    assert rfc8785.dumps(given) == (VECTORS / "jcs" / "output" / f"{name}.json").read_bytes()


def test_the_leaf_is_the_one_the_auditor_computes() -> None:
    body = encode(an_entry())

    assert leaf_hash(body) == hash_leaf(body)


@given(st.integers(0, 10**15), st.integers(1, 10**9))
def test_identifiers_sort_as_the_instants_do(since_us: int, later_us: int) -> None:
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(microseconds=since_us)
    first, second = an_id(at), an_id(at + timedelta(microseconds=later_us))

    assert first < second
    assert first.version == second.version == 7
    assert str(first)[19] in "89ab"


def test_two_identifiers_of_one_instant_differ() -> None:
    assert len({an_id(AT) for _ in range(1000)}) == 1000


def test_an_identifier_tells_its_millisecond() -> None:
    identifier = new_id(AT, bytes(8))

    assert identifier.int >> 80 == int(AT.timestamp() * 1000)


def test_the_same_habilitation_has_one_mark_and_a_changed_one_another() -> None:
    again = a_habilitation(scopes=frozenset(sorted(a_habilitation().scopes, reverse=True)))

    assert empreinte(a_habilitation()) == empreinte(again)
    assert empreinte(a_habilitation()) != empreinte(a_habilitation(etat=Etat.SUSPENDUE))
    assert empreinte(a_habilitation()) != empreinte(a_habilitation(id=UUID(int=2)))
