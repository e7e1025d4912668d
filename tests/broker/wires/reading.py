"""Answers under given scopes, and their bytes read back."""

import json
from typing import Any

from broker.evidence import Disclosure
from broker.wires.wire import wire_of
from contracts.flow import Access
from contracts.flows.quotient_familial import QuotientFamilial
from tests.makers import (
    IDENTITE,
    SCOPES,
    a_caller,
    a_disclosure,
    a_grant,
    a_habilitation,
    a_household,
    a_question,
    an_answer,
    an_ask,
    recorded,
)


def disclosed(
    access: Access = IDENTITE,
    scopes: frozenset[str] = SCOPES,
    donnees: QuotientFamilial | None = None,
    **reponse: object,
) -> Disclosure:
    caller = a_caller(a_habilitation(scopes=scopes))
    question = a_question(a_grant(an_ask(access), caller))
    return a_disclosure(an_answer(question, donnees=donnees or a_household(), **reponse))


def body_of(disclosure: Disclosure) -> dict[str, Any]:
    wire = wire_of(disclosure.grant.access.wire)
    body: dict[str, Any] = json.loads(wire.sealed(wire.payload(disclosure), disclosure, recorded()))
    return body
