"""From what came over the wire to an answer or to a refusal."""

import httpx
from pydantic import ValidationError

from consumers.client.answer import Answer, Data
from consumers.client.refusals import CourtierInjoignable, Refus
from contracts.enveloppe import Erreurs, Meta


def read(response: httpx.Response, answer: type[Data]) -> Answer[Data]:
    """Return what a 200 holds. Raises `Refus`, or `CourtierInjoignable` if it cannot be read.

    Fields that this version does not know are ignored: a broker that says more
    than yesterday does not break its callers.
    """
    try:
        if response.status_code != httpx.codes.OK:
            raise _refusal(response)
        body = response.json()
        return Answer(
            data=answer.model_validate(body["data"], extra="ignore"),
            meta=Meta.model_validate(body["meta"], extra="ignore"),
            request_id=_request_id(response),
            cached=response.headers.get("X-Response-Cached", "").lower() == "true",
        )
    except (ValidationError, ValueError, KeyError, TypeError):
        # `from None`: a validation error quotes the value it refuses, which may be a person's.
        raise CourtierInjoignable(
            f"réponse illisible du courtier (statut {response.status_code})"
        ) from None


def _refusal(response: httpx.Response) -> Refus:
    """Read an error; one that is not in our envelope (a proxy's page) raises ValueError."""
    errors = Erreurs.model_validate(response.json(), extra="ignore").errors
    if not errors:
        raise ValueError("no error in the envelope")
    header = response.headers.get("Retry-After", "")
    retry_in = int(header) if header.isdecimal() else errors[0].meta.retry_in
    return Refus(response.status_code, errors, _request_id(response), retry_in)


def _request_id(response: httpx.Response) -> str:
    return str(response.headers.get("X-Request-Id", ""))
