"""A synthetic population, seeded: people, their relatives, and what registers make of them.

The lists are short on purpose. A hundred family names for everybody gives far more
homonyms than France has: the false acceptances measured on them are an upper bound.
"""

from dataclasses import dataclass
from random import Random

from contracts.identite import Identite, LieuNaissance, Sexe

_NOMS = """
Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre
Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent
Müller Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand
Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand
Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière
Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal
Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre
Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte López Jean Dupuy Guillot Hubert
Berger Carpentier Sánchez Dupuis Moulin Louis Deschamps Huet Vasseur Pérez Boucher Fleury Royer
Klein Jacquet Adam Paris Poirier Marty Aubry Guyot Carré Charles Renault Charpentier Ménard
Maillard Baron Bertin Bailly Hervé Schneider Fernández Collet Léger Bouvier Julien Prévost
Millet Perrot Daniel Cousin Germain Breton Rémy Langlois Besson Nguyen Diallo Traoré Haddad
Da‑Silva Ferreira Cœur N’Diaye
"""

_MASCULINS = """
Jean Pierre Michel André Philippe Alain Bernard Jacques Daniel Gérard Christian Claude Nicolas
Patrick Frédéric Laurent Stéphane Christophe David Éric Julien Sébastien Olivier Thierry Pascal
Thomas Alexandre Bruno Maxime Jérôme Guillaume Vincent Antoine Mathieu Kévin Lucas Hugo Théo Léo
Noé Enzo Nathan Mohamed Karim Mehdi Ibrahima José François Loïc Gaëtan Raphaël Benoît Rémi
Anthony Jean-Pierre Jean-Paul Jean-Christophe Pierre-Alexandre
"""

_FEMININS = """
Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Jacqueline Sylvie Anne Martine Céline
Sandrine Stéphanie Véronique Valérie Christine Aurélie Julie Laura Camille Manon Léa Emma Chloé
Inès Jade Louise Lina Léna Sarah Élodie Émilie Hélène Héloïse Maëlys Fatima Aminata Khadija Rosa
Lucie Pauline Mathilde Claire Élisabeth Brigitte Michèle Annick Cécile Nadia Karine Marine Zoé
Eve Anne-Marie Anne-Sophie Marie-Thérèse Anne-Charlotte Marie-Christine
"""

_COMMUNES = """
75056 75107 75118 69123 69383 13055 13208 33063 31555 59350 67482 44109 35238 06088 34172 76540
51454 21231 38185 37261 87085 63113 25056 29019 08480 50129 2A004 2B033 97105 97209 97302 97411
97611 98735 92050 93066 94028 78646 91228 95127
"""

_PAYS = "99352 99350 99351 99139 99127 99134 99341 99326 99243 99404"

NOMS, COMMUNES, PAYS = (tuple(words.split()) for words in (_NOMS, _COMMUNES, _PAYS))
PRENOMS: dict[Sexe, tuple[str, ...]] = {
    "M": tuple(_MASCULINS.split()),
    "F": tuple(_FEMININS.split()),
}
PARTICULES = ("de Sousa", "d’Almeida", "Le Goff", "de La Fontaine", "Ben Ali", "Du Bois")

PROCHES: dict[Sexe, tuple[tuple[str, str], ...]] = {
    "M": (("Théo", "Léo"), ("Nathan", "Ethan"), ("Julien", "Lucien"), ("Mathis", "Mathias")),
    "F": (("Léa", "Léna"), ("Lina", "Luna"), ("Marine", "Karine"), ("Julie", "Julia")),
}
"""Names that parents give to twins."""


@dataclass(frozen=True, slots=True)
class Kin:
    """Two different persons whom a rule could take for one another."""

    label: str
    one: Identite
    other: Identite


def _zipf(rng: Random, names: tuple[str, ...]) -> str:
    """Draw a name, the first ones oftener."""
    weights = [1 / (rank + 3) for rank in range(len(names))]
    return rng.choices(names, weights)[0]


def _given_names(rng: Random, sexe: Sexe) -> tuple[str, ...]:
    size = rng.choices((1, 2, 3, 4), (30, 30, 33, 7))[0]
    drawn = [_zipf(rng, PRENOMS[sexe]) for _ in range(size * 2)]
    return tuple(dict.fromkeys(drawn))[:size]


def a_person(rng: Random) -> Identite:
    """Draw somebody as civil status knows her, in full but for one in forty."""
    sexe: Sexe = rng.choice(("F", "M"))
    abroad = rng.random() < 1 / 8
    nom = rng.choice(PARTICULES) if rng.random() < 1 / 25 else _zipf(rng, NOMS)
    married = rng.random() < (0.45 if sexe == "F" else 0.02)
    date = f"{rng.randint(1940, 2006)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    if abroad and rng.random() < 1 / 5:
        date = f"{date[:4]}-01-01"
    return Identite(
        nom_naissance=nom,
        nom_usage=_zipf(rng, NOMS) if married else None,
        prenoms=_given_names(rng, sexe),
        date_naissance=date,
        sexe=sexe,
        lieu_naissance=LieuNaissance(
            code_pays=rng.choice(PAYS) if abroad else "99100",
            code_commune=None if abroad else rng.choice(COMMUNES),
        ),
    )


def kin_of(rng: Random, one: Identite) -> tuple[Kin, ...]:
    """Return the relatives and neighbours of `one` that are hardest to tell from her."""
    year, day = one.date_naissance[:4], one.date_naissance[4:]
    child = _but(one, date_naissance=f"{int(year) + 27}{day}")
    another_day = f"{year}-{rng.randint(1, 12):02d}-29"
    wife = _but(one, nom_usage=one.nom_naissance, nom_naissance="Haddad")
    year_only = _but(one, date_naissance=f"{year}-00-00")
    return (
        Kin("Jumeaux de même sexe", one, _but(one, prenoms=_other_names(rng, one))),
        _near_twins(rng, one),
        Kin("Parent et enfant de mêmes nom et prénoms", one, child),
        Kin(
            "Belles-sœurs de mêmes prénoms, nées la même année",
            one,
            _but(wife, date_naissance=another_day),
        ),
        Kin("Homonymes nés la même année", one, _but(one, date_naissance=another_day)),
        Kin(
            "Homonymes nés la même année, fichier limité à l'année, lieux différents",
            one,
            _but(year_only, lieu_naissance=_FAR),
        ),
        Kin(
            "Homonymes nés la même année, fichier limité à l'année, sans lieu",
            one,
            _but(year_only, lieu_naissance=LieuNaissance()),
        ),
    )


def _but(one: Identite, **changes: object) -> Identite:
    return one.model_copy(update=changes)


def _near_twins(rng: Random, one: Identite) -> Kin:
    assert one.sexe
    name, other = rng.choice(PROCHES[one.sexe])
    label = "Jumeaux de même sexe aux prénoms proches (Léa, Léna)"
    return Kin(label, _but(one, prenoms=(name,)), _but(one, prenoms=(other,)))


_FAR = LieuNaissance(code_pays="99100", code_commune="54395")


def _other_names(rng: Random, one: Identite) -> tuple[str, ...]:
    """Draw a twin's given names: another first one, sometimes the same second ones."""
    assert one.sexe
    first = next(n for _ in range(100) if (n := _zipf(rng, PRENOMS[one.sexe])) not in one.prenoms)
    return (first, *(one.prenoms[1:] if rng.random() < 1 / 2 else ()))
