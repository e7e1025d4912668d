"""The broker's own refusals: who calls, what it may ask, and the broker's own health."""

from contracts.nomenclature.unit import Unit


def _jeton(code: str, title: str, detail: str, remede: str) -> Unit:
    return Unit(code=code, status=401, title=title, detail=detail, remede=remede)


def _interdit(code: str, detail: str, remede: str) -> Unit:
    return Unit(
        code=code, status=403, title="Privilèges insuffisants", detail=detail, remede=remede
    )


PLATEFORME = (
    _jeton(
        "00101",
        "Jeton absent ou invalide",
        "Votre jeton n'est pas valide ou n'est pas renseigné.",
        "Envoyez-le dans l'en-tête Authorization (Bearer) ou X-Api-Key, jamais dans l'adresse.",
    ),
    _jeton(
        "00103",
        "Jeton expiré",
        "Votre jeton est expiré.",
        "Demandez un nouveau jeton pour votre habilitation.",
    ),
    _jeton(
        "00105",
        "Jeton révoqué",
        "Votre jeton a été révoqué.",
        "N'utilisez plus ce jeton ; demandez-en un nouveau à la personne qui gère l'habilitation.",
    ),
    _jeton(
        "00108",
        "Jeton de production",
        "Un jeton de production ne s'utilise pas dans le bac à sable.",
        "Utilisez un jeton du bac à sable.",
    ),
    _jeton(
        "00109",
        "Jeton du bac à sable",
        "Un jeton du bac à sable ne s'utilise pas en production.",
        "Utilisez un jeton de production.",
    ),
    _jeton(
        "00110",
        "Deux jetons différents",
        "Les en-têtes Authorization et X-Api-Key portent deux jetons différents.",
        "N'envoyez qu'un seul jeton d'API.",
    ),
    _interdit(
        "00100",
        "Votre habilitation n'ouvre aucune des données de cette API.",
        "Listez vos droits sur /api/introspect, puis demandez les périmètres qui manquent.",
    ),
    _interdit(
        "00601",
        "L'habilitation n'est pas en vigueur : elle est suspendue, révoquée, expirée ou pas "
        "encore ouverte.",
        "Faites rouvrir ou renouveler l'habilitation.",
    ),
    _interdit(
        "00602",
        "Le destinataire (recipient) n'est pas prévu par l'habilitation.",
        "Envoyez le SIRET d'un destinataire que l'habilitation nomme, ou faites-la modifier.",
    ),
    _interdit(
        "00603",
        "La finalité demandée n'est pas prévue par l'habilitation ou par le flux.",
        "Envoyez une finalité que l'habilitation prévoit : simplification, non_recours ou fraude.",
    ),
    _interdit(
        "00604",
        "Le service FranceConnect qui a obtenu ce jeton n'a pas d'habilitation ici.",
        "Faites rattacher l'identifiant client FranceConnect de votre service à une habilitation.",
    ),
    _interdit(
        "00605",
        "Le niveau de garantie de la connexion FranceConnect (acr) est trop faible pour cette "
        "donnée.",
        "Redemandez une connexion avec un niveau acr_values plus élevé.",
    ),
    _interdit(
        "00606",
        "L'habilitation ne couvre pas ce flux de données.",
        "Listez vos droits sur /api/introspect, puis demandez l'extension de l'habilitation.",
    ),
    Unit(
        code="00401",
        status=400,
        title="Requête mal formée",
        detail="La requête ne peut pas être lue : un paramètre est répété ou son encodage est "
        "incorrect.",
        remede="Envoyez chaque paramètre une fois, encodé en UTF-8.",
    ),
    Unit(
        code="00402",
        status=404,
        title="Route inconnue",
        detail="Cette adresse n'existe pas.",
        remede="Consultez la liste des routes sur /openapi.json.",
    ),
    Unit(
        code="00405",
        status=405,
        title="Méthode non permise",
        detail="Cette adresse n'accepte pas cette méthode HTTP.",
        remede="Consultez la liste des routes sur /openapi.json.",
    ),
    Unit(
        code="00429",
        status=429,
        title="Trop de requêtes",
        detail="Vous avez effectué trop de requêtes.",
        remede="Attendez le nombre de secondes de l'en-tête Retry-After.",
        retry_in=1,
    ),
    Unit(
        code="00500",
        status=500,
        title="Erreur interne",
        detail="Le courtier a rencontré une erreur. Aucune donnée n'a été transmise.",
        remede="Réessayez ; si l'erreur persiste, transmettez au support l'en-tête X-Request-Id.",
        retry_in=10,
    ),
    Unit(
        code="00607",
        status=503,
        title="Journal indisponible",
        detail="L'accès ne peut pas être inscrit au journal : aucune donnée n'est transmise.",
        remede="Réessayez dans quelques secondes.",
        retry_in=10,
    ),
    Unit(
        code="00611",
        status=404,
        title="Écriture inconnue",
        detail="Aucune écriture du journal ne porte cet identifiant.",
        remede="Recopiez l'identifiant de meta.journal.entry_id ou de l'en-tête X-Journal-Entry.",
    ),
    Unit(
        code="00612",
        status=503,
        title="Preuve pas encore disponible",
        detail="L'écriture est au journal, mais aucun point de contrôle signé ne la couvre encore.",
        remede="Redemandez la preuve dans une seconde.",
        retry_in=1,
    ),
    Unit(
        code="00608",
        status=503,
        title="Service indisponible",
        detail="Le courtier ne peut pas vérifier les droits pour le moment.",
        remede="Réessayez dans quelques secondes.",
        retry_in=10,
    ),
)
