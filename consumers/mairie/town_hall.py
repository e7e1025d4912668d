"""What the routes work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, cast

from fastapi import Depends, Request

from consumers.client.courtier import Courtier
from consumers.mairie.france_connect.relying_party import RelyingParty
from consumers.mairie.pages import Pages
from consumers.mairie.registration import Registrations
from consumers.mairie.settings import Settings


@dataclass(frozen=True, slots=True)
class TownHall:
    """One running town hall."""

    settings: Settings
    courtier: Courtier
    france_connect: RelyingParty
    pages: Pages
    registrations: Registrations
    now: Callable[[], datetime]


def _town_hall_of(request: Request) -> TownHall:
    return cast("TownHall", request.app.state.mairie)


Here = Annotated[TownHall, Depends(_town_hall_of)]
