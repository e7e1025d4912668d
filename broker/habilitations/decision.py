"""May this caller ask this, for this recipient and this reason? No clock, no database, no web."""

from datetime import date

from broker.errors import Reason, RightRefused
from broker.evidence import Ask, Grant, VerifiedCaller
from contracts.base import Query
from contracts.flow import Finalite, Flow
from contracts.habilitation import Environnement, Etat, Habilitation


def authorise(
    caller: VerifiedCaller, ask: Ask, query: Query, today: date, environment: Environnement
) -> Grant:
    """Return the right of `caller` to an answer, or refuse.

    `today` is the day in Paris. Raises RightRefused: 00108 or 00109 (environment), 00601
    (not in force), 00606 (flow not covered), 00100 (no scope of the flow), 00602
    (recipient), 00603 (finalité).
    """
    habilitation, flow = caller.habilitation, ask.flow
    _is_for(environment, habilitation)
    _is_in_force(habilitation, today)
    if flow.name not in habilitation.flux:
        raise RightRefused("00606")
    fields = flow.fields_opened_by(caller.scopes)
    if not fields:
        raise RightRefused("00100")
    return Grant(
        caller=caller,
        flow=flow,
        access=ask.access,
        query=query,
        recipient=_recipient(query, habilitation),
        finalite=_finalite(query, flow, habilitation),
        fields=fields,
    )


def _is_for(environment: Environnement, habilitation: Habilitation) -> None:
    if habilitation.environnement is not environment:
        in_production = environment is Environnement.PRODUCTION
        raise RightRefused("00109" if in_production else "00108")


def _is_in_force(habilitation: Habilitation, today: date) -> None:
    if habilitation.etat is not Etat.ACTIVE:
        raise RightRefused("00601", motif=habilitation.etat.value)
    if not habilitation.debut <= today <= habilitation.fin:
        raise RightRefused("00601", motif="hors_dates")


def _recipient(query: Query, habilitation: Habilitation) -> str:
    """Hold the caller's word against the closed list of its habilitation."""
    recipient: str = getattr(query, "recipient", None) or habilitation.siret
    if recipient not in habilitation.destinataires:
        raise RightRefused(Reason("00602", "recipient"))
    return recipient


def _finalite(query: Query, flow: Flow, habilitation: Habilitation) -> Finalite:
    asked: str = getattr(query, "finalite", None) or flow.default_finalite.value
    allowed = {f.value: f for f in flow.finalites & habilitation.finalites}
    if asked not in allowed:
        raise RightRefused(Reason("00603", "finalite"))
    return allowed[asked]
