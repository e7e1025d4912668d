"""The rule in French, for everybody: what `/regles/identite` and the documentation say."""

from broker.matching.reasons import Reason

VERSION = "1.0"
"""Changes with any change of verdict, of reason or of sentence."""

PRINCIPES = (
    (
        "Le courtier compare la personne demandée avec celle que nomme la réponse du fournisseur "
        ": une réponse au sujet de quelqu'un d'autre ne sort jamais."
    ),
    (
        "Tout ce que cette règle n'accepte pas est refusé. Une identité trop peu connue est "
        "refusée aussi, même si rien ne la contredit."
    ),
    (
        "Le nom, les prénoms et la date de naissance doivent être établis. Le sexe et le lieu de "
        "naissance ne prouvent rien à eux seuls : connus des deux côtés et différents, ils "
        "refusent."
    ),
    (
        "Plus les dates de naissance concordent, plus l'écriture des noms peut différer. Deux "
        "parties de date connues et différentes refusent toujours."
    ),
    (
        "Chaque verdict donne un motif par attribut. Un motif ne contient aucune donnée de la "
        "personne."
    ),
    (
        "Le lien entre deux personnes ne se déduit jamais d'une adresse électronique, d'une "
        "adresse postale ou d'un numéro de téléphone."
    ),
)

COMPARAISONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Écriture des noms",
        (
            (
                "Les accents, la casse, les ligatures (Œ et OE, Æ et AE, ß et SS), les lettres "
                "barrées ou étrangères (Ł et L, Đ et D, Ø et O, Þ et TH, ı et I), la forme des "
                "apostrophes et des traits d'union et les espaces ne comptent pas."
            ),
            (
                "Un nom coupé et le même nom d'un seul tenant sont identiques : LE GOFF et "
                "LEGOFF, D'ALMEIDA et DALMEIDA."
            ),
        ),
    ),
    (
        "Nom de famille",
        (
            (
                "Les noms de naissance sont comparés d'abord ; ensuite le nom de naissance de "
                "l'un avec le nom d'usage de l'autre, si rien ne s'y oppose."
            ),
            "Deux noms d'usage identiques ne prouvent rien : deux belles-sœurs portent le même.",
            (
                "Un fichier peut avoir réuni nom de naissance et nom d'usage (DUPONT DURAND), ou "
                "omis la particule « de » ou « d' » : c'est accepté si la date de naissance est "
                "complète et identique."
            ),
            "Aucune faute de frappe n'est pardonnée dans un nom de famille.",
        ),
    ),
    (
        "Prénoms",
        (
            (
                "Un espace ou une virgule sépare deux prénoms, où qu'il se trouve ; un trait "
                "d'union ou une apostrophe n'en fait qu'un. JEAN PAUL est JEAN-PAUL si l'autre "
                "côté l'écrit ainsi ; JEAN n'est pas JEAN-PAUL."
            ),
            (
                "Un côté peut ne connaître qu'une partie des prénoms de l'autre : le premier, ou "
                "le prénom usuel quand il n'est pas le premier."
            ),
            "Un prénom coupé à 13 caractères par un fichier est reconnu.",
            (
                "Une faute de frappe : le prénom sonne pareil en français, ou il en diffère de "
                "deux lettres voisines interverties (à partir de 4 lettres), d'une erreur (à "
                "partir de 5) ou de deux (à partir de 8), la première lettre n'étant pas "
                "remplacée. Elle n'est pardonnée que dans une identité déclarée, si la date de "
                "naissance est complète et identique, hors 1er janvier, si le sexe est connu et "
                "identique et si les noms de naissance sont les mêmes."
            ),
            (
                "« X », « SP » et « sans prénom » ne sont pas des prénoms. Qui n'en a aucun, d'un "
                "côté comme de l'autre, est reconnu si FranceConnect certifie son identité et si "
                "la date de naissance est complète et identique, hors 1er janvier ; hors numéro "
                "d'allocataire, le sexe doit être connu et identique, et les noms de naissance "
                "les mêmes."
            ),
        ),
    ),
    (
        "Date de naissance",
        (
            "Une partie inconnue s'écrit 00 et ne contredit rien.",
            (
                "L'état civil présume un 1er janvier quand il ne connaît que l'année : ce jour "
                "est compatible avec une année seule, jamais avec un autre jour ou un autre mois "
                "connu."
            ),
            "Une année inconnue d'un côté ne permet pas de conclure.",
        ),
    ),
    (
        "Sexe",
        ("Non renseigné ou « unspecified » ne contredit rien et n'est jamais deviné.",),
    ),
    (
        "Lieu de naissance",
        (
            (
                "Le pays est comparé, puis la commune par son code officiel géographique, sinon "
                "le département. Le nom de la commune n'est pas comparé."
            ),
            (
                "Sont équivalents : un arrondissement et sa ville (Paris, Lyon, Marseille) ; "
                "20xxx et 2Axxx ou 2Bxxx (Corse) ; 985xx et 976xx (Mayotte) ; 75036 et 92036 "
                "(Gennevilliers) ; 97123 et 97701, 97127 et 97801 (Saint-Barthélemy, "
                "Saint-Martin) ; l'Algérie d'avant 1962 (92352, 90900) et l'Algérie (99352)."
            ),
            (
                "Né avant 1968, un code de la Seine (75, hors Paris) ou de la Seine-et-Oise (78) "
                "ne contredit aucun code des départements qui en sont issus : rien n'est conclu."
            ),
            "Pour une naissance à l'étranger, seul le pays compte.",
        ),
    ),
)

