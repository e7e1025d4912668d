"""The sandbox cases that API Particulier publishes, read where they are."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.journeys.calls import Params

CASES = Path(__file__).parents[3] / "shared" / "reference" / "cases"
IDENTITE = "api_particulier_v3_cnav_quotient_familial_with_civility"
FRANCE_CONNECT = "api_particulier_v3_cnav_quotient_familial_with_france_connect"
NUMERO_V2 = "api_particulier_v2_cnaf_quotient_familial"


@dataclass(frozen=True)
class Case:
    """One published case."""

    name: str
    params: dict[str, Any]
    status: int
    payload: dict[str, Any]


def cases(folder: str, status: int) -> list[Case]:
    """Return the cases of a folder; none when the folder is not there."""
    found = []
    for path in sorted((CASES / folder).glob("*.y*ml")):
        content = yaml.safe_load(path.read_text())
        if content["status"] == status:
            payload = json.loads(content["payload"])
            found.append(Case(path.name, content["params"], status, payload))
    return found


def parametrize(
    folder: str, without: frozenset[str] = frozenset(), only: str = ""
) -> pytest.MarkDecorator:
    """Parametrise by case answered 200; say so aloud when the folder is not there."""
    kept = [c for c in cases(folder, 200) if c.name not in without and only in c.name]
    if not kept:
        absent = pytest.param(None, marks=pytest.mark.skip(reason=f"no published cases: {CASES}"))
        return pytest.mark.parametrize("case", [absent])
    return pytest.mark.parametrize("case", kept, ids=lambda case: case.name)


def dossier_of(data: dict[str, Any], params: dict[str, Any]) -> dict[str, Any]:
    """Turn a published answer into a file: its `data`, and where the person asked was born."""
    first, *others = data["allocataires"]
    birth = {
        "code_commune_naissance": params.get("codeCogInseeCommuneNaissance"),
        "code_pays_naissance": params.get("codeCogInseePaysNaissance"),
    }
    return data | {"allocataires": [first | birth, *others]}


def usager_of(params: dict[str, Any]) -> dict[str, Any]:
    """Turn the parameters of a FranceConnect case into an account."""
    date = (params["anneeDateNaissance"], params["moisDateNaissance"], params["jourDateNaissance"])
    return {
        "given_name": " ".join(params["prenoms"]),
        "given_name_array": params["prenoms"],
        "family_name": params["nomNaissance"],
        "preferred_username": params.get("nomUsage"),
        "birthdate": "{:04d}-{:02d}-{:02d}".format(*date),
        "gender": {"M": "male", "F": "female"}[params["sexeEtatCivil"]],
        "birthplace": params.get("codeCogInseeCommuneNaissance"),
        "birthcountry": params["codeCogInseePaysNaissance"],
    }


def query_of(params: dict[str, Any]) -> Params:
    """Turn the parameters of a case into a query string."""
    pairs: Params = []
    for name, value in params.items():
        if isinstance(value, list):
            pairs += [(f"{name}[]", str(one)) for one in value]
        else:
            pairs.append((name, str(value)))
    return pairs
