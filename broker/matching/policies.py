"""How much difference each way of naming a person forgives: the rule, as data.

The better two birth dates agree, the more the names may differ. What no table
accepts is refused: a reason added tomorrow is refused until somebody accepts it here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from broker.matching.reasons import Attribut, Reason

_SAME = frozenset({Reason.IDENTIQUE, Reason.IDENTIQUE_APRES_NORMALISATION})
_SAME_FAMILY_EXPLAINED = _SAME | {
    Reason.NOM_USAGE_CROISE,
    Reason.NOM_CONTIENT_USAGE,
    Reason.PARTICULE_OMISE,
}
_IN_ANY_ORDER = _SAME | {Reason.ORDRE_DIFFERENT}
_FIRST_AT_LEAST = _IN_ANY_ORDER | {Reason.PREMIER_PRENOM_COMMUN, Reason.PRENOM_TRONQUE}
_SOME = _FIRST_AT_LEAST | {Reason.PRENOM_SECOND_USUEL, Reason.SOUS_ENSEMBLE}
_MISTYPED = _SOME | {Reason.FAUTE_DE_FRAPPE}
_NOBODY_GAVE_ANY = frozenset({Reason.SANS_PRENOM})
"""Some people have no given name: a certified identity may say so, a form cannot."""

_NOT_A_VETO = frozenset(
    {
        Reason.IDENTIQUE,
        Reason.ABSENT,
        Reason.NON_COMPARE,
        Reason.EQUIVALENCE_HISTORIQUE,
        Reason.DEPARTEMENT_IDENTIQUE,
        Reason.PAYS_IDENTIQUE,
        Reason.INDETERMINABLE,
    }
)
"""Of sex and place of birth."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The reasons accepted for the names, under one agreement of the birth dates."""

    noms: frozenset[Reason]
    prenoms: frozenset[Reason]


@dataclass(frozen=True, slots=True)
class Policy:
    """What is accepted of an identity, by who vouches for it."""

    name: str
    by_date: Mapping[Reason, Tolerance]
    """Agreement of the birth dates → what the names may be. An agreement not here is refused."""
    compares_sex_and_place: bool
    """Then each is a veto when both sides know it and it differs."""

    def refused(self, reasons: Mapping[Attribut, Reason]) -> tuple[Attribut, ...]:
        """Return the attributes whose reasons are not accepted together; none for a match."""
        date = reasons[Attribut.DATE_NAISSANCE]
        names = self.by_date.get(date, self._widest)
        accepted = (
            (Attribut.NOM, reasons[Attribut.NOM] in names.noms),
            (Attribut.PRENOMS, reasons[Attribut.PRENOMS] in names.prenoms),
            (Attribut.DATE_NAISSANCE, date in self.by_date),
            (Attribut.SEXE, reasons[Attribut.SEXE] in _NOT_A_VETO),
            (Attribut.LIEU_NAISSANCE, reasons[Attribut.LIEU_NAISSANCE] in _NOT_A_VETO),
        )
        return tuple(attribut for attribut, is_accepted in accepted if not is_accepted)

    def forgives(self, attribut: Attribut, reason: Reason) -> bool:
        """Tell whether a fuller identity could make this reason accepted."""
        if reason in (Reason.ABSENT, Reason.SANS_PRENOM):
            return True
        names = {Attribut.NOM: self._widest.noms, Attribut.PRENOMS: self._widest.prenoms}
        return reason in names.get(attribut, ())

    @property
    def _widest(self) -> Tolerance:
        """What the best agreement of the dates accepts."""
        return self.by_date[Reason.IDENTIQUE]


DECLAREE = Policy(
    name="declaree",
    by_date={
        Reason.IDENTIQUE: Tolerance(_SAME_FAMILY_EXPLAINED, _MISTYPED),
        Reason.PREMIER_JANVIER_IDENTIQUE: Tolerance(_SAME_FAMILY_EXPLAINED, _SOME),
        Reason.DATE_PARTIELLE_COMPATIBLE: Tolerance(_SAME, _FIRST_AT_LEAST),
        Reason.PREMIER_JANVIER_PRESUME: Tolerance(_SAME, _SAME),
        Reason.ANNEE_SEULE_COMPATIBLE: Tolerance(_SAME, _SAME),
    },
    compares_sex_and_place=True,
)
"""Typed by a caller: nobody vouches for it, so the birth date carries the weight."""

FRANCE_CONNECT = Policy(
    name="france_connect",
    by_date={
        Reason.IDENTIQUE: Tolerance(_SAME_FAMILY_EXPLAINED, _SOME | _NOBODY_GAVE_ANY),
        Reason.PREMIER_JANVIER_IDENTIQUE: Tolerance(_SAME_FAMILY_EXPLAINED, _SOME),
        Reason.DATE_PARTIELLE_COMPATIBLE: Tolerance(_SAME, _FIRST_AT_LEAST),
        Reason.PREMIER_JANVIER_PRESUME: Tolerance(_SAME, _IN_ANY_ORDER),
        Reason.ANNEE_SEULE_COMPATIBLE: Tolerance(_SAME, _IN_ANY_ORDER),
    },
    compares_sex_and_place=True,
)
"""Certified: a typing error in it would be another person's name."""

_NOT_CONTRADICTED = (
    Reason.IDENTIQUE,
    Reason.PREMIER_JANVIER_IDENTIQUE,
    Reason.DATE_PARTIELLE_COMPATIBLE,
    Reason.PREMIER_JANVIER_PRESUME,
    Reason.ANNEE_SEULE_COMPATIBLE,
    Reason.ABSENT,
)

NUMERO = Policy(
    name="numero_allocataire",
    by_date={
        **dict.fromkeys(_NOT_CONTRADICTED, Tolerance(_SAME, _SAME)),
        Reason.IDENTIQUE: Tolerance(_SAME, _SAME | _NOBODY_GAVE_ANY),
    },
    compares_sex_and_place=False,
)
"""The number designates the file: prénoms and nom must be identical (source 004, line 17).

The birth date is a veto of ours: father and son may bear the same names.
"""

POLICIES = (DECLAREE, FRANCE_CONNECT, NUMERO)
"""What is published: how a person asked for is told from another one."""

ONE_FILE = Policy(
    name="coherence",
    by_date=dict.fromkeys(_NOT_CONTRADICTED, Tolerance(_SAME, _SAME | _NOBODY_GAVE_ANY)),
    compares_sex_and_place=False,
)
"""Between two places of one answer: the provider writes the same person twice."""
