"""What was proved before a call ended, so that its journal line says as much as is known."""

from dataclasses import dataclass

from broker.evidence import Ask, Grant, ProviderAnswer, Question, VerifiedCaller


@dataclass(frozen=True, slots=True)
class Quota:
    """What is left of this second, as the `RateLimit-*` headers say it."""

    limit: int
    remaining: int
    reset: int
    """Unix time at which the window opens again."""


@dataclass(slots=True)
class Trail:
    """One call, as far as it went. Filled by `disclosure`, in its order."""

    ask: Ask
    caller: VerifiedCaller | None = None
    quota: Quota | None = None
    grant: Grant | None = None
    question: Question | None = None
    answer: ProviderAnswer | None = None
