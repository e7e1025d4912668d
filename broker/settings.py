"""The broker's settings, read from the environment once, by the wiring alone.

Each field says what whoever controls it could do.
"""

from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything the broker must be told. No secret has a default."""

    model_config = SettingsConfigDict(
        env_prefix="DLNUF_", frozen=True, extra="ignore", use_attribute_docstrings=True
    )

    env: Literal["bac_a_sable", "production"] = "production"
    """`bac_a_sable` opens the sandbox doors: anybody can then create habilitations."""
    database_url: Annotated[str | None, Field(validation_alias="DATABASE_URL")] = None
    """libpq URI, Unix sockets included; role dlnuf_app. Absent: an embedded server. Whoever
    holds it can add entries to the journal and grant habilitations, not rewrite the journal."""
    base_url: str = "http://127.0.0.1:8000"
    """Where callers reach the broker; printed in documents only."""
    master_key: SecretStr
    """32 bytes, base64url. Whoever holds it can test guesses of tokens and of persons against
    what the database holds, and open kept answers."""
    journal_key: SecretStr
    """32 bytes, base64url: the Ed25519 seed. Whoever holds it can sign another history; a
    verifier that kept an older checkpoint notices."""
    journal_origin: str = "localhost/dlnuf/journal"
    """First line of every checkpoint (C2SP tlog-checkpoint)."""
    redis_url: str | None = None
    """Valkey or Redis shared by several processes, for rate limits. Whoever controls it can
    lift them or exhaust them."""
    fc_issuer: str
    """`iss` of FranceConnect. Whoever controls it, with `fc_url`, decides who is who."""
    fc_url: str | None = None
    """Where the broker reaches FranceConnect; the issuer by default."""
    fc_client_id: str
    """The broker's identifier as a data provider (FD)."""
    fc_client_secret: SecretStr
    """Its secret."""
    fc_decryption_key: SecretStr
    """Private JWK (EC P-256), to open FranceConnect's answers."""
    caf_url: str
    """Where the CAF & MSA service answers. Whoever controls it invents quotients, not identities:
    they are checked against the person asked about."""
    caf_client_id: str
    """The broker's OAuth2 identifier there."""
    caf_client_secret: SecretStr
    """Its secret."""
    provider_timeout: float = 10.0
    """Seconds before a provider is said to be late (API Particulier: 10 s)."""
