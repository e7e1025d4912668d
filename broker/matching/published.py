"""The rule as anybody may read it: as data, and as a page. It follows from the code.

The tables come from `policies`, the figures from `error_rates`: what is published is
what is applied.
"""

from collections.abc import Sequence

from broker.matching.error_rates import MEASURED, ErrorRates, Row
from broker.matching.policies import POLICIES, Policy
from broker.matching.reasons import Reason
from broker.matching.wording import (
    COMPARAISONS,
    LIMITES,
    MOTIFS,
    POLITIQUES,
    PRINCIPES,
    VERSION,
)
from contracts.base import Contract


class PublishedComparison(Contract):
    """How one attribute is compared."""

    titre: str
    phrases: tuple[str, ...]


class PublishedTolerance(Contract):
    """What the names may be, under one agreement of the birth dates."""

    date_naissance: Reason
    nom: tuple[Reason, ...]
    prenoms: tuple[Reason, ...]


class PublishedPolicy(Contract):
    """What one way of naming a person accepts."""

    nom: str
    titre: str
    phrases: tuple[str, ...]
    accepte: tuple[PublishedTolerance, ...]
    """Anything else is refused."""


class PublishedReason(Contract):
    """A word of `meta.identite.motifs`, explained."""

    motif: Reason
    explication: str


class PublishedRule(Contract):
    """The whole rule."""

    titre: str
    version: str
    principes: tuple[str, ...]
    comparaisons: tuple[PublishedComparison, ...]
    politiques: tuple[PublishedPolicy, ...]
    motifs: tuple[PublishedReason, ...]
    limites: tuple[str, ...]
    methode: str
    taux: ErrorRates


def _in_order(reasons: frozenset[Reason]) -> tuple[Reason, ...]:
    return tuple(reason for reason in Reason if reason in reasons)


def _published(policy: Policy) -> PublishedPolicy:
    titre, phrases = POLITIQUES[policy.name]
    return PublishedPolicy(
        nom=policy.name,
        titre=titre,
        phrases=phrases,
        accepte=tuple(
            PublishedTolerance(
                date_naissance=date, nom=_in_order(names.noms), prenoms=_in_order(names.prenoms)
            )
            for date, names in policy.by_date.items()
        ),
    )


RULE = PublishedRule(
    titre="Règle de rapprochement des identités",
    version=VERSION,
    principes=PRINCIPES,
    comparaisons=tuple(PublishedComparison(titre=t, phrases=p) for t, p in COMPARAISONS),
    politiques=tuple(map(_published, POLICIES)),
    motifs=tuple(PublishedReason(motif=motif, explication=text) for motif, text in MOTIFS.items()),
    limites=LIMITES,
    methode=(
        f"Mesuré par `python -m benchmarks.matching_rates` sur {MEASURED.personnes} personnes "
        f"fictives tirées au sort (graine {MEASURED.graine}) dans des listes courtes de noms, donc "
        "avec bien plus d'homonymes que la France n'en compte. Chaque ligne compte les verdicts "
        "faux pour une différence d'écriture seule, ou pour un proche difficile à distinguer. La "
        "fréquence de chaque différence dans la ligne d'ensemble est une hypothèse. Aucune donnée "
        "réelle n'a servi : ces chiffres décrivent la règle, pas les fichiers."
    ),
    taux=MEASURED,
)
"""Served at `/regles/identite`."""


def render_markdown() -> str:
    """Return the text of `docs/regles-identite.md`."""
    blocks = [
        f"# {RULE.titre}",
        (
            f"Version {RULE.version}, servie à `/regles/identite`. Cette page est produite par le "
            "code qui applique la règle (`broker/matching/`)."
        ),
        "## Principes",
        _numbered(RULE.principes),
        *(f"## {one.titre}\n\n{_bullets(one.phrases)}" for one in RULE.comparaisons),
        "## Ce que chaque accès accepte",
        *map(_policy_markdown, RULE.politiques),
        "## Motifs",
        _table(("Motif", "Sens"), [(f"`{r.motif.value}`", r.explication) for r in RULE.motifs]),
        "## Limites connues",
        _bullets(RULE.limites),
        "## Taux d'erreur mesurés",
        RULE.methode,
        _rates_markdown("Refus à tort", RULE.taux.refus_a_tort),
        _rates_markdown("Acceptations à tort", RULE.taux.acceptations_a_tort),
    ]
    return "\n\n".join(blocks) + "\n"


def _policy_markdown(policy: PublishedPolicy) -> str:
    head = ("Dates de naissance", "Nom", "Prénoms")
    rows = [
        (_codes((line.date_naissance,)), _codes(line.nom), _codes(line.prenoms))
        for line in policy.accepte
    ]
    return "\n\n".join((f"### {policy.titre}", _bullets(policy.phrases), _table(head, rows)))


def _rates_markdown(title: str, rows: tuple[Row, ...]) -> str:
    lines = [
        (
            row.libelle,
            str(row.cas),
            _rate(row.declaree, row.cas),
            _rate(row.france_connect, row.cas),
            _rate(row.numero_allocataire, row.cas),
        )
        for row in rows
    ]
    return _table((title, "Cas", "Déclarée", "FranceConnect", "Numéro"), lines)


def _rate(wrong: int | None, cases: int) -> str:
    """Return `12 (0,8 %)`, or a dash where the case cannot arise."""
    if wrong is None:
        return "–"
    return f"{wrong} ({100 * wrong / cases:.1f} %)".replace(".", ",")


def _codes(reasons: tuple[Reason, ...]) -> str:
    return ", ".join(f"`{reason.value}`" for reason in reasons)


def _numbered(sentences: tuple[str, ...]) -> str:
    return "\n".join(f"{n}. {sentence}" for n, sentence in enumerate(sentences, 1))


def _bullets(sentences: tuple[str, ...]) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
