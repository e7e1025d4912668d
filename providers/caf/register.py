"""The files of both caisses and the national register, in memory, as loaded."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from contracts.flows.quotient_familial import Quotient
from contracts.identite import Identite
from contracts.sandbox import Dossier, QuotientDuMois
from providers.caf.identification import is_same_person
from providers.caf.people import Person, Role, allocataires, entitled_persons

_FIRST_NUMBER = 9_000_001
_POST_CODE = re.compile(r"\s*([0-9]{5})\b")


@dataclass(frozen=True, slots=True)
class File:
    """A household's file, with what is worked out once."""

    numero: str
    code_postal: str | None
    fournisseur: Literal["CNAF", "MSA"]
    figures: tuple[QuotientDuMois, ...]
    """Oldest month first."""
    dossier: Dossier
    people: tuple[Person, ...]


class Register:
    """Every file and every person known, by the loading rule of `put`."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}
        self._without_file: list[Person] = []
        self._next_number = _FIRST_NUMBER

    def __iter__(self) -> Iterator[File]:
        """Iterate over the files, in the order they came."""
        return iter(self._files.values())

    def people(self) -> Iterable[Person]:
        """Return everybody who can be identified."""
        return chain(self._without_file, *(file.people for file in self))

    def get(self, numero: str) -> File | None:
        """Return the file of that number."""
        return self._files.get(numero)

    def remove(self, numero: str) -> bool:
        """Forget a file; say whether there was one."""
        return self._files.pop(numero, None) is not None

    def put(self, dossier: Dossier) -> File:
        """Load a file and return it.

        With a number, it is a file of its own and replaces the one of that number. Without,
        it replaces those of the same allocataire (a couple has one file, whoever comes
        first in it) and keeps their number, else gets a free one.
        """
        numero = dossier.numero_allocataire or self._number_for(dossier)
        file = _file_of(dossier, numero)
        self._files[numero] = file
        return file

    def put_person(self, identite: Identite) -> None:
        """Load somebody whom no caisse follows. Raises UnknownCommune."""
        person = Person.of(identite, Role.SANS_DOSSIER)
        self._forget_without_file([person])
        self._without_file.append(person)

    def _number_for(self, dossier: Dossier) -> str:
        new = entitled_persons(dossier, "")
        self._forget_without_file(allocataires(new))
        replaced = [file.numero for file in self if _have_an_allocataire_in_common(new, file)]
        for numero in replaced:
            del self._files[numero]
        return replaced[0] if replaced else self._free_number()

    def _forget_without_file(self, people: Iterable[Person]) -> None:
        known = list(people)
        self._without_file = [
            p for p in self._without_file if not any(is_same_person(p, k) for k in known)
        ]

    def _free_number(self) -> str:
        while f"{self._next_number:07d}" in self._files:
            self._next_number += 1
        return f"{self._next_number:07d}"


def _file_of(dossier: Dossier, numero: str) -> File:
    published = dossier.quotient_familial
    figures = dossier.quotients if published is None else (_figure_of(published),)
    return File(
        numero=numero,
        code_postal=dossier.code_postal or _post_code_of(dossier),
        fournisseur=dossier.regime if published is None else published.fournisseur,
        figures=tuple(sorted(figures, key=lambda figure: (figure.annee, figure.mois))),
        dossier=dossier,
        people=entitled_persons(dossier, numero),
    )


def _figure_of(published: Quotient) -> QuotientDuMois:
    return QuotientDuMois(**published.model_dump(exclude={"fournisseur"}))


def _post_code_of(dossier: Dossier) -> str | None:
    found = _POST_CODE.match(dossier.adresse.code_postal_ville or "")
    return found[1] if found else None


def _have_an_allocataire_in_common(new: tuple[Person, ...], file: File) -> bool:
    ours, theirs = allocataires(new), allocataires(file.people)
    return any(is_same_person(ours[0], person) for person in theirs) or any(
        is_same_person(person, theirs[0]) for person in ours
    )
