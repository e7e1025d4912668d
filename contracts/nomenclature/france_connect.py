"""What can go wrong with a FranceConnect access token (provider prefix 51)."""

from contracts.nomenclature.unit import Unit

_FC = "FranceConnect"


def _jeton(code: str, title: str, detail: str, remede: str) -> Unit:
    return Unit(code=code, status=401, title=title, detail=detail, remede=remede, provider=_FC)


FRANCE_CONNECT = (
    _jeton(
        "51501",
        "Jeton FranceConnect mal formé",
        "Le jeton d'accès FranceConnect n'est pas correctement formé.",
        "Envoyez tel quel l'access_token que FranceConnect a remis à votre service.",
    ),
    _jeton(
        "51502",
        "Jeton FranceConnect expiré",
        "Le jeton d'accès FranceConnect est inconnu ou expiré (il vit 60 secondes).",
        "Faites se reconnecter la personne et appelez dans la minute.",
    ),
    _jeton(
        "51503",
        "Identité pivot absente",
        "Le jeton d'accès FranceConnect n'ouvre pas l'identité pivot.",
        "Demandez à FranceConnect les scopes openid et identite_pivot.",
    ),
    _jeton(
        "51504",
        "Jeton FranceConnect absent",
        "Le jeton d'accès FranceConnect n'est pas renseigné.",
        "Envoyez-le dans l'en-tête Authorization: Bearer.",
    ),
    Unit(
        code="51564",
        status=422,
        title="Identité inexploitable",
        detail="L'identité transmise par FranceConnect ne peut pas être exploitée.",
        remede="Proposez à la personne l'autre chemin de la démarche.",
        provider=_FC,
    ),
    Unit(
        code="51000",
        status=502,
        title="Réponse de FranceConnect invalide",
        detail="La réponse de FranceConnect ne peut pas être vérifiée.",
        remede="Réessayez ; si l'erreur persiste, transmettez au support l'en-tête X-Request-Id.",
        provider=_FC,
        retry_in=10,
    ),
    Unit(
        code="51001",
        status=502,
        title="FranceConnect indisponible",
        detail="FranceConnect n'est pas joignable.",
        remede="Réessayez dans quelques secondes ou proposez l'autre chemin de la démarche.",
        provider=_FC,
        retry_in=10,
    ),
    Unit(
        code="51002",
        status=504,
        title="FranceConnect hors délai",
        detail="FranceConnect n'a pas répondu à temps.",
        remede="Réessayez dans quelques secondes ou proposez l'autre chemin de la démarche.",
        provider=_FC,
        retry_in=10,
    ),
)
