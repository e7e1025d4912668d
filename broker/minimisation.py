"""Keeping only what the grant opens, and saying what was left out and why. Pure."""

from collections.abc import Iterator

from broker.evidence import Disclosure, Grant, MatchedAnswer
from contracts.base import Contract
from contracts.enveloppe import MetaOmis


def minimise(matched: MatchedAnswer) -> Disclosure:
    """Return the answer cut down to the fields of its grant."""
    reponse = matched.answer.reponse
    grant = matched.answer.question.grant
    omitted = dict(_omitted(reponse.donnees, reponse.absences, grant))
    return Disclosure(
        matched=matched,
        data=reponse.donnees.model_copy(update=dict.fromkeys(_closed(grant))),
        released=tuple(sorted(grant.fields)),
        omitted=omitted,
    )


def _closed(grant: Grant) -> frozenset[str]:
    return frozenset(grant.flow.answer.model_fields) - grant.fields


def _omitted(
    donnees: Contract, absences: dict[str, str], grant: Grant
) -> Iterator[tuple[str, MetaOmis]]:
    """Name each field that is not there: its scope is not open, or the provider has nothing."""
    for field in sorted(_closed(grant)):
        scope = grant.flow.scope_of(field)
        yield field, MetaOmis(motif="scope", detail=f"{scope} n'est pas ouvert")
    for field in sorted(grant.fields):
        if getattr(donnees, field) is None:
            yield field, MetaOmis(motif="fournisseur", detail="non communiqué")
    for path, why in sorted(absences.items()):
        if path.partition(".")[0] in grant.fields:
            yield path, MetaOmis(motif="fournisseur", detail=why)
