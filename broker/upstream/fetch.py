"""Asking a provider; only an answer within its contract becomes a ProviderAnswer."""

import functools
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import cast

import httpx
from pydantic import ValidationError

from broker.errors import PersonRefused, ProviderFailed
from broker.evidence import MatchedAnswer, ProviderAnswer, Question
from broker.upstream.endpoint import ProviderEndpoint
from broker.upstream.failures import (
    INATTENDU,
    INJOIGNABLE,
    Failure,
    failure_of_answer,
    failure_of_error,
)
from broker.upstream.kept import KeptAnswers
from broker.upstream.line import Line
from broker.upstream.transport import Http1Transport
from broker.upstream.wire import Answer
from contracts.base import Contract
from contracts.catalogue import NOMENCLATURE
from contracts.flow import Flow
from contracts.upstream import Refus, Reponse

_log = logging.getLogger(__name__)

_REASONED = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY})


class Upstream:
    """Every provider the broker is wired to, and the answers it may keep."""

    def __init__(
        self,
        endpoints: Mapping[str, ProviderEndpoint],
        transport: Http1Transport,
        kept: KeptAnswers | None = None,
    ) -> None:
        """`endpoints`: provider's key in the catalogue → where it is."""
        self._lines = {key: Line(endpoint, transport) for key, endpoint in endpoints.items()}
        self._kept = kept

    async def fetch(
        self, question: Question, request_id: str, *, bypass_cache: bool = False
    ) -> ProviderAnswer:
        """Return the provider's answer, kept or fresh; `bypass_cache` asks for a fresh one.

        Raises PersonRefused when the provider says why it has no answer, and
        ProviderFailed, by the sub-codes of its nomenclature, when it gives none.
        """
        kept = self._kept if question.cacheable else None
        if kept is not None and not bypass_cache:
            found = await _kept_answer(kept, question)
            if found is not None:
                return found
        body = await self._ask(question, request_id)
        flow = question.grant.flow
        reponse = _within_contract(flow, body)
        if reponse is None:
            raise _failed(flow, Failure(INATTENDU, "réponse hors contrat"))
        return ProviderAnswer(question, reponse, None, body if kept is not None else b"")

    async def keep(self, matched: MatchedAnswer) -> None:
        """Keep a fresh answer that may be: one about somebody else never is."""
        if self._kept is not None and matched.answer.body:
            await self._kept.keep(matched.answer.question, matched.answer.body)

    async def _ask(self, question: Question, request_id: str) -> bytes:
        """Return the body of a 200."""
        flow = question.grant.flow
        try:
            answer = await self._line_of(flow).ask(question, request_id)
        except Failure as failure:
            raise _failed(flow, failure) from failure.__cause__
        except httpx.TransportError as error:
            raise _failed(flow, failure_of_error(error)) from error
        if answer.status == HTTPStatus.OK:
            return answer.body
        raise _refused(flow, answer)

    def _line_of(self, flow: Flow) -> Line:
        line = self._lines.get(flow.provider.key)
        if line is None:
            raise Failure(INJOIGNABLE, "fournisseur non raccordé")
        return line


async def _kept_answer(kept: KeptAnswers, question: Question) -> ProviderAnswer | None:
    found = await kept.find(question)
    if found is None:
        return None
    reponse = _within_contract(question.grant.flow, found.body)
    if reponse is None:  # the contract has changed since it was kept
        return None
    return ProviderAnswer(question, reponse, cached_for=found.seconds_left)


@functools.cache
def _shape(answer: type[Contract]) -> type[Reponse[Contract]]:
    """Build the model of an answer once for each flow."""
    return cast(type[Reponse[Contract]], Reponse.__class_getitem__(answer))


def _within_contract(flow: Flow, body: bytes) -> Reponse[Contract] | None:
    """Read an answer. None is returned rather than pydantic's error, which quotes the data."""
    try:
        return _shape(flow.answer).model_validate_json(body)
    except ValidationError as error:
        faults = sorted({fault["type"] for fault in error.errors(include_input=False)})
        _log.error("%s: answer outside its contract: %s", flow.name, ", ".join(faults))
        return None


def _refused(flow: Flow, answer: Answer) -> PersonRefused | ProviderFailed:
    """Read any answer but a 200: a reasoned refusal, or a failure."""
    if answer.status not in _REASONED:
        return _failed(flow, failure_of_answer(answer))
    refus = _refus_in(answer.body)
    if refus is None or refus.motif not in flow.motifs:
        return _failed(flow, Failure(INATTENDU, f"statut {answer.status} sans motif convenu"))
    return PersonRefused(flow.motifs[refus.motif], motif=refus.motif.value)


def _refus_in(body: bytes) -> Refus | None:
    try:
        return Refus.model_validate_json(body)
    except ValidationError:
        return None


def _failed(flow: Flow, failure: Failure) -> ProviderFailed:
    code = flow.provider.prefix + failure.sub
    _log.warning("%s: no usable answer (%s): %s", flow.name, code, failure.motif)
    return ProviderFailed(code, motif=failure.motif, retry_in=NOMENCLATURE[code].retry_in)
