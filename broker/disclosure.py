"""The one path by which personal data leaves the broker.

An auditor needs this file and `evidence`. Every step either returns evidence or raises
a `Refusal`; a step takes the evidence of the ones before, so the type checker refuses
to skip one or to change their order. (`reception` puts refusals on the record.)

Why this order: a crash between (6) and (9) means data that reached the broker and went
no further; (9) comes before (10), so nothing leaves without a committed line. The one
ambiguous case, a line committed and a connection then lost, reports too much: the safe
side.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from broker.clock import day_in_paris
from broker.errors import CallerRefused
from broker.evidence import Ask
from broker.habilitations.decision import authorise
from broker.identity.callers import Callers
from broker.identity.subject import question_of
from broker.journal.writer import Writer
from broker.matching.check import check_person
from broker.minimisation import minimise
from broker.parameters import read_parameters
from broker.record import entry_of_disclosure
from broker.release import Released, release
from broker.throttle import Throttle
from broker.trail import Trail
from broker.upstream.fetch import Upstream
from broker.wires.wire import wire_of
from contracts.habilitation import Environnement


@dataclass(frozen=True, slots=True)
class Gate:
    """Everything a disclosure needs, wired once in `broker.parts`."""

    environment: Environnement
    callers: Callers
    throttle: Throttle
    upstream: Upstream
    journal: Writer
    persons_key: bytes
    now: Callable[[], datetime]

    async def disclose(self, ask: Ask, trail: Trail) -> Released:
        """Answer one question about one person, or raise a `Refusal` or `StaleAuthority`.

        `trail` is told what is proved as it is, for the record of a refusal.
        """
        today = day_in_paris(ask.at)

        # (1) We know who asks, and in whose presence: a token of ours, or a FranceConnect one.
        caller = trail.caller = await self.callers.verify_caller(ask)

        # (2) The caller does not ask more often than it may.
        trail.quota, allowed = await self.throttle.take(caller, ask.flow.rate_group)
        if not allowed:
            raise CallerRefused("00429")

        # (3) What is asked can be read.
        query = read_parameters(ask, today)

        # (4) A habilitation in force opens it, to this recipient, for this reason.
        grant = trail.grant = authorise(caller, ask, query, today, self.environment)

        # (5) We know about whom, and who vouches for her.
        question = trail.question = question_of(grant, today)

        async with self.throttle.counting_guesses(question):
            # (6) The provider answers, within its contract.
            answer = trail.answer = await self.upstream.fetch(
                question, ask.request_id, bypass_cache=ask.wants_fresh
            )

            # (7) The answer is about that person, and nobody else.
            matched = check_person(answer)
        await self.upstream.keep(matched)

        # (8) Nothing that the grant does not open is kept.
        disclosure = minimise(matched)
        wire = wire_of(grant.access.wire)
        payload = wire.payload(disclosure)

        # (9) The disclosure is durably on the record before it is made. If this fails,
        #     nothing has left: the answer is lost with this frame.
        entry = entry_of_disclosure(disclosure, payload, trail, self.now(), self.persons_key)
        recorded = await self.journal.append(entry, caller.epoch)

        # (10) Only now may it leave, with its receipt.
        return release(wire.sealed(payload, disclosure, recorded), disclosure, recorded, trail)
