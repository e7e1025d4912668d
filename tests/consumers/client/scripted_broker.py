"""A broker that answers what a test tells it to, in the contract's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from contracts.catalogue import NOMENCLATURE
from contracts.enveloppe import (
    Erreur,
    ErreurMeta,
    Erreurs,
    Meta,
    MetaIdentite,
    MetaJournal,
    MetaOmis,
)
from contracts.flows.quotient_familial import Adresse, Personne, Quotient, QuotientFamilial

ENTRY_ID = "0190a5e2-7d1c-7c3e-9a51-3f6f1c2b9d10"
LEAF_HASH = "5f" * 32
REQUEST_ID = "0c0ffee0-1111-4222-8333-444455556666"

FOYER = QuotientFamilial(
    allocataires=(
        Personne(
            nom_naissance="TERRIEUR",
            prenoms="ALIX MARIE",
            date_naissance="1987-06-27",
            sexe="F",
        ),
    ),
    enfants=(
        Personne(nom_naissance="TERRIEUR", prenoms="THOMAS", date_naissance="2017-09-01", sexe="M"),
        Personne(nom_naissance="TERRIEUR", prenoms="LOU", date_naissance="2020-00-00", sexe="F"),
    ),
    adresse=Adresse(
        destinataire="Madame TERRIEUR ALIX",
        complement_information=None,
        complement_information_geographique=None,
        numero_libelle_voie="28 BOULEVARD MICHELET",
        lieu_dit=None,
        code_postal_ville="99000 SAINTE-ORMELLE",
        pays="FRANCE",
    ),
    quotient_familial=Quotient(
        fournisseur="CNAF", valeur=650, annee=2026, mois=11, annee_calcul=2026, mois_calcul=11
    ),
)


def with_quotient(valeur: int | None) -> QuotientFamilial:
    quotient = FOYER.quotient_familial
    assert quotient is not None
    return FOYER.model_copy(
        update={"quotient_familial": quotient.model_copy(update={"valeur": valeur})}
    )


def answer(
    data: QuotientFamilial = FOYER,
    niveau: str = "france_connect",
    omitted: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    meta = Meta(
        identite=MetaIdentite.model_validate(
            {
                "niveau": niveau,
                "verdict": "non_verifie" if niveau == "aucun" else "match",
                "motifs": {},
            }
        ),
        omitted={
            name: MetaOmis(motif="fournisseur", detail=detail)
            for name, detail in (omitted or {}).items()
        },
        journal=MetaJournal(entry_id=ENTRY_ID, leaf_hash=LEAF_HASH, tree_size=41),
    )
    body = {
        "data": data.model_dump(mode="json", exclude_none=False),
        "links": {},
        "meta": meta.model_dump(mode="json"),
    }
    return JSONResponse(body, headers={"X-Request-Id": REQUEST_ID, **(headers or {})})


def refusal(code: str, headers: Mapping[str, str] | None = None) -> Response:
    unit = NOMENCLATURE[code]
    errors = Erreurs(
        errors=(
            Erreur(
                code=unit.code,
                title=unit.title,
                detail=unit.detail,
                meta=ErreurMeta(provider=unit.provider, retry_in=unit.retry_in, remede=unit.remede),
            ),
        )
    )
    return JSONResponse(
        errors.model_dump(mode="json"),
        status_code=unit.status,
        headers={"X-Request-Id": REQUEST_ID, **(headers or {})},
    )


@dataclass
class ScriptedBroker:
    """Answers `reply` to everything, or breaks the line with `fault`; keeps what it was asked."""

    reply: Response = field(default_factory=answer)
    fault: Exception | None = None
    calls: list[Request] = field(default_factory=list)

    def app(self) -> Starlette:
        async def any_path(request: Request) -> Response:
            self.calls.append(request)
            return self.reply

        return Starlette(routes=[Route("/{path:path}", any_path)])

    def client(self) -> httpx.AsyncClient:
        served = httpx.ASGITransport(self.app())

        async def send(request: httpx.Request) -> httpx.Response:
            if self.fault is not None:
                raise self.fault
            response = await served.handle_async_request(request)
            content = await response.aread()
            return httpx.Response(response.status_code, headers=response.headers, content=content)

        return httpx.AsyncClient(transport=httpx.MockTransport(send))
