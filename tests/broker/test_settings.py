from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from broker.settings import Settings

ENVIRONMENT = {
    "DLNUF_MASTER_KEY": "cle-maitresse",
    "DLNUF_JOURNAL_KEY": "cle-du-journal",
    "DLNUF_FC_ISSUER": "https://fc.example/api/v2",
    "DLNUF_FC_CLIENT_ID": "courtier",
    "DLNUF_FC_CLIENT_SECRET": "secret-fc",
    "DLNUF_FC_DECRYPTION_KEY": '{"kty":"EC"}',
    "DLNUF_CAF_URL": "http://127.0.0.1:8002",
    "DLNUF_CAF_CLIENT_ID": "courtier",
    "DLNUF_CAF_CLIENT_SECRET": "secret-caf",
}
REQUIRED = sorted(ENVIRONMENT)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine that says what is needed and nothing else."""
    for name in (*ENVIRONMENT, "DATABASE_URL", "DLNUF_ENV", "DLNUF_REDIS_URL", "DLNUF_FC_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def read() -> Settings:
    return Settings()


def test_the_environment_is_enough_and_production_is_the_default() -> None:
    settings = read()

    assert settings.env == "production"
    assert settings.database_url is None
    assert settings.redis_url is None
    assert settings.fc_issuer == "https://fc.example/api/v2"
    assert settings.master_key.get_secret_value() == "cle-maitresse"


@pytest.mark.parametrize("name", REQUIRED)
def test_nothing_that_must_be_told_has_a_default(
    environment: pytest.MonkeyPatch, name: str
) -> None:
    environment.delenv(name)

    with pytest.raises(ValidationError, match=name.removeprefix("DLNUF_").lower()):
        read()


def test_every_secret_is_kept_out_of_sight() -> None:
    settings = read()
    secrets = {name: value for name, value in settings if isinstance(value, SecretStr)}

    assert secrets.keys() == {
        "master_key", "journal_key", "fc_client_secret", "fc_decryption_key", "caf_client_secret",
    }  # fmt: skip
    for secret in secrets.values():
        assert secret.get_secret_value() not in f"{settings!r} {settings} {settings.model_dump()}"


DATABASES = {
    "a server": "postgresql://dlnuf_app:x@postgres:5432/dlnuf",
    "a folder of sockets": "postgresql://dlnuf_app@/dlnuf?host=/var/tmp/dlnuf/pg",
}


@pytest.mark.parametrize("dsn", DATABASES.values(), ids=DATABASES)
def test_the_database_is_named_as_everybody_names_it(
    environment: pytest.MonkeyPatch, dsn: str
) -> None:
    environment.setenv("DATABASE_URL", dsn)

    assert str(read().database_url) == dsn


WRONG: dict[str, tuple[str, str]] = {
    "an environment nobody knows": ("DLNUF_ENV", "recette"),
    "an environment in capitals": ("DLNUF_ENV", "PRODUCTION"),
    "a time that is no number": ("DLNUF_PROVIDER_TIMEOUT", "dix"),
}


@pytest.mark.parametrize(("name", "value"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_stops_the_program(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environment.setenv(name, value)

    with pytest.raises(ValidationError):
        read()


def test_settings_do_not_change_once_read() -> None:
    settings: Any = read()

    with pytest.raises(ValidationError):
        settings.env = "bac_a_sable"


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
