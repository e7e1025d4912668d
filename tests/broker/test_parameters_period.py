from datetime import date

import pytest

from broker.errors import ParametersRefused
from broker.evidence import Ask
from broker.parameters import read_parameters
from tests.makers import TODAY, an_ask, parameters

NOVEMBER, JANUARY = TODAY, date(2027, 1, 1)
PERIODS: dict[str, tuple[date, str, str, list[str]]] = {
    "this month": (NOVEMBER, "2026", "11", []),
    "23 months before": (NOVEMBER, "2024", "12", []),
    "24 months before": (NOVEMBER, "2024", "11", ["00355"]),
    "the oldest month of year N-2": (NOVEMBER, "2024", "1", ["00355"]),
    "next month": (NOVEMBER, "2026", "12", ["00354"]),
    "year N+1": (NOVEMBER, "2027", "1", ["00354", "00356"]),
    "year N-3": (NOVEMBER, "2023", "12", ["00356", "00355"]),
    "in January, this month": (JANUARY, "2027", "1", []),
    "in January, last month": (JANUARY, "2026", "12", []),
    "in January, 23 months before": (JANUARY, "2025", "2", []),
    "in January, 24 months before": (JANUARY, "2025", "1", ["00355"]),
    "in January, next month": (JANUARY, "2027", "2", ["00354"]),
    "in January, year N-3": (JANUARY, "2024", "12", ["00356", "00355"]),
    "in January, a month without its year is of the new year": (JANUARY, "", "12", ["00354"]),
    "a month without its year is of this year": (NOVEMBER, "", "1", []),
    "a year without its month takes the current one": (NOVEMBER, "2025", "", []),
    "a year without its month may be too old": (NOVEMBER, "2024", "", ["00355"]),
}


@pytest.mark.parametrize(("today", "annee", "mois", "codes"), PERIODS.values(), ids=PERIODS)
def test_the_history_covers_the_current_month_and_the_23_before(
    today: date, annee: str, mois: str, codes: list[str]
) -> None:
    ask = an_ask(parameters=parameters(annee=annee, mois=mois))

    assert codes_of(ask, today) == codes


def codes_of(ask: Ask, today: date) -> list[str]:
    try:
        read_parameters(ask, today)
    except ParametersRefused as refused:
        return [reason.code for reason in refused.reasons]
    return []
