"""What can go wrong at a data provider: its prefix, and the sub-codes all providers share."""

from contracts.nomenclature.unit import Unit

_REESSAYER = "Réessayez plus tard ou proposez l'autre chemin de la démarche."
_SUPPORT = "Transmettez au support l'en-tête X-Request-Id."
_AUTRE_PERSONNE = (
    "L'identité rendue par le fournisseur n'est pas celle de la personne demandée : "
    "rien n'est transmis."
)
_AUTRE_CHEMIN = (
    "Proposez à la personne l'autre chemin de la démarche ; elle peut faire corriger "
    "son état civil auprès de la caisse."
)
_VERIFIER = "Faites vérifier par la personne son état civil, puis réessayez."


_Row = tuple[str, int, int | None, str, str, str]
"""Sub-code, HTTP status, seconds before trying again, title, detail, what to do."""

_TECHNIQUES: tuple[_Row, ...] = (
    (
        "000",
        502,
        60,
        "Erreur du fournisseur",
        "Le fournisseur de données a rencontré une erreur interne.",
        _REESSAYER,
    ),
    (
        "001",
        502,
        10,
        "Fournisseur indisponible",
        "Le fournisseur de données n'est pas joignable.",
        _REESSAYER,
    ),
    (
        "002",
        504,
        10,
        "Fournisseur hors délai",
        "Le fournisseur de données n'a pas répondu à temps.",
        _REESSAYER,
    ),
    (
        "004",
        502,
        60,
        "Adresse introuvable",
        "L'adresse du fournisseur de données ne se résout pas.",
        _SUPPORT,
    ),
    (
        "006",
        502,
        None,
        "Accès refusé au courtier",
        "Le fournisseur de données a refusé l'accès au courtier.",
        _SUPPORT,
    ),
    (
        "008",
        502,
        10,
        "Fournisseur saturé",
        "Le fournisseur de données limite les appels du courtier.",
        _REESSAYER,
    ),
    (
        "009",
        502,
        60,
        "Connexion chiffrée impossible",
        "La connexion sécurisée au fournisseur de données a échoué.",
        _SUPPORT,
    ),
    (
        "011",
        502,
        10,
        "Erreur temporaire",
        "Le fournisseur de données a interrompu la réponse.",
        _REESSAYER,
    ),
    ("020", 503, 600, "Maintenance", "Le fournisseur de données est en maintenance.", _REESSAYER),
    (
        "999",
        502,
        None,
        "Réponse inattendue",
        "La réponse du fournisseur de données n'est pas conforme à son contrat.",
        _SUPPORT,
    ),
)
_IDENTIFICATIONS: tuple[_Row, ...] = (
    (
        "561",
        422,
        None,
        "État civil refusé",
        "Le fournisseur de données refuse l'un des paramètres de l'état civil.",
        _VERIFIER,
    ),
    (
        "563",
        422,
        None,
        "Identité ambiguë",
        "Plusieurs personnes répondent à cette identité : aucune n'est choisie.",
        "Complétez les prénoms, la date et le lieu de naissance.",
    ),
    ("564", 422, None, "Identité inexploitable", _AUTRE_PERSONNE, _AUTRE_CHEMIN),
    (
        "565",
        422,
        None,
        "Période refusée",
        "Le fournisseur de données ne garde rien pour cette période.",
        "Demandez un autre mois.",
    ),
)
"""Of 09/2026. 560 (identity not recognised) is not here: the published verdict for an
unknown identity is a 404, whose code the flow names."""


def units_of_provider(prefix: str, provider: str) -> tuple[Unit, ...]:
    """Return what can go wrong at the provider whose codes start with `prefix`."""
    return tuple(
        Unit(
            code=prefix + sub,
            status=status,
            title=title,
            detail=detail,
            remede=remede,
            provider=provider,
            retry_in=retry_in,
        )
        for sub, status, retry_in, title, detail, remede in (*_TECHNIQUES, *_IDENTIFICATIONS)
    )
