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


def units_of_provider(prefix: str, provider: str) -> tuple[Unit, ...]:
    """Return the technical failures of the provider whose codes start with `prefix`."""

    def unit(sub: str, status: int, texts: tuple[str, str, str], retry_in: int | None) -> Unit:
        title, detail, remede = texts
        return Unit(
            code=prefix + sub,
            status=status,
            title=title,
            detail=detail,
            remede=remede,
            provider=provider,
            retry_in=retry_in,
        )

    return (
        unit(
            "000",
            502,
            (
                "Erreur du fournisseur",
                "Le fournisseur de données a rencontré une erreur interne.",
                _REESSAYER,
            ),
            60,
        ),
        unit(
            "001",
            502,
            (
                "Fournisseur indisponible",
                "Le fournisseur de données n'est pas joignable.",
                _REESSAYER,
            ),
            10,
        ),
        unit(
            "002",
            504,
            (
                "Fournisseur hors délai",
                "Le fournisseur de données n'a pas répondu à temps.",
                _REESSAYER,
            ),
            10,
        ),
        unit(
            "004",
            502,
            (
                "Adresse introuvable",
                "L'adresse du fournisseur de données ne se résout pas.",
                _SUPPORT,
            ),
            60,
        ),
        unit(
            "006",
            502,
            (
                "Accès refusé au courtier",
                "Le fournisseur de données a refusé l'accès au courtier.",
                _SUPPORT,
            ),
            None,
        ),
        unit(
            "008",
            502,
            (
                "Fournisseur saturé",
                "Le fournisseur de données limite les appels du courtier.",
                _REESSAYER,
            ),
            10,
        ),
        unit(
            "009",
            502,
            (
                "Connexion chiffrée impossible",
                "La connexion sécurisée au fournisseur de données a échoué.",
                _SUPPORT,
            ),
            60,
        ),
        unit(
            "011",
            502,
            ("Erreur temporaire", "Le fournisseur de données a interrompu la réponse.", _REESSAYER),
            10,
        ),
        unit(
            "020",
            503,
            ("Maintenance", "Le fournisseur de données est en maintenance.", _REESSAYER),
            600,
        ),
        unit(
            "999",
            502,
            (
                "Réponse inattendue",
                "La réponse du fournisseur de données n'est pas conforme à son contrat.",
                _SUPPORT,
            ),
            None,
        ),
    )


def units_of_identification(prefix: str, provider: str) -> tuple[Unit, ...]:
    """Return the refusals of identity (sub-codes 56x of 09/2026) of that provider.

    560 (identity not recognised) is not here: the published verdict for an unknown
    identity is a 404, whose code the flow names.
    """

    def unit(sub: str, status: int, texts: tuple[str, str, str]) -> Unit:
        title, detail, remede = texts
        return Unit(
            code=prefix + sub,
            status=status,
            title=title,
            detail=detail,
            remede=remede,
            provider=provider,
        )

    return (
        unit(
            "561",
            422,
            (
                "État civil refusé",
                "Le fournisseur de données refuse l'un des paramètres de l'état civil.",
                _VERIFIER,
            ),
        ),
        unit(
            "563",
            422,
            (
                "Identité ambiguë",
                "Plusieurs personnes répondent à cette identité : aucune n'est choisie.",
                "Complétez les prénoms, la date et le lieu de naissance.",
            ),
        ),
        unit(
            "564",
            422,
            (
                "Identité inexploitable",
                _AUTRE_PERSONNE,
                _AUTRE_CHEMIN,
            ),
        ),
        unit(
            "565",
            422,
            (
                "Période refusée",
                "Le fournisseur de données ne garde rien pour cette période.",
                "Demandez un autre mois.",
            ),
        ),
    )
