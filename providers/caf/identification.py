"""Who is asked about: found, unknown or ambiguous, as the national service decides it.

Pure. What two sides say differently is never brought together, with three exceptions:
spelling (see `names`), a nom d'usage given for the birth name, and mistyped given names;
the last two are forgiven only when the whole birth date is the same. Sex has nearly no
weight: it decides between two persons whom nothing else tells apart, and nothing more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.identite import Identite
from contracts.upstream import Motif
from providers.caf import birthdates
from providers.caf.birthdates import Agreement
from providers.caf.birthplaces import Place, UnknownCommune
from providers.caf.given_names import Given, are_all_given, are_compatible, compare
from providers.caf.people import Person, Role


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a person fits the question, one figure for each thing compared."""

    birth_name: bool
    """False: found by her nom d'usage."""
    given: Given
    date: Agreement
    place: Place

    def is_at_least(self, other: "Fit") -> bool:
        """Say whether no part of this fit is worse than the other's."""
        return (
            self.birth_name >= other.birth_name
            and self.given >= other.given
            and self.date >= other.date
            and self.place >= other.place
        )


def identify(asked: Identite, people: Iterable[Person]) -> Person | Motif:
    """Return the one person who fits `asked` best, or why there is none.

    IDENTITE_REFUSEE: the birthplace cannot be read. IDENTITE_INCONNUE: nobody fits.
    IDENTITE_AMBIGUE: of those who fit, none fits at least as well in every respect.
    """
    try:
        sought = Person.of(asked, Role.SANS_DOSSIER)
    except UnknownCommune:
        return Motif.IDENTITE_REFUSEE
    fits = [(person, fit) for person in people if (fit := fit_of(sought, person)) is not None]
    if not fits:
        return Motif.IDENTITE_INCONNUE
    best = [person for person, fit in fits if all(fit.is_at_least(other) for _, other in fits)]
    return _the_only_one(best, sought)


def fit_of(sought: Person, person: Person) -> Fit | None:
    """Return how `person` fits, None when she does not."""
    by_birth_name = bool(sought.nom) and sought.nom == person.nom
    if not by_birth_name and not _names_are_crossed(sought, person):
        return None
    fit = Fit(
        birth_name=by_birth_name,
        given=compare(sought.given, person.given),
        date=birthdates.compare(sought.identite.date_naissance, person.identite.date_naissance),
        place=sought.birthplace.compare(person.birthplace),
    )
    return fit if _is_enough(fit, sought, person) else None


def is_same_person(one: Person, other: Person) -> bool:
    """Say whether two loaded identities are one person: name, date, compatible given names."""
    return (
        one.nom == other.nom
        and one.identite.date_naissance == other.identite.date_naissance
        and are_compatible(one.given, other.given)
    )


def _names_are_crossed(sought: Person, person: Person) -> bool:
    """Say whether the nom d'usage stands for the birth name, with no third name beside it."""
    if not sought.nom or sought.nom != person.nom_usage:
        return False
    return sought.nom_usage in {"", person.nom, person.nom_usage}


def _is_enough(fit: Fit, sought: Person, person: Person) -> bool:
    if fit.place is Place.DIFFERENT or fit.given is Given.DIFFERENT:
        return False
    if fit.date is Agreement.WHOLE:
        return _is_enough_with_whole_date(fit, sought, person)
    # A weaker date bears no other weakness.
    if not fit.birth_name or fit.given is Given.FORGIVEN:
        return False
    if fit.date is Agreement.YEAR:
        return are_all_given(sought.given, person.given)
    return fit.date is Agreement.MONTH


def _is_enough_with_whole_date(fit: Fit, sought: Person, person: Person) -> bool:
    """Errors in given names may hide a twin: neither a crossed name nor the other sex besides."""
    if fit.given is not Given.FORGIVEN:
        return True
    return fit.birth_name and not _are_of_other_sexes(sought, person)


def _are_of_other_sexes(sought: Person, person: Person) -> bool:
    return len({sought.identite.sexe, person.identite.sexe} - {None}) > 1


def _the_only_one(best: list[Person], sought: Person) -> Person | Motif:
    asked_about = _without_conjoints_who_have_a_file(best)
    if len(asked_about) > 1:
        asked_about = [p for p in asked_about if not _are_of_other_sexes(sought, p)]
    return asked_about[0] if len(asked_about) == 1 else Motif.IDENTITE_AMBIGUE


def _without_conjoints_who_have_a_file(best: list[Person]) -> list[Person]:
    """Drop the conjoint of one file who is the allocataire of her own: she is one person."""
    own = [person for person in best if person.role is Role.ALLOCATAIRE]
    return [
        person
        for person in best
        if person.role is not Role.CONJOINT or not any(is_same_person(person, o) for o in own)
    ]
