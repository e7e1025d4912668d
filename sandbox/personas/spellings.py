"""People whose name is written otherwise at the caisse than at FranceConnect."""

from datetime import date

from sandbox.personas.household import Household, every_month
from sandbox.personas.persona import Civil, Persona, persona

# cle, file's number, person as FranceConnect has her, changes at the caisse, quotient, reason
_SPELLINGS: tuple[tuple[str, str, Civil, dict[str, str], int, str], ...] = (
    (
        "prenom_compose",
        "1000031",
        Civil("TIRET", "Jean-Charles", "1980-02-29", "M", "59350"),
        {"prenoms": "JEAN CHARLES"},
        655,
        (
            "Prénom composé : un trait d'union à l'état civil, une espace à la caisse. Né un "
            "29 février. Quotient 655."
        ),
    ),
    (
        "nom_compose",
        "1000032",
        Civil("Le Goff-Modèle", "Soizic", "1992-09-09", "F", "29232"),
        {"nom": "LE GOFF MODELE", "prenoms": "SOIZIC"},
        815,
        "Nom en plusieurs mots, avec trait d'union et accent que la caisse n'a pas. Quotient 815.",
    ),
    (
        "oe",
        "1000033",
        Civil("ŒILLET", "Lœtitia", "1989-06-21", "F", "76540"),
        {"nom": "OEILLET", "prenoms": "LOETITIA"},
        720,
        "Ligature œ, écrite oe à la caisse. Quotient 720.",
    ),
    (
        "ae",
        "1000034",
        Civil("Cæsar-Modèle", "Lætitia", "1993-03-15", "F", "34172"),
        {"nom": "CAESAR-MODELE", "prenoms": "LAETITIA"},
        725,
        "Ligature æ, écrite ae à la caisse. Quotient 725.",
    ),
    (
        "eszett",
        "1000035",
        Civil("Weißmodell", "Jürgen", "1975-10-03", "M", None, "99109"),
        {"nom": "WEISSMODELL", "prenoms": "JURGEN"},
        1340,
        "Né en Allemagne : ß devient SS à la caisse. Quotient 1340.",
    ),
    (
        "l_barre",
        "1000036",
        Civil("Łukasik-Modèle", "Michał", "1984-05-03", "M", None, "99122"),
        {"nom": "LUKASIK-MODELE", "prenoms": "MICHAL"},
        960,
        "Né en Pologne : la lettre Ł, que l'alphabet de la caisse n'a pas. Quotient 960.",
    ),
    (
        "d_barre",
        "1000037",
        Civil("Đặng-Modèle", "Thị Hoa", "1978-01-28", "F", None, "99243"),
        {"nom": "DANG MODELE", "prenoms": "THI HOA"},
        530,
        "Née au Viêt Nam : la lettre Đ et deux accents sur une voyelle. Quotient 530.",
    ),
    (
        "apostrophe",
        "1000038",
        Civil("D’Artifice", "Fanny", "1996-07-14", "F", "06088"),
        {"nom": "D'ARTIFICE", "prenoms": "FANNY"},
        610,
        "Apostrophe courbe d'un traitement de texte, droite à la caisse. Quotient 610.",
    ),
    (
        "quatre_prenoms",
        "1000039",
        Civil("RIBAMBELLE", "LOUIS MARIE JOSEPH ANATOLE", "1981-08-08", "M", "87085"),
        {},
        1015,
        "Quatre prénoms, quand une demande n'en porte que trois. Quotient 1015.",
    ),
    (
        "second_prenom_usuel",
        "1000040",
        Civil("FJORDSEN-MODÈLE", "HANS ANDERS", "1987-12-24", "M", None, "99103"),
        {},
        1120,
        (
            "On l'appelle Anders, son deuxième prénom : FranceConnect le fait retrouver, la saisie "
            "du seul prénom usuel non. Quotient 1120."
        ),
    ),
    (
        "sans_prenom",
        "1000041",
        Civil("ANONYMAT-MODÈLE", "", "1969-04-30", "F", None, "99223"),
        {},
        275,
        (
            "Aucun prénom, ni à l'état civil ni à la caisse, qui la retrouve par son nom, sa date "
            "complète et son pays. Quotient 275."
        ),
    ),
    (
        "long_prenom",
        "1000042",
        Civil("LONGUEPLUME", "MARIE-BERNADETTE-APOLLONIE", "1972-02-07", "F", "86194"),
        {},
        1275,
        "Un prénom de plus de 13 lettres, que d'autres systèmes tronquent. Quotient 1275.",
    ),
    (
        "nom_usage",
        "1000043",
        Civil("OMÉGA", "PÉNÉLOPE", "1984-01-17", "F", "31555", usage="LAMBDA"),
        {},
        895,
        "Connue de tous sous son nom d'usage LAMBDA, née OMÉGA. Quotient 895.",
    ),
)


def personas(today: date) -> tuple[Persona, ...]:
    """Return them, dated from `today`."""
    return tuple(
        persona(cle, civil, raison, _file(numero, civil.but(**changes)).with_figures(figures))
        for cle, numero, civil, changes, valeur, raison in _SPELLINGS
        for figures in (every_month(today, valeur),)
    )


def _file(numero: str, civil: Civil) -> Household:
    return Household(numero, (civil,), "45000 ORLEANS", "7 RUE DES ORTHOGRAPHES")
