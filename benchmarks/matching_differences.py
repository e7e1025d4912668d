"""How files, and people who type, write a person otherwise than civil status does.

The shares are assumptions: rates per kind of difference do not depend on them, the
overall rate does.
"""

import unicodedata
from collections.abc import Callable
from random import Random

from contracts.identite import Identite, LieuNaissance

_FIELD = 13
"""Characters for a given name in some registers."""

Change = Callable[[Random, Identite], Identite]


def _capitals(_: Random, i: Identite) -> Identite:
    """Write as funds do: capitals without accents, one space between given names."""

    def plain(text: str) -> str:
        parted = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("’", " "))
        return parted.encode("ascii", "ignore").decode().upper()

    return i.model_copy(
        update={
            "nom_naissance": plain(i.nom_naissance or ""),
            "nom_usage": plain(i.nom_usage) if i.nom_usage else None,
            "prenoms": (plain(" ".join(i.prenoms)),),
        }
    )


def _first_name_only(_: Random, i: Identite) -> Identite:
    return i.model_copy(update={"prenoms": i.prenoms[:1]})


def _second_name_only(_: Random, i: Identite) -> Identite:
    return i.model_copy(update={"prenoms": i.prenoms[1:2] or i.prenoms})


def _other_order(_: Random, i: Identite) -> Identite:
    return i.model_copy(update={"prenoms": i.prenoms[::-1]})


def _no_hyphen(_: Random, i: Identite) -> Identite:
    return i.model_copy(update={"prenoms": tuple(p.replace("-", " ") for p in i.prenoms)})


def _cut(_: Random, i: Identite) -> Identite:
    kept = i.prenoms if len(i.prenoms[0]) <= _FIELD else (i.prenoms[0][:_FIELD],)
    return i.model_copy(update={"prenoms": kept})


def _swapped_names(_: Random, i: Identite) -> Identite:
    if not i.nom_usage:
        return i
    return i.model_copy(update={"nom_naissance": i.nom_usage, "nom_usage": i.nom_naissance})


def _usage_as_birth_name(_: Random, i: Identite) -> Identite:
    return i.model_copy(update={"nom_naissance": i.nom_usage or i.nom_naissance})


def _joined_names(_: Random, i: Identite) -> Identite:
    joined = f"{i.nom_naissance} {i.nom_usage or ''}".strip()
    return i.model_copy(update={"nom_naissance": joined})


def _no_particle(_: Random, i: Identite) -> Identite:
    nom = (i.nom_naissance or "").removeprefix("de ").removeprefix("d’")
    return i.model_copy(update={"nom_naissance": nom})


def _no_day(_: Random, i: Identite) -> Identite:
    return i.model_copy(update={"date_naissance": i.date_naissance[:8] + "00"})


def _year_only(_: Random, i: Identite) -> Identite:
    return i.model_copy(update={"date_naissance": i.date_naissance[:5] + "00-00"})


def _no_date(_: Random, i: Identite) -> Identite:
    return i.model_copy(update={"date_naissance": "0000-00-00"})


def _wrong_day(_: Random, i: Identite) -> Identite:
    return i.model_copy(update={"date_naissance": i.date_naissance[:8] + "30"})


def _no_place(_: Random, i: Identite) -> Identite:
    return i.model_copy(update={"lieu_naissance": LieuNaissance()})


def _old_code(_: Random, i: Identite) -> Identite:
    """Write the place by a code of another time: whole city, or before a renumbering."""
    lieu = i.lieu_naissance
    code = lieu.code_commune or ""
    older = {"75107": "75056", "69383": "69123", "13208": "13055", "97611": "98511"}
    new = older.get(code, "20" + code[2:] if code[:2] in ("2A", "2B") else code)
    return i.model_copy(
        update={"lieu_naissance": lieu.model_copy(update={"code_commune": new or None})}
    )


def _merged_commune(_: Random, i: Identite) -> Identite:
    """Write the code of the commune that has absorbed hers: no history of merges is known."""
    if not i.lieu_naissance.code_commune:
        return i
    return i.model_copy(update={"lieu_naissance": LieuNaissance(code_commune="49007")})


def _typing_error(rng: Random, i: Identite) -> Identite:
    """Drop, double, swap or replace one letter of the first given name."""
    first, *others = i.prenoms
    at = rng.randrange(len(first) - 1)
    wrong = rng.choice(
        (
            first[:at] + first[at + 1 :],
            first[: at + 1] + first[at:],
            first[:at] + first[at + 1] + first[at] + first[at + 2 :],
            first[:at] + rng.choice("aeinrst") + first[at + 1 :],
        )
    )
    return i.model_copy(update={"prenoms": (wrong, *others)})


IN_FILES: tuple[tuple[str, float, Change], ...] = (
    ("Capitales sans accents, prénoms en une chaîne", 1.0, _capitals),
    ("Premier prénom seul", 0.25, _first_name_only),
    ("Second prénom seul (prénom usuel)", 0.01, _second_name_only),
    ("Prénoms dans un autre ordre", 0.01, _other_order),
    ("Prénom composé sans trait d'union", 0.2, _no_hyphen),
    ("Prénom coupé à 13 caractères", 0.01, _cut),
    ("Nom d'usage et nom de naissance échangés", 0.02, _swapped_names),
    ("Nom de naissance suivi du nom d'usage", 0.01, _joined_names),
    ("Particule « de » omise", 0.2, _no_particle),
    ("Jour de naissance inconnu", 0.005, _no_day),
    ("Jour et mois de naissance inconnus", 0.01, _year_only),
    ("Date de naissance inconnue", 0.002, _no_date),
    ("Jour de naissance faux", 0.003, _wrong_day),
    ("Lieu de naissance inconnu", 0.2, _no_place),
    ("Lieu écrit par un code d'une autre époque", 0.3, _old_code),
    ("Commune de naissance absorbée par une autre depuis", 0.005, _merged_commune),
)
"""What files make of a person, with the share of files assumed to."""

BY_CALLERS: tuple[tuple[str, float, Change], ...] = (
    ("Faute de frappe dans le premier prénom", 0.05, _typing_error),
    ("Nom d'usage saisi comme nom de naissance", 0.05, _usage_as_birth_name),
    ("Un seul prénom saisi", 0.6, _first_name_only),
    ("Jour de naissance non saisi", 0.02, _no_day),
)
"""What people and civil servants type, with the share of calls assumed to."""


def written_with(
    rng: Random, identite: Identite, changes: tuple[tuple[str, float, Change], ...]
) -> Identite:
    """Apply each change with its probability; capitals last, as the others read accents."""
    for _, share, change in reversed(changes):
        if rng.random() < share:
            identite = change(rng, identite)
    return identite
