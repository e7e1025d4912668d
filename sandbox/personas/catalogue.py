"""Everybody who lives in the sandbox."""

from datetime import date

from sandbox.personas import (
    birthdates,
    families,
    lookalikes,
    places,
    spellings,
    states,
    story,
)
from sandbox.personas.persona import Persona

__all__ = ["Persona", "personas"]

_THEMES = (story, places, spellings, birthdates, families, states, lookalikes)


def personas(today: date) -> tuple[Persona, ...]:
    """Return all personas; their figures run up to the month of `today`."""
    return tuple(persona for theme in _THEMES for persona in theme.personas(today))
