"""API Particulier v3: `{data, links, meta}` and `{errors}`, built once, as bytes."""

from broker.errors import Reason, Refusal
from broker.evidence import Disclosure, Recorded
from contracts.catalogue import NOMENCLATURE
from contracts.enveloppe import Erreur, ErreurMeta, Erreurs, Meta, MetaJournal, Source


def payload(disclosure: Disclosure) -> bytes:
    """Return the bytes of `data`: what leaves, and what the journal keeps the digest of."""
    return disclosure.data.model_dump_json(include=set(disclosure.released)).encode()


def sealed(data: bytes, disclosure: Disclosure, recorded: Recorded) -> bytes:
    """Return the whole body of an answer whose journal line is committed."""
    meta = Meta(
        identite=disclosure.matched.identite,
        omitted=dict(disclosure.omitted),
        journal=MetaJournal(
            entry_id=str(recorded.entry_id),
            leaf_hash=recorded.leaf_hash.hex(),
            tree_size=recorded.tree_size,
        ),
    )
    return b'{"data":' + data + b',"links":{},"meta":' + meta.model_dump_json().encode() + b"}"


def refused(refusal: Refusal) -> bytes:
    """Return the body of a refusal."""
    errors = tuple(_erreur(reason, refusal) for reason in refusal.reasons)
    return Erreurs(errors=errors).model_dump_json().encode()


def _erreur(reason: Reason, refusal: Refusal) -> Erreur:
    unit = NOMENCLATURE[reason.code]
    return Erreur(
        code=unit.code,
        title=unit.title,
        detail=unit.detail,
        source=Source(parameter=reason.parameter) if reason.parameter else None,
        meta=ErreurMeta(
            provider=unit.provider,
            retry_in=refusal.retry_in or unit.retry_in,
            remede=unit.remede,
        ),
    )
