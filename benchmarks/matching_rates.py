"""How often the identity check refuses the right person, or accepts another one.

`python -m benchmarks.matching_rates` prints the figures that `broker/matching/error_rates.py`
publishes (`--source`: as the Python text to put there). The population is synthetic and
seeded: the same rule gives the same figures.
"""

import sys
from itertools import groupby
from operator import attrgetter
from random import Random
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks.matching_differences import BY_CALLERS, IN_FILES, Change, written_with
from benchmarks.matching_population import Kin, a_person, kin_of
from broker.matching.error_rates import ErrorRates, Row
from broker.matching.policies import DECLAREE, FRANCE_CONNECT, NUMERO, Policy
from broker.matching.rule import compare
from contracts.identite import Identite

SEED = 2006
PERSONS = 1_000
STRANGERS = 20_000

Pairs = list[tuple[Identite, Identite]]


def measure(persons: int = PERSONS, strangers: int = STRANGERS) -> ErrorRates:
    """Judge a seeded population against itself: a few seconds."""
    rng = Random(SEED)
    people = [a_person(rng) for _ in range(persons)]
    files = [written_with(rng, one, IN_FILES) for one in people]
    return ErrorRates(
        graine=SEED,
        personnes=persons,
        refus_a_tort=(
            *(_by_files(label, change, people) for label, _, change in IN_FILES),
            *(_by_callers(label, change, people) for label, _, change in BY_CALLERS),
            _overall(rng, people, files),
        ),
        acceptations_a_tort=(
            *_kin(rng, people),
            _strangers(rng, people, files, strangers),
        ),
    )


def _count(pairs: Pairs, policy: Policy, *, matched: bool) -> int:
    """Count the pairs that are judged a match, or those that are not."""
    verdicts = (compare(expected, actual, policy).verdict for expected, actual in pairs)
    return sum((verdict == "match") is matched for verdict in verdicts)


def _by_files(label: str, change: Change, people: list[Identite]) -> Row:
    """Count refusals when a file differs from civil status in that way only."""
    pairs = _where_it_changes(change, people)
    return _row(label, pairs, matched=False)


def _by_callers(label: str, change: Change, people: list[Identite]) -> Row:
    """Count refusals when what is typed differs in that way only; a certified identity does not."""
    pairs = [(typed, one) for one, typed in _where_it_changes(change, people)]
    return Row(
        libelle=label,
        cas=len(pairs),
        declaree=_count(pairs, DECLAREE, matched=False),
        france_connect=None,
        numero_allocataire=None,
    )


def _where_it_changes(change: Change, people: list[Identite]) -> Pairs:
    rng = Random(SEED)
    pairs = [(one, change(rng, one)) for one in people]
    return [(one, changed) for one, changed in pairs if one != changed]


def _overall(rng: Random, people: list[Identite], files: list[Identite]) -> Row:
    """Count refusals when everything differs as often as assumed."""
    certified = list(zip(people, files, strict=True))
    typed = [(written_with(rng, one, BY_CALLERS), file) for one, file in certified]
    return Row(
        libelle="Toutes différences, aux fréquences supposées",
        cas=len(people),
        declaree=_count(typed, DECLAREE, matched=False),
        france_connect=_count(certified, FRANCE_CONNECT, matched=False),
        numero_allocataire=_count(certified, NUMERO, matched=False),
    )


def _kin(rng: Random, people: list[Identite]) -> list[Row]:
    """Count acceptances of the person hardest to tell from the one expected."""
    label = attrgetter("label")
    kin: list[Kin] = sorted((k for one in people for k in kin_of(rng, one)), key=label)
    return [
        _row(name, [(k.one, k.other) for k in group], matched=True)
        for name, group in groupby(kin, key=label)
    ]


def _strangers(rng: Random, people: list[Identite], files: list[Identite], size: int) -> Row:
    """Count acceptances of the file of somebody drawn at random."""
    drawn = (rng.sample(range(len(people)), 2) for _ in range(size))
    pairs = [(people[one], files[other]) for one, other in drawn]
    return _row("Deux personnes prises au hasard", pairs, matched=True)


def _row(label: str, pairs: Pairs, *, matched: bool) -> Row:
    """Count, under the three policies, the pairs judged a match or not: the wrong ones."""
    return Row(
        libelle=label,
        cas=len(pairs),
        declaree=_count(pairs, DECLAREE, matched=matched),
        france_connect=_count(pairs, FRANCE_CONNECT, matched=matched),
        numero_allocataire=_count(pairs, NUMERO, matched=matched),
    )


def _table(title: str, rows: tuple[Row, ...]) -> Table:
    table = Table("", "cas", "déclarée", "FranceConnect", "numéro", title=title)
    for row in rows:
        figures = (row.declaree, row.france_connect, row.numero_allocataire)
        table.add_row(row.libelle, str(row.cas), *("—" if n is None else str(n) for n in figures))
    return table


def main() -> None:
    """Measure, and print."""
    began = perf_counter()
    rates = measure()
    console = Console(width=130)
    if "--source" in sys.argv:
        print(f"MEASURED = {rates!r}")
        return
    console.print(_table("Refus à tort", rates.refus_a_tort))
    console.print(_table("Acceptations à tort", rates.acceptations_a_tort))
    console.print(f"graine {SEED}, {PERSONS} personnes, {perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
