"""Every call gets an answer or a refusal, and each of them a line on the journal."""

from dataclasses import dataclass

from broker.authority import Authorities
from broker.disclosure import Gate
from broker.errors import BrokerUnavailable, Refusal, StaleAuthority
from broker.evidence import Ask
from broker.logs import log_failure
from broker.record import entry_of_refusal
from broker.release import Released, release_refusal
from broker.trail import Trail

JUDGED_ANEW = 3
"""Times a question is judged when rights change under it, before giving up."""


@dataclass(frozen=True, slots=True)
class Reception:
    """Where calls come in."""

    gate: Gate
    authorities: Authorities

    async def answer(self, ask: Ask) -> Released:
        """Answer one call. Raises nothing: whatever happens is a refusal in French."""
        for _ in range(JUDGED_ANEW):
            try:
                return await self._answer(Trail(ask))
            except StaleAuthority:
                self.authorities.forget()
        return await self._refuse(BrokerUnavailable("00608", motif="droits_instables"), Trail(ask))

    async def _answer(self, trail: Trail) -> Released:
        try:
            return await self.gate.disclose(trail.ask, trail)
        except Refusal as refusal:
            return await self._refuse(refusal, trail)
        except StaleAuthority:
            raise
        except Exception as error:  # noqa: BLE001  # whatever it is: a sentence, and no data
            log_failure(error, trail.ask.request_id)
            return await self._refuse(Refusal("00500", motif=type(error).__name__), trail)

    async def _refuse(self, refusal: Refusal, trail: Trail) -> Released:
        """Put the refusal on the record too; without a record, refuse for that reason.

        A refusal that rests on a right is checked against a change of it, like an answer.
        """
        entry = entry_of_refusal(refusal, trail, self.gate.now(), self.gate.persons_key)
        epoch = trail.caller.epoch if trail.caller else None
        try:
            recorded = await self.gate.journal.append(entry, epoch)
        except BrokerUnavailable as unavailable:
            return release_refusal(unavailable, trail)
        return release_refusal(refusal, trail, recorded)