POLITIQUES: dict[str, tuple[str, tuple[str, ...]]] = {
    "declaree": (
        "Identité déclarée",
        (
            (
                "Pour l'accès par identité : l'administration qui appelle nomme la personne, "
                "personne ne s'en porte garant."
            ),
        ),
    ),
    "france_connect": (
        "Identité certifiée par FranceConnect",
        (
            (
                "Pour l'accès avec un jeton FranceConnect. L'identité est certifiée : aucune "
                "faute de frappe n'est pardonnée. Le fichier du fournisseur peut ne connaître "
                "qu'une partie des prénoms."
            ),
        ),
    ),
    "numero_allocataire": (
        "Numéro d'allocataire avec FranceConnect",
        (
            (
                "Les prénoms et le nom de naissance doivent être ceux de l'allocataire, à "
                "l'écriture près : tous, et dans le même ordre."
            ),
            (
                "Une date de naissance connue des deux côtés et différente refuse : père et fils "
                "peuvent porter les mêmes noms. Le sexe et le lieu de naissance ne sont pas "
                "comparés. Cette décision est la nôtre."
            ),
            (
                "Le refus est le même que pour un numéro inconnu ; le journal garde le motif "
                "vrai. Sans FranceConnect, personne n'est nommé : la réponse le dit et rien n'est "
                "comparé."
            ),
        ),
    ),
}

LIMITES = (
    (
        "L'histoire des fusions de communes n'est pas connue : une commune de naissance écrite "
        "par le code de celle qui l'a absorbée est refusée comme différente."
    ),
    (
        "Deux homonymes parfaits nés la même année ne se distinguent pas dans un fichier qui ne "
        "connaît de chacun que l'année de naissance."
    ),
    (
        "Des jumeaux de même sexe dont les prénoms ne diffèrent que d'une faute de frappe (Julie, "
        "Julia) peuvent être pris l'un pour l'autre dans une identité déclarée, jamais dans une "
        "identité certifiée."
    ),
    "Ü et UE, Ø et OE, SAINT et ST restent différents.",
)

MOTIFS: dict[Reason, str] = {
    Reason.IDENTIQUE: "Les deux côtés sont identiques.",
    Reason.IDENTIQUE_APRES_NORMALISATION: "Identiques à l'écriture près : accents, casse, "
    "ligatures, apostrophes, traits d'union, espaces.",
    Reason.DIFFERENT: "Connus des deux côtés et différents : refuse toujours.",
    Reason.ABSENT: "Inconnu d'un côté au moins. Refuse pour le nom, les prénoms et la date "
    "(sauf la date, par numéro d'allocataire) ; ne contredit rien pour le sexe et le lieu.",
    Reason.NON_COMPARE: "Cet attribut n'est pas comparé pour cet accès.",
    Reason.NOM_USAGE_CROISE: "Le nom de naissance de l'un est le nom d'usage de l'autre.",
    Reason.NOM_CONTIENT_USAGE: "L'un des côtés réunit le nom de naissance et le nom d'usage.",
    Reason.PARTICULE_OMISE: "L'un des côtés omet la particule « de » ou « d' ».",
    Reason.ORDRE_DIFFERENT: "Les mêmes prénoms dans un autre ordre.",
    Reason.PREMIER_PRENOM_COMMUN: "L'un des côtés n'a qu'une partie des prénoms de l'autre, et "
    "le premier est le même.",
    Reason.PRENOM_SECOND_USUEL: "L'un des côtés n'a qu'une partie des prénoms de l'autre, et "
    "commence par le second, prénom usuel.",
    Reason.SOUS_ENSEMBLE: "L'un des côtés n'a qu'une partie des prénoms de l'autre, sans le "
    "premier ni le second en tête.",
    Reason.PRENOM_TRONQUE: "L'un des côtés a coupé les prénoms à 13 caractères.",
    Reason.SANS_PRENOM: "Aucun prénom, ni d'un côté ni de l'autre.",
    Reason.FAUTE_DE_FRAPPE: "Les prénoms ne diffèrent que par la frappe ou par une orthographe "
    "de même son.",
    Reason.PREMIER_JANVIER_IDENTIQUE: "Le même 1er janvier des deux côtés, peut-être présumé.",
    Reason.PREMIER_JANVIER_PRESUME: "Un 1er janvier, sans doute présumé, face à une année seule.",
    Reason.DATE_PARTIELLE_COMPATIBLE: "Même année et même mois ; le jour manque d'un côté.",
    Reason.ANNEE_SEULE_COMPATIBLE: "Même année ; le mois manque d'un côté.",
    Reason.EQUIVALENCE_HISTORIQUE: "Deux codes du même lieu, d'époques ou d'échelles différentes.",
    Reason.DEPARTEMENT_IDENTIQUE: "Même département ; la commune manque d'un côté.",
    Reason.PAYS_IDENTIQUE: "Même pays ; rien de plus précis n'est connu des deux côtés.",
    Reason.INDETERMINABLE: "Codes d'avant et d'après 1968 en région parisienne : rien à conclure.",
}
