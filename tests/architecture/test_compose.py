"""No engine runs here: the compose file is read and held against the code it would start."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic_settings import BaseSettings
from typer.main import get_command

from broker.commands.keys import federation_secrets
from broker.settings import Settings as BrokerSettings
from consumers.mairie.settings import Settings as MairieSettings
from providers.caf.settings import Settings as CafSettings
from providers.france_connect.settings import Settings as FranceConnectSettings
from sandbox import plan
from sandbox.cli import app as command_line
from tests.environment import variables_of

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, Any] = COMPOSE["services"]
PROGRAMS: dict[str, tuple[type[BaseSettings], int]] = {
    "broker-1": (BrokerSettings, 8000),
    "broker-2": (BrokerSettings, 8000),
    "france-connect": (FranceConnectSettings, 8001),
    "caf": (CafSettings, 8002),
    "mairie": (MairieSettings, 8003),
}
OURS = {name: service for name, service in SERVICES.items() if "build" in service}


def words_of(service: dict[str, Any]) -> list[str]:
    return " ".join(service["command"]).split()


def factory_of(service: dict[str, Any]) -> Callable[[], Any]:
    target = next(word for word in words_of(service) if word.endswith("from_environment"))
    module, _, name = target.partition(":")
    factory: Callable[[], Any] = getattr(import_module(module), name)
    return factory


def test_the_federation_is_whole() -> None:
    assert set(SERVICES) == {
        *PROGRAMS,
        "caf",
        "migrations",
        "nginx",
        "personas",
        "postgres",
        "valkey",
    }


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_program_is_started_by_a_factory_that_exists(name: str) -> None:
    assert callable(factory_of(SERVICES[name]))


@pytest.mark.parametrize(("name", "settings", "port"), [(n, *p) for n, p in PROGRAMS.items()])
def test_each_program_is_told_what_it_reads_and_nothing_else(
    name: str, settings: type[BaseSettings], port: int
) -> None:
    service = SERVICES[name]
    given_by_the_command = set(re.findall(r"\b([A-Z][A-Z_]+)=", " ".join(service["command"])))

    assert set(service["environment"]) | given_by_the_command == variables_of(settings)
    assert words_of(service)[words_of(service).index("--port") + 1] == str(port)


@pytest.mark.parametrize("name", PROGRAMS)
def test_query_strings_never_reach_an_access_log(name: str) -> None:
    assert "--no-access-log" in words_of(SERVICES[name])


@pytest.mark.parametrize("name", ["migrations", "personas"])
def test_what_runs_once_is_a_command_that_exists(name: str) -> None:
    words = words_of(SERVICES[name])
    path = [word for word in words[1:] if not word.startswith(("-", "/", "http"))]
    command: Any = get_command(command_line)
    for word in path:
        command = command.commands[word]
    known = {option for parameter in command.params for option in parameter.opts}

    assert words[0] == "dlnuf"
    assert {word for word in words if word.startswith("--")} <= known
    assert SERVICES[name]["restart"] == "no"


def test_each_health_check_asks_a_path_that_the_program_serves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, (_, port) in PROGRAMS.items():
        test = " ".join(SERVICES[name]["healthcheck"]["test"])
        match = re.search(rf"http://127\.0\.0\.1:{port}(/\w+)", test)

        assert match, name
        assert match[1] in _paths(name, monkeypatch), name


def _paths(name: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    environment = _environments()[name.partition("-")[0] if "broker" in name else name]
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    return _all_paths(factory_of(SERVICES[name])().routes)


def _all_paths(routes: list[Any]) -> set[str]:
    # FastAPI keeps an included router as one route, and some programs publish no OpenAPI.
    paths: set[str] = set()
    for route in routes:
        router = getattr(route, "original_router", None) or getattr(route, "router", None)
        paths |= _all_paths(router.routes) if router is not None else {getattr(route, "path", "")}
    return paths


def _environments() -> dict[str, dict[str, str]]:
    urls, secrets = plan.Urls.on(range(8000, 8004)), federation_secrets()
    return {
        "broker": plan.broker(urls, secrets, "postgresql://dlnuf_app@127.0.0.1/dlnuf"),
        "france-connect": plan.france_connect(urls, secrets),
        "caf": plan.caf(secrets),
        "mairie": plan.mairie(urls, secrets, "jeton"),
    }


def test_every_service_that_stays_says_how_it_is() -> None:
    silent = [n for n, s in SERVICES.items() if s["restart"] != "no" and "healthcheck" not in s]

    assert silent == []


def test_no_secret_has_a_default_and_each_is_made_by_one_command() -> None:
    asked = re.findall(r"\$\{(\w+)([^}]*)\}", TEXT)

    assert {name for name, rest in asked if not rest.startswith(":?")} == set()
    assert {name for name, _ in asked} == set(federation_secrets())


@pytest.mark.parametrize("name", SERVICES)
def test_no_value_that_looks_secret_is_written_down(name: str) -> None:
    environment = SERVICES[name].get("environment", {})
    secret = re.compile(r"SECRET|PASSWORD|_KEY$|JETON$")

    assert [k for k, v in environment.items() if secret.search(k) and "${" not in v] == []


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_closed_to_what_it_does_not_need(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("user", "root") != "root" or name in OURS
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_every_image_names_its_version() -> None:
    images = {service["image"] for service in SERVICES.values()}
    bases = set(re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE))

    assert {i for i in images | bases if ":" not in i or i.endswith(":latest")} == set()


def test_our_image_does_not_run_as_root() -> None:
    last = (ROOT / "Dockerfile").read_text().strip().splitlines()[-1]

    assert re.fullmatch(r"USER (?!0)\d+:(?!0)\d+", last)


def test_the_image_takes_in_what_the_build_copies() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    copied = {
        word
        for line in re.findall(r"^COPY (?!--)(.+) \S+$", dockerfile, re.MULTILINE)
        for word in line.split()
    }
    allowed = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }

    assert copied == allowed
    assert all((ROOT / name).exists() for name in copied)


def test_the_compose_file_and_the_sandbox_tell_the_same_story() -> None:
    environment = SERVICES["france-connect"]["environment"]
    (client,), (provider,) = map(
        json.loads, (environment["FC_CLIENTS"], environment["FC_DATA_PROVIDERS"])
    )
    ours = plan.france_connect(plan.Urls.on(range(8000, 8004)), federation_secrets())

    assert client["client_id"] == plan.MAIRIE_CLIENT
    assert client["scopes"] == json.loads(ours["FC_CLIENTS"])[0]["scopes"]
    assert provider["slugs"] == json.loads(ours["FC_DATA_PROVIDERS"])[0]["slugs"]
    assert SERVICES["mairie"]["environment"]["MAIRIE_SIRET"] == plan.SIRET


def test_nginx_serves_both_brokers_and_accepts_its_configuration(tmp_path: Path) -> None:
    text = (ROOT / "deploy/nginx.conf").read_text()
    nginx = shutil.which("nginx")

    assert re.findall(r"server (\S+?):8000", text) == ["broker-1", "broker-2"]
    assert "$request_uri" not in text.partition("log_format")[2].partition(";")[0]
    if nginx is None:
        pytest.skip("nginx is not installed: its configuration was not parsed")
    # The brokers' names exist among containers only.
    here = re.sub(r"broker-\d", "127.0.0.1", text).replace("/tmp/", f"{tmp_path}/")
    (tmp_path / "nginx.conf").write_text(here.replace("/dev/stdout", f"{tmp_path}/access.log"))
    command = [nginx, "-t", "-q", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
