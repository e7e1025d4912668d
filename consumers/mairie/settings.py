"""What the town hall is told by its environment; read by `app` alone."""

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from contracts.identifiers import Siret


def _without_final_slash(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("an http or https URL is expected")
    return url.rstrip("/")


Url = Annotated[str, AfterValidator(_without_final_slash)]


class Settings(BaseSettings):
    """No secret has a default: a town hall that is not told its secrets does not start."""

    model_config = SettingsConfigDict(
        env_prefix="MAIRIE_", frozen=True, populate_by_name=True, hide_input_in_errors=True
    )

    base_url: Url
    """Where browsers find this site; FranceConnect knows `<base_url>/france-connect/retour`."""
    siret: Siret
    """The `recipient` of every call."""
    nom: str = "Ville de Sainte-Ormelle"
    """As it is written on the pages."""
    courtier_url: Url
    """The broker, as seen from here."""
    courtier_jeton: SecretStr
    """Whoever holds it can ask what our habilitation opens, from anywhere, until it is revoked."""
    fc_issuer: Url
    """FranceConnect, as browsers see it: `iss` of every token."""
    fc_client_id: str
    fc_client_secret: SecretStr
    """Whoever holds it, and a code meant for us, can pass for us at FranceConnect."""
    session_key: Annotated[SecretStr, Field(min_length=32)]
    """Signs cookies and forms. Whoever holds it can forge a form of a known session, no more:
    a session is still found by its random number alone."""
    env: Annotated[Literal["bac_a_sable", "production"], Field(validation_alias="DLNUF_ENV")] = (
        "production"
    )
    """`bac_a_sable`: every page says that nothing here is real, and http is allowed."""

    @model_validator(mode="after")
    def _production_is_encrypted(self) -> Self:
        if not self.sandbox and not self.secure:
            raise ValueError("in production MAIRIE_BASE_URL must be https")
        return self

    @property
    def sandbox(self) -> bool:
        """Whether this is a demonstration."""
        return self.env == "bac_a_sable"

    @property
    def secure(self) -> bool:
        """Whether cookies may be marked Secure."""
        return self.base_url.startswith("https://")

    @property
    def origin(self) -> str:
        """What browsers write in `Origin` when they come from one of our pages."""
        return origin_of(self.base_url)


def origin_of(url: str) -> str:
    """Return scheme, host and port of `url`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
