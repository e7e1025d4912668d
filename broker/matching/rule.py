"""The judgement: two identities and a policy in, a verdict out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from broker.matching.birth_date import compare_birth_dates
from broker.matching.birthplace import compare_birthplaces
from broker.matching.family_names import compare_family_names
from broker.matching.given_names import compare_given_names
from broker.matching.policies import Policy
from broker.matching.reasons import Attribut, Reason
from contracts.identite import Identite, Sexe


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided, and why."""

    verdict: Literal["match", "mismatch", "insufficient"]
    """`insufficient`: nothing contradicts, but too little is known to be sure. It refuses too."""
    reasons: Mapping[Attribut, Reason]
    """One per attribute, in a fixed order."""
    refused_by: tuple[Attribut, ...]
    """The attributes whose reasons are not accepted; empty for a match."""


def compare(expected: Identite, actual: Identite, policy: Policy) -> Verdict:
    """Judge whether `actual` is the person that `expected` names. Symmetric.

    Denies by default: a match needs an accepted reason for every attribute. Never raises.
    """
    reasons = _reasons(expected, actual, policy)
    refused_by = policy.refused(reasons)
    if not refused_by and _has_two_weaknesses(reasons):
        refused_by = (Attribut.PRENOMS,)
    if not refused_by:
        return Verdict("match", reasons, ())
    unsure = all(policy.forgives(a, reasons[a]) for a in refused_by)
    return Verdict("insufficient" if unsure else "mismatch", reasons, refused_by)


def _reasons(expected: Identite, actual: Identite, policy: Policy) -> dict[Attribut, Reason]:
    """Compare attribute by attribute."""
    sex = place = Reason.NON_COMPARE
    if policy.compares_sex_and_place:
        sex = _compare_sexes(expected.sexe, actual.sexe)
        year = max(expected.date_naissance, actual.date_naissance)[:4]  # the known one
        place = compare_birthplaces(expected.lieu_naissance, actual.lieu_naissance, year)
    return {
        Attribut.NOM: compare_family_names(expected, actual),
        Attribut.PRENOMS: compare_given_names(expected.prenoms, actual.prenoms),
        Attribut.DATE_NAISSANCE: compare_birth_dates(
            expected.date_naissance, actual.date_naissance
        ),
        Attribut.SEXE: sex,
        Attribut.LIEU_NAISSANCE: place,
    }


def _compare_sexes(expected: Sexe | None, actual: Sexe | None) -> Reason:
    if expected is None or actual is None:
        return Reason.ABSENT
    return Reason.IDENTIQUE if expected == actual else Reason.DIFFERENT


_WEAK_GIVEN_NAMES = frozenset({Reason.FAUTE_DE_FRAPPE, Reason.SANS_PRENOM})
_SAME_FAMILY_NAME = frozenset({Reason.IDENTIQUE, Reason.IDENTIQUE_APRES_NORMALISATION})


def _has_two_weaknesses(reasons: Mapping[Attribut, Reason]) -> bool:
    """Tell whether weak given names come with an unknown sex or an explained family name.

    They may hide a twin: PASCAL and PASCALE.
    """
    return reasons[Attribut.PRENOMS] in _WEAK_GIVEN_NAMES and (
        reasons[Attribut.SEXE] is Reason.ABSENT or reasons[Attribut.NOM] not in _SAME_FAMILY_NAME
    )
