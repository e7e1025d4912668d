"""Where people were born: codes that changed while the place did not. Pure."""

from dataclasses import dataclass
from enum import IntEnum

from contracts.identite import LieuNaissance
from providers.caf.names import compact

FRANCE = "99100"
_ALGERIA, _FRENCH_ALGERIA = "99352", "92352"

# Commune moved to another département in 1968, under another code.
_MOVED = {"75036": "92036"}  # Gennevilliers
_CITIES = (
    (range(75101, 75121), "75056"),  # Paris
    (range(69381, 69390), "69123"),  # Lyon
    (range(13201, 13217), "13055"),  # Marseille
)

# (name, département) → code: the communes of the sandbox's people, and large cities. The real
# service has the whole COG with its history; a name that is not here is refused, never guessed.
_COMMUNES = {
    (compact(name), code[:3] if code.startswith("97") else code[:2]): code
    for name, code in (
        ("Ajaccio", "2A004"),
        ("Amiens", "80021"),
        ("Angers", "49007"),
        ("Annecy", "74010"),
        ("Bastia", "2B033"),
        ("Besançon", "25056"),
        ("Bordeaux", "33063"),
        ("Brest", "29019"),
        ("Caen", "14118"),
        ("Cayenne", "97302"),
        ("Clermont-Ferrand", "63113"),
        ("Dijon", "21231"),
        ("Fort-de-France", "97209"),
        ("Gennevilliers", "92036"),
        ("Grenoble", "38185"),
        ("Guingamp", "22070"),
        ("Le Havre", "76351"),
        ("Lille", "59350"),
        ("Limoges", "87085"),
        ("Lyon", "69123"),
        ("Mamoudzou", "97611"),
        ("Marseille", "13055"),
        ("Metz", "57463"),
        ("Montpellier", "34172"),
        ("Nancy", "54395"),
        ("Nantes", "44109"),
        ("Nice", "06088"),
        ("Orléans", "45234"),
        ("Paris", "75056"),
        ("Pointe-à-Pitre", "97120"),
        ("Poitiers", "86194"),
        ("Quimper", "29232"),
        ("Reims", "51454"),
        ("Rennes", "35238"),
        ("Rouen", "76540"),
        ("Saint-Denis", "97411"),
        ("Saint-Étienne", "42218"),
        ("Strasbourg", "67482"),
        ("Toulouse", "31555"),
        ("Tours", "37261"),
        ("Vannes", "56260"),
    )
}


class UnknownCommune(Exception):
    """The commune is given by a name that the service cannot place."""


class Place(IntEnum):
    """How two birthplaces compare."""

    DIFFERENT = -1
    NOT_COMPARABLE = 0
    """One side does not say."""
    SAME = 1


@dataclass(frozen=True, slots=True)
class Birthplace:
    """Country and, for a birth in France, commune; codes brought to one writing."""

    pays: str | None
    commune: str | None

    @classmethod
    def of(cls, lieu: LieuNaissance) -> "Birthplace":
        """Read a place; the COG wins over the name. Raises UnknownCommune."""
        abroad = lieu.code_pays not in {None, "", FRANCE}
        commune = None if abroad else lieu.code_commune or _commune_named(lieu)
        pays = lieu.code_pays or (FRANCE if commune else None)
        return cls(
            pays=_ALGERIA if pays == _FRENCH_ALGERIA else pays,
            commune=_one_writing(commune) if commune else None,
        )

    def compare(self, other: "Birthplace") -> Place:
        """Compare with another; abroad, the country is all that is known."""
        country = _compare(self.pays, other.pays)
        if country is not Place.SAME or self.pays != FRANCE:
            return country
        if self.commune in _city_of(other.commune) or other.commune in _city_of(self.commune):
            return Place.SAME
        return _compare(self.commune, other.commune)


def _compare(one: str | None, other: str | None) -> Place:
    if not one or not other:
        return Place.NOT_COMPARABLE
    return Place.SAME if one == other else Place.DIFFERENT


def _commune_named(lieu: LieuNaissance) -> str | None:
    if not lieu.nom_commune:
        return None
    code = _COMMUNES.get((compact(lieu.nom_commune), (lieu.code_departement or "").upper()))
    if code is None:
        raise UnknownCommune(lieu.code_departement)
    return code


def _one_writing(commune: str) -> str:
    code = commune.strip().upper()
    if code.startswith(("2A", "2B")):  # one département, 20, until 1976
        return "20" + code[2:]
    if code.startswith("985"):  # Mayotte before it became a département
        return "976" + code[3:]
    return _MOVED.get(code, code)


def _city_of(arrondissement: str | None) -> tuple[str, ...]:
    """Return the city that a commune is an arrondissement of, if it is one."""
    commune = arrondissement
    number = int(commune) if commune and commune.isascii() and commune.isdigit() else 0
    return tuple(city for codes, city in _CITIES if number in codes)
