"""Level 1: the caller's own parameters (reference: API Particulier, errors of 09/2026)."""

from contracts.nomenclature.unit import Unit

_TITLE = "Entité non traitable"


def _parametre(code: str, detail: str, remede: str) -> Unit:
    return Unit(code=code, status=422, title=_TITLE, detail=detail, remede=remede)


PARAMETRES = (
    _parametre(
        "00203",
        "Le paramètre recipient est obligatoire.",
        "Ajoutez le SIRET de l'administration destinataire des données.",
    ),
    _parametre(
        "00210",
        "Le paramètre recipient n'est pas un numéro de SIRET correct.",
        "Vérifiez les 14 chiffres et la clé du SIRET de l'administration destinataire.",
    ),
    _parametre(
        "00354",
        "La période demandée est dans le futur.",
        "Demandez le mois en cours ou un mois passé.",
    ),
    _parametre(
        "00355",
        "La période demandée est trop ancienne : l'historique couvre le mois en cours et les "
        "23 mois précédents.",
        "Demandez un mois plus récent.",
    ),
    _parametre(
        "00356",
        "Le paramètre annee n'est pas correct : il vaut l'année en cours ou l'une des deux "
        "précédentes.",
        "Corrigez l'année, sur quatre chiffres.",
    ),
    _parametre(
        "00363",
        "Le paramètre mois n'est pas correct : il va de 1 à 12.",
        "Corrigez le mois. Une année sans mois, ou un mois sans année, prend le reste à "
        "la date du jour.",
    ),
    _parametre(
        "00365",
        "Le paramètre codeCogInseeCommuneNaissance n'est pas correct ou manque pour une "
        "naissance en France.",
        "Donnez le code COG à 5 caractères de la commune de naissance, ou le nom de la commune, "
        "le département et l'année de naissance.",
    ),
    _parametre(
        "00367",
        "Le paramètre prenoms[] est obligatoire : d'un à trois prénoms.",
        "Répétez prenoms[] pour chaque prénom, dans l'ordre de l'état civil.",
    ),
    _parametre(
        "00381",
        "Le paramètre numeroAllocataire n'est pas correct : il compte 7 chiffres.",
        "Recopiez le numéro d'allocataire d'un courrier de la caisse, sans la lettre finale.",
    ),
    _parametre(
        "00382",
        "Le paramètre codePostal n'est pas correct : il compte 5 chiffres.",
        "Donnez le code postal de l'adresse connue de la caisse.",
    ),
    _parametre(
        "00400",
        "Le paramètre codeCogInseePaysNaissance n'est pas correct.",
        "Donnez le code COG à 5 chiffres du pays : 99100 pour la France.",
    ),
    _parametre(
        "00420",
        "Le paramètre nomNaissance ou nomUsage n'est pas correct.",
        "N'envoyez que des lettres, des apostrophes, des espaces et des traits d'union.",
    ),
    _parametre(
        "00421",
        "L'un des prénoms n'est pas correct.",
        "Un prénom par paramètre prenoms[], sans virgule, chiffre ni parenthèse.",
    ),
    _parametre(
        "00422",
        "Le paramètre anneeDateNaissance n'est pas correct.",
        "Donnez une année de naissance sur quatre chiffres, au plus l'année en cours.",
    ),
    _parametre(
        "00423",
        "Le paramètre moisDateNaissance n'est pas correct.",
        "Donnez un mois de 1 à 12, ou retirez le paramètre s'il est inconnu.",
    ),
    _parametre(
        "00424",
        "Le paramètre jourDateNaissance n'est pas correct.",
        "Donnez un jour de 1 à 31, ou retirez le paramètre s'il est inconnu.",
    ),
    _parametre(
        "00425",
        "La date de naissance n'existe pas ou est dans le futur.",
        "Vérifiez le jour, le mois et l'année ensemble.",
    ),
    _parametre(
        "00427",
        "Le paramètre sexeEtatCivil n'est pas correct.",
        "Envoyez M ou F.",
    ),
    _parametre(
        "00428",
        "La commune de naissance ne peut pas être retrouvée par son nom.",
        "Donnez ensemble nomCommuneNaissance, codeCogInseeDepartementNaissance et "
        "anneeDateNaissance, ou le code COG de la commune.",
    ),
)
