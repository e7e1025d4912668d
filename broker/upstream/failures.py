"""What went wrong at a provider, as a sub-code that all providers share. Pure.

The sub-codes are those of `contracts.nomenclature.fournisseur`; the flow's provider
gives the two first digits.
"""

import socket
import ssl
from http import HTTPStatus

import httpx

from broker.upstream.wire import Answer, AnswerTruncated

ERREUR = "000"
INJOIGNABLE = "001"
HORS_DELAI = "002"
NOM_INTROUVABLE = "004"
ACCES_REFUSE = "006"
SATURE = "008"
TLS = "009"
INTERROMPU = "011"
MAINTENANCE = "020"
INATTENDU = "999"

_STATUSES: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: ACCES_REFUSE,
    HTTPStatus.FORBIDDEN: ACCES_REFUSE,
    HTTPStatus.TOO_MANY_REQUESTS: SATURE,
    HTTPStatus.GATEWAY_TIMEOUT: HORS_DELAI,
}
_FIRST_SERVER_ERROR = 500
_AFTER_SERVER_ERRORS = 600


class Failure(Exception):
    """A provider gave no usable answer: its sub-code, and the cause, without personal data."""

    def __init__(self, sub: str, motif: str) -> None:
        self.sub = sub
        self.motif = motif
        super().__init__(sub, motif)


def failure_of_error(error: httpx.TransportError) -> Failure:
    """Name the failure of an exchange that brought no answer."""
    return Failure(_sub_of_error(error), type(error).__name__)


def _sub_of_error(error: httpx.TransportError) -> str:
    if isinstance(error.__cause__, ssl.SSLError):
        return TLS
    if isinstance(error.__cause__, socket.gaierror | UnicodeError):
        return NOM_INTROUVABLE
    if isinstance(error, httpx.TimeoutException):
        return HORS_DELAI
    if isinstance(error, httpx.NetworkError):
        return INJOIGNABLE
    return _sub_of_protocol_error(error)


def _sub_of_protocol_error(error: httpx.TransportError) -> str:
    """Tell an answer that was cut from one that is not HTTP, or not what was agreed."""
    return INTERROMPU if isinstance(error, AnswerTruncated) else INATTENDU


def failure_of_answer(answer: Answer) -> Failure:
    """Name the failure that a status tells."""
    return Failure(_sub_of_status(answer), f"statut {answer.status}")


def _sub_of_status(answer: Answer) -> str:
    if answer.status == HTTPStatus.SERVICE_UNAVAILABLE and answer.header(b"retry-after"):
        return MAINTENANCE
    if answer.status in _STATUSES:
        return _STATUSES[answer.status]
    return ERREUR if _FIRST_SERVER_ERROR <= answer.status < _AFTER_SERVER_ERRORS else INATTENDU
