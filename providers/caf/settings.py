"""Settings of the mock CAF, read from the environment by `app` alone."""

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Who may call, and whether the sandbox doors are open.

    Whoever controls these can ask for every household loaded here: fictitious people only.
    """

    model_config = SettingsConfigDict(env_prefix="CAF_", frozen=True, populate_by_name=True)

    client_id: str = Field(min_length=1)
    """The broker's name at this provider."""
    client_secret: SecretStr = Field(min_length=1)
    """The broker's secret; no default, so that none can be forgotten."""
    environment: Literal["production", "bac_a_sable"] = Field(
        default="production", validation_alias="DLNUF_ENV"
    )
    """`bac_a_sable` opens the doors that load people and cause failures."""

    @property
    def has_doors(self) -> bool:
        """Say whether the sandbox doors exist."""
        return self.environment == "bac_a_sable"
