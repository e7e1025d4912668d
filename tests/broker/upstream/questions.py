"""A granted question about one person, and the household that answers it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import orjson

from broker.evidence import Grant, Question, VerifiedCaller
from contracts.flow import Finalite
from contracts.flows.quotient_familial import QUOTIENT_FAMILIAL, QuotientParFranceConnect
from contracts.habilitation import Environnement, Etat, Habilitation
from contracts.identite import Identite
from contracts.upstream import Demande, ParIdentite, Periode

SIRET = "21750001600019"
NOM = "MENTHON-SAINT-BERNARD"
"""A name that nothing else in a log can be taken for."""
IDENTITE = Identite.model_validate(
    {
        "nom_naissance": NOM,
        "prenoms": ["ALIX"],
        "date_naissance": "1984-07-12",
        "sexe": "F",
        "lieu_naissance": {"code_pays": "99100", "code_commune": "08480"},
    }
)
HABILITATION = Habilitation(
    id=UUID(int=1),
    siret=SIRET,
    demarche="Cantine",
    cadre_juridique="CRPA, art. L. 114-8",
    scopes=frozenset(QUOTIENT_FAMILIAL.scopes),
    flux=frozenset({QUOTIENT_FAMILIAL.name}),
    finalites=frozenset({Finalite.SIMPLIFICATION}),
    destinataires=frozenset({SIRET}),
    debut=date(2026, 1, 1),
    fin=date(2027, 1, 1),
    environnement=Environnement.BAC_A_SABLE,
    etat=Etat.ACTIVE,
)
GRANT = Grant(
    caller=VerifiedCaller(
        habilitation=HABILITATION,
        scopes=HABILITATION.scopes,
        token_id=UUID(int=2),
        person=None,
        epoch=1,
    ),
    flow=QUOTIENT_FAMILIAL,
    access=QUOTIENT_FAMILIAL.accesses[0],
    query=QuotientParFranceConnect(recipient=SIRET),
    recipient=SIRET,
    finalite=Finalite.SIMPLIFICATION,
    fields=frozenset(QUOTIENT_FAMILIAL.answer.model_fields),
)
QUESTION = Question(
    grant=GRANT,
    demande=Demande(sujet=ParIdentite(identite=IDENTITE), periode=Periode(annee=2026, mois=3)),
    expected=IDENTITE,
    niveau="declaree",
    cacheable=True,
)
NOT_KEPT = replace(QUESTION, cacheable=False)

REPONSE = orjson.dumps(
    {
        "titulaire": IDENTITE.model_dump(mode="json"),
        "donnees": {
            "allocataires": [
                {
                    "nom_naissance": NOM,
                    "prenoms": "ALIX",
                    "date_naissance": "1984-07-12",
                    "sexe": "F",
                }
            ],
            "quotient_familial": {
                "fournisseur": "CNAF",
                "valeur": 0,
                "annee": 2026,
                "mois": 3,
                "annee_calcul": 2026,
                "mois_calcul": 4,
            },
        },
    }
)
