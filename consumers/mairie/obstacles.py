"""Which page a person reads when her data do not come, and which ways stay open to her.

Pure: a failure in, a page out (`templates/obstacles/<cle>.html` has its words). The last way,
filling the form by hand, is on every page whatever is written here: never a dead end.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from consumers.client.refusals import AppelSansReponse, Refus
from consumers.mairie.france_connect.failures import Cause


class Way(StrEnum):
    """A way on, offered as a button or a link."""

    RECONNECT = "reconnect"
    """Sign in with FranceConnect (again)."""
    RETRY = "retry"
    """Ask the caisse again."""
    NUMERO = "numero"
    """Give the numéro d'allocataire, or correct it."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One page."""

    cle: str
    ways: tuple[Way, ...] = ()
    reference: str = ""
    """Number to quote to the town hall."""
    attendre: int | None = None
    """Seconds to wait before trying again."""
    back: str = "/recuperation"
    """The page to try again from."""


_BY_ANOTHER_SIGN_IN = (Way.RECONNECT, Way.NUMERO)

FC_EXPIRED = Obstacle("france-connect-expire", _BY_ANOTHER_SIGN_IN)
FC_DOWN = Obstacle("france-connect-en-panne", _BY_ANOTHER_SIGN_IN)
FC_ABANDONED = Obstacle("connexion-abandonnee", _BY_ANOTHER_SIGN_IN)
FC_FAILED = Obstacle("connexion-refusee", _BY_ANOTHER_SIGN_IN)
FC_NOT_OURS = Obstacle("connexion-perimee", _BY_ANOTHER_SIGN_IN)
FC_UNVERIFIED = Obstacle("connexion-non-verifiee", _BY_ANOTHER_SIGN_IN)
MISMATCH = Obstacle("autre-personne")
AMBIGUOUS = Obstacle("homonymes", (Way.NUMERO,))
UNKNOWN = Obstacle("dossier-inconnu", (Way.NUMERO,))
NOT_ELIGIBLE = Obstacle("sans-caisse")
PIVOT = Obstacle("etat-civil-refuse", (Way.NUMERO,))
NOT_YET = Obstacle("quotient-pas-encore-calcule", (Way.RETRY,))
PROVIDER_DOWN = Obstacle("caisse-en-panne", (Way.RETRY,))
BROKER_DOWN = Obstacle("echange-en-panne", (Way.RETRY,))
TOO_MANY = Obstacle("trop-de-demandes", (Way.RETRY,))
TOWN_HALL_FAULT = Obstacle("mairie-non-autorisee")

_OF_SIGN_IN = {
    Cause.ABANDON: FC_ABANDONED,
    Cause.SESSION: FC_NOT_OURS,
    Cause.INDISPONIBLE: FC_DOWN,
    Cause.REFUS: FC_FAILED,
    Cause.NON_VERIFIEE: FC_UNVERIFIED,
}

_OF_CODE = {
    "00381": UNKNOWN,
    "00382": UNKNOWN,
    "00429": TOO_MANY,
    "10003": UNKNOWN,
    "23003": UNKNOWN,
    "35003": UNKNOWN,
    "35561": PIVOT,
    "35563": AMBIGUOUS,
    "35564": MISMATCH,
    "35565": NOT_YET,
    "40003": NOT_ELIGIBLE,
    "51501": FC_EXPIRED,
    "51502": FC_EXPIRED,
    "51503": PIVOT,
    "51504": FC_EXPIRED,
    "51564": PIVOT,
}
"""Codes of the broker's nomenclature that have words of their own."""

EVERY = (*_OF_SIGN_IN.values(), *_OF_CODE.values(), PROVIDER_DOWN, BROKER_DOWN, TOWN_HALL_FAULT)
"""Every page there is."""


def obstacle_of_sign_in(cause: Cause) -> Obstacle:
    """Return the page for a sign-in that failed."""
    return _OF_SIGN_IN[cause]


def obstacle_of(failure: AppelSansReponse, *, back: str) -> Obstacle:
    """Return the page for a question without an answer, asked from the page `back`."""
    if not isinstance(failure, Refus):
        return replace(BROKER_DOWN, back=back, attendre=failure.retry_in)
    return replace(
        _OF_CODE.get(failure.codes[0]) or _by_kind(failure),
        back=back,
        reference=failure.request_id,
        attendre=failure.retry_in,
    )


def _by_kind(refusal: Refus) -> Obstacle:
    """Find the words for a code that is not singled out, or not known yet."""
    ours = refusal.codes[0].startswith("00")
    broken = refusal.status >= 500  # noqa: PLR2004  # HTTP: a server's fault
    if refusal.codes[0].startswith("51"):
        return FC_DOWN if broken else FC_FAILED
    if broken:
        return BROKER_DOWN if ours else PROVIDER_DOWN
    return TOWN_HALL_FAULT if ours else UNKNOWN
