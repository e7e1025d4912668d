import pytest
from pydantic_settings import BaseSettings

from broker.commands.keys import federation_secrets
from broker.settings import Settings as BrokerSettings
from consumers.mairie.settings import Settings as MairieSettings
from providers.caf.settings import Settings as CafSettings
from providers.france_connect.settings import Settings as FranceConnectSettings
from sandbox import plan
from tests.environment import variables_of

URLS = plan.Urls.on(range(8000, 8004))
SECRETS = federation_secrets()
ENVIRONMENTS: dict[str, tuple[dict[str, str], type[BaseSettings]]] = {
    "courtier": (plan.broker(URLS, SECRETS, "postgresql://dlnuf_app@/b?host=/s"), BrokerSettings),
    "france_connect": (plan.france_connect(URLS, SECRETS), FranceConnectSettings),
    "caf": (plan.caf(SECRETS), CafSettings),
    "mairie": (plan.mairie(URLS, SECRETS, "jeton"), MairieSettings),
}
WHO_MAY_KNOW = {
    "DLNUF_MASTER_KEY": {"courtier"},
    "DLNUF_JOURNAL_KEY": {"courtier"},
    "DLNUF_FC_DECRYPTION_KEY": {"courtier"},
    "DLNUF_FC_CLIENT_SECRET": {"courtier", "france_connect"},
    "DLNUF_CAF_CLIENT_SECRET": {"courtier", "caf"},
    "MAIRIE_FC_CLIENT_SECRET": {"mairie", "france_connect"},
    "MAIRIE_SESSION_KEY": {"mairie"},
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_each_program_accepts_what_it_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    env, settings = ENVIRONMENTS[name]
    for variable, value in env.items():
        monkeypatch.setenv(variable, value)

    assert isinstance(settings(), BaseSettings)


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_no_program_is_told_what_it_does_not_read(name: str) -> None:
    env, settings = ENVIRONMENTS[name]

    assert env.keys() <= variables_of(settings)


@pytest.mark.parametrize(("secret", "allowed"), WHO_MAY_KNOW.items())
def test_a_secret_is_known_to_those_who_need_it(secret: str, allowed: set[str]) -> None:
    value = SECRETS[secret].replace('"', '\\"')
    holders = {
        name
        for name, (env, _) in ENVIRONMENTS.items()
        if any(SECRETS[secret] in held or value in held for held in env.values())
    }

    assert holders == allowed


def test_two_sandboxes_share_no_secret() -> None:
    assert not set(federation_secrets().values()) & set(SECRETS.values())


def test_two_services_never_share_a_france_connect_identifier() -> None:
    demandes = (
        plan.mairie_habilitation(),
        plan.developer_habilitation(),
        plan.narrow_habilitation(),
    )
    clients = [client for demande in demandes for client in demande.clients_france_connect]

    assert len(clients) == len(set(clients))
