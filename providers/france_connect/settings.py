"""What the operator decides: who may connect people, who may check tokens, which doors are open."""

from typing import Annotated, Any, Literal, Self, cast
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SigningAlgorithm = Literal["ES256", "RS256", "HS256"]
BAC_A_SABLE = "bac_a_sable"


def _address(value: str) -> str:
    """Refuse what a browser could not be sent to, or what could not be compared exactly."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.fragment:
        raise ValueError("an absolute http(s) address without a fragment")
    return value


def _jwks(value: dict[str, Any]) -> dict[str, Any]:
    """Refuse at start a key set that no call could use."""
    try:
        KeySet.import_key_set(cast("KeySetSerialization", value))
    except (JoseError, KeyError, TypeError) as cause:
        raise ValueError("not a JWK set") from cause
    return value


Address = Annotated[str, AfterValidator(_address)]
Jwks = Annotated[dict[str, Any], AfterValidator(_jwks)]


class _Partner(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Service(_Partner):
    """A service provider (FS): it sends people here to be identified."""

    client_id: Annotated[str, Field(min_length=1)]
    client_secret: SecretStr | None = None
    """For `client_secret_post`, and for HS256. Whoever holds it can pass for the service."""
    jwks: Jwks | None = None
    """Public keys for `private_key_jwt`, instead of a secret."""
    name: str
    """Shown to the person: who will receive her data."""
    redirect_uris: Annotated[tuple[Address, ...], Field(min_length=1)]
    """Compared character by character."""
    post_logout_redirect_uris: tuple[Address, ...] = ()
    scopes: tuple[str, ...]
    """What it may ask for."""
    id_token_signed_response_alg: SigningAlgorithm = "ES256"  # noqa: S105  # an algorithm's name
    """Of its ID tokens and of its userinfo."""

    @model_validator(mode="after")
    def _can_be_authenticated(self) -> Self:
        if self.client_secret is None and self.jwks is None:
            raise ValueError("a service needs a client_secret or jwks")
        if self.signing_algorithm == "HS256" and len(self.secret) < HS256_KEY_LENGTH:
            raise ValueError("HS256 needs a client_secret of 32 characters or more")
        return self

    @property
    def signing_algorithm(self) -> SigningAlgorithm:
        """What its tokens are signed with."""
        return self.id_token_signed_response_alg

    @property
    def secret(self) -> bytes:
        """The secret's bytes; empty when the service authenticates by a key."""
        return self.client_secret.get_secret_value().encode() if self.client_secret else b""


HS256_KEY_LENGTH = 32
"""RFC 7518 §3.2: a key at least as long as the hash."""


class DataProvider(_Partner):
    """A data provider (FD): services hand it tokens, it asks here what they are worth."""

    client_id: Annotated[str, Field(min_length=1)]
    client_secret: Annotated[SecretStr, Field(min_length=1)]
    """Whoever holds it can read the identity behind a live token, if it has the key as well."""
    slugs: tuple[str, ...] = ()
    """Its scopes: `cnaf` stands for `cnaf` and for everything that begins with `cnaf_`."""
    jwks_uri: Address | None = None
    """Where its encryption key is published; fetched, then kept for a minute."""
    jwks: Jwks | None = None
    """The same, given here."""
    checktoken_encrypted_response_alg: Literal["ECDH-ES", "RSA-OAEP-256"] = "ECDH-ES"
    checktoken_encrypted_response_enc: Literal["A256GCM"] = "A256GCM"
    checktoken_signed_response_alg: Literal["ES256"] = "ES256"

    @model_validator(mode="after")
    def _can_be_written_to(self) -> Self:
        if (self.jwks is None) == (self.jwks_uri is None):
            raise ValueError("a data provider needs either jwks or jwks_uri")
        return self

    def owns(self, scope: str) -> bool:
        """Say whether `scope` asks for data that this provider holds."""
        return any(scope == slug or scope.startswith(f"{slug}_") for slug in self.slugs)


class Settings(BaseSettings):
    """Read from the environment, prefix `FC_`. Nothing secret has a default."""

    model_config = SettingsConfigDict(env_prefix="FC_", frozen=True, use_attribute_docstrings=True)

    issuer: Address
    """Public address of this provider, with its base path: http://127.0.0.1:8001/api/v2."""
    clients: tuple[Service, ...] = ()
    """JSON list; the first one is whom a token is made for when nobody says."""
    data_providers: tuple[DataProvider, ...] = ()
    """JSON list."""
    environment: str = Field(default="production", alias="DLNUF_ENV")
    """`bac_a_sable` opens the sandbox doors: whoever reaches them can be anybody here."""

    @property
    def sandbox(self) -> bool:
        """Are the sandbox doors there. Any other value than `bac_a_sable` closes them."""
        return self.environment == BAC_A_SABLE

    @property
    def base_path(self) -> str:
        """Path under which the protocol is served, without a last slash."""
        return urlsplit(self.issuer).path.rstrip("/")

    @property
    def secure(self) -> bool:
        """Is the provider reached over TLS."""
        return self.issuer.startswith("https:")
