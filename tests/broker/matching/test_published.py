import json
from pathlib import Path

from benchmarks.matching_rates import measure
from broker.matching.policies import POLICIES
from broker.matching.published import RULE, render_markdown
from broker.matching.reasons import Reason

DOCUMENT = Path(__file__).parents[3] / "docs" / "regles-identite.md"


def test_the_document_is_the_rule_that_is_applied() -> None:
    assert DOCUMENT.read_text() == render_markdown()


def test_every_reason_is_explained_once() -> None:
    explained = [reason.motif for reason in RULE.motifs]

    assert sorted(explained) == sorted(Reason)
    assert all(reason.explication.endswith(".") for reason in RULE.motifs)


def test_every_policy_is_published_as_it_is_applied() -> None:
    published = {
        (policy.nom, line.date_naissance): (set(line.nom), set(line.prenoms))
        for policy in RULE.politiques
        for line in policy.accepte
    }

    assert published == {
        (policy.name, date): (set(names.noms), set(names.prenoms))
        for policy in POLICIES
        for date, names in policy.by_date.items()
    }


def test_the_rule_is_served_as_json_with_its_words() -> None:
    data = json.loads(RULE.model_dump_json())

    assert data["motifs"][0]["motif"] == "identique"
    assert data["politiques"][2]["nom"] == "numero_allocataire"


def test_the_published_error_rates_are_those_that_we_measure() -> None:
    assert measure() == RULE.taux
